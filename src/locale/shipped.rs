//! The catalogs that yiben ships: `locales/` of its own repository, compiled in.

use super::Locale;
use super::bundle::ids_of;
use fluent::FluentResource;
use std::collections::BTreeMap;
use std::sync::Arc;

macro_rules! catalogs {
    ($($tag:literal: $($file:literal)*;)*) => {
        &[$(($tag, &[$(include_str!(concat!("../../locales/", $tag, "/", $file, ".ftl")),)*]),)*]
    };
}

/// Each locale with the texts of its catalogs: three that have every message, and one that says some of its relative's in
/// its own way.
const TEXTS: &[(&str, &[&str])] = catalogs! {
    "en": "navigation" "notices" "page" "preview" "search";
    "zh-Hans": "navigation" "notices" "page" "preview" "search";
    "zh-Hant": "navigation" "notices" "page" "preview" "search";
    "zh-HK": "navigation" "notices";
};

/// The shipped catalogs by locale.
pub(super) fn catalogs() -> BTreeMap<Locale, Vec<Arc<FluentResource>>> {
    let parsed = TEXTS.iter().map(|(tag, texts)| {
        let locale = Locale::parse(tag).expect("the tags above are locale tags");
        (locale, texts.iter().map(|text| Arc::new(resource(text))).collect())
    });
    parsed.collect()
}

/// The shipped catalogs in English, which has every message.
pub(super) fn english() -> impl Iterator<Item = FluentResource> {
    TEXTS[0].1.iter().map(|text| resource(text))
}

/// The names of all shipped messages that readers of a published site see, in alphabetical order. English has them all.
/// What the preview says (`preview-…`), its writers alone see.
pub(super) fn ids() -> impl Iterator<Item = String> {
    let mut ids: Vec<_> =
        TEXTS[0].1.iter().flat_map(|text| resource(text).entries().flat_map(ids_of).collect::<Vec<_>>()).collect();
    ids.sort();
    ids.into_iter().filter(|id| !id.starts_with("preview-"))
}

fn resource(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogs_parse_and_have_the_same_messages() {
        let mut all = Vec::new();
        for (tag, texts) in TEXTS {
            let mut ids = Vec::new();
            for text in *texts {
                let resource = FluentResource::try_new((*text).to_owned())
                    .unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
                ids.extend(resource.entries().flat_map(ids_of));
            }
            ids.sort();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{tag} has a message twice");
            all.push(ids);
        }
        assert_eq!(all[0], all[1]);
        assert_eq!(all[0], all[2]);
        assert!(all[3].iter().all(|id| all[2].contains(id)), "Hong Kong has no message that Taiwan has not");
    }
}
