//! The text that the Markdown parser is given: the source with small patches, and the way back to the source.
//!
//! Each patch carries noncharacters, which no source holds once forbidden characters are replaced. So what a patch put
//! in can be found and taken out again by its place or, in strings that the parser made anew, by its characters.

use super::chars::is_forbidden;
use super::tags::Tag;
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Begins the number of a shortcode's tag.
pub const TAG_START: char = '\u{FDD0}';
/// Ends the number of a shortcode's tag.
pub const TAG_END: char = '\u{FDD1}';
/// Punctuation before emphasis marks that have some behind them, so that they may begin and end emphasis.
pub const BEFORE: &str = "\u{FDD2},";
/// Punctuation behind emphasis marks that have some before them, to the same end.
pub const BEHIND: &str = ",\u{FDD4}";
/// Escapes the next character, which was no markup.
pub const ESCAPE: &str = "\u{FDD3}\\";

/// What a patch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchKind {
    /// Something put in, or a marker taken out, that is no text.
    Silent,
    /// A forbidden character, replaced by U+FFFD.
    Replaced,
    /// A shortcode's tag, by its index.
    Tag(u32),
}

/// One place where the parser's text differs from the source.
#[derive(Clone, Copy, Debug)]
pub struct Patch {
    /// Where it begins in the parser's text.
    out: usize,
    /// Its length there.
    out_len: usize,
    /// Where it begins in the file's text.
    src: usize,
    /// The length of what it replaces.
    src_len: usize,
    /// What it is for.
    pub kind: PatchKind,
}

/// A source with its patches.
pub struct Prepared<'s> {
    /// What the parser reads.
    pub text: Cow<'s, str>,
    /// The shortcode tags found.
    pub tags: Vec<Tag<'s>>,
    source: &'s str,
    base: usize,
    patches: Vec<Patch>,
}

/// A part of the parser's text, seen from the source.
#[derive(Clone, Debug)]
pub enum Piece<'s> {
    /// A slice of the source and its place in the file.
    Slice(&'s str, Span),
    /// A replaced character.
    Replaced(Span),
    /// A tag's index and place.
    Tag(u32, Span),
}

/// Collects patches from the beginning of a source to its end.
pub struct Patcher<'s> {
    source: &'s str,
    base: usize,
    done: usize,
    out: String,
    patches: Vec<Patch>,
}

impl<'s> Patcher<'s> {
    /// Begins with no patch. `base` is where `source` stands in its file's text.
    pub fn new(source: &'s str, base: usize) -> Self {
        Self { source, base, done: 0, out: String::new(), patches: Vec::new() }
    }

    /// Puts `text` in place of `range`, which must not begin before the end of the patch before.
    pub fn replace(&mut self, range: Range<usize>, text: &str, kind: PatchKind) {
        if range.start < self.done {
            return;
        }
        self.out.push_str(&self.source[self.done..range.start]);
        self.patches.push(Patch {
            out: self.out.len(),
            out_len: text.len(),
            src: self.base + range.start,
            src_len: range.len(),
            kind,
        });
        self.out.push_str(text);
        self.done = range.end;
    }

    /// Whether a shortcode's tag ends at the byte `at` of the source.
    pub fn ends_tag(&self, at: usize) -> bool {
        self.done == at && self.patches.last().is_some_and(|patch| matches!(patch.kind, PatchKind::Tag(_)))
    }

    /// The patched text.
    pub fn finish(mut self, tags: Vec<Tag<'s>>) -> Prepared<'s> {
        let text = if self.patches.is_empty() {
            Cow::Borrowed(self.source)
        } else {
            self.out.push_str(&self.source[self.done..]);
            Cow::Owned(self.out)
        };
        Prepared { text, tags, source: self.source, base: self.base, patches: self.patches }
    }
}

impl<'s> Prepared<'s> {
    /// The place in the file's text of a range of the parser's text.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.to_source(range.start, false);
        Span::new(start, self.to_source(range.end, true).max(start))
    }

    /// The offset in the file's text for an offset in the parser's text. Inside a patch: its begin, or its end.
    fn to_source(&self, out: usize, end: bool) -> usize {
        // An end that touches a patch's begin lies before the patch; a begin that touches it lies at its begin as well.
        let after = self.patches.partition_point(|patch| if end { patch.out < out } else { patch.out <= out });
        let Some(patch) = after.checked_sub(1).map(|at| &self.patches[at]) else { return self.base + out };
        match out.checked_sub(patch.out + patch.out_len) {
            Some(past) => patch.src + patch.src_len + past,
            None if end => patch.src + patch.src_len,
            None => patch.src,
        }
    }

