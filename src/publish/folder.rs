//! Publishing into a folder of this machine, file by file and by rename.
//!
//! 1. [`Folder::lock`] holds `.yiben.lock` in the folder; the system lets go of it however the program ends;
//! 2. [`Folder::compare`] hashes what stands there, whatever the record says: a file changed by hand is put right;
//! 3. [`Folder::carry_out`] first copies everything that differs into `.yiben.new`, where nobody looks, and only then
//!    renames it into its place.
//!
//! Files that yiben did not publish stay as they are. A publication that was cut off goes on where it stopped: what it
//! copied is found again by its hash.

use super::record::{self, Entry, Record};
use super::{Change, Local, Plan, Problem, Publisher, Site, hashed};
use crate::source::RelPath;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The lock's name in the folder.
const LOCK: &str = ".yiben.lock";
/// Where files wait until all of them are there.
const STAGE: &str = ".yiben.new";

/// A folder that a site is published into.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    take_over: bool,
    lock: Option<File>,
    former: Record,
}

impl Folder {
    /// The folder `root`. With `take_over`, files of others that stand where the site has its own are replaced.
    pub fn new(root: PathBuf, take_over: bool) -> Self {
        Self { root, take_over, lock: None, former: Record::default() }
    }

    fn at(&self, path: &RelPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    /// Where a file waits: named by its place and its content, so that a half-copied or older one is never taken for it.
    fn staged(&self, file: &Local) -> PathBuf {
        let name = blake3::hash(format!("{}\0{}", file.path, file.hash).as_bytes()).to_hex();
        self.root.join(STAGE).join(&name[..32])
    }

    /// How `file` differs from what stands in its place.
    fn change(&self, file: &Local) -> Result<Change, Problem> {
        let place = self.at(&file.path);
        match fs::symlink_metadata(&place) {
            Ok(there) if there.is_file() && there.len() == file.size => {
                let (_, hash) = hashed(&place).map_err(|error| Problem::io("read", &place, &error))?;
                Ok(if hash == file.hash { Change::Same } else { Change::Changed })
            }
            Ok(_) => Ok(Change::Changed),
            // A file where the path needs a folder is found when the folder is made.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Change::New)
            }
            Err(error) => Err(Problem::io("read", &place, &error)),
        }
    }

    /// Refuses to replace what others put there.
    fn check_strangers(&self, plan: &Plan) -> Result<(), Problem> {
        if self.take_over {
            return Ok(());
        }
        let ours = |path: &RelPath| self.former.files.contains_key(path);
        let changed = plan.send.iter().filter(|(_, change)| *change == Change::Changed).map(|(path, _)| path);
        // A folder of ours may become a file; its files are in the record then.
        let strangers: Vec<_> =
            changed.filter(|path| !ours(path) && !self.at(path).is_dir()).map(RelPath::as_str).collect();
        let Some(first) = strangers.first() else { return Ok(()) };
        let more = if strangers.len() > 1 { format!(" and {} more", strangers.len() - 1) } else { String::new() };
        let message = format!("`{}` holds a file that yiben did not publish: `{first}`{more}", self.root.display());
        Err(Problem::new(message, "choose another folder, or let yiben replace such files with `--take-over`"))
    }

    /// Copies what is to be sent to where it waits; what waits there already is whole.
    fn stage(&self, site: &Site, plan: &Plan) -> Result<(), Problem> {
        let stage = self.root.join(STAGE);
        fs::create_dir_all(&stage).map_err(|error| Problem::io("create", &stage, &error))?;
        let files: Vec<_> = plan.send.iter().filter_map(|(path, _)| site.get(path)).collect();
        let wanted: BTreeSet<_> = files.iter().map(|file| self.staged(file)).collect();
        self.forget_others(&stage, &wanted)?;
        files.par_iter().try_for_each(|file| {
            let waiting = self.staged(file);
            if waiting.exists() {
                return Ok(());
            }
            let part = waiting.with_extension("part");
            let copied = File::open(site.full(&file.path))
                .and_then(|mut from| io::copy(&mut from, &mut File::create(&part)?))
                .and_then(|_| self.keep_permissions(&file.path, &part))
                .and_then(|()| fs::rename(&part, &waiting));
            copied.map_err(|error| full_disk(&waiting, &error))
        })
    }

