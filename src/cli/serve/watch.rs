//! Which files changed, once they have settled: the one door to the system's notices.
//!
//! Editors write beside a file and rename, remove and write again, or touch it several times; a checkout touches
//! thousands. What comes in quick succession is one change. The more there is, the longer the quiet that ends it.

use super::needs::Change;
use super::server::Server;
use super::state::{Settings, State};
use crate::cli::project::{self, Loaded, Project};
use crate::cli::{Console, Failure};
use crate::content::corrections;
use crate::source::{Files, RelPath};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// The quiet that ends a change of a few files.
const QUIET: Duration = Duration::from_millis(8);
/// The quiet that ends a change of many.
const QUIET_MANY: Duration = Duration::from_millis(150);
/// The quiet that ends a change of very many, as of a checkout.
const QUIET_FLOOD: Duration = Duration::from_millis(400);
/// How long a file may be gone before it counts as removed: some editors remove and write again.
const QUIET_GONE: Duration = Duration::from_millis(60);
/// How long a file may be empty before it counts as such, while its writer has not closed it: whoever writes in place
/// empties it first, and a busy machine may halt the writer just then. What was read meanwhile would take the place of the
/// last good page. Once it is closed, it is as likely to be meant as one that is gone.
const QUIET_EMPTY: Duration = Duration::from_millis(400);
/// How many files are many.
const MANY: usize = 8;
/// The longest that a change is waited for.
const LONGEST: Duration = Duration::from_secs(5);
/// How often files are looked at where the system gives no notices.
const POLL: Duration = Duration::from_millis(700);

type Notice = notify::Result<Event>;

/// Watches as long as it is kept.
pub struct Watching {
    _thread: std::thread::JoinHandle<()>,
    /// Dropping the sender's side of it ends the thread.
    _stop: Sender<Notice>,
}

/// A watcher that sees everything from now on, and says nothing yet.
pub struct Waiting {
    eyes: Eyes,
    sender: Sender<Notice>,
    notices: Receiver<Notice>,
}

/// Begins to watch a project, before it is read: what changes while it is read is seen.
///
/// # Errors
/// When neither the system's notices nor looking again and again can be set up.
pub fn wait(settings: &Settings, console: &Console) -> Result<Waiting, Failure> {
    let (sender, notices) = channel();
    let mut eyes = Eyes::open(&sender, console)?;
    if let Ok(Loaded { project, files, .. }) = project::load(&settings.root, &settings.overrides) {
        eyes.look(&files, project.as_ref(), console);
    }
    Ok(Waiting { eyes, sender, notices })
}

/// Follows what `waiting` sees.
///
/// # Errors
/// When there can be no thread for it.
pub fn start(server: &Arc<Server>, waiting: Waiting, console: &Console) -> Result<Watching, Failure> {
    let Waiting { mut eyes, sender, notices } = waiting;
    let (server, console) = (Arc::clone(server), *console);
    let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
        while let Some(mut change) = settled(&server, &notices) {
            let Some(before) = server.state() else { return };
            eyes.forget(&change, &before.files);
            // A folder that is new to us may have been filled before we looked.
            change.paths.extend(eyes.look_at(&before, &console));
            follow(&server, change, &console);
            let Some(after) = server.state() else { return };
            let more = eyes.look_at(&after, &console);
            if !more.is_empty() {
                follow(&server, Change { paths: more.into_iter().collect(), all: false }, &console);
            }
        }
    });
    let thread = thread.map_err(|error| Failure::new(format!("cannot start a thread: {error}")))?;
    Ok(Watching { _thread: thread, _stop: sender })
}

/// Follows a change. A mistake of ours in doing so must not end the preview: what is shown stays, and the next change is
/// followed again.
fn follow(server: &Server, change: Change, console: &Console) {
    let followed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.follow(change)));
    if followed.is_err() {
        console
            .say("this change could not be followed, which is a mistake of yiben's own; save again, or start anew\n");
    }
}

