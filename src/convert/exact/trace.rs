//! Which part of a text became which part of the result: pieces, laid end to end over both.

use super::data::Data;
use super::matcher::{Matcher, Step};
use crate::convert::Edit;
use std::borrow::Cow;

/// The longest piece of unchanged ASCII, so that a stream finds places to cut at.
const ASCII_PIECE: usize = 256;

/// So many bytes of the source that became so many bytes of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub source: usize,
    pub result: usize,
}

/// Calls `visit` with every step over `text`, in order. Stretches of ASCII come in pieces.
#[inline(always)]
pub(super) fn each(matcher: &Matcher, text: &str, mut visit: impl FnMut(usize, Step)) {
    let bytes = text.as_bytes();
    let plain_ascii = matcher.phrases.ascii_head != usize::MAX;
    let mut at = 0;
    while at < bytes.len() {
        let mut next = None;
        if bytes[at] < 0x80 && plain_ascii {
            let count = bytes[at..].iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len() - at);
            let phrase = matcher.phrase_from_ascii(text, at, at + count);
            let end = phrase.map_or(at + count, |(start, _)| start);
            while at < end {
                let len = ASCII_PIECE.min(end - at);
                visit(at, Step::Keep(len));
                at += len;
            }
            next = phrase.map(|(_, step)| step);
            if at == bytes.len() {
                return;
            }
        }
        let step = next.unwrap_or_else(|| matcher.step(text, at));
        visit(at, step);
        at += step.source();
    }
}

/// Converts `text` onto the end of `out`, with the pieces.
pub(super) fn pieces(matcher: &Matcher, text: &str, out: &mut String, pieces: &mut Vec<Piece>) {
    each(matcher, text, |at, step| match step {
        Step::ByCharacter(len) => {
            let end = at + len;
            let mut at = at;
            while at < end {
                let step = matcher.character(text, at);
                put(matcher, text, at, step, out, pieces);
                at += step.source();
            }
        }
        step => put(matcher, text, at, step, out, pieces),
    });
}

fn put(matcher: &Matcher, text: &str, at: usize, step: Step, out: &mut String, pieces: &mut Vec<Piece>) {
    let before = out.len();
    let source = step.source();
    match step {
        Step::Character(_, low, _) => out.push(character(low)),
        Step::Variant(_) => out.push(matcher.alphabet.normal(text[at..].chars().next().unwrap_or_default())),
        Step::Text(_, value) => out.push_str(&matcher.pool[value.at()..value.at() + value.bytes()]),
        Step::Keep(_) | Step::ByCharacter(_) => out.push_str(&text[at..at + source]),
    }
    pieces.push(Piece { source, result: out.len() - before });
}

/// The character that these bytes are, the first lowest.
fn character(low: u32) -> char {
    let bytes = low.to_le_bytes();
    let len = bytes.iter().position(|byte| *byte == 0).unwrap_or(4);
    std::str::from_utf8(&bytes[..len]).ok().and_then(|text| text.chars().next()).unwrap_or_default()
}

/// Joins two layers of pieces: what became of the source by both. Where their bounds do not meet, the piece widens.
pub(super) fn join(first: &[Piece], second: &[Piece]) -> Vec<Piece> {
    let mut joined = Vec::with_capacity(second.len());
    let mut first = first.iter();
    let mut second = second.iter();
    loop {
        let mut piece = Piece { source: 0, result: 0 };
        // How much further the first layer has come than the second, in the text between them.
        let mut ahead = 0isize;
        loop {
            if ahead <= 0 {
                let Some(next) = first.next() else { break };
                piece.source += next.source;
                ahead += next.result as isize;
            } else {
                let Some(next) = second.next() else { break };
                piece.result += next.result;
                ahead -= next.source as isize;
            }
            if ahead == 0 {
                break;
            }
        }
        if piece == (Piece { source: 0, result: 0 }) {
            return joined;
        }
        joined.push(piece);
    }
}

