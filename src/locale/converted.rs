//! A catalog in the other Chinese script: its texts converted, its names and structure as they were.

use fluent::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::{parser, serializer};
use std::sync::Arc;

/// `catalog` with every text given to `convert`.
pub(super) fn converted(catalog: &FluentResource, convert: &dyn Fn(&str) -> String) -> Arc<FluentResource> {
    // What did not parse was reported when the catalog was read; the rest stands in both results.
    let mut tree = parser::parse(catalog.source().to_owned()).unwrap_or_else(|(tree, _)| tree);
    for entry in &mut tree.body {
        match entry {
            Entry::Message(message) => {
                message.value.iter_mut().for_each(|value| pattern(value, convert));
                message.attributes.iter_mut().for_each(|attribute| pattern(&mut attribute.value, convert));
            }
            Entry::Term(term) => {
                pattern(&mut term.value, convert);
                term.attributes.iter_mut().for_each(|attribute| pattern(&mut attribute.value, convert));
            }
            _ => {}
        }
    }
    tree.body.retain(|entry| matches!(entry, Entry::Message(_) | Entry::Term(_)));
    let text = serializer::serialize(&tree);
    Arc::new(FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource))
}

fn pattern(pattern: &mut Pattern<String>, convert: &dyn Fn(&str) -> String) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = convert(value),
            PatternElement::Placeable { expression } => self::expression(expression, convert),
        }
    }
}

fn expression(expression: &mut Expression<String>, convert: &dyn Fn(&str) -> String) {
    match expression {
        Expression::Select { variants, .. } => {
            variants.iter_mut().for_each(|variant| pattern(&mut variant.value, convert));
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => *value = convert(value),
        Expression::Inline(InlineExpression::Placeable { expression }) => self::expression(expression, convert),
        Expression::Inline(_) => {}
    }
}
