//! Emitting: every file of a site into a staging folder, then one switch.
//!
//! 1. [`Destination::resolve`] finds the folder that is meant and refuses one that is not ours to replace;
//! 2. [`Staging::begin`] opens a folder beside it, alone: a second build at the same time is refused;
//! 3. [`Staging::write`] and [`Staging::copy`] fill it, from as many threads as there are;
//! 4. [`Staging::publish`] exchanges the two folders in one step and takes the old one away.
//!
//! Whatever happens before the last step, the previous site stands untouched. Nothing is ever written or removed outside
//! the destination and the one folder beside it.

pub mod destination;
pub mod digest;
pub mod manifest;
pub mod save;
pub mod staging;
mod switch;

pub use destination::{Destination, real};
pub use manifest::Manifest;
pub use save::save;
pub use staging::Staging;

use crate::diagnostic::Code;
use std::io;
use std::path::Path;

/// Why a site could not be written, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// [`Code::DestinationForeign`], [`Code::ConfigValue`] or [`Code::WriteFailed`].
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// What the operating system said when yiben wanted to `act` on `path`, and what usually helps.
    fn io(act: &str, path: &Path, error: &io::Error) -> Self {
        let help = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "free some space there, or choose another destination with `-d`; the previous site is untouched"
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "yiben needs to write the destination and the folder that holds it; choose another place with `-d`, or \
                 give yourself the right to write there"
            }
            io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
                "a folder that something is mounted on cannot be exchanged in one step; choose a folder inside it with `-d`"
            }
            io::ErrorKind::InvalidFilename => {
                "shorten the document's path or slug; most systems allow 255 bytes for a name"
            }
            _ => "the previous site is untouched; try again once the cause is mended",
        };
        Self {
            code: Code::WriteFailed,
            message: format!("cannot {act} `{}`: {error}", path.display()),
            help: help.into(),
        }
    }
}
