//! What is said of a file that is not UTF-8, whatever it is for.

use super::{Code, Diagnostic};
use crate::source::{DecodeError, EITHER, RelPath};

/// What to do about a file that may be in either of two encodings.
const EITHER_HELP: &str =
    "save it as UTF-8, from the one of the two in which it can be read: iconv -f BIG5 -t UTF-8 OLD > NEW";

impl Diagnostic {
    /// The finding that a file is not UTF-8: what it looks like, where, and how to convert it.
    pub fn not_utf8(path: &RelPath, error: &DecodeError) -> Self {
        let place = format!("byte {}, on line {}", error.offset + 1, error.line);
        match error.looks_like {
            Some(encoding) => {
                let message = format!("`{path}` is not UTF-8: it looks like {encoding} ({place})");
                let help = match encoding {
                    EITHER => EITHER_HELP.to_owned(),
                    _ => format!("save it as UTF-8: iconv -f {encoding} -t UTF-8 OLD > NEW"),
                };
                Self::new(Code::NotUtf8, path, message).help(help)
            }
            None => Self::new(Code::NotUtf8, path, format!("`{path}` is not UTF-8 ({place})")).help("save it as UTF-8"),
        }
    }
}
