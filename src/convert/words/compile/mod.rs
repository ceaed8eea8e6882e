//! The build of words mode's dictionaries: from the text files under `dictionaries/` to one table for each direction, in
//! the form that the running program reads in place.
//!
//! This is part of `build.rs`, not of the library. The steps: read the sources, make the model of a direction (every
//! word with its cost and its forms), arrange the words as a double array, write the tables one after another.

mod direction;
mod model;
mod own;
mod pack;
mod sources;
mod trie;
mod vocabulary;

use sources::Sources;

/// The tables of both directions, by the names of their files: Simplified to Traditional, and back. `read` gives the text
/// of a file under `dictionaries/`.
pub fn compile(read: &dyn Fn(&str) -> String) -> [(&'static str, Vec<u8>); 2] {
    let sources = Sources::read(read);
    let hant = direction::hant(&sources);
    let hans = direction::hans(&sources, &hant);
    [("words-hant.bin", pack::pack(&hant)), ("words-hans.bin", pack::pack(&hans))]
}
