//! Where an edition looks for a text that it lacks: conversions, fallback chains, and the circles they must not form.

use super::editions::{Known, find};
use super::table::{At, Findings};
use crate::diagnostic::Code;
use crate::source::Span;

/// For each edition, the one that it is converted from.
pub(super) fn conversions(known: &[Known<'_>], findings: &mut Findings<'_>) -> Vec<Option<usize>> {
    let mut found = Vec::new();
    for (at, edition) in known.iter().enumerate() {
        let source = edition.written.convert_from.as_ref();
        let from = source.and_then(|tag| find(known, tag, "convert-from", findings));
        found.push(from.filter(|from| source.is_some_and(|tag| may_convert(known, *from, at, tag, findings))));
    }
    found
}

fn may_convert(known: &[Known<'_>], from: usize, to: usize, tag: &At<String>, findings: &mut Findings<'_>) -> bool {
    let (source, target) = (&known[from].locale, &known[to].locale);
    if from == to {
        findings.add(Code::ChainCycle, tag.span, format!("`{target}` cannot be converted from itself"));
        return false;
    }
    if source.han_script().is_none() || target.han_script().is_none() {
        let message = format!("`{target}` cannot be converted from `{source}`");
        let help = "only one Chinese script converts into the other; for another language use `fallback`";
        findings.add_help(Code::ConfigValue, tag.span, message, help);
        return false;
    }
    true
}

/// For each edition, where else it looks: as written, else its nearest relatives and then the default edition.
pub(super) fn fallbacks(
    known: &[Known<'_>],
    convert_from: &[Option<usize>],
    default: usize,
    findings: &mut Findings<'_>,
) -> Vec<Vec<usize>> {
    (0..known.len())
        .map(|at| match &known[at].written.fallback {
            Some(tags) => written(known, at, tags, convert_from[at], findings),
            None => usual(known, at, default),
        })
        .collect()
}

/// Whether a text of edition `from` in edition `to` would show the other Chinese script.
fn crosses(known: &[Known<'_>], from: usize, to: usize) -> bool {
    let (from, to) = (known[from].locale.han_script(), known[to].locale.han_script());
    from.is_some() && to.is_some() && from != to
}

fn written(
    known: &[Known<'_>],
    at: usize,
    tags: &[At<String>],
    convert_from: Option<usize>,
    findings: &mut Findings<'_>,
) -> Vec<usize> {
    let mut chain = Vec::new();
    for tag in tags {
        let Some(next) = find(known, tag, "fallback", findings) else { continue };
        let (own, other) = (&known[at].locale, &known[next].locale);
        if next == at {
            findings.add(Code::ChainCycle, tag.span, format!("`{own}` cannot fall back to itself"));
        } else if convert_from == Some(next) {
            // A declared conversion comes before every fallback; naming its source once more changes nothing.
        } else if crosses(known, next, at) {
            let message = format!("`{own}` would show the text of `{other}`, which is in the other script");
            let help = format!("write `convert-from = \"{other}\"` to have it converted");
            findings.add_help(Code::ConfigValue, tag.span, message, help);
        } else if !chain.contains(&next) {
            chain.push(next);
        }
    }
    chain
}

/// The chain of an edition that names none: editions in its own language and script, the one for its whole script
/// first; then the default edition, or where that is in the other Chinese script, the first in another language.
fn usual(known: &[Known<'_>], at: usize, default: usize) -> Vec<usize> {
    let own = known[at].locale.full();
    let mut chain: Vec<_> = (0..known.len())
        .filter(|other| *other != at)
        .filter(|other| {
            let full = known[*other].locale.full();
            full.language == own.language && full.script == own.script
        })
        .collect();
    chain.sort_by_key(|other| known[*other].locale.id().region.is_some());
    let is_foreign = |other: &usize| known[*other].locale.language() != known[at].locale.language();
    let others = std::iter::once(default).chain(0..known.len());
    let last = others
        .filter(|other| *other != at && !chain.contains(other) && !crosses(known, *other, at))
        .find(|other| *other == default || (is_foreign(other) && crosses(known, default, at)));
    chain.extend(last);
    chain
}

/// Reports each circle that conversions and written chains form, once, at the place that closes it.
pub(super) fn check_cycles(known: &[Known<'_>], convert_from: &[Option<usize>], findings: &mut Findings<'_>) {
    let edges: Vec<Vec<(usize, Span)>> = (0..known.len())
        .map(|at| {
            let written = known[at].written;
            let conversion = convert_from[at].zip(written.convert_from.as_ref().map(|tag| tag.span));
            let tags = written.fallback.iter().flatten();
            // The findings about these tags are already made; only where they lead matters here.
            let mut quiet = Findings::new(findings.path());
            let chain = tags.filter_map(|tag| Some((find(known, tag, "fallback", &mut quiet)?, tag.span)));
            conversion.into_iter().chain(chain).filter(|(to, _)| *to != at).collect()
        })
        .collect();
    let mut done = vec![false; known.len()];
    for start in 0..known.len() {
        follow(start, &edges, &mut Vec::new(), &mut done, known, findings);
    }
}

fn follow(
    at: usize,
    edges: &[Vec<(usize, Span)>],
    trail: &mut Vec<usize>,
    done: &mut [bool],
    known: &[Known<'_>],
    findings: &mut Findings<'_>,
) {
    if done[at] {
        return;
    }
    trail.push(at);
    for (next, span) in &edges[at] {
        if let Some(first) = trail.iter().position(|above| above == next) {
            let circle: Vec<_> = trail[first..].iter().chain([next]).collect();
            let names: Vec<_> = circle.iter().map(|edition| format!("`{}`", known[**edition].locale)).collect();
            let message = format!("the editions look for their texts in a circle: {}", names.join(" → "));
            let help = "take one of these steps out, so that the search ends";
            findings.add_help(Code::ChainCycle, *span, message, help);
        } else {
            follow(*next, edges, trail, done, known, findings);
        }
    }
    trail.pop();
    done[at] = true;
}
