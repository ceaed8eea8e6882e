//! What the terminal shows: the addresses, one line for each update, and what is wrong. Where no person reads along, only
//! the addresses and errors.

use super::needs::Change;
use super::server::{Server, Source};
use super::state::State;
use crate::cli::Console;
use crate::cli::console::count;
use crate::config::BaseUrl;
use crate::content::scan::Progress;
use crate::diagnostic::{Diagnostic, Severity};
use crate::resolve::plan::PageId;
use crate::source::Files;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many pages are rendered after a change without being asked for, to say what is wrong with them.
const AHEAD: usize = 12;

/// How long something takes before the terminal shows that it goes on.
const PATIENCE: Duration = Duration::from_millis(500);

/// The addresses of a site.
pub struct Urls {
    /// The line that names them all.
    pub line: String,
    /// The first.
    pub first: String,
}

/// What the terminal was told is wrong, by page; what is wrong before any page is rendered stands under the empty name.
#[derive(Debug, Default)]
pub struct Told {
    by_page: Mutex<BTreeMap<Box<str>, BTreeSet<Key>>>,
}

/// What makes a finding the same as an earlier one.
type Key = (crate::diagnostic::Place, &'static str, String);

/// Where the site can be seen.
pub fn urls(server: &Server, address: SocketAddr) -> Urls {
    let shown = match address {
        // An address that means all of this machine's is none that a browser can ask for.
        SocketAddr::V4(all) if all.ip().is_unspecified() => (Ipv4Addr::LOCALHOST, all.port()).into(),
        SocketAddr::V6(all) if all.ip().is_unspecified() => (Ipv6Addr::LOCALHOST, all.port()).into(),
        other => other,
    };
    let origin = format!("http://{shown}");
    let state = server.state();
    let site = state.as_ref().and_then(|state| state.site.as_ref());
    let (Some(site), Source::Site { settings, .. }) = (site, &server.source) else {
        let base = match &server.source {
            Source::Folder(folder) => folder.base.as_str(),
            Source::Site { .. } => "/",
        };
        let home = BaseUrl { path: base.to_owned(), ..BaseUrl::default() }.href("/");
        return Urls { line: format!("{origin}{home}"), first: format!("{origin}{home}") };
    };
    let home = |id: &crate::config::EditionId| {
        let home = site.plan.editions[usize::from(id.0)].home?;
        Some((site.project.config.edition(*id).locale.to_string(), format!("{origin}{}", site.parts.href(home))))
    };
    let homes: Vec<(String, String)> = settings.named(site).iter().filter_map(home).collect();
    let line = homes.iter().map(|(tag, url)| format!("{tag} {url}")).collect::<Vec<_>>().join("  ");
    let all = format!("{origin}{}", site.project.config.base_url.href("/"));
    let first = if settings.editions.is_empty() { None } else { homes.first() }.map_or(all, |(_, url)| url.clone());
    Urls { line, first }
}

/// Says what is wrong before any page is rendered.
pub fn problems(server: &Server) {
    if let Some(state) = server.state() {
        server.told.page("", &state.problems, &state.files, &server.console);
    }
}

/// Says what an update changed, and what is wrong now.
pub fn update(server: &Server, before: &State, after: &State, change: &Change, took: Duration) {
    let console = &server.console;
    let pages: Vec<PageId> = match &after.site {
        Some(site) => site.pages().filter(|id| site.stamp(*id) == after.version).collect(),
        None => Vec::new(),
    };
    let unchanged = match (&before.site, &after.site) {
        (Some(before), Some(after)) => std::sync::Arc::ptr_eq(before, after),
        _ => false,
    };
    server.told.page("", &after.problems, &after.files, console);
    if console.is_interactive() {
        let what = match change.paths.iter().next() {
            Some(path) if change.paths.len() == 1 => path.to_string(),
            _ => count(change.paths.len(), "file"),
        };
        let touched = after.touched.iter().filter(|(version, _)| *version == after.version).count();
        let line = if !after.broken.is_empty() {
            format!("{what}: the site stays as it was until this is mended\n")
        } else if unchanged || (pages.is_empty() && touched == 0) {
            format!("{what}: nothing changed\n")
        } else {
            let counted = if pages.is_empty() { count(touched, "file") } else { count(pages.len(), "page") };
            format!("{what}: {counted} in {} ms\n", took.as_millis().max(1))
        };
        console.say(&line);
    }
    let Some(site) = after.site.as_ref().filter(|_| pages.len() <= AHEAD) else { return };
    for id in pages {
        let (shown, fresh) = server.pages.page(site, id);
        if fresh {
            server.told.page(site.parts.href(id), &shown.found, &after.files, console);
        }
    }
}

impl Told {
    /// Says what is wrong with a page and was not said before.
    pub fn page(&self, page: &str, found: &[Diagnostic], files: &Files, console: &Console) {
        let key = |found: &Diagnostic| (found.place.clone(), found.code.name(), found.message.clone());
        let keys: BTreeSet<Key> = found.iter().map(key).collect();
        let mut told = self.by_page.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = |found: &&Diagnostic| !told.values().any(|known| known.contains(&key(found)));
        let wanted = |found: &&Diagnostic| console.is_interactive() || found.severity == Severity::Error;
        let new: Vec<Diagnostic> = found.iter().filter(wanted).filter(is_new).cloned().collect();
        if keys.is_empty() {
            told.remove(page);
        } else {
            told.insert(page.into(), keys);
        }
        drop(told);
        console.diagnostics(&new, files);
    }
}

/// Does `work`, and shows after a while how far it has come.
pub fn while_reading<R>(console: &Console, work: impl FnOnce(&Progress) -> R) -> R {
    let progress = Progress::default();
    if !console.is_interactive() {
        return work(&progress);
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let ticker = scope.spawn(|| {
            let began = Instant::now();
            let mut shown = false;
            while !done.load(Ordering::Relaxed) {
                if began.elapsed() > PATIENCE {
                    shown = true;
                    console.say(&format!("\r{}", bar(&progress)));
                }
                std::thread::park_timeout(Duration::from_millis(100));
            }
            if shown {
                // The line is gone when the addresses come.
                console.say("\r\x1b[K");
            }
        });
        let result = work(&progress);
        done.store(true, Ordering::Relaxed);
        ticker.thread().unpark();
        result
    })
}

/// `reading 1200 of 6000 documents [####                ]`
fn bar(progress: &Progress) -> String {
    const WIDTH: usize = 20;
    let (done, all) = (progress.done.load(Ordering::Relaxed), progress.all.load(Ordering::Relaxed));
    if all == 0 {
        return "looking for documents…".to_owned();
    }
    let filled = (done * WIDTH / all).min(WIDTH);
    format!("reading {} of {all} documents [{}{}]", done.min(all), "#".repeat(filled), " ".repeat(WIDTH - filled))
}

/// Opens `url` in the reader's browser.
pub fn open(url: &str, console: &Console) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // Waiting for it leaves no dead process behind.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => console.say(&format!("no browser could be opened: {error}\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_how_far_reading_has_come() {
        let progress = Progress::default();
        assert_eq!(bar(&progress), "looking for documents…");
        progress.all.store(60, Ordering::Relaxed);
        progress.done.store(15, Ordering::Relaxed);
        assert_eq!(bar(&progress), "reading 15 of 60 documents [#####               ]");
    }
}
