//! Locale tags: BCP 47 in canonical form inside, common spellings understood at the edge.
//!
//! [`Locale::parse`] reads, in this order: the POSIX form (`zh_CN.UTF-8`, `sr_RS@latin`), underscores for hyphens, any
//! letter case, the extended language form of BCP 47 (`zh-cmn-Hant`, `zh-yue`), Windows' old names (`zh-CHS`), and tags
//! that CLDR replaces by newer ones (`iw`, `cmn`). A POSIX name means a country, so the script that its country implies
//! is written out: `zh_TW` is `zh-Hant-TW`. A BCP 47 tag stays as short as it was written: `zh-TW`.

use super::likely::{self, Full};
use super::mistaken;
use std::fmt;
use unic_langid::LanguageIdentifier;

/// A locale in canonical form (`zh-Hans`, `zh-HK`, `en`). Compares and hashes by its canonical tag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(LanguageIdentifier);

/// The two scripts that Chinese is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HanScript {
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
}

/// The direction in which a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// Why a text is no locale tag, and what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagError {
    /// What is wrong, with the tag in backticks.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl TagError {
    pub(super) fn new(message: impl Into<String>, help: Option<String>) -> Self {
        Self { message: message.into(), help }
    }
}

/// Tags of RFC 5646's grandfathered list and of old software whose parts do not say what they mean.
const WHOLE: &[(&str, &str)] = &[
    ("zh-min-nan", "nan"),
    ("zh-guoyu", "zh"),
    ("zh-hakka", "hak"),
    ("zh-xiang", "hsn"),
    ("zh-gan", "gan"),
    ("zh-wuu", "wuu"),
    ("zh-chs", "zh-Hans"),
    ("zh-cht", "zh-Hant"),
    ("zh-hans-cmn", "zh-Hans"),
    ("zh-hant-cmn", "zh-Hant"),
    ("i-hak", "hak"),
    ("no-bok", "nb"),
    ("no-nyn", "nn"),
];

/// Languages that other languages' tags may follow as extended language subtags (RFC 5646, 2.2.2).
const EXTENSIBLE: &[&str] = &["ar", "kok", "lv", "ms", "sgn", "sw", "uz", "zh"];

/// POSIX modifiers that name a script.
const MODIFIERS: &[(&str, &str)] =
    &[("latin", "Latn"), ("cyrillic", "Cyrl"), ("devanagari", "Deva"), ("hans", "Hans"), ("hant", "Hant")];

impl Locale {
    /// Reads a tag in any common spelling (see the module).
    ///
    /// # Errors
    /// When the text is no locale tag, or one that nearly always means another: `cn`, `tw`, `jp`.
    pub fn parse(text: &str) -> Result<Self, TagError> {
        let trimmed = text.trim();
        let (posix, modifier) = trimmed.split_once('@').map_or((trimmed, None), |(tag, m)| (tag, Some(m)));
        let (tag, codeset) = posix.split_once('.').map_or((posix, None), |(tag, set)| (tag, Some(set)));
        let is_posix = tag.contains('_') || codeset.is_some() || modifier.is_some();
        mistaken::refuse(tag, text)?;
        let spelled = spelled(&tag.replace('_', "-"), text)?;
        let mut id = likely::canonical(&spelled).ok_or_else(|| mistaken::malformed(text))?;
        mistaken::check(&id, text)?;
        mistaken::refuse_canonical(&id, text)?;
        if is_posix {
            spell_out(&mut id, modifier);
        }
        Ok(Self(id))
    }

    /// The identifier behind it.
    pub fn id(&self) -> &LanguageIdentifier {
        &self.0
    }

    /// The language subtag: `zh`, `en`, `yue`.
    pub fn language(&self) -> &str {
        self.0.language.as_str()
    }

    /// The tag with its likely script and region written out.
    pub fn full(&self) -> Full {
        likely::full(&self.0)
    }

