//! Messages of a site that refer to one another in a circle, and so cannot be written.

use super::Locale;
use super::written::{self, Written};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Files;
use std::collections::{BTreeMap, BTreeSet};

/// Every circle in the site's own catalogs, said once, with the place of each message in it.
pub(super) fn find(files: &Files) -> Vec<Diagnostic> {
    let all = written::messages(files);
    let mut by_locale: BTreeMap<&Locale, BTreeMap<&str, &Written>> = BTreeMap::new();
    for message in &all {
        // A text that stands twice: the last one counts.
        by_locale.entry(&message.locale).or_default().insert(&message.id, message);
    }
    by_locale.values().flat_map(circles).collect()
}

fn circles(messages: &BTreeMap<&str, &Written>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in messages.keys() {
        // The way from here, and what is still to be tried at each step of it.
        let mut way: Vec<(&str, Vec<&str>)> = vec![(start, next(messages, start))];
        while let Some((at, open)) = way.last_mut() {
            let Some(to) = open.pop() else {
                done.insert(at);
                way.pop();
                continue;
            };
            if let Some(from) = way.iter().position(|(step, _)| *step == to) {
                let circle: Vec<&Written> =
                    way[from..].iter().filter_map(|(step, _)| messages.get(step).copied()).collect();
                found.extend(said(&circle));
                // One circle of a message is enough to mend it.
                done.extend(way.iter().map(|(step, _)| *step));
                break;
            }
            if !done.contains(to) {
                way.push((to, next(messages, to)));
            }
        }
    }
    found
}

/// The messages that `id` refers to and that the same catalogs have.
fn next<'m>(messages: &BTreeMap<&'m str, &'m Written>, id: &str) -> Vec<&'m str> {
    let of = messages.get(id).map(|message| &message.messages);
    of.into_iter().flatten().filter_map(|to| messages.get_key_value(to.as_str()).map(|(id, _)| *id)).collect()
}

fn said(circle: &[&Written]) -> Option<Diagnostic> {
    let (first, others) = circle.split_first()?;
    let message = match others {
        [] => format!("the message `{}` refers to itself", first.id),
        _ => {
            let names: Vec<String> = others.iter().map(|other| format!("`{}`", other.id)).collect();
            format!("the message `{}` refers to itself through {}", first.id, names.join(", "))
        }
    };
    let finding = Diagnostic::new(Code::MessageSyntax, &first.path, message).at(first.span);
    let finding = finding.help("write one of these texts out: in a circle none of them has an end");
    let related = |finding: Diagnostic, other: &&Written| {
        finding.related(&other.path, Some(other.span), "this one is part of the circle")
    };
    Some(others.iter().fold(finding, related))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_said_once_with_every_place() {
        let files = Files::memory([
            ("locales/en/a.ftl", "a = { b }\nself = x { self }\nfine = { a-b } { $n }\na-b = { back-to-top }\n"),
            ("locales/en/b.ftl", "b = { $n ->\n   *[other] { c }\n }\nc = { a }\nd = { a }\n"),
            ("locales/zh-Hans/a.ftl", "a = { b }\nb = 好\n"),
        ]);
        let found = find(&files);
        let shown: Vec<_> = found.iter().map(|found| (found.message.as_str(), found.related.len())).collect();
        assert_eq!(
            shown,
            [("the message `a` refers to itself through `b`, `c`", 2), ("the message `self` refers to itself", 0)]
        );
    }
}
