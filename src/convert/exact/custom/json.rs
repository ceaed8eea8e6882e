//! JSON as OpenCC reads it: with comments and trailing commas, and of a key that stands twice the first counts.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value of a configuration.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// An object's members, in the order of the file.
    Object(Vec<(String, Json)>),
    List(Vec<Json>),
    Text(String),
    /// A number, a truth value or nothing.
    Other,
}

impl Json {
    /// Reads a whole file.
    pub(super) fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(&plain(text))
    }

    /// The first member of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.members()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(super) fn members(&self) -> Option<&[(String, Self)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    pub(super) fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Other)
    }
}

/// The same text with spaces in place of comments and trailing commas, so that every place stays where it was.
fn plain(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let (mut at, mut comma) = (0, None);
    // Whether a value may have ended before the place: only then is a comma one too many.
    let mut valued = false;
    while at < out.len() {
        let end = match (out[at], out.get(at + 1)) {
            (b'"', _) => {
                (comma, valued) = (None, true);
                string_end(&out, at + 1)
            }
            (b'/', Some(b'/')) => blank(&mut out, at, |rest| memchr::memchr(b'\n', rest).unwrap_or(rest.len())),
            (b'/', Some(b'*')) => match memchr::memmem::find(&out[at + 2..], b"*/") {
                Some(length) => blank(&mut out, at, |_| length + 4),
                // Never closed: left for the parser to refuse.
                None => out.len(),
            },
            (b',', _) => {
                comma = valued.then_some(at);
                valued = false;
                at + 1
            }
            (b'}' | b']', _) => {
                if let Some(comma) = comma.take() {
                    out[comma] = b' ';
                }
                valued = true;
                at + 1
            }
            (byte, _) => {
                if !byte.is_ascii_whitespace() {
                    comma = None;
                    valued = !matches!(byte, b'{' | b'[' | b':');
                }
                at + 1
            }
        };
        at = end;
    }
    String::from_utf8(out).expect("whole characters were replaced by spaces")
}

/// The end of the string whose text begins at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Puts spaces in place of the comment that begins at `at`, but for its line ends; gives its end.
fn blank(bytes: &mut [u8], at: usize, length: impl Fn(&[u8]) -> usize) -> usize {
    let end = at + length(&bytes[at..]);
    bytes[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opencc_reads_is_read_and_what_it_refuses_is_refused() {
        let cases = [
            ("// 甲\n{\"a\": \"//x\", /* , ] */}", Some("{\"a\": \"//x\"}")),
            ("[1, [2,],]", Some("[1, [2]]")),
            ("{\"a\": \"\\\",]\",}", Some("{\"a\": \"\\\",]\"}")),
            ("{\"a\": \"1\",// ,]\n}", Some("{\"a\": \"1\"}")),
            ("[,]", None),
            ("[1,,]", None),
            ("{\"a\": ,}", None),
            ("# no\n[]", None),
            ("[] /* open", None),
            ("{'a': 1}", None),
        ];
        for (text, wanted) in cases {
            let wanted = wanted.map(|wanted| serde_json::from_str::<Json>(wanted).unwrap());
            assert_eq!(Json::read(text).ok(), wanted, "{text}");
        }
        let twice = Json::read("{\"a\": \"first\", \"a\": \"second\"}").unwrap();
        assert_eq!(twice.get("a").and_then(Json::text), Some("first"));
    }

    #[test]
    fn places_stay() {
        for text in ["/* 甲乙 */ [1, ]", "// é\n{\"丙\": [],}"] {
            assert_eq!(plain(text).len(), text.len(), "{text}");
        }
    }
}
