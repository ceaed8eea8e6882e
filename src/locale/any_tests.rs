//! Anything that somebody may type: no text makes this room panic, and what it accepts is stable.

use super::negotiate::Table;
use super::{Catalogs, Date, Locale};
use crate::source::Files;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Texts of the characters that tags, headers, dates and catalogs are made of, and some that they are not.
fn typed() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "zh", "en", "cmn", "yue", "cha", "sag", "Hans", "hant", "TW", "419", "x", "u", "-", "_", ".", "@", ";", "q=",
        "0", "1", ",", "*", " ", "T", ":", "+", "Z", "2013", "08", "31", "é", "繁", "\u{0}", "{", "}", "$a", "=", "\n",
        "a", "\"", "->",
    ]);
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::new(&["en", "zh-Hans", "zh-HK"].map(|tag| Locale::parse(tag).unwrap()), 1));

proptest! {
    // Few, since each reads all the shipped catalogs; a longer run is `PROPTEST_CASES=10000`.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_tag_that_is_accepted_is_stable(text in typed()) {
        if let Ok(locale) = Locale::parse(&text) {
            prop_assert_eq!(Locale::parse(&locale.to_string()), Ok(locale.clone()));
            prop_assert!(!locale.autonym().is_empty() && !locale.open_graph().is_empty());
        }
    }

    #[test]
    fn a_header_always_has_an_answer(header in typed()) {
        prop_assert!(TABLE.best(&header) < 3);
    }

    #[test]
    fn a_date_that_is_accepted_is_stable(text in typed()) {
        if let Some(date) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(&date.rfc3339()), Some(date));
        }
    }

    #[test]
    fn any_catalog_is_read(text in typed()) {
        let english = [vec![Locale::parse("en").unwrap()]];
        let (catalogs, _) = Catalogs::load(&Files::memory([("locales/en/a.ftl", text.as_str())]), &english);
        prop_assert!(catalogs.messages(0).has("search"));
    }
}
