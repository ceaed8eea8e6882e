//! Paths inside a project: relative, `/`-separated, normal, and unable to leave their root.

use std::fmt;

/// A path inside a root folder: `/`-separated, without `.`, `..`, empty parts, a leading or a trailing slash.
/// The empty path is the root itself. It orders by its bytes, so lists of paths are the same on every machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Box<str>);

/// Why a text is not a [`RelPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// It begins with a slash, a drive or a scheme.
    Absolute,
    /// Its `..` parts lead out of the root.
    Escapes,
    /// It holds a NUL, another control character, or a backslash.
    Character(char),
}

impl RelPath {
    /// Normalizes `text`: `.` and empty parts vanish, `..` takes back one part.
    ///
    /// # Errors
    /// When the path is absolute, leads out of the root or holds a character that no portable path has.
    pub fn new(text: &str) -> Result<Self, PathError> {
        if text.starts_with('/') || text.as_bytes().get(1) == Some(&b':') {
            return Err(PathError::Absolute);
        }
        Self::root().join(text)
    }

    /// The root folder itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// Appends `text`, which may hold `.` and `..` parts as a link in a file of this folder may.
    ///
    /// # Errors
    /// As [`RelPath::new`]; a leading slash counts as an empty part.
    pub fn join(&self, text: &str) -> Result<Self, PathError> {
        if let Some(bad) = text.chars().find(|c| c.is_control() || *c == '\\') {
            return Err(PathError::Character(bad));
        }
        let mut parts: Vec<&str> = self.parts().collect();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or(PathError::Escapes)?;
                }
                other => parts.push(other),
            }
        }
        Ok(Self(parts.join("/").into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts from the root down; none for the root.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// The folder that holds this path; the root for the root.
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or("", |(folder, _)| folder).into())
    }

    /// The last part; empty for the root.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// What follows the last dot of the name, if a name stands before it.
    pub fn extension(&self) -> Option<&str> {
        self.name().rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension)
    }

    /// The path below `folder`, if it lies there.
    pub fn strip_prefix(&self, folder: &RelPath) -> Option<Self> {
        if folder.0.is_empty() {
            return Some(self.clone());
        }
        let rest = self.0.strip_prefix(&*folder.0)?;
        if rest.is_empty() { Some(Self::root()) } else { rest.strip_prefix('/').map(|rest| Self(rest.into())) }
    }

    /// Whether this is the root itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absolute => f.write_str("the path must be relative"),
            Self::Escapes => f.write_str("the path leads out of its folder"),
            Self::Character(c) => write!(f, "the path holds the character {c:?}"),
        }
    }
}

impl std::error::Error for PathError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normal_and_stay_inside() {
        assert_eq!(RelPath::new("a/./b//../c.md").unwrap().as_str(), "a/c.md");
        assert_eq!(RelPath::new("../etc"), Err(PathError::Escapes));
        assert_eq!(RelPath::new("/etc"), Err(PathError::Absolute));
        assert_eq!(RelPath::new("a\0b"), Err(PathError::Character('\0')));
        let path = RelPath::new("guide/start.zh-Hans.md").unwrap();
        assert_eq!((path.parent().as_str(), path.name(), path.extension()), ("guide", "start.zh-Hans.md", Some("md")));
        assert_eq!(path.strip_prefix(&RelPath::new("guide").unwrap()).unwrap().as_str(), "start.zh-Hans.md");
        assert_eq!(path.strip_prefix(&RelPath::new("gui").unwrap()), None);
    }
}
