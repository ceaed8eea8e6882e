//! Which edition a tag in a file's or folder's name means.

use crate::config::{Config, EditionId, Matched};
use crate::locale::Locale;
use std::collections::BTreeMap;

/// What a part of a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// An edition's own locale, however it is spelled.
    Edition(EditionId),
    /// Another tag for the same: `zh-CN` where the edition is `zh-Hans`.
    Equivalent(EditionId),
    /// A tag that no edition has; `certain` when it can hardly be anything else, as `pt-BR`.
    Unknown { certain: bool },
    /// What people write for a tag and is none, with the right one: `cn`.
    Wrong { message: String, help: String },
    /// A part of the name.
    None,
}

/// Reads tags, and remembers them: a folder of ten thousand files has few.
pub(super) struct Matcher<'c> {
    config: &'c Config,
    known: BTreeMap<String, Tag>,
}

impl<'c> Matcher<'c> {
    pub(super) fn new(config: &'c Config) -> Self {
        Self { config, known: BTreeMap::new() }
    }

    pub(super) fn read(&mut self, text: &str) -> Tag {
        if let Some(tag) = self.known.get(text) {
            return tag.clone();
        }
        let tag = read(self.config, text);
        self.known.insert(text.to_owned(), tag.clone());
        tag
    }
}

pub(super) fn read(config: &Config, text: &str) -> Tag {
    // No tag is shorter or holds anything else; so ordinary names are told apart without parsing them.
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(2..=3).contains(&letters) || text.bytes().any(|b| !(b.is_ascii_alphanumeric() || b"-_.".contains(&b))) {
        return Tag::None;
    }
    match Locale::parse(text) {
        Ok(locale) => match config.edition_for(&locale) {
            // `zh` says no script, so it can only mean the edition that it was found to mean.
            Matched::One(id) if config.edition(id).locale == locale || !locale.says_script() => Tag::Edition(id),
            Matched::One(id) => Tag::Equivalent(id),
            Matched::Several(ids) => several(config, text, &ids),
            Matched::None if text.len() == 2 => known_language(text),
            Matched::None => {
                let canonical = locale.to_string();
                Tag::Unknown { certain: text.len() > 3 && (text == canonical || text.replace('_', "-") == canonical) }
            }
        },
        Err(error) => match error.help {
            // Two letters, or what is known to be written for a tag: `chs`, `zh-hnas`.
            Some(help) if text.len() == 2 || help.starts_with("did you mean") => {
                Tag::Wrong { message: error.message, help }
            }
            _ => Tag::None,
        },
    }
}

fn several(config: &Config, text: &str, ids: &[EditionId]) -> Tag {
    let tags: Vec<_> = ids.iter().map(|id| format!("`{}`", config.edition(*id).locale)).collect();
    let (last, first) =
        tags.split_last().map_or((String::new(), String::new()), |(last, first)| (last.clone(), first.join(", ")));
    let help = format!("name it after the edition that it belongs to: {first} or {last}");
    Tag::Wrong { message: format!("`{text}` could mean {first} or {last}"), help }
}

/// Whether two or three letters say a language to everybody: many are published in it, and they are neither a word, an abbreviation of
/// something else (`it`, `uk`, `cs`) nor an ending of files (`pl`, `ml`, `ts`).
pub(super) fn is_plainly_a_language(text: &str) -> bool {
    const PLAIN: [&str; 12] = ["de", "es", "fr", "hu", "ja", "ko", "nl", "pt", "ru", "sv", "th", "yue"];
    PLAIN.iter().any(|language| language.eq_ignore_ascii_case(text))
}

/// Two letters are a language only if ISO 639-1 lists them: `js` and `rs` are none.
fn known_language(text: &str) -> Tag {
    const ISO_639_1: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
        da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii \
        ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn \
        mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk \
        sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo \
        za zh zu";
    let lower = text.to_ascii_lowercase();
    if ISO_639_1.split_ascii_whitespace().any(|code| code == lower) {
        Tag::Unknown { certain: false }
    } else {
        Tag::None
    }
}
