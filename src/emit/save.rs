//! Saving one small file of the project: whole or not at all.

use super::Problem;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Puts `bytes` where `path` is, in one step: whoever reads it meanwhile, or after a crash, finds the old file or the new
/// one. The folders above it are made. Nothing is written where the file already says the same.
///
/// # Errors
/// When the system refuses; the old file then stands as it was.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    replace(path, bytes).map_err(|error| {
        let mut problem = Problem::io("write", path, &error);
        problem.help = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "free some space there and run the command again; the file is as it was".into()
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "give yourself the right to write there and run the command again; the file is as it was".into()
            }
            _ => "run the command again once the cause is mended; the file is as it was".into(),
        };
        problem
    })
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link keeps leading where it leads: what it names is replaced.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "what stands there is no regular file"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Two commands at once write two files, and the last rename wins whole.
    let fresh = folder.join(format!(".{name}.{}.yiben", std::process::id()));
    let write = || {
        let mut file = File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if let Ok(former) = fs::metadata(path) {
            drop(fs::set_permissions(&fresh, former.permissions()));
        }
        fs::rename(&fresh, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&fresh)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.toml");
        save(&path, b"one").unwrap();
        save(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_still_leads_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink("real", &link).unwrap();
        save(&link, b"two").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }

    #[test]
    fn what_cannot_be_written_is_said_with_help() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "").unwrap();
        let problem = save(&folder.path().join("a/b"), b"x").unwrap_err();
        assert!(problem.message.starts_with("cannot write") && problem.help.contains("as it was"));
    }
}
