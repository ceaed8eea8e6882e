//! Documents: how they are found and read, their front matter, the Markdown tree, links and outlines, the library.

pub mod key;
pub mod library;
pub mod markdown;
pub mod tree;

pub use key::DocKey;
pub use library::{Library, Translation};
pub use tree::Tree;