    /// The slice of the source at `span`.
    pub fn slice(&self, span: Span) -> &'s str {
        &self.source[span.start as usize - self.base..span.end as usize - self.base]
    }

    /// The range of the parser's text that `text` is a slice of, if it is one.
    pub fn locate(&self, text: &str) -> Option<Range<usize>> {
        let start = (text.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + text.len();
        (end <= self.text.len()).then_some(start..end)
    }

    /// The parts of `range` in order.
    pub fn pieces(&self, range: Range<usize>) -> Vec<Piece<'s>> {
        let first =
            self.patches.partition_point(|patch| patch.out + patch.out_len <= range.start && patch.out < range.start);
        let mut pieces = Vec::new();
        let mut at = range.start;
        for patch in self.patches[first..].iter().take_while(|patch| patch.out < range.end) {
            if at < patch.out {
                self.push_slice(&mut pieces, at..patch.out);
            }
            let span = Span::new(patch.src, patch.src + patch.src_len);
            match patch.kind {
                PatchKind::Silent => {}
                PatchKind::Replaced => pieces.push(Piece::Replaced(span)),
                PatchKind::Tag(index) => pieces.push(Piece::Tag(index, span)),
            }
            at = at.max(patch.out + patch.out_len);
        }
        if at < range.end {
            self.push_slice(&mut pieces, at..range.end);
        }
        pieces
    }

    /// Appends the slice for an unpatched `range`, grown onto the slice before where only a patch stood between.
    fn push_slice(&self, pieces: &mut Vec<Piece<'s>>, range: Range<usize>) {
        let start = self.to_source(range.start, false);
        let span = Span::new(start, start + range.len());
        if let Some(Piece::Slice(slice, last)) = pieces.last_mut()
            && last.end == span.start
        {
            last.end = span.end;
            *slice = self.slice(*last);
            return;
        }
        pieces.push(Piece::Slice(self.slice(span), span));
    }

    /// Whether any patch touches `range`.
    pub fn is_patched(&self, range: &Range<usize>) -> bool {
        let first = self.patches.partition_point(|patch| patch.out + patch.out_len <= range.start);
        self.patches.get(first).is_some_and(|patch| patch.out < range.end)
    }

    /// A string that the parser gave, as it stands in the source: patches taken out, tags as readers see them.
    pub fn restore(&self, text: &str) -> Cow<'s, str> {
        let Some(range) = self.locate(text) else { return Cow::Owned(self.restore_made(text)) };
        if !self.is_patched(&range) {
            return Cow::Borrowed(self.slice(self.span(&range)));
        }
        let mut whole = Cow::Borrowed("");
        for piece in self.pieces(range) {
            match piece {
                Piece::Slice(slice, _) if whole.is_empty() => whole = Cow::Borrowed(slice),
                Piece::Slice(slice, _) => whole.to_mut().push_str(slice),
                Piece::Replaced(_) => whole.to_mut().push('\u{FFFD}'),
                Piece::Tag(index, _) => whole.to_mut().push_str(self.tags[index as usize].shown()),
            }
        }
        whole
    }

    /// The same for a string that the parser made anew.
    fn restore_made(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(is_forbidden) {
            out.push_str(&rest[..at]);
            let marked = &rest[at..];
            let Some(mark) = marked.chars().next() else { break };
            rest = &marked[mark.len_utf8()..];
            if !matches!(mark, '\u{FDD0}'..='\u{FDD4}') {
                // An entity such as `&#1;` may stand for what no page may hold.
                out.push('\u{FFFD}');
            }
            if marked.starts_with(TAG_START) {
                if let Some((tag, after)) = self.leading_tag(marked) {
                    out.push_str(tag.shown());
                    rest = after;
                }
            } else if let Some(after) = marked.strip_prefix(ESCAPE).or_else(|| marked.strip_prefix(BEFORE)) {
                rest = after;
            } else if BEHIND.ends_with(mark) && out.ends_with(',') {
                out.pop();
            }
        }
        out.push_str(rest);
        out
    }

    /// The tag whose number `text` begins with, and what follows.
    pub fn leading_tag<'t>(&self, text: &'t str) -> Option<(&Tag<'s>, &'t str)> {
        let (number, rest) = text.strip_prefix(TAG_START)?.split_once(TAG_END)?;
        Some((self.tags.get(number.parse::<usize>().ok()?)?, rest))
    }
}
