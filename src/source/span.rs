//! Spans of a source text, and the lines and columns they stand for.

/// A byte range of one source file's text as [`super::decode`] gives it. Half-open, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`. Offsets past 4 GiB are clamped: a source file is at most 64 MiB.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The span as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// This span moved `by` bytes further, for text that stands inside a larger one.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// A place as people count it: both numbers start at 1, the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the line starts of `text`. A line ends with `\n`; the `\r` of `\r\n` belongs to the line's end.
    pub fn new(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line and column of the byte `offset` in `text`, which must be the text that the index was made from.
    /// An offset inside a character or past the end is taken back to the nearest boundary before it.
    pub fn locate(&self, text: &str, offset: u32) -> LineColumn {
        let offset = text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = self.starts[line - 1] as usize;
        let column = text[start..offset].chars().count() + 1;
        LineColumn { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_may_end_with_crlf() {
        let text = "简体\r\n繁體x\n";
        let index = LineIndex::new(text);
        assert_eq!(index.locate(text, 3), LineColumn { line: 1, column: 2 });
        assert_eq!(index.locate(text, 8), LineColumn { line: 2, column: 1 });
        assert_eq!(index.locate(text, 14), LineColumn { line: 2, column: 3 });
        assert_eq!(index.locate(text, 999), LineColumn { line: 3, column: 1 });
        assert_eq!(index.locate(text, 4), LineColumn { line: 1, column: 2 });
    }
}
