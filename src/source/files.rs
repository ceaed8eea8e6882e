//! The one door to the files that a build reads: a folder on disk, or files in memory in tests.

#![allow(missing_docs, reason = "a variant's own line explains its fields")]

use super::RelPath;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files of one project. Cheap to clone; reading needs no lock.
///
/// A project's own folder is the root. Folders elsewhere (a `source` outside the project) are mounted at a path of
/// their own, so that everything after `load` knows them by a [`RelPath`] alone.
#[derive(Clone, Debug)]
pub struct Files {
    inner: Arc<Inner>,
}

#[derive(Clone, Debug)]
enum Inner {
    Disk { root: PathBuf, mounts: Vec<(RelPath, PathBuf)> },
    Memory(BTreeMap<RelPath, Vec<u8>>),
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// There is no such file.
    NotFound,
    /// The path leads through a symbolic link out of its root.
    Escapes,
    /// The file is larger than the caller's limit, in bytes.
    TooLarge { size: u64, limit: u64 },
    /// Anything else that the operating system says.
    Io(io::Error),
}

/// What a walk over a folder found. Both lists are sorted by path.
#[derive(Debug, Default)]
pub struct Walk {
    /// Every regular file below the folder, symbolic links inside it followed.
    pub files: Vec<RelPath>,
    /// Entries that were left out, and why.
    pub problems: Vec<(RelPath, WalkProblem)>,
}

/// Why a walk left an entry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkProblem {
    /// A symbolic link to a place outside the folder that is walked.
    LinkOutside,
    /// A symbolic link to a folder that holds it.
    LinkLoop,
    /// A symbolic link to nothing.
    LinkBroken,
    /// A name that is not UTF-8 or holds a control character or a backslash.
    BadName(String),
    /// The operating system refused.
    Unreadable(String),
}

impl Files {
    /// The files below `root` on disk.
    pub fn disk(root: impl Into<PathBuf>) -> Self {
        Self { inner: Arc::new(Inner::Disk { root: root.into(), mounts: Vec::new() }) }
    }

    /// Files in memory, for tests and for previews of unsaved text.
    ///
    /// # Panics
    /// When a path is not a [`RelPath`]; the callers' paths are literals.
    pub fn memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter().map(|(path, text)| {
            (RelPath::new(path).expect("a literal path of a test is relative"), text.as_bytes().to_vec())
        });
        Self { inner: Arc::new(Inner::Memory(files.collect())) }
    }

    /// The same files, with the folder `dir` on disk mounted at `at`. In memory it changes nothing.
    #[must_use]
    pub fn with_mount(&self, at: RelPath, dir: PathBuf) -> Self {
        let mut inner = (*self.inner).clone();
        if let Inner::Disk { mounts, .. } = &mut inner {
            mounts.push((at, dir));
        }
        Self { inner: Arc::new(inner) }
    }

    /// The root folder on disk; `None` in memory.
    pub fn root(&self) -> Option<&Path> {
        match &*self.inner {
            Inner::Disk { root, .. } => Some(root),
            Inner::Memory(_) => None,
        }
    }

    /// Where `path` lies on disk, for messages and for the watcher; `None` in memory.
    pub fn disk_path(&self, path: &RelPath) -> Option<PathBuf> {
        self.located(path).map(|(_, full)| full)
    }

    fn located(&self, path: &RelPath) -> Option<(&Path, PathBuf)> {
        let Inner::Disk { root, mounts } = &*self.inner else { return None };
        for (at, dir) in mounts.iter().rev() {
            if let Some(rest) = path.strip_prefix(at) {
                return Some((dir, joined(dir, &rest)));
            }
        }
        Some((root, joined(root, path)))
    }

    /// Whether a regular file stands at `path`.
    pub fn is_file(&self, path: &RelPath) -> bool {
        match &*self.inner {
            Inner::Memory(files) => files.contains_key(path),
            Inner::Disk { .. } => self.disk_path(path).is_some_and(|full| full.is_file()),
        }
    }

    /// Whether a folder stands at `path`.
    pub fn is_dir(&self, path: &RelPath) -> bool {
        match &*self.inner {
            Inner::Memory(files) => {
                path.is_root() || files.keys().any(|file| file != path && file.strip_prefix(path).is_some())
            }
            Inner::Disk { .. } => self.disk_path(path).is_some_and(|full| full.is_dir()),
        }
    }

    /// The bytes of the file at `path`, at most `limit` of them.
    ///
    /// # Errors
    /// See [`ReadError`]. A file above the limit is not read at all.
    pub fn read(&self, path: &RelPath, limit: u64) -> Result<Vec<u8>, ReadError> {
        match &*self.inner {
            Inner::Memory(files) => {
                let bytes = files.get(path).ok_or(ReadError::NotFound)?;
                within(bytes.len() as u64, limit)?;
                Ok(bytes.clone())
            }
            Inner::Disk { .. } => {
                let (root, full) = self.located(path).ok_or(ReadError::NotFound)?;
                let meta = fs::symlink_metadata(&full)?;
                if meta.file_type().is_symlink() && !inside(root, &full) {
                    return Err(ReadError::Escapes);
                }
                let mut file = fs::File::open(&full)?;
                let size = file.metadata()?.len();
                within(size, limit)?;
                let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
                file.read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// The first `length` bytes of the file at `path`, or all of them if there are fewer.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn read_start(&self, path: &RelPath, length: usize) -> Result<Vec<u8>, ReadError> {
        if let Inner::Memory(files) = &*self.inner {
            let bytes = files.get(path).ok_or(ReadError::NotFound)?;
            return Ok(bytes[..bytes.len().min(length)].to_vec());
        }
        let mut start = Vec::new();
        if let Some(file) = self.open(path)? {
            file.take(length as u64).read_to_end(&mut start)?;
        }
        Ok(start)
    }

    /// The file at `path`, opened for reading, for those who need a part of it; `None` in memory.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn open(&self, path: &RelPath) -> Result<Option<fs::File>, ReadError> {
        let Some((root, full)) = self.located(path) else { return Ok(None) };
        if fs::symlink_metadata(&full)?.file_type().is_symlink() && !inside(root, &full) {
            return Err(ReadError::Escapes);
        }
        Ok(Some(fs::File::open(&full)?))
    }

    /// The path by which these files know a place on disk; `None` for a place outside of them.
    pub fn known_as(&self, place: &Path) -> Option<RelPath> {
        let Inner::Disk { root, mounts } = &*self.inner else { return None };
        let below = |dir: &Path, at: &RelPath| {
            let rest = place.strip_prefix(dir).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
            at.join(&rest).ok()
        };
        let mounted = mounts.iter().rev().find_map(|(at, dir)| below(dir, at));
        mounted.or_else(|| below(root, &RelPath::root()))
    }

    /// Every file below `folder`, in the order of their paths. Symbolic links may lead to places below `folder` alone.
    pub fn walk(&self, folder: &RelPath) -> Walk {
        let mut walk = Walk::default();
        match &*self.inner {
            Inner::Memory(files) => {
                walk.files = files.keys().filter(|path| path.strip_prefix(folder).is_some()).cloned().collect();
            }
            Inner::Disk { .. } => {
                if let Some((_, full)) = self.located(folder) {
                    let root = fs::canonicalize(&full).unwrap_or_else(|_| full.clone());
                    walk_folder(&root, &full, folder, &mut vec![root.clone()], &mut walk);
                }
            }
        }
        walk.files.sort();
        walk.problems.sort_by(|a, b| a.0.cmp(&b.0));
        walk
    }
}

