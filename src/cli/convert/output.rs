//! Where converted text goes: standard output, or a file's place, switched at the end.

use crate::cli::{Console, Failure};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A sink for one input's result.
pub(super) struct Output {
    sink: Sink,
    /// The reader of standard output has gone away: what is left is thrown away without a word.
    deaf: bool,
}

enum Sink {
    Standard(BufWriter<io::StdoutLock<'static>>),
    InPlace { file: BufWriter<File>, beside: PathBuf, target: PathBuf },
}

impl Output {
    /// Standard output, or the place of the file at `path`.
    pub(super) fn of(path: &Path, in_place: bool, console: &Console) -> Result<Self, Failure> {
        if !in_place || path.as_os_str() == "-" {
            return Ok(Self { sink: Sink::Standard(BufWriter::with_capacity(1 << 16, console.output())), deaf: false });
        }
        // A link's target is written, not the link.
        let target = fs::canonicalize(path).map_err(|error| unwritable(path, &error))?;
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
        let file = File::create_new(&beside).map_err(|error| unwritable(&beside, &error))?;
        let permissions = fs::metadata(&target).map(|meta| meta.permissions());
        drop(permissions.and_then(|permissions| file.set_permissions(permissions)));
        Ok(Self { sink: Sink::InPlace { file: BufWriter::new(file), beside, target }, deaf: false })
    }

    /// Writes bytes onto the end.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.deaf || bytes.is_empty() {
            return Ok(());
        }
        match &mut self.sink {
            Sink::Standard(stream) => Self::heard(stream.write_all(bytes), &mut self.deaf),
            Sink::InPlace { file, beside, .. } => file.write_all(bytes).map_err(|error| unwritable(beside, &error)),
        }
    }

    /// Whether nobody reads any more.
    pub(super) fn is_deaf(&self) -> bool {
        self.deaf
    }

    /// Writes what waits; a file is switched with its new text.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        match &mut self.sink {
            Sink::Standard(stream) => Self::heard(stream.flush(), &mut self.deaf),
            Sink::InPlace { file, beside, target } => {
                file.flush().map_err(|error| unwritable(beside, &error))?;
                // What is the same already keeps its time, which other programs go by.
                if same(beside, target).unwrap_or(false) {
                    return Ok(());
                }
                let done = file.get_ref().sync_all().and_then(|()| fs::rename(&beside, &target));
                done.map_err(|error| unwritable(target, &error))
            }
        }
    }

    /// Ends after an error in the input: what standard output has been given stays, a file keeps its old text.
    pub(super) fn keep_what_was(mut self) -> Result<(), Failure> {
        match &mut self.sink {
            Sink::Standard(stream) => Self::heard(stream.flush(), &mut self.deaf),
            Sink::InPlace { .. } => Ok(()),
        }
    }

    fn heard(written: io::Result<()>, deaf: &mut bool) -> Result<(), Failure> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                *deaf = true;
                Ok(())
            }
            other => other.map_err(|error| Failure::new(format!("cannot write to standard output: {error}"))),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Sink::InPlace { beside, .. } = &self.sink {
            // After a switch there is nothing left to remove.
            drop(fs::remove_file(beside));
        }
    }
}

/// Whether two files hold the same bytes.
fn same(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let mut files = [BufReader::new(File::open(one)?), BufReader::new(File::open(other)?)];
    loop {
        let [one, other] = &mut files;
        let (one_part, other_part) = (one.fill_buf()?, other.fill_buf()?);
        let length = one_part.len().min(other_part.len());
        if length == 0 || one_part[..length] != other_part[..length] {
            return Ok(length == 0 && one_part.len() == other_part.len());
        }
        one.consume(length);
        other.consume(length);
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {error}", path.display()))
}
