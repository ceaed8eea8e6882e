//! Texts that a site gives once or by locale.

use crate::locale::Locale;
use std::collections::BTreeMap;

/// A text of the configuration: one for all, or one for each locale.
///
/// Which one an edition shows is decided in `resolve`: its own locale's, else its conversion source's (converted), else
/// its chain's, else the one for all. A text for all that is Chinese is converted for an edition in the other script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText {
    /// The text that was given without a locale.
    pub all: Option<String>,
    /// The texts by locale.
    pub by: BTreeMap<Locale, String>,
}

impl LocalText {
    /// A text for all locales.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { all: Some(text.into()), by: BTreeMap::new() }
    }

    /// Whether no text was given at all.
    pub fn is_empty(&self) -> bool {
        self.all.is_none() && self.by.is_empty()
    }

    /// The text given for `locale`: for exactly that tag, else for an equivalent one (`zh-CN` for `zh-Hans`), else for
    /// one of the same language and script (`zh-TW` for `zh-HK`, `en` for `en-GB`). Never one in the other script.
    pub fn given_for(&self, locale: &Locale) -> Option<&str> {
        if let Some(text) = self.by.get(locale) {
            return Some(text);
        }
        let full = locale.full();
        let near = |wanted: fn(&crate::locale::likely::Full, &crate::locale::likely::Full) -> bool| {
            self.by.iter().find(|(given, _)| wanted(&given.full(), &full)).map(|(_, text)| text.as_str())
        };
        near(|given, full| given == full)
            .or_else(|| near(|given, full| given.language == full.language && given.script == full.script))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_text_is_found_and_scripts_are_never_mixed() {
        let tag = |tag: &str| Locale::parse(tag).unwrap();
        let mut text = LocalText::default();
        text.by.insert(tag("zh-CN"), "简".into());
        text.by.insert(tag("en"), "en".into());
        assert_eq!(text.given_for(&tag("zh-Hans")), Some("简"));
        assert_eq!(text.given_for(&tag("zh-SG")), Some("简"));
        assert_eq!(text.given_for(&tag("en-GB")), Some("en"));
        assert_eq!(text.given_for(&tag("zh-Hant")), None);
        assert_eq!(text.given_for(&tag("ja")), None);
    }
}
