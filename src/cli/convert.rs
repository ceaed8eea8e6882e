//! `yiben convert`: text from standard input or files to standard output, in constant memory.

use super::{Console, Failure, Outcome};
use crate::convert::exact::{Engine, Standard, Stream};
use crate::diagnostic::{Severity, gravest};
use crate::source::{Files, RelPath};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;

/// Convert text between Simplified and Traditional Chinese.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// One of OpenCC's configurations, such as s2twp, or a configuration file of your own, to be followed to the byte.
    #[arg(long, value_name = "NAME|FILE.json")]
    pub config: String,
    /// The files to convert, one after the other; `-`, or none, is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Converts.
///
/// # Errors
/// When the configuration is none, or a file cannot be read.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Some(engine) = engine(&options.config, console)? else { return Ok(Outcome::Errors) };
    let standard_input = [PathBuf::from("-")];
    let files = if options.files.is_empty() { &standard_input[..] } else { &options.files };
    for file in files {
        let (name, ended) = if file.as_os_str() == "-" {
            ("standard input".to_owned(), convert(&engine, io::stdin().lock(), console))
        } else {
            let name = file.display().to_string();
            let opened = File::open(file).map_err(|error| Failure::new(format!("cannot read `{name}`: {error}")))?;
            (name, convert(&engine, opened, console))
        };
        match ended {
            Ok(()) => {}
            Err(Stop::ReaderGone) => return Ok(Outcome::Fine),
            Err(Stop::Io(error)) => return Err(Failure::new(format!("cannot convert `{name}`: {error}"))),
            Err(Stop::NotUtf8(offset)) => {
                let failure = Failure::new(format!("`{name}` is not UTF-8 at byte {offset}"));
                console.failure(&failure.help("everything before it has been converted; save the text as UTF-8"));
                return Ok(Outcome::Errors);
            }
        }
    }
    Ok(Outcome::Fine)
}

/// The engine for OpenCC's name or for a file. `None` if the file has errors, which are shown.
fn engine(config: &str, console: &Console) -> Result<Option<Engine>, Failure> {
    let path = Path::new(config);
    let is_file = path.extension().is_some_and(|ending| ending == "json") && path.is_file();
    if !is_file {
        let standard = config.parse::<Standard>().map_err(|error| {
            let names: Vec<&str> = Standard::ALL.iter().map(|standard| standard.name()).collect();
            Failure::new(error.to_string()).help(format!("the names are {}", names.join(", ")))
        })?;
        return Ok(Some(Engine::builtin(standard)));
    }
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| RelPath::new(name).ok());
    let name = name.ok_or_else(|| Failure::new(format!("`{config}` is no portable file name")))?;
    let files = Files::disk(folder);
    let (engine, found) = Engine::from_files(&files, &name);
    console.diagnostics(&found, &files);
    Ok(engine.filter(|_| gravest(&found) != Some(Severity::Error)))
}

/// Why a conversion ended before its text did.
enum Stop {
    /// Nobody reads the output any more.
    ReaderGone,
    /// This byte of the input begins no UTF-8.
    NotUtf8(u64),
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ReaderGone } else { Self::Io(error) }
    }
}

fn convert(engine: &Engine, mut input: impl Read, console: &Console) -> Result<(), Stop> {
    let mut stream: Stream = engine.stream();
    let mut buffer = vec![0; CHUNK];
    let mut out = Vec::new();
    // How many bytes at the buffer's beginning are left from before, and how many of the input came before them.
    let (mut kept, mut before) = (0, 0u64);
    loop {
        let count = match input.read(&mut buffer[kept..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let filled = kept + count;
        let (valid, broken) = match std::str::from_utf8(&buffer[..filled]) {
            Ok(text) => (text.len(), false),
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || count == 0),
        };
        let text = std::str::from_utf8(&buffer[..valid]).expect("valid so far");
        stream.push(text, &mut out);
        if broken || count == 0 {
            stream.finish(&mut out);
            console.write(&out)?;
            return if broken { Err(Stop::NotUtf8(before + valid as u64)) } else { Ok(()) };
        }
        console.write(&out)?;
        out.clear();
        buffer.copy_within(valid..filled, 0);
        kept = filled - valid;
        before += valid as u64;
    }
}
