//! Which text an edition shows for a document.

use crate::config::{EditionId, Missing};
use crate::content::testing::{book, three};
use crate::resolve::plan::Origin;
use crate::resolve::testing::{planned, planned_with};

#[test]
fn what_somebody_wrote_wins_over_conversion() {
    let book = planned(
        three(),
        &[("content/a.zh-Hans.md", ""), ("content/a.zh-Hant.md", ""), ("content/b.zh-Hans.md", "# 乙\n")],
    );
    assert!(matches!(book.origin("a", 2), Some(Origin::Authored(_))));
    assert!(matches!(book.origin("b", 2), Some(Origin::Converted(_))));
    assert_eq!(book.at("/zh-hant/b/").title, "→乙");
    assert_eq!(book.said, [""; 0]);
}

#[test]
fn a_missing_translation_falls_back_is_omitted_or_is_an_error() {
    let english = [("content/a.md", "# A\n")];
    let fallback = planned(three(), &english);
    assert!(matches!(fallback.origin("a", 1), Some(Origin::Fallback { via: EditionId(0), .. })));
    // A title in another language is no text to convert.
    assert_eq!(fallback.at("/zh-hant/a/").title, "A");

    let mut config = three();
    config.editions[1].missing = Missing::Omit;
    config.editions[2].missing = Missing::Error;
    let strict = planned(config, &english);
    assert_eq!((strict.origin("a", 1), strict.origin("a", 2)), (None, None));
    assert_eq!(strict.said, ["missing-translation: the edition `zh-Hant` has no translation of `a`"]);
}

#[test]
fn a_chain_is_followed_in_its_order() {
    // zh-HK looks in zh-Hant first, whose page is itself a conversion, and only then in English.
    let mut config = book(&["en", "zh-Hans", "zh-Hant", "zh-HK"]);
    config.editions[2].convert_from = Some(EditionId(1));
    config.editions[3].fallback = vec![EditionId(2), EditionId(0)];
    let made = planned(config, &[("content/a.md", ""), ("content/a.zh-Hans.md", "# 甲\n"), ("content/b.md", "")]);
    assert!(matches!(made.origin("a", 3), Some(Origin::Fallback { via: EditionId(2), .. })));
    assert_eq!(made.at("/zh-hk/a/").title, "→甲");
    assert!(matches!(made.origin("b", 3), Some(Origin::Fallback { via: EditionId(0), .. })));
}

#[test]
fn a_conversion_may_be_made_from_a_conversion() {
    let mut config = book(&["zh-Hans", "zh-Hant", "zh-HK"]);
    config.editions[1].convert_from = Some(EditionId(0));
    config.editions[2].convert_from = Some(EditionId(1));
    let made = planned(config, &[("content/a.md", "# 甲\n"), ("content/b.zh-Hant.md", "# 乙\n")]);
    assert!(matches!(made.origin("a", 2), Some(Origin::Converted(_))));
    assert!(matches!(made.origin("b", 2), Some(Origin::Converted(_))));
    // Nobody declared a way back: 简体 shows nothing of b, for its chain is empty.
    assert_eq!(made.origin("b", 0), None);
}

#[test]
fn drafts_have_no_pages_unless_asked_for() {
    let list = [("content/a.md", ""), ("content/a.zh-Hans.md", "+++\ndraft = true\n+++\n")];
    let without = planned(three(), &list);
    assert!(matches!(without.origin("a", 1), Some(Origin::Fallback { .. })));
    let with = planned_with(three(), &list, true);
    assert!(matches!(with.origin("a", 1), Some(Origin::Authored(_))));
    assert!(matches!(with.origin("a", 2), Some(Origin::Converted(_))));
}