/// The watcher and what it watches.
struct Eyes {
    watcher: Box<dyn Watcher + Send>,
    watched: BTreeMap<PathBuf, RecursiveMode>,
    refused: bool,
}

impl Eyes {
    fn open(sender: &Sender<Notice>, console: &Console) -> Result<Self, Failure> {
        let tell = |sender: &Sender<Notice>| {
            let sender = sender.clone();
            move |notice: Notice| drop(sender.send(notice))
        };
        let watcher: Box<dyn Watcher + Send> = match RecommendedWatcher::new(tell(sender), Config::default()) {
            Ok(watcher) => Box::new(watcher),
            Err(error) => {
                console
                    .say(&format!("the system gives no notice of changed files ({error}); looking every {POLL:?}\n"));
                let config = Config::default().with_poll_interval(POLL);
                let watcher = PollWatcher::new(tell(sender), config);
                Box::new(watcher.map_err(|error| Failure::new(format!("cannot watch files: {error}")))?)
            }
        };
        Ok(Self { watcher, watched: BTreeMap::new(), refused: false })
    }

    /// Lets go of folders that something happened to: one that was removed and made again is another one.
    fn forget(&mut self, change: &Change, files: &Files) {
        let happened = |path: &PathBuf| files.known_as(path).is_some_and(|path| change.paths.contains(&path));
        let gone: Vec<PathBuf> = self.watched.keys().filter(|path| happened(path)).cloned().collect();
        for path in gone {
            // The system has forgotten it already if it is really gone.
            drop(self.watcher.unwatch(&path));
            self.watched.remove(&path);
        }
    }

    /// Watches everything that the site is made from. Gives the folders that are new.
    fn look_at(&mut self, state: &State, console: &Console) -> Vec<RelPath> {
        self.look(&state.files, state.site.as_ref().map(|site| &*site.project), console)
    }

    fn look(&mut self, files: &Files, project: Option<&Project>, console: &Console) -> Vec<RelPath> {
        let mut new = Vec::new();
        self.watched.retain(|path, _| path.is_dir());
        for (path, mode) in wanted(files, project) {
            if self.watched.get(&path) == Some(&mode) || !path.is_dir() {
                continue;
            }
            match self.watcher.watch(&path, mode) {
                Ok(()) => {
                    new.extend(files.known_as(&path).filter(|path| !path.is_root()));
                    self.watched.insert(path, mode);
                }
                Err(error) if !self.refused => {
                    self.refused = true;
                    console.say(&format!("changes below `{}` will not be seen: {error}\n", path.display()));
                }
                Err(_) => {}
            }
        }
        new
    }
}

/// The folders that a site is made from: its own for itself alone, the others with everything below them.
fn wanted(files: &Files, project: Option<&Project>) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut wanted = BTreeMap::new();
    if let Some(root) = files.root() {
        wanted.insert(root.to_path_buf(), RecursiveMode::NonRecursive);
    }
    if let Some(project) = project {
        let config = &project.config;
        let glossaries = config.folders.iter().filter_map(|folder| folder.glossary.as_ref()).chain(&config.glossary);
        for folder in glossaries.map(RelPath::parent).filter_map(|folder| files.disk_path(&folder)) {
            wanted.entry(folder).or_insert(RecursiveMode::NonRecursive);
        }
        let corrections = RelPath::new(corrections::FOLDER).ok().and_then(|folder| files.disk_path(&folder));
        let folders = project.sources().into_iter().chain(corrections);
        wanted.extend(folders.map(|folder| (folder, RecursiveMode::Recursive)));
    }
    wanted
}

/// A change that may not be complete yet.
#[derive(Default)]
struct Settling {
    change: Change,
    /// The files that their writers have closed since they last changed, as far as the system tells.
    closed: BTreeSet<RelPath>,
}

