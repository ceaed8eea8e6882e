//! Names of files that stand here and cannot stand on another system.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What another system would say of `paths`: each file and folder is named once.
pub(super) fn unportable(paths: &[RelPath]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<RelPath> = BTreeSet::new();
    let mut composed: BTreeMap<String, RelPath> = BTreeMap::new();
    for path in paths {
        let mut place = path.clone();
        while !place.is_root() && seen.insert(place.clone()) {
            let name = place.name();
            if let Some(why) = refused(name) {
                let message = format!("the name `{name}` cannot stand on Windows: {why}");
                let help = "rename it, so that the project can be copied to such a computer";
                found.push(warning(&place, message).help(help));
            }
            if !place.as_str().is_ascii() {
                let form: String = place.as_str().nfc().collect();
                match composed.get(&form) {
                    // Folders above it that differ so are said themselves.
                    Some(other) if other.parent() == place.parent() => {
                        let (name, other) = (place.name(), other.name());
                        let message = format!(
                            "the names `{other}` and `{name}` differ only in how their characters are composed, and macOS takes them for one"
                        );
                        found.push(warning(&place, message).help("rename one of them"));
                    }
                    Some(_) => {}
                    None => drop(composed.insert(form, place.clone())),
                }
            }
            place = place.parent();
        }
    }
    found
}

fn warning(path: &RelPath, message: String) -> Diagnostic {
    let mut finding = Diagnostic::new(Code::BadFileName, path, message);
    finding.severity = Severity::Warning;
    finding
}

/// Why Windows refuses a name (Naming Files, Paths, and Namespaces).
fn refused(name: &str) -> Option<String> {
    if let Some(sign) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')) {
        return Some(format!("it holds `{sign}`"));
    }
    if name.ends_with(' ') {
        return Some("it ends with a space".to_owned());
    }
    if name.ends_with('.') {
        return Some("it ends with a full stop".to_owned());
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().filter_map(|device| stem.strip_prefix(device));
    let is_port = numbered.into_iter().any(|number| matches!(number.as_bytes(), [b'1'..=b'9']));
    (is_port || DEVICES.contains(&stem.as_str())).then(|| "it is the name of a device".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(names: &[&str]) -> Vec<String> {
        let top = RelPath::new("content").unwrap();
        let paths: Vec<_> = names.iter().map(|name| top.join(name).unwrap()).collect();
        unportable(&paths)
            .iter()
            .map(|found| format!("{}: {}", found.place.path.as_str().replacen("content/", "", 1), found.message))
            .collect()
    }

    #[test]
    fn names_that_windows_refuses_are_said_once() {
        let cases = [
            ("a/con.md", "a/con.md: the name `con.md` cannot stand on Windows: it is the name of a device"),
            ("COM1", "COM1: the name `COM1` cannot stand on Windows: it is the name of a device"),
            (
                "aux.zh-Hans.md",
                "aux.zh-Hans.md: the name `aux.zh-Hans.md` cannot stand on Windows: it is the name of a device",
            ),
            ("a:b.md", "a:b.md: the name `a:b.md` cannot stand on Windows: it holds `:`"),
            ("a./b.md", "a.: the name `a.` cannot stand on Windows: it ends with a full stop"),
            ("a /b.md", "a : the name `a ` cannot stand on Windows: it ends with a space"),
        ];
        for (name, expected) in cases {
            assert_eq!(said(&[name]), [expected], "{name}");
        }
        assert_eq!(said(&["q?/a.md", "q?/b.md"]).len(), 1);
        assert!(said(&["console.md", "com.md", "com10.md", "a.con", "中文 名.md", "a (1).md"]).is_empty());
    }

    #[test]
    fn names_that_macos_takes_for_one_are_said() {
        let found = said(&["e\u{301}/a.md", "e\u{301}/b.md", "\u{e9}/a.md", "c.md"]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("\u{e9}: the names `e\u{301}` and `\u{e9}` differ only"), "{found:?}");
    }
}
