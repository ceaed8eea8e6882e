//! The staging folder beside the destination, where a site grows until it is whole.

use super::digest::Entry;
use super::{Destination, Manifest, Problem, manifest, switch};
use crate::diagnostic::Code;
use crate::source::RelPath;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A site that is being written. Dropped without [`Staging::publish`], it vanishes.
#[derive(Debug)]
pub struct Staging {
    destination: Destination,
    manifest: Manifest,
    work: PathBuf,
    fresh: PathBuf,
    /// Held until the end: the system lets go of it however the program ends.
    _lock: File,
}

impl Staging {
    /// Opens the folder beside `destination` and makes every folder that `files` need. What an interrupted build left
    /// there is cleared away first.
    ///
    /// # Errors
    /// When the system refuses, or another build is writing the same destination.
    pub fn begin(destination: &Destination, files: impl IntoIterator<Item = RelPath>) -> Result<Self, Problem> {
        let place = destination.folder();
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let work = place.with_file_name(format!(".{name}.yiben"));
        let make = |folder: &Path| fs::create_dir_all(folder).map_err(|error| Problem::io("create", folder, &error));
        make(&work)?;
        let lock = locked(&work)?;
        let fresh = work.join("new");
        switch::recover(place, &work.join("old")).map_err(|error| Problem::io("restore", place, &error))?;
        for left in [&fresh, &work.join("old")] {
            cleared(left).map_err(|error| Problem::io("clear away", left, &error))?;
        }
        let manifest = Manifest::new(files);
        let staging = Self { destination: destination.clone(), manifest, work, fresh, _lock: lock };
        make(&staging.fresh)?;
        let folders: BTreeSet<_> = staging.manifest.files().map(RelPath::parent).collect();
        for folder in folders {
            make(&staging.fresh.join(folder.as_str()))?;
        }
        Ok(staging)
    }

    /// Writes one file. It must be one of those that the staging was begun with.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Problem> {
        let full = self.fresh.join(path.as_str());
        fs::write(&full, bytes).map_err(|error| Problem::io("write", &full, &error))
    }

    /// Writes one file more than those that the staging was begun with. It is part of the site once it is [added](Self::add).
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write_more(&self, path: &RelPath, bytes: &[u8]) -> Result<(), Problem> {
        match self.write(path, bytes) {
            // Most often the folder is there: its first file made it.
            Err(_) => {
                let folder = self.fresh.join(path.parent().as_str());
                fs::create_dir_all(&folder).map_err(|error| Problem::io("create", &folder, &error))?;
                self.write(path, bytes)
            }
            written => written,
        }
    }

    /// Takes a file into the site that was written besides those that the staging was begun with.
    pub fn add(&mut self, path: RelPath) {
        self.manifest.add(path);
    }

    /// Copies one file from `source` on disk.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn copy(&self, path: &RelPath, source: &Path) -> Result<(), Problem> {
        let full = self.fresh.join(path.as_str());
        let copied = File::open(source).and_then(|mut from| io::copy(&mut from, &mut File::create(&full)?));
        copied.map(drop).map_err(|error| Problem::io("write", &full, &error))
    }

    /// Path, size and SHA-256 of every file that will stand in the destination, in the order of their paths.
    ///
    /// # Errors
    /// When a file that was written cannot be read again.
    pub fn digest(&self) -> Result<Vec<Entry>, Problem> {
        let of_file = |path: &RelPath| {
            let full = self.fresh.join(path.as_str());
            let bytes = fs::read(&full).map_err(|error| Problem::io("read", &full, &error))?;
            Ok(Entry::of(path, &bytes))
        };
        let files: Vec<&RelPath> = self.manifest.files().collect();
        let mut entries: Vec<Entry> = files.into_par_iter().map(of_file).collect::<Result<_, Problem>>()?;
        entries.push(Entry::of(&own_name(), self.manifest.text().as_bytes()));
        entries.sort();
        Ok(entries)
    }

    /// Gives every file and folder one time of last change, so that an archive of the site is the same each time.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn date(&self, time: SystemTime) -> Result<(), Problem> {
        self.write(&own_name(), self.manifest.text().as_bytes())?;
        let mut places: BTreeSet<PathBuf> = BTreeSet::from([self.fresh.clone()]);
        for file in self.manifest.files().chain([&own_name()]) {
            let full = self.fresh.join(file.as_str());
            places.extend(full.ancestors().take_while(|above| *above != self.fresh).map(Path::to_path_buf));
        }
        // A folder's own time changes with what is made in it; all of that has been done.
        for place in places {
            let set = File::open(&place).and_then(|file| file.set_modified(time));
            set.map_err(|error| Problem::io("date", &place, &error))?;
        }
        Ok(())
    }

    /// Puts the finished site in the destination's place.
    ///
    /// # Errors
    /// When the system refuses, or somebody put files of their own into the destination meanwhile.
    pub fn publish(self) -> Result<(), Problem> {
        let place = self.destination.folder();
        let text = self.manifest.text();
        // `date` has written it; writing again would date it anew.
        if !fs::read(self.fresh.join(manifest::NAME)).is_ok_and(|written| written == text.as_bytes()) {
            self.write(&own_name(), text.as_bytes())?;
        }
        self.destination.check_strangers()?;
        if let Ok(former) = fs::metadata(place) {
            drop(fs::set_permissions(&self.fresh, former.permissions()));
        }
        switch::switch(&self.fresh, place, &self.work.join("old"))
            .map_err(|error| Problem::io("replace", place, &error))
    }
}

