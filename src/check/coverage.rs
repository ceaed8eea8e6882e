//! Coverage: documents that an edition lacks, and translations whose original is gone.
//!
//! A translation without the text that it was made from ([`Standing::Orphan`]) is an orphan; a text whose original nobody
//! has named was written for its edition. A document that an edition has no text for is untranslated there; a text that is
//! converted counts.

use super::Input;
use crate::config::{EditionId, Missing};
use crate::content::DocKey;
use crate::content::library::{Translation, TranslationId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::locale::Locale;
use crate::resolve::plan::Origin;
use crate::resolve::staleness::{self, Standing};
use crate::resolve::{original, text};

/// Looks at every document in every edition.
pub fn documents(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (key, translations) in &input.library.documents {
        let texts: Vec<TranslationId> = translations.iter().copied().filter(|id| published(input, *id)).collect();
        let lost: Vec<(TranslationId, Locale)> =
            texts.iter().filter_map(|id| Some((*id, lost_original(input, *id)?))).collect();
        found.extend(lost.iter().map(|(id, from)| orphan(input, *id, from)));
        // An original is missing everywhere at most as a translation; where it is gone, that has been said.
        let texts: Vec<TranslationId> =
            texts.into_iter().filter(|id| lost.iter().all(|(lost, _)| lost != id)).collect();
        if texts.is_empty() {
            continue;
        }
        let lacking = input.config.edition_ids().filter(|edition| !has_text(input, key, *edition));
        let lacking: Vec<EditionId> =
            lacking.filter(|edition| input.config.edition(*edition).missing != Missing::Error).collect();
        let groups = text::grouped(input.config, &lacking).into_iter();
        found.extend(
            groups.map(|(edition, others)| untranslated(input, edition, &others, to_translate(input, edition, &texts))),
        );
    }
    found
}

/// Whether a translation has a page: it is no draft, or drafts have pages.
fn published(input: &Input<'_>, id: TranslationId) -> bool {
    input.drafts || !input.library.translations[id.0 as usize].front.draft
}

/// Whether an edition shows a document in its own language: written in it, or converted.
fn has_text(input: &Input<'_>, key: &DocKey, edition: EditionId) -> bool {
    let page = input.plan.by_document.get(&(key.clone(), edition));
    page.is_some_and(|page| matches!(input.plan.page(*page).origin, Origin::Authored(_) | Origin::Converted(_)))
}

/// The locale of the original that a translation had and has no more.
fn lost_original(input: &Input<'_>, id: TranslationId) -> Option<Locale> {
    match staleness::standing(input.config, input.library, id) {
        Standing::Orphan(locale) if original::of(input.config, input.library, id).is_none() => Some(locale),
        // Where another text stands in the original's place, that one is asked about.
        _ => None,
    }
}

fn orphan(input: &Input<'_>, id: TranslationId, from: &Locale) -> Diagnostic {
    let translation = &input.library.translations[id.0 as usize];
    let message = format!("the original of this translation, `{}` in `{from}`, is gone", translation.key);
    let mut finding = Diagnostic::new(Code::Orphan, &translation.path, message);
    // What `translations.lock` remembers is no guess.
    if !input.library.records.of(&translation.key, &translation.locale).is_empty() {
        finding.severity = Severity::Error;
    }
    finding.help("delete it as well; or if it is no translation, say `translated-from = \"none\"` in its front matter")
}

/// The text that a translator for `edition` would begin with: its likeliest original, else the default edition's.
fn to_translate<'a>(input: &Input<'a>, edition: EditionId, texts: &[TranslationId]) -> &'a Translation {
    let of = |id: &TranslationId| &*input.library.translations[id.0 as usize];
    let default = input.config.edition(input.config.default).locale.clone();
    let likely = original::candidates(input.config, edition).into_iter().chain([default]);
    let found = likely.flat_map(|locale| texts.iter().map(of).find(|text| text.locale == locale)).next();
    found.unwrap_or_else(|| of(&texts[0]))
}

fn untranslated(input: &Input<'_>, edition: EditionId, others: &[EditionId], any: &Translation) -> Diagnostic {
    let config = input.config.edition(edition);
    let locale = &config.locale;
    let others = text::followed(input.config, others, "nothing to convert");
    let message = format!("the edition `{locale}` has no translation of `{}`{others}", any.key);
    // The default edition may have nothing to fall back to.
    let has_page = input.plan.by_document.contains_key(&(any.key.clone(), edition));
    let shown = if has_page { "its page shows another edition's text" } else { "it has no such page" };
    Diagnostic::new(Code::Untranslated, &any.path, message).help(format!("until it is translated, {shown}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::check;

    #[test]
    fn missing_and_orphaned_documents_are_told_apart() {
        let found = check(&[
            ("content/both.md", "Text."),
            ("content/both.zh-Hans.md", "文字。"),
            ("content/english.md", "Text."),
            ("content/chinese.zh-Hans.md", "文字。"),
            ("content/lost.zh-Hans.md", "+++\ntranslated-from = \"en\"\n+++\n文字。"),
            ("content/own.zh-Hans.md", "+++\ntranslated-from = \"none\"\n+++\n文字。"),
            ("content/draft.md", "+++\ndraft = true\n+++\n"),
        ]);
        let of = |code| found.iter().filter(|f| f.code == code).map(|f| f.message.as_str()).collect::<Vec<_>>();
        assert_eq!(
            of(Code::Untranslated),
            [
                "the edition `en` has no translation of `chinese`",
                "the edition `zh-Hans` has no translation of `english`, and so `zh-Hant` has nothing to convert",
                "the edition `en` has no translation of `own`"
            ]
        );
        assert_eq!(of(Code::Orphan), ["the original of this translation, `lost` in `en`, is gone"], "by its own word");
    }

    #[test]
    fn what_lacks_a_translation_is_named_by_the_text_to_translate() {
        let settings = "title = \"T\"\ndefault = \"zh-Hant\"\n[editions.zh-Hant]\n[editions.en]\n[editions.ja]\n";
        let files =
            [("book.toml", settings), ("content/a.md", "茶"), ("content/a.en.md", "tea"), ("content/b.en.md", "cup")];
        assert_eq!(
            crate::check::testing::places(&[Code::Untranslated], &files),
            [
                "content/a.md:1:1 untranslated: the edition `ja` has no translation of `a`",
                "content/b.en.md:1:1 untranslated: the edition `ja` has no translation of `b`",
                "content/b.en.md:1:1 untranslated: the edition `zh-Hant` has no translation of `b`",
            ]
        );
    }
}
