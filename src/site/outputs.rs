//! Every file of a site, each with where its bytes come from.

use crate::config::{Config, EditionId};
use crate::content::Library;
use crate::resolve::alternates;
use crate::resolve::plan::{PageId, Plan};
use crate::source::RelPath;
use std::collections::BTreeMap;

/// Where the bytes of an output come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A page, rendered.
    Page(PageId),
    /// The page behind an old address: an index into [`Plan::redirects`].
    Redirect(usize),
    /// A source file, as it stands.
    Copy(RelPath),
    /// The feed of an edition.
    Feed(EditionId),
    /// Bytes that are already made.
    Made(Vec<u8>),
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its place below the destination.
    pub path: RelPath,
    /// Its bytes.
    pub content: Content,
}

/// All files of a site in the order of their paths. `theme` are the files that pages need for their look and behaviour.
///
/// Where a site brings a file of its own (`robots.txt`, `sitemap.xml`), the site's file wins over a made one.
pub fn outputs(config: &Config, library: &Library, plan: &Plan, theme: Vec<(RelPath, Vec<u8>)>) -> Vec<Output> {
    let mut files = BTreeMap::new();
    let mut add = |path: RelPath, content| {
        files.entry(path).or_insert(content);
    };
    for (at, page) in plan.pages.iter().enumerate() {
        add(page.output.clone(), Content::Page(PageId(u32::try_from(at).expect("fewer than 2³² pages"))));
    }
    for (path, source) in &plan.copies {
        add(path.clone(), Content::Copy(source.clone()));
    }
    for (at, redirect) in plan.redirects.iter().enumerate() {
        add(redirect.output.clone(), Content::Redirect(at));
    }
    for (path, bytes) in theme {
        add(path, Content::Made(bytes));
    }
    for id in config.edition_ids() {
        if let Some(Ok(path)) = alternates::feed(config, plan, id).map(|address| RelPath::root().join(&address)) {
            add(path, Content::Feed(id));
        }
    }
    for (path, text) in super::sitemap::files(config, library, plan) {
        add(path, Content::Made(text.into_bytes()));
    }
    add(RelPath::new("robots.txt").expect("`robots.txt` is a path"), Content::Made(robots(config).into_bytes()));
    let others: Vec<_> = files.keys().collect();
    for (path, text) in super::rules::files(config, plan, &others) {
        files.entry(path).or_insert(Content::Made(text.into_bytes()));
    }
    files.into_iter().map(|(path, content)| Output { path, content }).collect()
}

/// What crawlers may read: everything; and where the sitemap is, when the site knows its own URL.
fn robots(config: &Config) -> String {
    let sitemap = config.base_url.absolute("/sitemap.xml").map(|address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}