fn joined(dir: &Path, rest: &RelPath) -> PathBuf {
    if rest.is_root() { dir.to_path_buf() } else { dir.join(rest.as_str()) }
}

fn within(size: u64, limit: u64) -> Result<(), ReadError> {
    if size > limit { Err(ReadError::TooLarge { size, limit }) } else { Ok(()) }
}

fn inside(root: &Path, full: &Path) -> bool {
    match (fs::canonicalize(root), fs::canonicalize(full)) {
        (Ok(root), Ok(full)) => full.starts_with(root),
        _ => false,
    }
}

fn walk_folder(root: &Path, full: &Path, folder: &RelPath, trail: &mut Vec<PathBuf>, walk: &mut Walk) {
    let entries = match fs::read_dir(full) {
        Ok(entries) => entries,
        Err(error) => return walk.problems.push((folder.clone(), WalkProblem::Unreadable(error.to_string()))),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let path = match name.to_str().map(|name| folder.join(name)) {
            Some(Ok(path)) => path,
            _ => {
                let problem = WalkProblem::BadName(name.to_string_lossy().into_owned());
                walk.problems.push((folder.clone(), problem));
                continue;
            }
        };
        let Ok(kind) = entry.file_type() else { continue };
        let full = entry.path();
        if kind.is_symlink() {
            walk_link(root, &full, path, trail, walk);
        } else if kind.is_dir() {
            trail.push(fs::canonicalize(&full).unwrap_or_else(|_| full.clone()));
            walk_folder(root, &full, &path, trail, walk);
            trail.pop();
        } else if kind.is_file() {
            walk.files.push(path);
        }
    }
}

fn walk_link(root: &Path, full: &Path, path: RelPath, trail: &mut Vec<PathBuf>, walk: &mut Walk) {
    let Ok(target) = fs::canonicalize(full) else {
        return walk.problems.push((path, WalkProblem::LinkBroken));
    };
    if !target.starts_with(root) {
        walk.problems.push((path, WalkProblem::LinkOutside));
    } else if target.is_file() {
        walk.files.push(path);
    } else if trail.iter().any(|above| above.starts_with(&target)) {
        walk.problems.push((path, WalkProblem::LinkLoop));
    } else {
        trail.push(target);
        walk_folder(root, full, &path, trail, walk);
        trail.pop();
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::NotFound } else { Self::Io(error) }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no such file"),
            Self::Escapes => f.write_str("the symbolic link leads out of its folder"),
            Self::TooLarge { size, limit } => write!(f, "the file has {size} bytes, more than the {limit} allowed"),
            Self::Io(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ReadError {}
