//! Coverage: documents that an edition lacks, and translations whose original is gone.
//!
//! The default edition has the originals. A document that it has no text for, while another edition has one, is an
//! orphan; a document that another edition has no text for is untranslated there. A text that is converted counts.

use super::Input;
use crate::config::{EditionId, Missing};
use crate::content::DocKey;
use crate::content::library::{Translation, TranslationId};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::plan::Origin;

/// Looks at every document in every edition.
pub fn documents(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (key, translations) in &input.library.documents {
        let texts: Vec<&Translation> = translations.iter().filter_map(|id| published(input, *id)).collect();
        let original = texts.iter().find(|text| input.config.edition_of(&text.locale) == Some(input.config.default));
        let Some(any) = original.or(texts.first()) else { continue };
        for edition in input.config.edition_ids().filter(|edition| !has_text(input, key, *edition)) {
            if edition == input.config.default {
                found.extend(texts.iter().map(|text| orphan(input, text)));
            } else if input.config.edition(edition).missing != Missing::Error {
                found.push(untranslated(input, edition, any));
            }
        }
    }
    found
}

/// A translation, unless it is a draft that has no page.
fn published<'a>(input: &Input<'a>, id: TranslationId) -> Option<&'a Translation> {
    let translation = &input.library.translations[id.0 as usize];
    (input.drafts || !translation.front.draft).then_some(translation)
}

/// Whether an edition shows a document in its own language: written in it, or converted.
fn has_text(input: &Input<'_>, key: &DocKey, edition: EditionId) -> bool {
    let page = input.plan.by_document.get(&(key.clone(), edition));
    page.is_some_and(|page| matches!(input.plan.page(*page).origin, Origin::Authored(_) | Origin::Converted(_)))
}

fn orphan(input: &Input<'_>, text: &Translation) -> Diagnostic {
    let default = &input.config.edition(input.config.default).locale;
    let message =
        format!("`{}` is a translation, and the default edition `{default}` has no `{}`", text.path, text.key);
    Diagnostic::new(Code::Orphan, &text.path, message)
        .help("delete it with its original; or if it was written for this edition alone, allow it here or in book.toml")
}

fn untranslated(input: &Input<'_>, edition: EditionId, any: &Translation) -> Diagnostic {
    let config = input.config.edition(edition);
    let locale = &config.locale;
    let message = format!("the edition `{locale}` has no translation of `{}`", any.key);
    let shown =
        if config.missing == Missing::Omit { "it has no such page" } else { "its page shows another edition's text" };
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
            ("content/draft.md", "+++\ndraft = true\n+++\n"),
        ]);
        let of = |code| found.iter().filter(|f| f.code == code).map(|f| f.message.as_str()).collect::<Vec<_>>();
        assert_eq!(
            of(Code::Untranslated),
            [
                "the edition `zh-Hans` has no translation of `english`",
                "the edition `zh-Hant` has no translation of `english`"
            ]
        );
        assert_eq!(
            of(Code::Orphan),
            ["`content/chinese.zh-Hans.md` is a translation, and the default edition `en` has no `chinese`"]
        );
    }
}
