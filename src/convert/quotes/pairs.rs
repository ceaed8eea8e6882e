//! Quotation marks in pairs: which marks of a text belong together, and which are none.

use crate::convert::script::is_han;

/// The marks that open a quotation, and those that close it.
const OPENING: [char; 4] = ['“', '‘', '「', '『'];
const CLOSING: [char; 4] = ['”', '’', '」', '』'];

/// A quotation mark of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) glyph: char,
    /// The mark at the other end, by its index; `None` while it has none.
    pub(super) partner: Option<usize>,
    /// Whether it waits for its partner when the text ends.
    pub(super) waits: bool,
}

impl Mark {
    pub(super) fn opens(&self) -> bool {
        OPENING.contains(&self.glyph)
    }

    pub(super) fn is_single(&self) -> bool {
        matches!(self.glyph, '‘' | '’')
    }

    pub(super) fn end(&self) -> usize {
        self.at + self.glyph.len_utf8()
    }
}

/// The quotation marks of `text`, in order, paired like brackets. Apostrophes (Don’t) and the signs of feet and inches
/// (5’10”) are none, and no mark stands where `kept` holds.
pub(super) fn find(text: &str, kept: impl Fn(usize) -> bool) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    // Marks that wait for their partner, by index; and how many of each kind there are.
    let mut open: Vec<usize> = Vec::new();
    let mut waiting = [0_usize; OPENING.len()];
    let kind = |glyph: char| OPENING.iter().position(|opening| *opening == glyph);
    for (at, glyph) in crate::content::markdown::chars::marks(text).filter(|(at, _)| !kept(*at)) {
        let mark = Mark { at, glyph, partner: None, waits: false };
        if let Some(kind) = kind(glyph) {
            waiting[kind] += 1;
            open.push(marks.len());
            marks.push(mark);
        } else if let Some(own) = CLOSING.iter().position(|closing| *closing == glyph) {
            let before = text[..at].chars().next_back();
            let lone = glyph == '’' && waiting[own] == 0;
            if lone || is_apostrophe(glyph, before, &text[mark.end()..]) || is_measure(glyph, before, &text[at..]) {
                continue;
            }
            // Marks opened since its partner stay alone.
            while waiting[own] > 0
                && let Some(last) = open.pop()
            {
                let Some(kind) = kind(marks[last].glyph) else { continue };
                waiting[kind] -= 1;
                if kind == own {
                    marks[last].partner = Some(marks.len());
                    marks.push(Mark { partner: Some(last), ..mark });
                    break;
                }
            }
            if marks.last().is_none_or(|last| last.at != at) {
                marks.push(mark);
            }
        }
    }
    open.into_iter().for_each(|index| marks[index].waits = true);
    marks
}

/// Whether ’ is an apostrophe: inside a word, or at the end of one where another ’ closes the quotation (‘the students’
/// work’).
fn is_apostrophe(c: char, before: Option<char>, rest: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let mut later = rest.chars();
    let after = later.next();
    c == '’' && letter(before) && (letter(after) || (after == Some(' ') && letter(later.next()) && closes_later(rest)))
}

/// Whether a ’ that is not inside a word follows before the next ‘.
fn closes_later(rest: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let mut marks = rest.char_indices().filter(|(_, c)| matches!(c, '‘' | '’' | '“' | '”'));
    marks
        .find(|(at, c)| {
            let inside = letter(rest[..*at].chars().next_back()) && letter(rest[at + c.len_utf8()..].chars().next());
            !(*c == '’' && inside)
        })
        .is_some_and(|(_, c)| c == '’')
}

/// Whether ’ or ” after a number counts feet and inches: 5’10”, or 27” where another ” will end the quotation.
fn is_measure(c: char, before: Option<char>, rest: &str) -> bool {
    if !before.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut later = rest[c.len_utf8()..].chars();
    match c {
        '’' => later.next().is_some_and(|c| c.is_ascii_digit()),
        '”' => later.find(|c| matches!(c, '“' | '”')) == Some('”'),
        _ => false,
    }
}
