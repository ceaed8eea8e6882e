//! The destination: which folder is meant, and whether it is ours to replace.

use super::{Manifest, Problem};
use crate::diagnostic::Code;
use std::io;
use std::path::{Component, Path, PathBuf};

/// How many files of others a message names.
const NAMED: usize = 3;

/// A folder that yiben may write: it lies apart from the sources, and is absent, empty, or yiben's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    folder: PathBuf,
    /// The name as the user gave it, for messages.
    shown: String,
}

impl Destination {
    /// Finds the folder that `path` means and checks that a site may be written there. `project` is the project's
    /// folder; `sources` are the folders that a build reads. A symbolic link stays, and the folder behind it is written.
    ///
    /// # Errors
    /// When the folder overlaps the sources, is no folder, or holds files that yiben did not write.
    pub fn resolve(path: &Path, project: &Path, sources: &[PathBuf]) -> Result<Self, Problem> {
        let destination = Self::apart_from(path, project, sources)?;
        destination.check_strangers()?;
        Ok(destination)
    }

    /// The same, for a folder that may hold files of others.
    ///
    /// # Errors
    /// When the folder overlaps the sources.
    pub fn apart_from(path: &Path, project: &Path, sources: &[PathBuf]) -> Result<Self, Problem> {
        let shown = path.display().to_string();
        let folder = real(path).map_err(|error| Problem::io("find the destination", path, &error))?;
        let destination = Self { folder, shown };
        destination.apart(project, sources)?;
        Ok(destination)
    }

    /// The folder itself: absolute, without symbolic links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Refuses a folder that holds the project or a source folder, or that lies in a source folder.
    fn apart(&self, project: &Path, sources: &[PathBuf]) -> Result<(), Problem> {
        let overlap = |how: String| Problem {
            code: Code::ConfigValue,
            message: format!("the destination `{}` {how}", self.shown),
            help:
                "everything in the destination is replaced at each build; choose a folder of its own, such as `public`"
                    .into(),
        };
        let known = |path: &Path| real(path).unwrap_or_else(|_| path.to_path_buf());
        let project = known(project);
        if project == self.folder {
            return Err(overlap("is the project's own folder".into()));
        }
        if project.starts_with(&self.folder) {
            return Err(overlap("holds the project".into()));
        }
        for source in sources {
            let real = known(source);
            let name = real.strip_prefix(&project).unwrap_or(&real).display();
            if real == self.folder {
                return Err(overlap(format!("is the source folder `{name}`")));
            }
            if real.starts_with(&self.folder) {
                return Err(overlap(format!("holds the source folder `{name}`")));
            }
            if self.folder.starts_with(&real) {
                return Err(overlap(format!("lies inside the source folder `{name}`")));
            }
        }
        Ok(())
    }

    /// Refuses a folder with files that yiben did not write.
    pub(super) fn check_strangers(&self) -> Result<(), Problem> {
        let failed = |error: io::Error| Problem::io("read", &self.folder, &error);
        if !self.folder.exists() {
            return Ok(());
        }
        if !self.folder.is_dir() {
            return Err(Problem {
                code: Code::DestinationForeign,
                message: format!("the destination `{}` is a file", self.shown),
                help: "choose a folder with `-d`, or move the file away".into(),
            });
        }
        let manifest = Manifest::read(&self.folder).map_err(failed)?.unwrap_or_default();
        let strangers = manifest.strangers(&self.folder, NAMED + 1).map_err(failed)?;
        if strangers.is_empty() {
            return Ok(());
        }
        let mut names: Vec<_> = strangers.iter().take(NAMED).map(|name| self.below(name)).collect();
        if strangers.len() > NAMED {
            names.push("more".into());
        }
        Err(Problem {
            code: Code::DestinationForeign,
            message: format!(
                "the destination `{}` holds files that yiben did not write: {}",
                self.shown,
                listed(&names)
            ),
            help:
                "yiben replaces the whole folder and will not delete the work of others; choose an empty folder with \
                   `-d`, or move those files into the project, where yiben copies them from"
                    .into(),
        })
    }

    /// A file of the destination as the user would name it.
    fn below(&self, path: &str) -> String {
        let rest = path.strip_prefix(&*self.folder.to_string_lossy()).unwrap_or(path);
        format!("`{}/{}`", self.shown.trim_end_matches('/'), rest.trim_start_matches(std::path::is_separator))
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The absolute path behind `path`: symbolic links resolved as far as it exists, the rest taken as written.
///
/// # Errors
/// When the system refuses to look.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut known = absolute.as_path();
    let mut rest = Vec::new();
    loop {
        match known.canonicalize() {
            Ok(mut found) => {
                for part in rest.iter().rev() {
                    match part {
                        Component::ParentDir => drop(found.pop()),
                        other => found.push(other),
                    }
                }
                return Ok(found);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !known.is_symlink() => {
                rest.extend(known.components().next_back());
                known = known.parent().ok_or(error)?;
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content")).unwrap();
        folder
    }

    fn resolve(project: &Path, path: &str) -> Result<Destination, Problem> {
        Destination::resolve(&project.join(path), project, &[project.join("content")])
    }

    #[test]
    fn folders_that_overlap_the_sources_are_refused() {
        let project = project();
        for (path, why) in [
            ("", "is the project's own folder"),
            ("..", "holds the project"),
            ("public/..", "is the project's own folder"),
            ("content", "is the source folder `content`"),
            ("content/public", "lies inside the source folder `content`"),
        ] {
            let problem = resolve(project.path(), path).unwrap_err();
            assert_eq!(problem.code, Code::ConfigValue);
            assert!(problem.message.contains(why), "{path}: {}", problem.message);
        }
    }

    #[test]
    fn absent_empty_and_own_folders_are_taken() {
        let project = project();
        assert!(resolve(project.path(), "absent/deep").is_ok());
        let own = project.path().join("own");
        fs::create_dir(&own).unwrap();
        assert!(resolve(project.path(), "own").is_ok());
        let manifest = Manifest::new([crate::source::RelPath::new("index.html").unwrap()]);
        fs::write(own.join(super::super::manifest::NAME), manifest.text()).unwrap();
        fs::write(own.join("index.html"), "").unwrap();
        assert!(resolve(project.path(), "own").is_ok());
    }

    #[test]
    fn files_of_others_are_named() {
        let project = project();
        let folder = project.path().join("site");
        fs::create_dir_all(folder.join(".git")).unwrap();
        for name in ["CNAME", "b", "c", "d"] {
            fs::write(folder.join(name), "").unwrap();
        }
        let problem = resolve(project.path(), "site").unwrap_err();
        assert_eq!(problem.code, Code::DestinationForeign);
        assert!(problem.message.contains("and more"), "{}", problem.message);
    }

    #[test]
    fn a_link_to_nothing_is_no_destination() {
        let project = project();
        std::os::unix::fs::symlink("nowhere", project.path().join("link")).unwrap();
        assert_eq!(resolve(project.path(), "link").unwrap_err().code, Code::WriteFailed);
    }
}
