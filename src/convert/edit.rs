//! Edits: what an engine changes in a text, with the place in the source.

use std::borrow::Cow;
use std::ops::Range;

/// One replacement. The edits of a text are ordered, do not overlap, and are as short as the engine's rules allow: a
/// matched phrase is one edit, unless its characters stand for one another one to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the source that are replaced.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: Cow<'static, str>,
}
