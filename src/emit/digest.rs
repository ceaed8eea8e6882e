//! The digest of a site: path, size and SHA-256 of every file, for whoever wants to compare two builds or to verify a copy.

use crate::source::RelPath;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its place in the site.
    pub path: RelPath,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn of(path: &RelPath, bytes: &[u8]) -> Self {
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self { path: path.clone(), size: bytes.len() as u64, sha256 }
    }
}

/// The list as a text: a line for each file, with its SHA-256, its size and its path, two spaces between them.
pub fn text(entries: &[Entry]) -> String {
    let mut text = String::new();
    for Entry { path, size, sha256 } in entries {
        let _ = writeln!(text, "{sha256}  {size}  {path}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let entry = Entry::of(&RelPath::new("zh-hant/指南 1.html").unwrap(), b"abc");
        assert_eq!(
            text(&[entry]),
            // The test vector of FIPS 180-2, appendix B.1.
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  3  zh-hant/指南 1.html\n"
        );
    }
}
