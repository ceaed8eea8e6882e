//! Originals: which translation of a document another one was made from.
//!
//! The front matter's `translated-from` says it by a locale's tag, or says `none`. Otherwise: the default edition's text is
//! nobody's translation. A text of an edition that is converted from another was made from that one's text, where there is
//! one, because a page that replaces a conversion belongs beside it. Every other text was made from the default edition's,
//! or from the text that the default edition is itself converted from.

use super::text;
use crate::config::{Config, EditionId, Matched};
use crate::content::library::TranslationId;
use crate::content::{DocKey, Library, Translation};
use crate::locale::Locale;

/// The word in front matter for a text that was made from no other.
pub const NONE: &str = "none";

/// The translation that `id` was made from; `None` for an original, and where the original is not (or no longer) there.
pub fn of(config: &Config, library: &Library, id: TranslationId) -> Option<TranslationId> {
    let translation = &library.translations[id.0 as usize];
    locales(config, translation).iter().find_map(|locale| find(library, &translation.key, locale, id))
}

/// The locales that a translation may have been made from, the likeliest first; none for an original.
pub fn locales(config: &Config, translation: &Translation) -> Vec<Locale> {
    if let Some(written) = &translation.front.translated_from {
        let Ok(locale) = Locale::parse(written) else { return Vec::new() };
        return match config.edition_for(&locale) {
            Matched::One(edition) => vec![config.edition(edition).locale.clone()],
            _ => vec![locale],
        };
    }
    config.edition_of(&translation.locale).map_or_else(Vec::new, |edition| candidates(config, edition))
}

/// The same for any text of `edition`.
pub fn candidates(config: &Config, edition: EditionId) -> Vec<Locale> {
    let root = sources(config, config.default);
    if edition == config.default || root.contains(&edition) {
        return Vec::new();
    }
    let editions = sources(config, edition).into_iter().chain([config.default]).chain(root);
    editions.map(|edition| config.edition(edition).locale.clone()).collect()
}

fn sources(config: &Config, edition: EditionId) -> Vec<EditionId> {
    text::conversions(config, edition)
}

fn find(library: &Library, key: &DocKey, locale: &Locale, not: TranslationId) -> Option<TranslationId> {
    let translations = library.documents.get(key)?;
    let same = |id: &TranslationId| *id != not && library.translations[id.0 as usize].locale == *locale;
    translations.iter().copied().find(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::scan;
    use crate::content::testing::{book, files, locale, three};
    use std::fmt::Write;

    fn originals(config: &Config, list: &[(&str, &str)]) -> String {
        let (library, _) = scan(&files(list.iter().copied()), config);
        let mut said = String::new();
        for at in 0..library.translations.len() {
            let id = TranslationId(u32::try_from(at).unwrap());
            if let Some(original) = of(config, &library, id) {
                let name = |id: TranslationId| library.translations[id.0 as usize].locale.to_string();
                write!(said, "{}<{} ", name(id), name(original)).unwrap();
            }
        }
        said.trim_end().to_owned()
    }

    #[test]
    fn settings_and_front_matter_say_what_a_text_was_made_from() {
        let all = [("content/a.md", "x"), ("content/a.zh-Hans.md", "x"), ("content/a.zh-Hant.md", "x")];
        assert_eq!(
            originals(&three(), &all),
            "zh-Hans<en zh-Hant<zh-Hans",
            "a hand-made page stands beside a conversion"
        );
        assert_eq!(originals(&three(), &[all[0], all[2]]), "zh-Hant<en", "else it was made from the default edition");
        assert_eq!(originals(&three(), &all[1..]), "zh-Hant<zh-Hans", "a document that the default edition lacks");
        assert_eq!(originals(&three(), &all[1..2]), "", "an original of its own");
        let said = |text| [all[0], ("content/a.zh-Hans.md", text), all[2]];
        let none = said("+++\ntranslated-from = \"none\"\n+++\nx");
        assert_eq!(originals(&three(), &none), "zh-Hant<zh-Hans", "written, not translated");
        let other = said("+++\ntranslated-from = \"zh-TW\"\n+++\nx");
        assert_eq!(originals(&three(), &other), "zh-Hans<zh-Hant zh-Hant<zh-Hans", "by any spelling of the tag");
    }

    #[test]
    fn the_default_edition_is_never_a_translation_whatever_it_is_converted_from() {
        let mut config = book(&["zh-Hant", "zh-Hans", "en"]);
        config.editions[0].convert_from = Some(EditionId(1));
        let all = [("content/a.md", "x"), ("content/a.zh-Hans.md", "x"), ("content/a.en.md", "x")];
        assert_eq!(originals(&config, &all), "en<zh-Hant");
        assert_eq!(originals(&config, &all[1..]), "en<zh-Hans", "the default edition is converted here");
        assert_eq!(candidates(&config, config.edition_of(&locale("zh-Hans")).unwrap()), []);
    }
}
