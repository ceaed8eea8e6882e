//! Runs: the text of one block's inline content, read as a whole across its markup.

use std::borrow::Cow;
use std::ops::Range;

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

impl<'a> Leaf<'a> {
    /// A run of one piece.
    pub fn alone(text: &'a str) -> Self {
        Self { text, joint: Joint::Break, keep: false }
    }

    /// Whether a conversion mark begins in it.
    pub(super) fn is_marked(&self) -> bool {
        // Braces are rare, and looking for one byte is quick.
        memchr::memchr(b'{', self.text.as_bytes()).is_some() && (self.text.contains("-{") || self.text.contains("-\\{"))
    }
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
    /// Nothing: the same text goes on, after an entity or an escape.
    Plain,
    /// The same, and the piece begins with a brace that is written by an escape or an entity: it begins no conversion mark.
    Escape,
}

/// What conversion made of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted<'a> {
    /// The new text of each piece, in the same order and number. Borrowed where nothing changed.
    pub texts: Vec<Cow<'a, str>>,
    /// What a person should know about it, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Something in a run that conversion could not do, or would not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The index of the piece that it begins in.
    pub leaf: usize,
    /// The bytes of that piece's text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: FindingKind,
}

/// What a finding is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A conversion mark that cannot be read: why, and what to do.
    Mark {
        /// Why.
        message: String,
        /// What to do.
        help: &'static str,
    },
    /// Words that look Japanese and are not marked. They were left alone.
    Japanese,
    /// The run is in the other script. It was left alone.
    WrongScript,
}
