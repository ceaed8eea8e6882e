//! Folders of `[folders]` that hold no document.

use super::Input;
use crate::config::table::nearest;
use crate::config::{Config, FILE};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{RelPath, Span};
use std::collections::BTreeSet;

/// Reports them, each with the nearest folder that there is.
pub fn check(input: &Input<'_>, found: &mut Vec<Diagnostic>) {
    let config = input.config;
    if config.folders.is_empty() {
        return;
    }
    let mut folders: BTreeSet<RelPath> = BTreeSet::new();
    for key in input.library.documents.keys() {
        let mut folder = RelPath::new(key.as_str()).unwrap_or_default();
        while folders.insert(folder.clone()) {
            folder = folder.parent();
        }
    }
    let book = RelPath::new(FILE).unwrap_or_default();
    for path in config.folders.iter().map(|folder| &folder.path).filter(|path| !folders.contains(*path)) {
        let message = format!("there is no folder `{path}`");
        let mut finding = Diagnostic::new(Code::Unreadable, &book, message).at(span(config, path));
        let near = nearest(path.as_str(), folders.iter().map(RelPath::as_str));
        finding.help = near.filter(|near| !near.is_empty()).map(|near| format!("did you mean `{near}`?"));
        found.push(finding);
    }
}

/// Where the table of a folder stands, which may be written with a slash at its end.
fn span(config: &Config, path: &RelPath) -> Span {
    let names = || config.spans.iter().filter_map(|(key, span)| Some((key.strip_prefix("folders.")?, span)));
    names()
        .find(|(name, _)| RelPath::new(name).is_ok_and(|named| named == *path))
        .map(|(_, span)| *span)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::config::load;
    use crate::resolve::testing::planned;
    use crate::source::Files;

    #[test]
    fn a_folder_without_documents_is_said_with_the_nearest() {
        let book =
            "[editions.en]\n[folders.guied]\nquotes = true\n[folders.\"guide/\"]\nquotes = true\n[folders.zzz]\n";
        let files = [("book.toml", book), ("content/guide/a.md", "")];
        let config = load(&Files::memory(files)).0.unwrap();
        let made = planned(config, &files[1..]);
        assert_eq!(made.said, ["unreadable: there is no folder `guied`", "unreadable: there is no folder `zzz`"]);
    }
}
