//! The plan of a publication: what is sent, in which order, and what is removed.

use super::{Local, Site, headers, is_page};
use crate::source::RelPath;
use std::fmt::Write;

/// How a file differs from what stands at the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing stands there.
    New,
    /// Something else stands there.
    Changed,
    /// The same stands there.
    Same,
}

/// What a publication does, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is sent: what pages need (first what carries its hash in its name, then what may name such files), then new
    /// pages, which nothing links to yet, then changed pages.
    pub send: Vec<(RelPath, Change)>,
    /// What is removed afterwards, the other way round: pages, then what they needed.
    pub remove: Vec<RelPath>,
    /// How many files stay as they are.
    pub same: usize,
    /// How many bytes are sent.
    pub bytes: u64,
}

impl Plan {
    /// The plan for `site`, whose files differ as `change` says, at a place where yiben published `former` files.
    pub fn new(site: &Site, change: impl Fn(&Local) -> Change, former: impl IntoIterator<Item = RelPath>) -> Self {
        let mut plan = Self::default();
        for file in &site.files {
            match change(file) {
                Change::Same => plan.same += 1,
                change => {
                    plan.bytes += file.size;
                    plan.send.push((file.path.clone(), change));
                }
            }
        }
        plan.send.sort_by(|(a, a_is), (b, b_is)| {
            let order = |path, is| (rank(path), is_page(path).then_some(is));
            order(a, *a_is).cmp(&order(b, *b_is)).then_with(|| a.cmp(b))
        });
        plan.remove = former.into_iter().filter(|path| site.get(path).is_none()).collect();
        plan.remove.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.cmp(b)));
        plan.remove.dedup();
        plan
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.send.is_empty() && self.remove.is_empty()
    }

    /// The plan as `--dry-run` lists it: a line each, in the order in which it would be done. Where the place keeps
    /// headers, they are named.
    pub fn listed(&self, site: &Site, with_headers: bool) -> String {
        let mut text = String::new();
        for (path, change) in &self.send {
            let verb = if *change == Change::New { "new" } else { "changed" };
            let size = site.get(path).map_or(0, |file| file.size);
            let headers = match with_headers {
                true => format!("\t{}\t{}", headers::content_type(path), headers::cache_control(path)),
                false => String::new(),
            };
            writeln!(text, "{verb}\t{path}\t{size} B{headers}").expect("a string takes any text");
        }
        for path in &self.remove {
            writeln!(text, "remove\t{path}").expect("a string takes any text");
        }
        text
    }
}

/// How late a file may come: nothing names others before they are there.
fn rank(path: &RelPath) -> u8 {
    if is_page(path) { 2 } else { u8::from(!headers::is_hashed(path)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).unwrap()
    }

    /// Parts of a search's index, which the file `en.json` names.
    const NEW: &str = "search-index/en/0.3441549a.bin";
    const OLD: &str = "search-index/en/0.c31d4085.bin";

    #[test]
    fn what_pages_need_comes_before_them_and_goes_after_them() {
        let file = |name: &str| Local { path: path(name), size: 1, hash: String::new() };
        let mut files: Vec<_> =
            ["a.html", "b/new.html", "index.html", "z.css", "a.js", "same.png", "search-index/en.json", NEW]
                .map(file)
                .into_iter()
                .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let site = Site { folder: "public".into(), files };
        let change = |file: &Local| match file.path.as_str() {
            "b/new.html" | "z.css" | NEW => Change::New,
            "same.png" => Change::Same,
            _ => Change::Changed,
        };
        let plan = Plan::new(&site, change, [OLD, "old.css", "a.html", "gone.html"].map(path));
        let sent: Vec<_> = plan.send.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(sent, [NEW, "a.js", "search-index/en.json", "z.css", "b/new.html", "a.html", "index.html"]);
        let removed: Vec<_> = plan.remove.iter().map(RelPath::as_str).collect();
        assert_eq!(removed, ["gone.html", "old.css", OLD]);
        assert_eq!((plan.same, plan.bytes), (1, 7));
    }
}
