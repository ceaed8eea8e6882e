//! The engine: tables, and the ways to use them.

use super::builtin::{DATA, LAYOUTS};
use super::compile::layout::{Form, Layout, TableLayout};
use super::data::Data;
use super::matcher::Matcher;
use super::staged::Staged;
use super::standard::Standard;
use super::stream::Stream;
use super::trace;
use super::write::{self, write};
use crate::convert::Edit;
use std::borrow::Cow;
use std::sync::Arc;

/// Converts by one configuration. Cheap to make from a [`Standard`], cheap to clone, shared between threads without a
/// lock.
#[derive(Clone, Debug)]
pub struct Engine {
    tables: Tables,
}

#[derive(Clone, Debug)]
enum Tables {
    Embedded(&'static Layout),
    Compiled(Arc<(Layout, Data)>),
}

/// An engine's tables, ready for matching.
pub(super) enum Ready<'d> {
    Fused(Matcher<'d>),
    Staged(Staged<'d>),
}

static EMBEDDED: [Layout; 16] = LAYOUTS;

impl Engine {
    /// One of OpenCC's own configurations. Its tables are part of the program and need no preparation.
    pub fn builtin(standard: Standard) -> Self {
        Self { tables: Tables::Embedded(&EMBEDDED[standard as usize]) }
    }

    /// An engine of tables compiled while the program runs.
    pub(super) fn compiled(layout: Layout, data: Data) -> Self {
        Self { tables: Tables::Compiled(Arc::new((layout, data))) }
    }

    /// Converts a text. What needs no change is borrowed.
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.is_ascii() && !self.reads_ascii() {
            return Cow::Borrowed(text);
        }
        let mut out = Vec::new();
        match self.ready() {
            Ready::Fused(matcher) => {
                write(&matcher, text, text.len(), &mut out);
            }
            Ready::Staged(staged) => staged.convert(text, &mut out),
        }
        if out == text.as_bytes() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(write::text(out))
    }

    /// Begins the conversion of a text that comes in pieces.
    pub fn stream(&self) -> Stream<'_> {
        Stream::new(self)
    }

    /// The edits that conversion makes, onto the end of `edits`, in the order of the text.
    pub fn edits(&self, text: &str, edits: &mut Vec<Edit>) {
        match self.ready() {
            Ready::Fused(matcher) => trace::pass_edits(&matcher, self.data(), text, edits),
            Ready::Staged(staged) => {
                let (result, pieces) = staged.trace(text);
                trace::edits(text, &result, &pieces, edits);
            }
        }
    }

    /// How many bytes before the end of a piece of text nothing is decided while more is to come.
    pub(super) fn lookahead(&self) -> usize {
        self.layout().lookahead
    }

    /// Whether some dictionary holds description operators.
    pub(super) fn has_operators(&self) -> bool {
        self.layout().operators
    }

    fn layout(&self) -> &Layout {
        match &self.tables {
            Tables::Embedded(layout) => layout,
            Tables::Compiled(tables) => &tables.0,
        }
    }

    fn data(&self) -> &Data {
        match &self.tables {
            Tables::Embedded(_) => &DATA,
            Tables::Compiled(tables) => &tables.1,
        }
    }

    /// Whether some key is nothing but ASCII.
    fn reads_ascii(&self) -> bool {
        let reads = |table: &TableLayout| table.ascii_head == usize::MAX;
        match &self.layout().form {
            Form::Fused { phrases, .. } => reads(phrases),
            Form::Staged { before, segmentation, chain } => {
                before.iter().chain(segmentation).chain(&**chain).any(reads)
            }
        }
    }

    pub(super) fn ready(&self) -> Ready<'_> {
        let (layout, data) = (self.layout(), self.data());
        let alphabet = data.alphabet(&layout.alphabet);
        let matcher = |table: &TableLayout| Matcher {
            alphabet,
            phrases: data.trie(table),
            between: None,
            normalizes: false,
            pool: data.pool(),
        };
        match &layout.form {
            Form::Fused { phrases, between } => Ready::Fused(Matcher {
                between: between.as_ref().map(|table| data.trie(table)),
                normalizes: true,
                ..matcher(phrases)
            }),
            Form::Staged { before, segmentation, chain } => Ready::Staged(Staged {
                alphabet,
                before: before.iter().map(matcher).collect(),
                segmentation: segmentation.as_ref().map(matcher),
                chain: chain.iter().map(matcher).collect(),
            }),
        }
    }
}