/// The edits that make `result` of `text`, in the order of the text.
pub(super) fn edits(text: &str, result: &str, pieces: &[Piece], edits: &mut Vec<Edit>) {
    let (mut source, mut at) = (0, 0);
    for piece in pieces {
        let old = &text[source..source + piece.source];
        let new = &result[at..at + piece.result];
        if old != new {
            replaced(source, old, new, |part| Cow::Owned(part.to_owned()), edits);
        }
        source += piece.source;
        at += piece.result;
    }
}

/// The edits of one pass, their texts borrowed from the program where they lie there.
pub(super) fn pass_edits(matcher: &Matcher, data: &Data, text: &str, edits: &mut Vec<Edit>) {
    let single = |at: usize, step: Step, edits: &mut Vec<Edit>| {
        let new = match step {
            Step::Character(_, low, _) => matcher.alphabet.name(character(low), data),
            Step::Variant(_) => {
                let variant = text[at..].chars().next().unwrap_or_default();
                matcher.alphabet.name(matcher.alphabet.normal(variant), data)
            }
            Step::Text(_, value) => {
                let old = &text[at..at + step.source()];
                let new = data.text(value.at(), value.bytes());
                if old == new {
                    return;
                }
                let part = |part: &str| data.text(value.at() + offset(&new, part), part.len());
                return replaced(at, old, &new, part, edits);
            }
            Step::Keep(_) | Step::ByCharacter(_) => return,
        };
        edits.push(Edit { range: at..at + step.source(), text: new });
    };
    each(matcher, text, |at, step| match step {
        Step::Keep(_) => {}
        Step::ByCharacter(len) => {
            let end = at + len;
            let mut at = at;
            while at < end {
                let step = matcher.character(text, at);
                single(at, step, edits);
                at += step.source();
            }
        }
        step => single(at, step, edits),
    });
}

/// Where `part` lies in `whole`, which it is a slice of.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// One replacement as edits: character by character if both sides have equally many, as a whole otherwise.
fn replaced(at: usize, old: &str, new: &str, own: impl Fn(&str) -> Cow<'static, str>, edits: &mut Vec<Edit>) {
    if old.chars().count() != new.chars().count() {
        edits.push(Edit { range: at..at + old.len(), text: own(new) });
        return;
    }
    for ((from, before), (to, after)) in old.char_indices().zip(new.char_indices()) {
        if before != after {
            let range = at + from..at + from + before.len_utf8();
            edits.push(Edit { range, text: own(&new[to..to + after.len_utf8()]) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(lengths: &[(usize, usize)]) -> Vec<Piece> {
        lengths.iter().map(|(source, result)| Piece { source: *source, result: *result }).collect()
    }

    #[test]
    fn bounds_that_meet_stay() {
        let joined = join(&layer(&[(3, 3), (6, 6), (3, 6)]), &layer(&[(3, 3), (6, 3), (3, 3), (3, 3)]));
        assert_eq!(joined, layer(&[(3, 3), (6, 3), (3, 6)]));
    }

    #[test]
    fn bounds_that_do_not_meet_widen() {
        let joined = join(&layer(&[(3, 6), (3, 6), (3, 3)]), &layer(&[(3, 3), (6, 6), (3, 3), (3, 3)]));
        assert_eq!(joined, layer(&[(6, 12), (3, 3)]));
    }

    #[test]
    fn what_vanishes_joins_its_neighbour() {
        let joined = join(&layer(&[(3, 0), (3, 3)]), &layer(&[(3, 3)]));
        assert_eq!(joined.iter().map(|piece| piece.source).sum::<usize>(), 6);
        assert_eq!(joined.iter().map(|piece| piece.result).sum::<usize>(), 3);
        let joined = join(&layer(&[(3, 3)]), &layer(&[(3, 0)]));
        assert_eq!(joined, layer(&[(3, 0)]));
    }
}