    /// Removes what an earlier publication left waiting and this one does not need.
    fn forget_others(&self, stage: &Path, wanted: &BTreeSet<PathBuf>) -> Result<(), Problem> {
        let failed = |error: io::Error| Problem::io("clear", stage, &error);
        for entry in fs::read_dir(stage).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if !wanted.contains(&path) {
                fs::remove_file(&path).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// A file that replaces another one has its permissions.
    fn keep_permissions(&self, path: &RelPath, fresh: &Path) -> io::Result<()> {
        match fs::symlink_metadata(self.at(path)) {
            Ok(former) if former.is_file() => fs::set_permissions(fresh, former.permissions()),
            _ => Ok(()),
        }
    }

    /// Renames a waiting file into its place.
    fn place(&self, file: &Local, plan: &Plan) -> Result<(), Problem> {
        let place = self.at(&file.path);
        self.make_folders(&file.path, plan)?;
        if fs::symlink_metadata(&place).is_ok_and(|there| there.is_dir()) {
            self.clear_folder(&file.path, plan)?;
        }
        fs::rename(self.staged(file), &place).map_err(|error| Problem::io("write", &place, &error))
    }

    /// Makes the folders above `path`. A former file of ours that stands in the way goes early; a link of others is
    /// never followed.
    fn make_folders(&self, path: &RelPath, plan: &Plan) -> Result<(), Problem> {
        let parent = path.parent();
        if parent.is_root() {
            return Ok(());
        }
        let mut above = RelPath::root();
        for part in parent.as_str().split('/') {
            above = above.join(part).map_err(|error| Problem::new(error.to_string(), "choose another folder"))?;
            let place = self.at(&above);
            match fs::symlink_metadata(&place) {
                Ok(there) if there.is_dir() => continue,
                Ok(there) if there.is_file() && (self.take_over || plan.remove.contains(&above)) => {
                    fs::remove_file(&place).map_err(|error| Problem::io("remove", &place, &error))?;
                }
                Ok(_) => {
                    let message = format!("`{}` is no folder, and yiben did not put it there", place.display());
                    return Err(Problem::new(message, "move it away, or choose another folder"));
                }
                Err(_) => {}
            }
            match fs::create_dir(&place) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(Problem::io("create", &place, &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes away a folder of ours whose place a file takes.
    fn clear_folder(&self, path: &RelPath, plan: &Plan) -> Result<(), Problem> {
        for old in plan.remove.iter().filter(|old| old.strip_prefix(path).is_some()) {
            self.remove(old)?;
        }
        let place = self.at(path);
        match fs::symlink_metadata(&place) {
            Ok(there) if there.is_dir() => fs::remove_dir(&place).map_err(|_| {
                let message = format!("`{}` holds files that yiben did not publish", place.display());
                Problem::new(message, "move them away, or choose another folder")
            }),
            _ => Ok(()),
        }
    }

    /// Removes an old file, and the folders that are empty without it.
    fn remove(&self, path: &RelPath) -> Result<(), Problem> {
        let place = self.at(path);
        match fs::symlink_metadata(&place) {
            // Something else took its place.
            Ok(there) if there.is_dir() => return Ok(()),
            Err(_) => {}
            Ok(_) => fs::remove_file(&place).map_err(|error| Problem::io("remove", &place, &error))?,
        }
        let mut above = path.parent();
        while !above.is_root() && fs::remove_dir(self.at(&above)).is_ok() {
            above = above.parent();
        }
        Ok(())
    }

    fn write_record(&self, record: &Record) -> Result<(), Problem> {
        let place = self.root.join(record::NAME);
        let part = self.root.join(STAGE).join("record.part");
        let written = fs::write(&part, record.text()).and_then(|()| fs::rename(&part, &place));
        written.map_err(|error| Problem::io("write", &place, &error))
    }
}

impl Publisher for Folder {
    fn lock(&mut self) -> Result<(), Problem> {
        fs::create_dir_all(&self.root).map_err(|error| Problem::io("create", &self.root, &error))?;
        let path = self.root.join(LOCK);
        let failed = |error: &io::Error| Problem::io("lock", &path, error);
        loop {
            let lock = File::create(&path).map_err(|error| failed(&error))?;
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed(&error)),
                Err(TryLockError::WouldBlock) => {
                    let message = format!("another publication is under way: `{}` is locked", path.display());
                    let help = "wait until it has ended; a lock of a program that is gone does not hold";
                    return Err(Problem::new(message, help));
                }
            }
            // Whoever held it before may have taken the file away meanwhile: then the lock is on nothing.
            if is_still(&lock, &path) {
                self.lock = Some(lock);
                return Ok(());
            }
        }
    }

    fn compare(&mut self, site: &Site) -> Result<Plan, Problem> {
        let record = self.root.join(record::NAME);
        self.former = match fs::read_to_string(&record) {
            Ok(text) => Record::parse(&text).ok_or_else(|| {
                let message = format!("`{}` is no record that this version of yiben can read", record.display());
                Problem::new(message, "publish with the version that wrote it, or choose another folder")
            })?,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Record::default()
            }
            Err(error) => return Err(Problem::io("read", &record, &error)),
        };
        let changes: Result<Vec<_>, _> = site.files.par_iter().map(|file| self.change(file)).collect();
        let changes = changes?;
        let change = |file: &Local| {
            let at = site.files.binary_search_by(|other| other.path.cmp(&file.path));
            at.map_or(Change::New, |at| changes[at])
        };
        let plan = Plan::new(site, change, self.former.files.keys().cloned());
        self.check_strangers(&plan)?;
        Ok(plan)
    }

    fn carry_out(&mut self, site: &Site, plan: &Plan) -> Result<(), Problem> {
        self.stage(site, plan)?;
        let entry = |file: &Local| (file.path.clone(), Entry { hash: file.hash.clone(), ..Entry::default() });
        let after = Record { files: site.files.iter().map(entry).collect() };
        if !plan.is_empty() {
            // Should this publication be cut off, the next one must know the files of both.
            let mut both = self.former.clone();
            both.files.extend(after.files.clone());
            self.write_record(&both)?;
        }
        for (path, _) in &plan.send {
            let file = site.get(path).expect("a plan sends files of its site");
            self.place(file, plan)?;
        }
        for path in &plan.remove {
            self.remove(path)?;
        }
        if self.former != after {
            self.write_record(&after)?;
        }
        let stage = self.root.join(STAGE);
        fs::remove_dir_all(&stage).map_err(|error| Problem::io("remove", &stage, &error))
    }
}

impl Drop for Folder {
    /// The lock's file goes while the lock is still held, so that nobody locks a file that is then taken away.
    fn drop(&mut self) {
        if self.lock.is_some() {
            drop(fs::remove_file(self.root.join(LOCK)));
        }
    }
}

fn full_disk(path: &Path, error: &io::Error) -> Problem {
    let mut problem = Problem::io("write", path, error);
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        problem.help = Some("free some space there and publish again; readers still see the former site".into());
    }
    problem
}

/// Whether `path` still means the file that is open.
#[cfg(unix)]
fn is_still(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (open.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Elsewhere an open file cannot be taken away.
#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
