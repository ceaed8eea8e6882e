//! Documents: how they are found and read, their front matter, the Markdown tree, links and outlines, the library.

pub mod allow;
pub mod authors;
pub mod blocks;
pub mod conflict;
pub mod corrections;
pub mod discover;
pub mod front;
pub mod hashed;
pub mod kept;
pub mod key;
pub mod library;
pub mod markdown;
pub mod records;
pub mod scan;
#[cfg(test)]
pub mod testing;
pub mod tree;

pub use kept::{Giver, Kept, Once, Texts};
pub use key::DocKey;
pub use library::{Library, Translation};
pub use scan::{Reading, body, scan};
pub use tree::Tree;
