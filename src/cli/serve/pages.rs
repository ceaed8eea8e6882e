//! Rendered pages: each until a change touches it, and its last good form for as long as the newer one has mistakes.

use super::site::Site;
use crate::diagnostic::{Diagnostic, Severity, gravest};
use crate::resolve::plan::PageId;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How much is kept, in bytes of HTML. What was looked at longest ago goes first, and is rendered again when asked for.
const LIMIT: usize = 32 << 20;

/// A page as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its HTML; empty where there has never been a good one.
    pub html: Arc<str>,
    /// What is wrong with it now.
    pub found: Arc<[Diagnostic]>,
    /// Whether `html` is older than its source, which has a mistake.
    pub stale: bool,
}

/// The memory.
#[derive(Debug, Default)]
pub struct Pages {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    kept: FxHashMap<Box<str>, Kept>,
    bytes: usize,
    clock: u64,
}

#[derive(Debug)]
struct Kept {
    stamp: u64,
    used: u64,
    shown: Shown,
}

impl Pages {
    /// A page of `site`, rendered if it is not known in its present form; and whether it was.
    pub fn page(&self, site: &Site, id: PageId) -> (Shown, bool) {
        let stamp = site.stamp(id);
        let address = site.parts.href(id);
        let before = match self.get(address) {
            Some((known, shown)) if known == stamp => return (shown, false),
            other => other.map(|(_, shown)| shown.html),
        };
        let shown = render(site, id, before);
        self.keep(address, stamp, shown.clone());
        (shown, true)
    }

    /// Forgets pages that `which` says hold something that is no longer so.
    pub fn forget(&self, which: impl Fn(&str) -> bool) {
        let mut inner = self.lock();
        let Inner { kept, .. } = &mut *inner;
        for page in kept.values_mut().filter(|page| which(&page.shown.html)) {
            page.stamp = 0;
        }
    }

    fn get(&self, address: &str) -> Option<(u64, Shown)> {
        let mut inner = self.lock();
        inner.clock += 1;
        let now = inner.clock;
        let kept = inner.kept.get_mut(address)?;
        kept.used = now;
        Some((kept.stamp, kept.shown.clone()))
    }

    fn keep(&self, address: &str, stamp: u64, shown: Shown) {
        let mut inner = self.lock();
        inner.clock += 1;
        let kept = Kept { stamp, used: inner.clock, shown };
        inner.bytes += kept.shown.html.len();
        if let Some(before) = inner.kept.insert(address.into(), kept) {
            inner.bytes -= before.shown.html.len();
        }
        if inner.bytes > LIMIT {
            inner.shrink();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        // A thread that panicked while it held the lock left the map whole: no step in between breaks it.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Lets go of the older half.
    fn shrink(&mut self) {
        let mut used: Vec<u64> = self.kept.values().map(|kept| kept.used).collect();
        used.sort_unstable();
        let middle = used[used.len() / 2];
        self.kept.retain(|_, kept| kept.used >= middle);
        self.bytes = self.kept.values().map(|kept| kept.shown.html.len()).sum();
    }
}

/// Renders a page. One whose source has mistakes that keep its text from being read shows `before`.
fn render(site: &Site, id: PageId, before: Option<Arc<str>>) -> Shown {
    let path = site.plan.page(id).origin.translation().map(|id| &site.library.translations[id.0 as usize].path);
    let held = path.and_then(|path| site.reading.document(path)).is_some_and(|document| document.held);
    if held {
        return Shown { html: before.unwrap_or_default(), found: Arc::default(), stale: true };
    }
    let rendered = site.with(|renderer| renderer.page(id));
    let found = site.graded_page(rendered.diagnostics);
    let stale = rendered.html.is_empty() && gravest(&found) == Some(Severity::Error);
    let html = if stale { before.unwrap_or_default() } else { rendered.html.into() };
    Shown { html, found: found.into(), stale }
}
