//! The git history of an old site: which original each translation was made from, where `translations.lock` does not say.
//!
//! Two runs of git answer for the whole site: one lists the commits with their files, one hands out the old texts. Nothing
//! is written, no network is used, and a folder that is no work tree, a machine without git or a history that was cut off
//! only mean that less is known.

use crate::config::Config;
use crate::content::blocks::{self, Fingerprint};
use crate::content::library::TranslationId;
use crate::content::records::Record;
use crate::content::{Library, Translation, front, markdown, scan};
use crate::diagnostic::Diagnostic;
use crate::resolve::staleness::assume::{self, Version};
use crate::resolve::staleness::{self, Standing};
use crate::source::{Files, RelPath, decode};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// How many of a translation's commits are looked at: the newest ones.
const COMMITS: usize = 64;

/// What was assumed, and of what nothing is known.
#[derive(Debug, Default)]
pub struct Assumed {
    /// Translations whose original at the time was found in the history.
    pub found: Vec<TranslationId>,
    /// Translations that were never committed, so that they are taken to be current.
    pub fresh: Vec<TranslationId>,
    /// Translations of which nothing is known.
    pub unknown: Vec<TranslationId>,
    /// Whether the history was cut off.
    pub shallow: bool,
    /// Whether there is a history at all.
    pub git: bool,
}

/// Fills the records of `library` in from the history, for the translations that have none.
pub fn assume(files: &Files, config: &Config, library: &mut Library) -> Assumed {
    let open: Vec<(TranslationId, TranslationId)> = staleness::ids(library)
        .filter_map(|id| match staleness::standing(config, library, id) {
            Standing::Unrecorded(original) => Some((id, original)),
            _ => None,
        })
        .collect();
    let mut assumed = Assumed::default();
    if open.is_empty() {
        return assumed;
    }
    let unknown = |assumed: &mut Assumed| assumed.unknown = open.iter().map(|(id, _)| *id).collect();
    let Some(root) = files.root() else {
        unknown(&mut assumed);
        return assumed;
    };
    let Some(repository) = Repository::open(root) else {
        unknown(&mut assumed);
        return assumed;
    };
    (assumed.git, assumed.shallow) = (true, !repository.cut.is_empty());
    let shortcodes = scan::shortcodes(files);
    let mut reader = repository.texts();
    for (id, original) in open {
        let path = &library.translations[id.0 as usize].path;
        // A source folder that lies outside the project may be in another repository, or in none.
        let elsewhere = files.disk_path(path) != Some(root.join(path.as_str()));
        let record = match repository.commits(path) {
            _ if elsewhere => None,
            Commits::None => {
                assumed.fresh.push(id);
                Some(staleness::record(library, original))
            }
            Commits::CutOff => None,
            Commits::Some(commits) => {
                let text = |id: TranslationId| &*library.translations[id.0 as usize];
                let pair = (text(original), text(id));
                let record = reader.as_mut().and_then(|reader| recorded(reader, &commits, pair, &shortcodes));
                assumed.found.extend(record.is_some().then_some(id));
                record
            }
        };
        match record {
            Some(record) => {
                let own = Arc::clone(&library.translations[id.0 as usize]);
                library.records.set(&own.key, &own.locale, record);
            }
            None => assumed.unknown.push(id),
        }
    }
    assumed
}

impl Assumed {
    /// What was assumed, for people: at most two findings.
    pub fn diagnostics(&self, library: &Library) -> Vec<Diagnostic> {
        let guessed = staleness::unrecorded(library, &self.found, "; the git history was asked instead");
        let guessed = guessed.map(|finding| {
            finding.help(
                "a commit is taken to have brought up to date what it edited; `yiben reviewed --history` writes down \
                 what the history tells, and `yiben reviewed PATH` what you know better",
            )
        });
        let why = match (self.git, self.shallow) {
            (false, _) => ", and there is no git history to ask",
            (true, true) => ", and the git history was cut off before it (a shallow clone)",
            (true, false) => ", and neither does the git history",
        };
        let unknown = staleness::unrecorded(library, &self.unknown, why).map(|finding| {
            let deepen = if self.shallow { "fetch the whole history (`git fetch --unshallow`), or " } else { "" };
            finding.help(format!("{deepen}record those that are current with `yiben reviewed PATH`"))
        });
        guessed.into_iter().chain(unknown).collect()
    }
}

