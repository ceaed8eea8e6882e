//! Publishing: a built site to the place where readers find it.
//!
//! 1. [`Site::read`] takes the built files and their hashes;
//! 2. a [`Publisher`] locks its place and compares what stands there: the [`Plan`];
//! 3. it carries the plan out: first what pages need, then pages, at last it removes what is no longer there, so that a
//!    reader never meets a page whose assets are missing.
//!
//! What was published is kept at the place itself, in the [`Record`], so that files of others are never removed. However
//! a publication ends, the next one goes on from there.

pub mod folder;
pub mod git;
pub mod headers;
pub mod plan;
pub mod record;
mod secrets;
mod shell;
#[cfg(feature = "s3")]
pub mod store;

pub use plan::{Change, Plan};
pub use record::Record;
pub use secrets::Secrets;

use crate::emit::Manifest;
use crate::source::RelPath;
use rayon::prelude::*;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A place that a site is published to.
pub trait Publisher {
    /// Takes the place for this publication alone.
    ///
    /// # Errors
    /// When another publication is under way, or the place cannot be reached.
    fn lock(&mut self) -> Result<(), Problem>;

    /// Compares the site with what stands at the place.
    ///
    /// # Errors
    /// When the place cannot be read, or holds what yiben did not publish and would have to replace.
    fn compare(&mut self, site: &Site) -> Result<Plan, Problem>;

    /// Makes the place hold the site. It must be locked.
    ///
    /// # Errors
    /// When the place refuses. What was sent until then stays, and the next publication goes on from there.
    fn carry_out(&mut self, site: &Site, plan: &Plan) -> Result<(), Problem>;
}

/// Why a site could not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, without credentials.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    /// A problem with what to do about it.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }

    /// What the operating system said when yiben wanted to `act` on `path`.
    fn io(act: &str, path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot {act} `{}`: {error}", path.display());
        Self::new(message, "mend the cause and publish again: it goes on from where it stopped")
    }
}

/// One file of a built site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// Its place below the site's folder.
    pub path: RelPath,
    /// Its size in bytes.
    pub size: u64,
    /// The hash of its bytes.
    pub hash: String,
}

/// A built site.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    /// Its files in the order of their paths; the manifest of the build is not among them.
    pub files: Vec<Local>,
}

impl Site {
    /// The site that `yiben build` wrote into `folder`.
    ///
    /// # Errors
    /// When there is none, or a file of it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Problem> {
        let failed = |path: &Path, error: &io::Error| Problem::io("read", path, error);
        let Some(manifest) = Manifest::read(folder).map_err(|error| failed(folder, &error))? else {
            return Err(Problem::new(format!("there is no built site in `{}`", folder.display()), "run `yiben build`"));
        };
        let paths: Vec<_> = manifest.files().cloned().collect();
        let local = |path: RelPath| {
            let full = folder.join(path.as_str());
            let (size, hash) = hashed(&full).map_err(|error| failed(&full, &error))?;
            Ok(Local { path, size, hash })
        };
        let files: Result<Vec<_>, _> = paths.into_par_iter().map(local).collect();
        Ok(Self { folder: folder.to_path_buf(), files: files? })
    }

    /// Where a file of the site lies on disk.
    pub fn full(&self, path: &RelPath) -> PathBuf {
        self.folder.join(path.as_str())
    }

    /// The folder of the site.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file at `path`, if the site has one.
    pub fn get(&self, path: &RelPath) -> Option<&Local> {
        self.files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &self.files[at])
    }
}

/// The size and the hash of a file.
fn hashed(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = blake3::Hasher::new();
    let size = io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok((size, hasher.finalize().to_hex()[..32].to_owned()))
}

/// Whether a reader opens this file itself: it is sent after everything that it may need.
pub fn is_page(path: &RelPath) -> bool {
    path.as_str().ends_with(".html") || path.as_str().ends_with(".htm")
}
