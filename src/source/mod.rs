//! Source files: paths that cannot escape their root, the bytes behind them, and places in their text.

pub mod files;
pub mod path;
pub mod span;
pub mod text;

pub use files::{Files, ReadError};
pub use path::RelPath;
pub use span::{LineIndex, Span};
pub use text::{DecodeError, EITHER, decode};
