//! What makes a finding the same finding in another run, though lines were added above it.

use super::Diagnostic;
use std::collections::BTreeMap;

/// Gives fingerprints, and tells findings apart that have everything in common but their line.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: BTreeMap<String, u32>,
}

impl Fingerprints {
    /// The fingerprint of `diagnostic`, at whose place stands `text`: 32 hexadecimal digits, from the code, the file, the
    /// author's own words in the message, the text without its white space, and how many like it came before. The
    /// wording of messages, which a later version may better, does not count.
    pub fn of(&mut self, diagnostic: &Diagnostic, text: Option<&str>) -> String {
        let mut words = vec![diagnostic.code.name(), diagnostic.place.path.as_str()];
        // Every second part of a message stands in backticks.
        words.extend(diagnostic.message.split('`').skip(1).step_by(2));
        words.push("\n");
        words.extend(text.unwrap_or_default().split_whitespace());
        let base = words.join("\0");
        let before = self.seen.entry(base.clone()).or_insert(0);
        *before += 1;
        let hash = blake3::hash(format!("{base}\0{before}").as_bytes());
        hash.to_hex()[..32].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::RelPath;

    #[test]
    fn wording_and_place_do_not_count_but_words_and_text_do() {
        let path = RelPath::new("a.md").unwrap();
        let of =
            |message: &str, text| Fingerprints::default().of(&Diagnostic::new(Code::BrokenLink, &path, message), text);
        let first = of("the link `x` leads to nothing", Some("x  y"));
        assert_eq!(first, of("there is no `x`", Some("x\ny")));
        assert_ne!(first, of("the link `z` leads to nothing", Some("x y")));
        assert_ne!(first, of("the link `x` leads to nothing", Some("x z")));
        assert_eq!(first.len(), 32);
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_order() {
        let path = RelPath::new("a.md").unwrap();
        let diagnostic = Diagnostic::new(Code::BrokenLink, &path, "`x`");
        let mut fingerprints = Fingerprints::default();
        let (first, second) = (fingerprints.of(&diagnostic, None), fingerprints.of(&diagnostic, None));
        assert_ne!(first, second);
    }
}
