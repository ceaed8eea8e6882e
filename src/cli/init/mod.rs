//! `yiben init`: a site that builds, checks and previews without another edit.
//!
//! 1. [`editions`] decides which editions are written by hand and which are converted;
//! 2. [`starter`] makes every file of the new site in memory, and `book.toml` is read back as a build would read it;
//! 3. [`run`] writes them, if none of them is there yet.

pub mod editions;
pub mod starter;

use super::{Console, Failure, Outcome};
use crate::config;
use crate::content::{self, records};
use crate::diagnostic::Severity;
use crate::resolve::staleness::{self, Standing};
use crate::source::Files;
use editions::Editions;
use starter::{Ci, IGNORED, MERGED};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Start a site: settings, two documents in every written edition, and a workflow that checks and publishes it.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder of the new site; it is made if it is not there.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Where the site is checked and published.
    #[arg(long, value_enum, default_value = "github")]
    pub ci: Ci,
    /// The editions, in the order in which readers see them; the first one is the default.
    #[arg(long, value_name = "TAG,…", value_delimiter = ',', default_value = "en,zh-Hans,zh-Hant")]
    pub editions: Vec<String>,
}

/// One file of the new site: its path below the folder, with slashes, and its text.
pub type Made = (String, String);

/// Starts a site.
///
/// # Errors
/// When an edition's tag is wrong, when one of the files is there already, or when the system refuses.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let editions = Editions::plan(&options.editions)?;
    let repository = repository_above(&options.dir);
    let site = repository.as_ref().map_or(".", |(_, below)| below.as_str());
    let mut files = starter::files(&editions, options.ci, site);
    files.extend(validated(&files)?);
    refuse_to_overwrite(&options.dir, &files)?;
    for (path, text) in &files {
        write_new(&options.dir.join(path), text)?;
    }
    for (name, lines) in FOR_GIT {
        add_lines(&options.dir.join(name), lines)?;
    }
    console.say(&told(&files, options, &editions, repository.as_ref()));
    Ok(Outcome::Fine)
}

/// Reads the new site back as a build would, so that an edition that cannot be is refused before anything is written.
/// Gives what `translations.lock` says: that every translation is as new as its original.
fn validated(files: &[Made]) -> Result<Option<Made>, Failure> {
    let memory = Files::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (config, files, found) = config::load(&memory);
    let wrong = found.into_iter().find(|finding| finding.severity >= Severity::Warning);
    let (Some(config), None) = (config, &wrong) else {
        let unreadable = || Failure::new("the settings of the new site cannot be read");
        return Err(wrong.map_or_else(unreadable, |finding| Failure { message: finding.message, help: finding.help }));
    };
    let (mut library, _) = content::scan(&files, &config);
    for id in staleness::ids(&library) {
        if let Standing::Unrecorded(original) = staleness::standing(&config, &library, id) {
            let record = staleness::record(&library, original);
            let own = Arc::clone(&library.translations[id.0 as usize]);
            library.records.set(&own.key, &own.locale, record);
        }
    }
    let records = &library.records;
    Ok((!records.is_empty()).then(|| (records::FILE.to_owned(), records.text())))
}

fn refuse_to_overwrite(dir: &Path, files: &[Made]) -> Result<(), Failure> {
    let there: Vec<_> =
        files.iter().filter(|(path, _)| dir.join(path).symlink_metadata().is_ok()).map(|(path, _)| path).collect();
    let Some(first) = there.first() else { return Ok(()) };
    let others = if there.len() > 1 { format!(" and {} more", there.len() - 1) } else { String::new() };
    let message = format!("`{}` is there already{others}; nothing was written", dir.join(first).display());
    Err(Failure::new(message).help("choose a folder without a site, or move those files away"))
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
        // `create_new`: a file that appeared in the last moment is left alone as well.
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    });
    written.map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {error}", path.display()))
}

/// Files for git, which may be there already, with the lines that they need.
const FOR_GIT: [(&str, &str); 2] = [(".gitignore", IGNORED), (".gitattributes", MERGED)];

/// Adds to a file for git the lines that it does not have yet. What stands there stays.
fn add_lines(path: &Path, lines: &str) -> Result<(), Failure> {
    let former = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::new(format!("cannot read `{}`: {error}", path.display()))),
    };
    let missing: Vec<_> = lines.lines().filter(|line| !former.lines().any(|known| known.trim() == *line)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let end = if former.is_empty() || former.ends_with('\n') { "" } else { "\n" };
    fs::write(path, format!("{former}{end}{}\n", missing.join("\n"))).map_err(|error| unwritable(path, &error))
}

/// The git repository that `dir` lies in without being its top, and the way from its top to `dir`.
fn repository_above(dir: &Path) -> Option<(PathBuf, String)> {
    let dir = real(dir);
    if dir.join(".git").exists() {
        return None;
    }
    let top = dir.ancestors().skip(1).find(|above| above.join(".git").exists())?;
    let below = dir.strip_prefix(top).ok()?.to_str()?.replace('\\', "/");
    Some((top.to_path_buf(), below))
}

/// `dir` without links, as far as it exists.
fn real(dir: &Path) -> PathBuf {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
    for above in dir.ancestors() {
        if let (Ok(known), Ok(rest)) = (above.canonicalize(), dir.strip_prefix(above)) {
            return known.join(rest);
        }
    }
    dir
}

/// What was made, and what to do next.
fn told(files: &[Made], options: &Options, editions: &Editions, repository: Option<&(PathBuf, String)>) -> String {
    let mut text = String::new();
    let made = files.iter().map(|(path, _)| path.as_str());
    for path in made.chain(FOR_GIT.map(|(path, _)| path)) {
        text.push_str(&format!("  {}\n", options.dir.join(path).display()));
    }
    for tag in editions.without_text() {
        text.push_str(&format!(
            "note: yiben has neither first texts nor interface words in `{tag}`: it shows others until you write them\n"
        ));
    }
    if let (Some((top, below)), Some(workflow)) = (repository, options.ci.path()) {
        text.push_str(&format!(
            "note: `{below}` lies in the repository `{}`, where workflows must stand at the top: move `{workflow}` there\n",
            top.display()
        ));
    }
    let go = if options.dir == Path::new(".") { String::new() } else { format!("cd {} && ", options.dir.display()) };
    text.push_str(&format!("a site in {}; next: {go}yiben serve --open\n", editions.named()));
    text
}
