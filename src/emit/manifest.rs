//! The manifest: the list of files that yiben wrote, kept in the destination, so that it never replaces another's.

use crate::source::RelPath;
use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// The manifest's name in the destination.
pub const NAME: &str = ".yiben";

/// The first line, with the format's version.
const HEAD: &str = "# Written by yiben: the files of this folder that it replaces at the next build. Format 1.";

/// The files of one written site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeSet<RelPath>,
}

impl Manifest {
    /// The manifest of these files.
    pub fn new(files: impl IntoIterator<Item = RelPath>) -> Self {
        Self { files: files.into_iter().collect() }
    }

    /// Adds a file.
    pub fn add(&mut self, file: RelPath) {
        self.files.insert(file);
    }

    /// The manifest that lies in `folder`; `None` where there is none, or none that this version can read.
    ///
    /// # Errors
    /// When it is there but cannot be read.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read_to_string(folder.join(NAME)) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        Ok(Self::parse(&text))
    }

    /// The manifest that a text holds; `None` if it is none that this version can read.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        lines.map(|line| RelPath::new(line).ok()).collect::<Option<_>>().map(|files| Self { files })
    }

    /// The files, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = &RelPath> {
        self.files.iter()
    }

    /// The manifest as its file holds it.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for file in &self.files {
            text.push_str(file.as_str());
            text.push('\n');
        }
        text
    }

    /// The files of `folder` that this manifest does not list, sorted, at most `limit` of them: other files, symbolic
    /// links, and folders that hold none of ours.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn strangers(&self, folder: &Path, limit: usize) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        self.look(folder, &RelPath::root(), limit, &mut found)?;
        found.sort();
        Ok(found)
    }

    fn look(&self, folder: &Path, at: &RelPath, limit: usize, found: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if found.len() >= limit {
                return Ok(());
            }
            let name = entry.file_name();
            let path = name.to_str().and_then(|name| at.join(name).ok());
            match path {
                Some(path) if path.as_str() == NAME => {}
                Some(path) if entry.file_type()?.is_dir() && self.holds_below(&path) => {
                    self.look(&entry.path(), &path, limit, found)?;
                }
                Some(path) if entry.file_type()?.is_file() && self.files.contains(&path) => {}
                _ => found.push(entry.path().to_string_lossy().into_owned()),
            }
        }
        Ok(())
    }

    /// Whether any file lies below `folder`. No part of a path sorts before a single space, so the first file that is
    /// not before `folder/ ` tells.
    fn holds_below(&self, folder: &RelPath) -> bool {
        let Ok(first) = folder.join(" ") else { return false };
        self.files.range(first..).next().is_some_and(|file| file.strip_prefix(folder).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[&str]) -> Manifest {
        Manifest::new(files.iter().map(|file| RelPath::new(file).unwrap()))
    }

    #[test]
    fn a_manifest_reads_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let written = manifest(&["index.html", "zh-hant/指南/index.html"]);
        fs::write(folder.path().join(NAME), written.text()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), Some(written));
    }

    #[test]
    fn a_file_of_that_name_with_other_contents_is_no_manifest() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), None);
        fs::write(folder.path().join(NAME), "notes of mine\n").unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), None);
    }

    #[test]
    fn folders_of_ours_are_told_from_others() {
        let manifest = manifest(&["a-b/x", "a/b/c.html", "z"]);
        for (folder, ours) in [("a", true), ("a/b", true), ("a-b", true), ("a/b/c.html", false), ("b", false)] {
            assert_eq!(manifest.holds_below(&RelPath::new(folder).unwrap()), ours, "{folder}");
        }
    }

    #[test]
    fn strangers_are_found_at_every_depth() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["index.html", "a/b.html", "a/mine.txt", "CNAME"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let found = manifest(&["index.html", "a/b.html"]).strangers(folder.path(), 10).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.rsplit('/').next().unwrap()).collect();
        assert_eq!(names, ["CNAME", "mine.txt"]);
    }
}
