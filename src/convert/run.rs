//! Runs: the text of one block's inline content, read as a whole across its markup.

use std::borrow::Cow;

/// One piece of a run's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// The text, entities decoded.
    pub text: &'a str,
    /// What stands between this piece and the one before it.
    pub joint: Joint,
    /// The piece stays as it is, and no word reaches across it: marked Japanese, `translate="no"`.
    pub keep: bool,
}

/// What stands before a piece of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Joint {
    /// The run begins here, or something that no word reaches across stands between: code, an image, a hard break.
    Break,
    /// An edge of markup that readers do not hear: emphasis, a link, a footnote mark, `<wbr>`. A word may span it, at a
    /// cost in words mode.
    Markup,
    /// A line end inside the paragraph. A word may span it.
    SoftBreak,
}

/// What conversion made of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted<'a> {
    /// The new text of each piece, in the same order and number. Borrowed where nothing changed.
    pub texts: Vec<Cow<'a, str>>,
}
