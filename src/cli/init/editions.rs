//! Which editions of a new site are written by hand, and which are made by conversion.

use crate::cli::Failure;
use crate::config::table::listed;
use crate::locale::{HanScript, Locale};

/// The languages that yiben has first texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// 简体中文
    Simplified,
    /// 繁體中文
    Traditional,
}

/// Where the texts of an edition come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Somebody writes them; the first ones are there in this language.
    Written(Language),
    /// They are converted from the edition at this index.
    Converted(usize),
    /// yiben has no first text in its language; until somebody writes one, that of the edition at this index is shown.
    Shown(usize),
}

/// One edition of a new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its locale.
    pub locale: Locale,
    /// Where its texts come from.
    pub source: Source,
}

/// The editions of a new site, the default one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions(pub Vec<Planned>);

impl Editions {
    /// Reads tags and decides what is written: every language, and of Chinese the edition that is named first. The
    /// other Chinese editions are converted from it.
    ///
    /// # Errors
    /// When a tag is none, or means another language than was meant, or stands there twice.
    pub fn plan(tags: &[String]) -> Result<Self, Failure> {
        let mut locales: Vec<Locale> = Vec::new();
        for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
            let locale = Locale::parse(tag).map_err(|error| Failure { message: error.message, help: error.help })?;
            if let Some(same) = locales.iter().find(|other| other.is_equivalent(&locale)) {
                let help = format!("name it once: `{same}`");
                return Err(Failure::new(format!("`{tag}` is the edition `{same}` once more")).help(help));
            }
            locales.push(locale);
        }
        if locales.is_empty() {
            return Err(Failure::new("a site needs an edition").help("write `--editions en,zh-Hans,zh-Hant`"));
        }
        let chinese = locales.iter().position(is_chinese);
        let first_with_text = locales.iter().position(|locale| language(locale).is_some());
        let planned = locales.iter().enumerate().map(|(at, locale)| {
            let source = match (language(locale), chinese, first_with_text) {
                (Some(_), Some(first), _) if is_chinese(locale) && at != first => Source::Converted(first),
                (Some(language), ..) => Source::Written(language),
                (None, _, Some(shown)) => Source::Shown(shown),
                // Nothing else is there: a text in English is a beginning that one can write over.
                (None, _, None) if at == 0 => Source::Written(Language::English),
                (None, _, None) => Source::Shown(0),
            };
            Planned { locale: locale.clone(), source }
        });
        Ok(Self(planned.collect()))
    }

    /// The editions that somebody writes, each with the language of its first texts.
    pub fn written(&self) -> impl Iterator<Item = (usize, &Locale, Language)> {
        self.0.iter().enumerate().filter_map(|(at, edition)| match edition.source {
            Source::Written(language) => Some((at, &edition.locale, language)),
            _ => None,
        })
    }

    /// The language that whoever reads the settings probably knows: that of the first text.
    pub fn language(&self) -> Language {
        self.written().next().map_or(Language::English, |(_, _, language)| language)
    }

    /// The editions that yiben has no first text for.
    pub fn without_text(&self) -> impl Iterator<Item = &Locale> {
        self.0.iter().map(|edition| &edition.locale).filter(|locale| language(locale).is_none())
    }

    /// The editions as a sentence names them.
    pub fn named(&self) -> String {
        let tags: Vec<_> = self.0.iter().map(|edition| edition.locale.to_string()).collect();
        let tags: Vec<_> = tags.iter().map(String::as_str).collect();
        listed(&tags).replace(" or ", " and ")
    }
}

fn is_chinese(locale: &Locale) -> bool {
    locale.language() == "zh"
}

fn language(locale: &Locale) -> Option<Language> {
    match (locale.language(), locale.han_script()) {
        ("en", _) => Some(Language::English),
        ("zh", Some(HanScript::Simplified)) => Some(Language::Simplified),
        ("zh", Some(HanScript::Traditional)) => Some(Language::Traditional),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(tags: &str) -> Result<Editions, Failure> {
        Editions::plan(&tags.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn one_chinese_edition_is_written_and_the_others_are_converted() {
        use Language::{English, Simplified, Traditional};
        use Source::{Converted, Shown, Written};
        // (editions, where each one's texts come from)
        let cases: &[(&str, &[Source])] = &[
            ("en", &[Written(English)]),
            ("zh-Hant", &[Written(Traditional)]),
            ("en,zh-Hans,zh-Hant", &[Written(English), Written(Simplified), Converted(1)]),
            // The one that is named first is the one that the team writes.
            ("zh-Hant,zh-Hans", &[Written(Traditional), Converted(0)]),
            ("en,zh-TW,zh-CN", &[Written(English), Written(Traditional), Converted(1)]),
            ("zh-Hans,zh-TW,zh-HK", &[Written(Simplified), Converted(0), Converted(0)]),
            ("en-GB,zh_CN", &[Written(English), Written(Simplified)]),
            // Cantonese is another language, and no conversion of characters makes it.
            ("zh-Hant,yue", &[Written(Traditional), Shown(0)]),
            ("fr,en", &[Shown(1), Written(English)]),
            ("fr,de", &[Written(English), Shown(0)]),
        ];
        for (tags, wanted) in cases {
            let sources: Vec<_> = plan(tags).unwrap().0.iter().map(|edition| edition.source).collect();
            assert_eq!(sources, *wanted, "{tags}");
        }
    }

    #[test]
    fn wrong_tags_are_refused_with_what_was_meant() {
        for (tags, help) in [
            ("en,cht", "`zh-Hant`"),
            ("zh-Hasn", "zh-Hans"),
            ("tw", "`zh-Hant` or `zh-TW`"),
            ("zh-Hans,zh-CN", "name it once: `zh-Hans`"),
            (",", "--editions"),
        ] {
            let refused = plan(tags).unwrap_err();
            assert!(refused.help.as_deref().is_some_and(|text| text.contains(help)), "{tags}: {refused:?}");
        }
    }
}
