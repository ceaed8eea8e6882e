//! The switch: the finished folder takes the place of the old one.

use std::path::Path;
use std::{fs, io};

/// Puts the folder `fresh` where `place` is. What stood there, if anything, is then at `old` or at `fresh`.
///
/// Where the system can, the two are exchanged in one step: whoever opens a path below `place` sees the whole old site
/// or the whole new one. Elsewhere two renames follow each other, and [`recover`] mends what an interruption between
/// them leaves.
pub(super) fn switch(fresh: &Path, place: &Path, old: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(fresh, place);
    }
    match exchange(fresh, place) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported || error.kind() == io::ErrorKind::InvalidInput => {
            replace(fresh, place, old)
        }
        done => done,
    }
}

/// Takes the old site back to its place when an interrupted switch left it at `old`.
pub(super) fn recover(place: &Path, old: &Path) -> io::Result<()> {
    if !place.exists() && old.is_dir() { fs::rename(old, place) } else { Ok(()) }
}

fn replace(fresh: &Path, place: &Path, old: &Path) -> io::Result<()> {
    fs::rename(place, old)?;
    fs::rename(fresh, place).inspect_err(|_| drop(fs::rename(old, place)))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_switching_give_the_new_folder() {
        for way in [switch, replace] {
            let folder = tempfile::tempdir().unwrap();
            let [fresh, place, old] = ["fresh", "place", "old"].map(|name| folder.path().join(name));
            fs::create_dir(&fresh).unwrap();
            fs::write(fresh.join("new"), "").unwrap();
            fs::create_dir(&place).unwrap();
            fs::write(place.join("former"), "").unwrap();
            way(&fresh, &place, &old).unwrap();
            assert!(place.join("new").exists() && !place.join("former").exists());
        }
    }

    #[test]
    fn an_interruption_between_two_renames_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let [place, old] = ["place", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&old).unwrap();
        recover(&place, &old).unwrap();
        assert!(place.is_dir() && !old.exists());
    }
}
