//! Blocks of the site's own templates that nobody shows: a template that extends another is read only where it fills a
//! block of that one, so a name that is nearly right changes nothing on any page.

use super::settle::{self, Markup};
use super::templates::{Source, Templates};
use crate::config::table::nearest;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{RelPath, Span};
use std::collections::BTreeSet;

/// A statement of a template: `{% block main %}` is `block`, `main`.
struct Statement<'t> {
    word: &'t str,
    name: Option<&'t str>,
    whole: Span,
}

/// Reports each block that stands at the top of a template and has no place in what the template extends.
pub fn unknown(templates: &Templates) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (name, source) in templates.sources() {
        let Some(path) = &source.path else { continue };
        let Some((parent, known)) = above(templates, name, source) else { continue };
        let lost = at_the_top(&source.text).into_iter().filter(|(block, _)| !known.contains(*block));
        found.extend(lost.map(|(block, span)| say(path, block, span, &parent, &known)));
    }
    found
}

/// What a template extends, and the blocks that it can fill; `None` where it extends nothing that can be known here.
fn above(templates: &Templates, name: &str, source: &Source) -> Option<(String, BTreeSet<String>)> {
    let parent = extended(&source.text)?;
    let (mut next, mut known, mut seen) = (parent.clone(), BTreeSet::new(), BTreeSet::from([name.to_owned()]));
    loop {
        let (_, source) = templates.sources().find(|(name, _)| *name == next)?;
        let blocks = statements(&source.text).into_iter().filter(|statement| statement.word == "block");
        known.extend(blocks.filter_map(|block| block.name).map(str::to_owned));
        if !seen.insert(next) {
            return None;
        }
        match statements(&source.text).iter().any(|statement| statement.word == "extends") {
            true => next = extended(&source.text)?,
            false => return Some((parent, known)),
        }
    }
}

/// The template that `text` extends, where it says so by a name in quotation marks.
fn extended(text: &str) -> Option<String> {
    let statement = statements(text).into_iter().find(|statement| statement.word == "extends")?;
    Some(statement.name?.strip_prefix(['"', '\''])?.trim_end_matches(['"', '\'']).to_owned())
}

/// The blocks that stand in no other block, each with the place of its name.
fn at_the_top(text: &str) -> Vec<(&str, Span)> {
    let (mut depth, mut blocks) = (0_usize, Vec::new());
    for statement in statements(text) {
        match (statement.word, statement.name) {
            ("block", Some(name)) => {
                if depth == 0 {
                    let at = text[statement.whole.range()].find("block").map_or(0, |at| at + "block".len());
                    let at = statement.whole.range().start + at;
                    let start = at + text[at..].find(name).unwrap_or(0);
                    blocks.push((name, Span::new(start, start + name.len())));
                }
                depth += 1;
            }
            ("endblock", _) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    blocks
}

fn statements(text: &str) -> Vec<Statement<'_>> {
    let statement = |Markup { whole, inner, .. }: Markup| {
        let inner = text[inner].trim_start_matches(['-', '+']);
        let tokens = settle::tokens(inner)?;
        let word = tokens.first().copied()?;
        Some(Statement { word, name: tokens.get(1).copied(), whole: Span::new(whole.start, whole.end) })
    };
    settle::markup(text).into_iter().filter(|markup| !markup.expression).filter_map(statement).collect()
}

fn say(path: &RelPath, block: &str, span: Span, parent: &str, known: &BTreeSet<String>) -> Diagnostic {
    let message = format!("`{parent}` has no block `{block}`, so what stands in it is not shown");
    let mut finding = Diagnostic::new(Code::Template, path, message).at(span);
    finding.severity = Severity::Warning;
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = match nearest(block, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its blocks are {}", quoted(&names)),
    };
    finding.help(help)
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn said(own: &[(&str, &str)]) -> Vec<String> {
        let base = "{# {% block none %} #}{% block class %}{% endblock %}{% block main %}{% endblock %}";
        let page = "{% extends \"base.html\" %}{% block main %}{% block text %}{% endblock %}{% endblock %}";
        let ours = [("base.html", base), ("page.html", page)];
        let ours = ours.map(|(name, text)| (name.to_owned(), Source { text: text.into(), path: None }));
        let path = |name: &str| RelPath::new(&format!("theme/templates/{name}")).ok();
        let own =
            own.iter().map(|(name, text)| ((*name).to_owned(), Source { text: (*text).into(), path: path(name) }));
        let sources: BTreeMap<_, _> = ours.into_iter().chain(own).collect();
        let texts = sources.clone();
        let (templates, _) = Templates::new(sources);
        let line = |one: Diagnostic| {
            let name = one.place.path.as_str().rsplit('/').next().unwrap_or_default().to_owned();
            let at = &texts[&name].text[one.place.span.unwrap().range()];
            format!("{at}: {}; {}", one.message, one.help.unwrap_or_default())
        };
        unknown(&templates).into_iter().map(line).collect()
    }

    #[test]
    fn a_block_that_the_extended_template_does_not_have_is_named() {
        let of = |text: &str| said(&[("essay.html", text)]).join("\n");
        assert_eq!(
            of("{% extends \"page.html\" %}\n{% block content %}<p>{% endblock %}"),
            "content: `page.html` has no block `content`, so what stands in it is not shown; \
             its blocks are `class`, `main`, `text`"
        );
        assert!(of("{% extends 'base.html' %}{%- block mian -%}{% endblock %}").ends_with("did you mean `main`?"));
        for fine in [
            "{% extends \"page.html\" %}{% block text %}{{ super() }}{% endblock %}{% block class %}x{% endblock %}",
            "{% extends \"page.html\" %}{% block main %}{% block own %}{% endblock main %}{% endblock %}",
            "{% extends \"page.html\" %}{# {% block old %}{% endblock %} #}",
            "{% block own %}{% endblock %}",
            "{% extends name %}{% block own %}{% endblock %}",
            "{% extends \"gone.html\" %}{% block own %}{% endblock %}",
            "{% extends \"essay.html\" %}{% block own %}{% endblock %}",
        ] {
            assert_eq!(of(fine), "", "{fine}");
        }
    }

    #[test]
    fn a_template_of_the_site_between_adds_its_blocks() {
        let between = "{% extends \"page.html\" %}{% block main %}{% block aside %}{% endblock %}{% endblock %}";
        let own = "{% extends \"between.html\" %}{% block aside %}{% endblock %}{% block asides %}{% endblock %}";
        let said = said(&[("between.html", between), ("essay.html", own)]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("asides: `between.html` has no block"), "{said:?}");
    }
}
