//! Conversion of a text that comes in pieces, in constant memory, with the result that the whole would have.

use super::compile::alphabet::OPERATORS;
use super::engine::{Engine, Ready};
use super::staged::Staged;
use super::trace::Piece;
use super::write::write;

/// A text under way. It holds back the end of what it was given, as far as what follows may change it.
#[derive(Debug)]
pub struct Stream<'e> {
    engine: &'e Engine,
    pending: String,
    /// There is nothing to be decided while less than this is pending.
    wait: usize,
}

impl<'e> Stream<'e> {
    pub(super) fn new(engine: &'e Engine) -> Self {
        Self { engine, pending: String::new(), wait: 0 }
    }

    /// Takes the next piece and writes onto the end of `out` what it settles.
    pub fn push(&mut self, text: &str, out: &mut Vec<u8>) {
        self.pending.push_str(text);
        let limit = self.pending.len().saturating_sub(self.engine.lookahead());
        if limit == 0 || self.pending.len() < self.wait {
            return;
        }
        let done = match self.engine.ready() {
            Ready::Fused(matcher) => write(&matcher, &self.pending, limit, out),
            Ready::Staged(staged) => staged_part(&staged, &self.pending, limit, !self.engine.has_operators(), out),
        };
        self.pending.drain(..done);
        // A configuration that never comes to rest is tried again when there is twice as much.
        self.wait = if done == 0 { 2 * self.pending.len() } else { 0 };
    }

    /// Writes the rest.
    pub fn finish(self, out: &mut Vec<u8>) {
        match self.engine.ready() {
            Ready::Fused(matcher) => {
                write(&matcher, &self.pending, self.pending.len(), out);
            }
            Ready::Staged(staged) => staged.convert(&self.pending, out),
        }
    }
}

/// Converts a part of `text` that ends before `limit`, at a place where no stage is in the middle of anything.
fn staged_part(staged: &Staged, text: &str, limit: usize, quiet: bool, out: &mut Vec<u8>) -> usize {
    if let Some(cut) = quiet.then(|| quiet_place(staged, text, limit)).flatten() {
        staged.convert(&text[..cut], out);
        return cut;
    }
    let (result, pieces) = staged.trace(text);
    let mut cut = Piece { source: 0, result: 0 };
    for piece in pieces {
        if cut.source + piece.source > limit {
            break;
        }
        cut = Piece { source: cut.source + piece.source, result: cut.result + piece.result };
    }
    out.extend_from_slice(&result.as_bytes()[..cut.result]);
    cut.source
}

/// The last place up to `limit` that follows a character which is in no dictionary, if no description sequence may
/// reach over it. Every stage is at rest there, and no trace is needed to know it.
fn quiet_place(staged: &Staged, text: &str, limit: usize) -> Option<usize> {
    // A sequence has up to 64 characters, each of which may have been a phrase before.
    const REACH: usize = 8192;
    let limit = text.floor_char_boundary(limit);
    let unknown = |character: char| staged.alphabet.symbol(u32::from(character)) == 0;
    let near = text.floor_char_boundary(limit.saturating_sub(REACH));
    let (at, character) = text[near..limit].char_indices().rev().find(|(_, character)| unknown(*character))?;
    let cut = near + at + character.len_utf8();
    let near = text.floor_char_boundary(cut.saturating_sub(REACH));
    let operator = text[near..cut].contains(|character| OPERATORS.contains(&character));
    (!operator).then_some(cut)
}
