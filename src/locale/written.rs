//! The interface messages that a site writes, one by one: where each stands, and which values and messages it uses.

use super::bundle::ids_of;
use super::catalogs::{locale_of, read, related, span_of};
use super::{Locale, shipped};
use crate::source::{Files, RelPath, Span};
use fluent::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};

/// One message of one catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// `name`, or `name.attribute`.
    pub id: String,
    /// The locale of its catalog.
    pub locale: Locale,
    /// The catalog.
    pub path: RelPath,
    /// Where its name stands there.
    pub span: Span,
    /// The values that it takes, without `$`.
    pub values: BTreeSet<String>,
    /// Other messages that it refers to.
    pub messages: BTreeSet<String>,
}

/// All messages of a site's own catalogs, in the order of their files. What cannot be read is left out.
pub fn messages(files: &Files) -> Vec<Written> {
    let mut all = Vec::new();
    let Ok(folder) = RelPath::new(super::catalogs::FOLDER) else { return all };
    if !files.is_dir(&folder) {
        return all;
    }
    let mut said = Vec::new();
    for path in files.walk(&folder).files.into_iter().filter(|path| path.extension() == Some("ftl")) {
        let (Some(locale), Some(text)) = (locale_of(&path, &mut said), read(files, &path, &mut said)) else { continue };
        if super::catalogs::too_deep(&text).is_some() {
            continue;
        }
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        for (id, pattern) in resource.entries().flat_map(patterns) {
            let name = id.split('.').next().unwrap_or_default();
            let span = span_of(resource.source(), name);
            let mut uses = Uses::default();
            uses.pattern(pattern);
            let (locale, path) = (locale.clone(), path.clone());
            all.push(Written { id, locale, path, span, values: uses.values, messages: uses.messages });
        }
    }
    all
}

/// The messages that yiben ships, with the values that each is given.
pub fn shipped() -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for resource in shipped::english() {
        for (id, pattern) in resource.entries().flat_map(patterns) {
            let mut uses = Uses::default();
            uses.pattern(pattern);
            all.insert(id, uses.values);
        }
    }
    all
}

/// Whether readers of `wanted` read what is written in `locale` as their own language.
pub fn is_own(wanted: &Locale, locale: &Locale) -> bool {
    related(&wanted.full(), &locale.full())
}

/// The texts of a message, by the names that [`ids_of`] gives them.
fn patterns<'r>(entry: &'r Entry<&'r str>) -> Vec<(String, &'r Pattern<&'r str>)> {
    let Entry::Message(message) = entry else { return Vec::new() };
    let texts = message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value));
    ids_of(entry).into_iter().zip(texts).collect()
}

/// What patterns use.
#[derive(Default)]
struct Uses {
    values: BTreeSet<String>,
    messages: BTreeSet<String>,
}

impl Uses {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.values.insert(id.name.to_owned())),
            InlineExpression::MessageReference { id, .. } => drop(self.messages.insert(id.name.to_owned())),
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments: Some(arguments), .. } => self.arguments(arguments),
            InlineExpression::Placeable { expression } => self.expression(expression),
            _ => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|argument| self.inline(argument));
        arguments.named.iter().for_each(|argument| self.inline(&argument.value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_wherever_a_message_uses_them() {
        let text = "a = { $x } and { NUMBER($y, style: \"percent\") }\n    .hint = { b }\n\
                    b = { $n ->\n    [one] { $z }\n   *[other] { $n }\n }\n-brand = Tea\n";
        let all = messages(&Files::memory([("locales/en/site.ftl", text)]));
        let shown = |written: &Written| {
            let values: Vec<&str> = written.values.iter().map(String::as_str).collect();
            format!("{}: {} {:?}", written.id, values.join(" "), written.messages)
        };
        let shown: Vec<String> = all.iter().map(shown).collect();
        assert_eq!(shown, ["a: x y {}", "a.hint:  {\"b\"}", "b: n z {}"]);
        assert_eq!(&text[all[2].span.range()], "b");
        assert!(shipped()["reading-time"].contains("minutes"));
    }
}
