//! The interface messages of a site: used by nothing, written for one edition and not for another, and with other values
//! in one language than in another.

use super::Input;
use crate::config::EditionId;
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::locale::Locale;
use crate::locale::written::{self, Written};
use crate::render::interface::Uses;
use crate::resolve::text;
use std::collections::{BTreeMap, BTreeSet};

/// Looks at every message of the site's catalogs.
pub fn look(input: &Input<'_>) -> Vec<Diagnostic> {
    let all = written::messages(input.files);
    if all.is_empty() {
        return Vec::new();
    }
    let shipped = written::shipped();
    let uses = Uses::load(input.files, input.config);
    let mut found = unused(&all, &shipped, &uses);
    let mut by_id: BTreeMap<&str, Vec<&Written>> = BTreeMap::new();
    for message in &all {
        by_id.entry(&message.id).or_default().push(message);
    }
    let original = &input.config.edition(input.config.default).locale;
    for (id, messages) in by_id {
        let first = messages.iter().find(|message| written::is_own(original, &message.locale));
        let first = first.unwrap_or(&messages[0]);
        match shipped.get(id) {
            Some(given) => found.extend(messages.iter().filter_map(|message| ungiven(message, given))),
            None => {
                found.extend(messages.iter().filter_map(|message| differs(message, first)));
                found.extend(lacking(input, &messages, first));
            }
        }
    }
    found
}

/// Messages that no template names. Where a template makes up the name of one, nobody can tell.
fn unused(all: &[Written], shipped: &BTreeMap<String, BTreeSet<String>>, uses: &Uses) -> Vec<Diagnostic> {
    let referred: BTreeSet<&str> = all.iter().flat_map(|message| message.messages.iter().map(String::as_str)).collect();
    let is_unused = |message: &&Written| {
        let name = message.id.split('.').next().unwrap_or_default();
        let own = [message.id.as_str(), name];
        !own.iter().any(|id| shipped.contains_key(*id) || uses.names(id) || referred.contains(id))
    };
    let say = |message: &Written| {
        let text = format!("no template asks for the message `{}`", message.id);
        Diagnostic::new(Code::MessageUnused, &message.path, text)
            .at(message.span)
            .help("delete it, or write `{{ t(\"…\") }}` with its name where it belongs")
    };
    all.iter().filter(|_| !uses.any_name).filter(is_unused).map(say).collect()
}

/// A message of yiben's own whose override takes a value that it is not given.
fn ungiven(message: &Written, given: &BTreeSet<String>) -> Option<Diagnostic> {
    let value = message.values.iter().find(|value| !given.contains(*value))?;
    let text = format!("the message `{}` is not given a value `${value}`", message.id);
    let names: Vec<String> = given.iter().map(|value| format!("`${value}`")).collect();
    let help = match names.is_empty() {
        true => "it is given no value at all".to_owned(),
        false => format!("it is given {}", names.join(", ")),
    };
    let finding = Diagnostic::new(Code::MessageDiffers, &message.path, text).at(message.span).help(help);
    Some(finding.about(about(message, value)))
}

/// A message that takes other values than in the language of the default edition.
fn differs(message: &Written, original: &Written) -> Option<Diagnostic> {
    let lost = original.values.difference(&message.values).next();
    let gained = message.values.difference(&original.values).next();
    let locale = &original.locale;
    let (text, value) = match (gained, lost) {
        (Some(value), _) => {
            (format!("the message `{}` takes `${value}`, and does not in `{locale}`", message.id), value)
        }
        (None, Some(value)) => {
            (format!("the message `{}` does not take `${value}`, and does in `{locale}`", message.id), value)
        }
        (None, None) => return None,
    };
    let finding =
        Diagnostic::new(Code::MessageDiffers, &message.path, text).at(message.span).about(about(message, value));
    let finding = finding.related(&original.path, Some(original.span), "it stands here");
    Some(finding.help("a template gives a message the same values in every language"))
}

fn about(message: &Written, value: &str) -> Subject {
    Subject::Message { id: message.id.clone(), value: value.to_owned() }
}

/// The editions that have a message in no language of their own.
fn lacking(input: &Input<'_>, messages: &[&Written], first: &Written) -> Vec<Diagnostic> {
    let has = |locale: &Locale| messages.iter().any(|message| written::is_own(locale, &message.locale));
    let lacks = |edition: &EditionId| {
        let edition = input.config.edition(*edition);
        let source = edition.convert_from.map(|source| &input.config.edition(source).locale);
        !has(&edition.locale) && !source.is_some_and(has)
    };
    let say = |(edition, others): (EditionId, Vec<EditionId>)| {
        let locale = &input.config.edition(edition).locale;
        let others = text::followed(input.config, &others, "none to convert");
        let text = format!("the edition `{locale}` has no message `{}` in its own language{others}", first.id);
        let help = format!("write it in `locales/{locale}/{}`", first.path.name());
        Diagnostic::new(Code::MessageUntranslated, &first.path, text).at(first.span).help(help)
    };
    let lacking: Vec<EditionId> = input.config.edition_ids().filter(lacks).collect();
    text::grouped(input.config, &lacking).into_iter().map(say).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;
    use crate::diagnostic::Code;

    const CODES: &[Code] = &[Code::MessageUnused, Code::MessageDiffers, Code::MessageUntranslated];

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let found = check(files);
        let shown = |found: &crate::diagnostic::Diagnostic| format!("{} {}", found.place.path, found.message);
        found.iter().filter(|found| CODES.contains(&found.code)).map(shown).collect()
    }

    #[test]
    fn messages_that_nothing_asks_for() {
        let template = ("theme/templates/page.html", "{{ t(\"brew\") }} {{ t('pour') }}");
        let text = "brew = Brew\npour = Pour { cups }\ncups = cups\nlost = Lost\nback-to-top = Up\n";
        let both = [template, ("locales/en/site.ftl", text), ("locales/zh-Hans/site.ftl", text)];
        assert_eq!(
            said(&both),
            [
                "locales/en/site.ftl no template asks for the message `lost`",
                "locales/zh-Hans/site.ftl no template asks for the message `lost`"
            ]
        );
        let any = ("theme/templates/page.html", "{{ t(page.extra.word) }}");
        assert_eq!(said(&[any, both[1], both[2]]), [""; 0], "its name may be any");
    }

    #[test]
    fn messages_of_one_language_and_of_other_values() {
        let template = ("theme/templates/page.html", "{{ t(\"brew\", cups=1) }}");
        assert_eq!(
            said(&[template, ("locales/en/site.ftl", "brew = Brew { $cups }\n")]),
            ["locales/en/site.ftl the edition `zh-Hans` has no message `brew` in its own language, \
                 and so `zh-Hant` has none to convert"]
        );
        let chinese =
            |text| [template, ("locales/en/site.ftl", "brew = { $cups } cups\n"), ("locales/zh/site.ftl", text)];
        assert_eq!(said(&chinese("brew = { $cups } 杯\n")), [""; 0], "and converted for zh-Hant");
        assert_eq!(
            said(&chinese("brew = { $cup } 杯\n")),
            ["locales/zh/site.ftl the message `brew` takes `$cup`, and does not in `en`"]
        );
        assert_eq!(
            said(&chinese("brew = 几杯\n")),
            ["locales/zh/site.ftl the message `brew` does not take `$cups`, and does in `en`"]
        );
        assert_eq!(
            said(&[("locales/en/site.ftl", "reading-time = { $hours } h\n")]),
            ["locales/en/site.ftl the message `reading-time` is not given a value `$hours`"]
        );
    }
}