    /// Whether both mean the same once likely subtags are written out: `zh-Hans` and `zh-CN`.
    pub fn is_equivalent(&self, other: &Self) -> bool {
        self == other || self.full() == other.full()
    }

    /// The script, where the language is Chinese and written in Han characters.
    pub fn han_script(&self) -> Option<HanScript> {
        if !is_sinitic(self.language()) {
            return None;
        }
        let full = self.full();
        match full.script.as_str() {
            "Hans" => Some(HanScript::Simplified),
            "Hant" => Some(HanScript::Traditional),
            _ => None,
        }
    }

    /// Whether the tag itself says which script its Chinese has; `zh` alone does not.
    pub fn says_script(&self) -> bool {
        self.0.script.is_some() || self.0.region.is_some() || self.language() != "zh"
    }

    /// The direction of its script, for `dir`.
    pub fn direction(&self) -> Direction {
        const RTL: &[&str] = &["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];
        if RTL.contains(&self.full().script.as_str()) { Direction::Rtl } else { Direction::Ltr }
    }

    /// The form of Open Graph, which wants a territory: `zh_CN`, `zh_TW`, `zh_HK`, `en_US`.
    pub fn open_graph(&self) -> String {
        let full = self.full();
        if full.region.is_empty() { full.language } else { format!("{}_{}", full.language, full.region) }
    }

    /// The language's name for itself: `English`, `简体中文`, `繁體中文（香港）`; the tag if we do not know it.
    pub fn autonym(&self) -> String {
        super::autonym::of(self)
    }
}

impl Direction {
    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Whether `language` is Chinese: the macrolanguage `zh` or one of its members in ISO 639-3.
pub(super) fn is_sinitic(language: &str) -> bool {
    SINITIC.contains(&language)
}

/// The macrolanguage and its members in ISO 639-3, `cmn` excepted, which is `zh` in canonical form.
pub(super) const SINITIC: &[&str] =
    &["zh", "yue", "wuu", "nan", "hak", "gan", "hsn", "cdo", "cjy", "cnp", "cpx", "csp", "czh", "czo", "lzh", "mnp"];

/// The tag with hyphens, after whole-tag aliases and extended languages are resolved.
fn spelled(tag: &str, text: &str) -> Result<String, TagError> {
    let lower = tag.to_ascii_lowercase();
    let whole = WHOLE.iter().find_map(|(old, new)| {
        let rest = lower.strip_prefix(old)?;
        (rest.is_empty() || rest.starts_with('-')).then(|| format!("{new}{rest}"))
    });
    if let Some(tag) = whole {
        return Ok(tag);
    }
    let mut parts: Vec<&str> = lower.split('-').collect();
    if let Some(at) = parts.iter().position(|part| part.len() == 1) {
        return Err(TagError::new(
            format!("`{text}` carries an extension, which an edition's tag does not have"),
            Some(format!("write `{}`", parts[..at].join("-"))).filter(|_| at > 0),
        ));
    }
    let is_letters = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    if parts.len() > 1 && EXTENSIBLE.contains(&parts[0]) && is_letters(parts[1]) {
        parts.remove(0);
    }
    Ok(parts.join("-"))
}

/// Writes out what a POSIX name implies: the modifier's script, and the script of Chinese.
fn spell_out(id: &mut LanguageIdentifier, modifier: Option<&str>) {
    let named = modifier.and_then(|modifier| MODIFIERS.iter().find(|(name, _)| modifier.eq_ignore_ascii_case(name)));
    let script = match named {
        Some((_, script)) => (*script).to_owned(),
        None if is_sinitic(id.language.as_str()) && id.region.is_some() => likely::full(id).script,
        None => return,
    };
    if id.script.is_none() {
        id.script = script.parse().ok();
    }
}

impl From<LanguageIdentifier> for Locale {
    /// The locale of an identifier that came out of another locale.
    fn from(id: LanguageIdentifier) -> Self {
        Self(id)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for TagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TagError {}