/// The original's blocks that a translation was made from, by the texts of its commits.
fn recorded(
    reader: &mut Texts,
    commits: &[String],
    (original, translation): (&Translation, &Translation),
    shortcodes: &BTreeSet<String>,
) -> Option<Record> {
    let prints = |text: &str, of: &Translation| prints(text, of, shortcodes);
    let mut versions = Vec::new();
    for commit in commits.iter().rev() {
        let (Some(then), Some(own)) = (reader.text(commit, &original.path), reader.text(commit, &translation.path))
        else {
            continue;
        };
        versions.push(Version { original: prints(&then, original), translation: prints(&own, translation) });
    }
    let blocks = assume::recorded(&versions)?;
    Some(Record { original: original.locale.clone(), blocks })
}

fn prints(text: &str, of: &Translation, shortcodes: &BTreeSet<String>) -> Vec<Fingerprint> {
    let (front, start) = front::parse(&of.path, text, &mut Vec::new());
    let chinese = of.locale.language() == "zh";
    let options = markdown::Options { path: &of.path, chinese, shortcodes, measured: false };
    let tree = markdown::tree(text, start, &options);
    blocks::prints(&front, &tree).iter().map(|block| block.fingerprint).collect()
}

/// The commits of one file.
enum Commits {
    /// It was never committed.
    None,
    /// The history begins too late to tell.
    CutOff,
    /// From the newest to the oldest.
    Some(Vec<String>),
}

/// The history of the work tree that a project lies in.
struct Repository<'a> {
    root: &'a Path,
    /// The project's folder in the work tree, with a slash at its end; empty at the top.
    prefix: String,
    /// The commits of each file, from the newest to the oldest, by its path in the project.
    by_file: FxHashMap<String, Vec<String>>,
    /// The commits that a shallow clone cut off from their parents: they seem to have made every file.
    cut: FxHashSet<String>,
}

impl<'a> Repository<'a> {
    fn open(root: &'a Path) -> Option<Self> {
        let said = output(root, &["rev-parse", "--show-prefix", "--is-shallow-repository", "--git-path", "shallow"])?;
        let mut lines = said.lines();
        let prefix = lines.next()?.to_owned();
        let cut = match (lines.next(), lines.next()) {
            (Some("true"), Some(path)) => {
                let list = std::fs::read_to_string(root.join(path)).unwrap_or_default();
                list.lines().map(str::to_owned).collect()
            }
            _ => FxHashSet::default(),
        };
        let log = ["-c", "core.quotePath=false", "log", "--no-renames", "--relative", "--name-only"];
        let log: Vec<&str> = log.into_iter().chain(["--format=%x01%H", "HEAD", "--", "."]).collect();
        // A repository without a commit has no HEAD, and no file that was ever committed.
        let log = output(root, &log).unwrap_or_default();
        let mut by_file: FxHashMap<String, Vec<String>> = FxHashMap::default();
        let mut commit = "";
        for line in log.lines() {
            match line.strip_prefix('\u{1}') {
                Some(hash) => commit = hash,
                None if line.is_empty() => {}
                None => by_file.entry(line.to_owned()).or_default().push(commit.to_owned()),
            }
        }
        Some(Self { root, prefix, by_file, cut })
    }

    fn commits(&self, path: &RelPath) -> Commits {
        let Some(all) = self.by_file.get(path.as_str()) else { return Commits::None };
        if all.iter().any(|commit| self.cut.contains(commit)) {
            return Commits::CutOff;
        }
        Commits::Some(all.iter().take(COMMITS).cloned().collect())
    }

    fn texts(&self) -> Option<Texts> {
        let mut child = git(self.root, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let answers = BufReader::new(child.stdout.take()?);
        Some(Texts { child, answers, prefix: self.prefix.clone() })
    }
}

/// Hands out old texts, one question after the other.
struct Texts {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
    prefix: String,
}

impl Texts {
    /// The text of a file in a commit; `None` where it was not there, or was no text.
    fn text(&mut self, commit: &str, path: &RelPath) -> Option<String> {
        let question = self.child.stdin.as_mut()?;
        writeln!(question, "{commit}:{}{path}", self.prefix).ok()?;
        question.flush().ok()?;
        let mut head = String::new();
        self.answers.read_line(&mut head).ok()?;
        let mut words = head.trim_end().rsplitn(3, ' ');
        let size: usize = words.next()?.parse().ok()?;
        let blob = words.next()? == "blob";
        let mut bytes = vec![0; size + 1];
        self.answers.read_exact(&mut bytes).ok()?;
        bytes.pop();
        if blob { decode(bytes).ok() } else { None }
    }
}

impl Drop for Texts {
    /// Without a reader of its questions git ends by itself.
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.wait());
    }
}

/// A git that reads the project's folder and never asks, locks or pages.
fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks").arg("-C").arg(root).args(arguments);
    command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").stdin(Stdio::null());
    command
}

fn output(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = git(root, arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