impl Drop for Staging {
    /// What cannot be removed now is cleared away by the next build.
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.work));
    }
}

/// The place of the manifest.
fn own_name() -> RelPath {
    RelPath::new(manifest::NAME).expect("the manifest's name is a path")
}

/// Takes the lock of the folder `work`, so that two builds never mix their files.
fn locked(work: &Path) -> Result<File, Problem> {
    let path = work.join("lock");
    let failed = |error: &io::Error| Problem::io("lock", &path, error);
    let lock = File::create(&path).map_err(|error| failed(&error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(lock),
        Err(TryLockError::Error(error)) => Err(failed(&error)),
        Err(TryLockError::WouldBlock) => Err(Problem {
            code: Code::WriteFailed,
            message: format!("another build is writing here: `{}` is locked", path.display()),
            help: "wait until it has ended, or give this one another destination with `-d`".into(),
        }),
    }
}

fn cleared(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Case {
        folder: tempfile::TempDir,
    }

    impl Case {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap() }
        }

        fn destination(&self) -> Destination {
            Destination::resolve(&self.folder.path().join("public"), &self.folder.path().join("project"), &[]).unwrap()
        }

        fn build(&self, files: &[(&str, &str)]) -> Staging {
            let path = |text: &str| RelPath::new(text).unwrap();
            let staging = Staging::begin(&self.destination(), files.iter().map(|(name, _)| path(name))).unwrap();
            for (name, text) in files {
                staging.write(&path(name), text.as_bytes()).unwrap();
            }
            staging
        }

        fn read(&self, name: &str) -> Option<String> {
            fs::read_to_string(self.folder.path().join("public").join(name)).ok()
        }

        fn entries(&self) -> Vec<String> {
            let names = fs::read_dir(self.folder.path()).unwrap();
            let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    #[test]
    fn a_new_site_replaces_the_old_one_whole() {
        let case = Case::new();
        case.build(&[("index.html", "1"), ("gone/index.html", "1")]).publish().unwrap();
        case.build(&[("index.html", "2")]).publish().unwrap();
        assert_eq!((case.read("index.html").as_deref(), case.read("gone/index.html")), (Some("2"), None));
        assert_eq!(case.entries(), ["public"]);
    }

    #[test]
    fn a_build_that_ends_early_leaves_the_old_site_and_no_trace() {
        let case = Case::new();
        case.build(&[("index.html", "1")]).publish().unwrap();
        drop(case.build(&[("index.html", "2")]));
        assert_eq!(case.read("index.html").as_deref(), Some("1"));
        assert_eq!(case.entries(), ["public"]);
    }

    #[test]
    fn what_a_killed_build_left_is_cleared_away() {
        let case = Case::new();
        std::mem::forget(case.build(&[("half.html", "1")]));
        // The lock of a process that is gone is free; here the process is ours, so its file is taken away.
        fs::remove_file(case.folder.path().join(".public.yiben/lock")).unwrap();
        case.build(&[("index.html", "2")]).publish().unwrap();
        assert_eq!((case.read("index.html").as_deref(), case.read("half.html")), (Some("2"), None));
        assert_eq!(case.entries(), ["public"]);
    }

    #[test]
    fn two_builds_at_once_do_not_mix() {
        let case = Case::new();
        let _first = case.build(&[("index.html", "1")]);
        let second = Staging::begin(&case.destination(), []).unwrap_err();
        assert!(second.message.contains("another build"), "{}", second.message);
    }

    #[test]
    fn a_file_that_appears_meanwhile_stops_the_switch() {
        let case = Case::new();
        case.build(&[("index.html", "1")]).publish().unwrap();
        let staging = case.build(&[("index.html", "2")]);
        fs::write(case.folder.path().join("public/CNAME"), "example.org").unwrap();
        assert_eq!(staging.publish().unwrap_err().code, Code::DestinationForeign);
        assert_eq!(
            (case.read("index.html").as_deref(), case.read("CNAME").as_deref()),
            (Some("1"), Some("example.org"))
        );
    }
}
