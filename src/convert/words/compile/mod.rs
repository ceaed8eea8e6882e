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

use std::path::Path;

use sources::Sources;

/// Write `words-hant.bin` (Simplified to Traditional) and `words-hans.bin` (back) into `out`.
pub fn compile(dictionaries: &Path, out: &Path) {
    let sources = Sources::read(dictionaries);
    let hant = direction::hant(&sources);
    write(out, "words-hant.bin", &pack::pack(&hant));
    let hans = direction::hans(&sources, &hant);
    write(out, "words-hans.bin", &pack::pack(&hans));
}

fn write(out: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(out.join(name), bytes).expect("the build's output folder can be written to");
}
