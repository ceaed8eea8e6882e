//! Coverage: documents that an edition lacks, and translations whose original is gone.
//!
//! A translation without the text that it was made from ([`original`]) is an orphan. A document that an edition has no text
//! for is untranslated there; a text that is converted counts.

use super::Input;
use crate::config::{EditionId, Missing};
use crate::content::DocKey;
use crate::content::library::{Translation, TranslationId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::resolve::plan::Origin;
use crate::resolve::{original, text};

/// Looks at every document in every edition.
pub fn documents(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (key, translations) in &input.library.documents {
        let texts: Vec<TranslationId> = translations.iter().copied().filter(|id| published(input, *id)).collect();
        let lost: Vec<TranslationId> = texts.iter().copied().filter(|id| is_orphan(input, *id)).collect();
        found.extend(lost.iter().map(|id| orphan(input, *id)));
        // An original is missing everywhere at most as a translation; where it is gone, that has been said.
        let Some(any) = texts.iter().find(|id| !lost.contains(id)) else { continue };
        let any = &input.library.translations[any.0 as usize];
        let lacking = input.config.edition_ids().filter(|edition| !has_text(input, key, *edition));
        let lacking: Vec<EditionId> =
            lacking.filter(|edition| input.config.edition(*edition).missing != Missing::Error).collect();
        let groups = text::grouped(input.config, &lacking).into_iter();
        found.extend(groups.map(|(edition, others)| untranslated(input, edition, &others, any)));
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

fn is_orphan(input: &Input<'_>, id: TranslationId) -> bool {
    let translation = &input.library.translations[id.0 as usize];
    !original::locales(input.config, translation).is_empty() && original::of(input.config, input.library, id).is_none()
}

fn orphan(input: &Input<'_>, id: TranslationId) -> Diagnostic {
    let translation = &input.library.translations[id.0 as usize];
    let from = original::locales(input.config, translation);
    let from = from.first().map(ToString::to_string).unwrap_or_default();
    let message = format!("the original of this translation, `{}` in `{from}`, is gone", translation.key);
    let mut finding = Diagnostic::new(Code::Orphan, &translation.path, message);
    // What `translations.lock` remembers is no guess.
    if !input.library.records.of(&translation.key, &translation.locale).is_empty() {
        finding.severity = Severity::Error;
    }
    finding.help("delete it as well; or if it is no translation, say `translated-from = \"none\"` in its front matter")
}

fn untranslated(input: &Input<'_>, edition: EditionId, others: &[EditionId], any: &Translation) -> Diagnostic {
    let config = input.config.edition(edition);
    let locale = &config.locale;
    let others = text::followed(input.config, others, "nothing to convert");
    let message = format!("the edition `{locale}` has no translation of `{}`{others}", any.key);
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
            ("content/own.zh-Hans.md", "+++\ntranslated-from = \"none\"\n+++\n文字。"),
            ("content/draft.md", "+++\ndraft = true\n+++\n"),
        ]);
        let of = |code| found.iter().filter(|f| f.code == code).map(|f| f.message.as_str()).collect::<Vec<_>>();
        assert_eq!(
            of(Code::Untranslated),
            [
                "the edition `zh-Hans` has no translation of `english`, and so `zh-Hant` has nothing to convert",
                "the edition `en` has no translation of `own`"
            ]
        );
        assert_eq!(of(Code::Orphan), ["the original of this translation, `chinese` in `en`, is gone"]);
    }
}
