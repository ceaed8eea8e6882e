//! Which findings about the settings leave nobody sure of the editions, and which of them only follow from others.

use super::table::nearest;
use crate::diagnostic::{Diagnostic, Severity, Subject};
use crate::source::Span;
use std::collections::BTreeMap;

/// Settings from which the editions are made, by the first part of their names.
const OF_EDITIONS: [&str; 2] = ["editions", "default"];
/// Settings of an edition that change neither which editions there are nor where they look for their texts.
const OF_LOOKS: [&str; 2] = ["label", "diagnostics"];

/// Marks the errors about the editions, and leaves out that an edition is not there if it is one that could not be read.
/// `keys` are the places of all keys, by their dotted names.
pub(super) fn told_apart(mut found: Vec<Diagnostic>, keys: &BTreeMap<String, Span>) -> Vec<Diagnostic> {
    let mut unread: Vec<String> = Vec::new();
    for finding in found.iter_mut().filter(|finding| finding.severity == Severity::Error && finding.about.is_none()) {
        let Some(key) = finding.place.span.and_then(|span| key_at(keys, span)) else { continue };
        let (first, rest) = key.split_once('.').unwrap_or((key, ""));
        let is_meant = !OF_EDITIONS.contains(&first) && nearest(first, ["editions"]).is_some();
        let is_look = rest.split('.').any(|part| OF_LOOKS.contains(&part));
        if is_meant {
            unread.extend(below(keys, first).map(str::to_owned));
        } else if !OF_EDITIONS.contains(&first) || is_look {
            continue;
        } else if first == "editions" && !rest.contains('.') {
            // The tag of an edition: what it should be may be among what the help suggests.
            let suggested = finding.help.iter().flat_map(|help| help.split('`').skip(1).step_by(2));
            unread.extend(suggested.chain([rest]).map(str::to_owned));
        }
        finding.about = Some(Box::new(Subject::Editions));
    }
    let is_unread = |name: &str| nearest(name, unread.iter().map(String::as_str)).is_some();
    found.retain(|finding| !matches!(finding.about.as_deref(), Some(Subject::NoEdition(name)) if is_unread(name)));
    found
}

/// The name of the key that a place belongs to: the last one that begins there or before.
fn key_at(keys: &BTreeMap<String, Span>, place: Span) -> Option<&str> {
    let before = keys.iter().filter(|(_, key)| key.start <= place.start);
    before.max_by_key(|(name, key)| (key.start, name.len())).map(|(name, _)| name.as_str())
}

/// The keys of the table `name`.
fn below<'k>(keys: &'k BTreeMap<String, Span>, name: &str) -> impl Iterator<Item = &'k str> {
    keys.keys().filter_map(move |key| key.strip_prefix(name)?.strip_prefix('.')).filter(|rest| !rest.contains('.'))
}

#[cfg(test)]
mod tests {
    use crate::config;
    use crate::diagnostic::{Severity, Subject};
    use crate::source::Files;

    /// Of the errors in these settings, whether any is about the editions.
    fn errors_are_about_editions(book: &str) -> bool {
        let found = config::load(&Files::memory([("book.toml", book)])).2;
        let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(!errors.is_empty(), "{book}");
        errors.iter().any(|finding| finding.about.as_deref() == Some(&Subject::Editions))
    }

    #[test]
    fn a_later_table_of_a_list_is_not_the_edition_above_it() {
        let first = "[editions.en]\n[[navigation]]\nto = \"a\"\ntext = \"A\"\n[editions.fr]\n";
        for (later, wanted) in [
            ("convert-from = 3\n", true),
            ("[[navigation]]\nto = 3\n", false),
            ("[[navigation]]\ntext = \"no target\"\n", false),
            ("[[navigation]]\n", false),
        ] {
            assert_eq!(errors_are_about_editions(&format!("{first}{later}")), wanted, "{later}");
        }
    }
}