/// Waits for the next change; `None` when there will be none any more.
fn settled(server: &Server, notices: &Receiver<Notice>) -> Option<Change> {
    let mut settling = Settling::default();
    while settling.is_nothing() {
        let notice = notices.recv().ok()?;
        settling.take(notice, &server.state()?.files);
    }
    let began = Instant::now();
    let files = server.state()?.files.clone();
    loop {
        match notices.recv_timeout(settling.quiet(&files)) {
            Ok(notice) => settling.take(notice, &files),
            Err(RecvTimeoutError::Timeout) if !git_is_at_work(&files) => return Some(settling.change),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        if began.elapsed() > LONGEST {
            return Some(settling.change);
        }
    }
}

/// Whether git holds its lock: what it writes is not complete yet.
fn git_is_at_work(files: &Files) -> bool {
    files.root().is_some_and(|root| root.join(".git/index.lock").exists())
}

impl Settling {
    fn is_nothing(&self) -> bool {
        self.change.paths.is_empty() && !self.change.all
    }

    /// The quiet that ends this change as far as it is known.
    fn quiet(&self, files: &Files) -> Duration {
        let Change { paths, all } = &self.change;
        if paths.len() > 8 * MANY {
            QUIET_FLOOD
        } else if *all || paths.len() > MANY || git_is_at_work(files) {
            QUIET_MANY
        } else {
            paths.iter().map(|path| self.quiet_of(files, path)).max().unwrap_or(QUIET)
        }
    }

    /// The quiet that ends a change of one file: one that is gone or empty is likely to be filled in a moment.
    fn quiet_of(&self, files: &Files, path: &RelPath) -> Duration {
        match files.disk_path(path).and_then(|place| place.metadata().ok()) {
            None => QUIET_GONE,
            Some(meta) if meta.is_file() && meta.len() == 0 && self.closed.contains(path) => QUIET_GONE,
            Some(meta) if meta.is_file() && meta.len() == 0 => QUIET_EMPTY,
            Some(_) => QUIET,
        }
    }

    /// Adds what a notice tells.
    fn take(&mut self, notice: Notice, files: &Files) {
        let Ok(event) = notice else {
            self.change.all = true;
            return;
        };
        self.change.all |= event.need_rescan();
        let is_closed = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
        if !is_closed && event.kind.is_access() {
            return;
        }
        for path in event.paths.iter().filter_map(|path| known(files, path)) {
            if is_closed {
                self.closed.insert(path.clone());
            } else {
                self.closed.remove(&path);
            }
            self.change.paths.insert(path);
        }
    }
}

/// The path of a file that may matter.
fn known(files: &Files, path: &Path) -> Option<RelPath> {
    let known = files.known_as(path)?;
    let name = known.name();
    let hidden = known.parts().any(|part| part.starts_with('.') && part != ".well-known" && part != ".nojekyll");
    // Vim asks whether it may write into a folder by a file of this name.
    let passing = name.ends_with('~') || name == "4913" || name.starts_with('#');
    (!known.is_root() && !hidden && !passing).then_some(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, ModifyKind};

    #[test]
    fn an_emptied_file_is_waited_for_until_its_writer_has_closed_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.md");
        std::fs::write(&place, "").unwrap();
        let files = Files::disk(folder.path());
        let path = files.known_as(&place).unwrap();
        let mut settling = Settling::default();
        let mut quiet_after = |kind: EventKind| {
            settling.take(Ok(Event::new(kind).add_path(place.clone())), &files);
            settling.quiet(&files)
        };
        let (written, closed) = (
            EventKind::Modify(ModifyKind::Data(DataChange::Any)),
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
        );
        assert_eq!(quiet_after(written), QUIET_EMPTY, "its writer may be about to fill it");
        assert_eq!(quiet_after(closed), QUIET_GONE, "it is meant to be empty, or removed and written again");
        assert_eq!(quiet_after(written), QUIET_EMPTY, "somebody writes again");
        std::fs::write(&place, "text").unwrap();
        assert_eq!(quiet_after(written), QUIET);
        std::fs::remove_file(&place).unwrap();
        assert_eq!(quiet_after(closed), QUIET_GONE);
        assert!(settling.change.paths.contains(&path));
    }
}
