//! Publishing to a branch of a git repository: one commit, made of objects alone. No working copy and no index of
//! anybody's is touched, and no branch of the project's own repository.
//!
//! The program `git` does it: whoever publishes to a branch has it, with the keys and helpers that let them push.
//!
//! 1. [`Branch::lock`] asks the remote what the branch is now; the push names that, and is refused if somebody was
//!    quicker;
//! 2. [`Branch::compare`] reads the tree of that commit;
//! 3. [`Branch::carry_out`] writes blobs, a tree and a commit, and pushes it.

use super::record::{self, Record};
use super::shell::{Git, Said, refused};
use super::{Change, Local, Plan, Problem, Publisher, Secrets, Site};
use crate::config::publish::History;
use crate::source::RelPath;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file without which GitHub would treat the site as a source for Jekyll, and leave out names that begin with `_`.
const NO_JEKYLL: &str = ".nojekyll";
/// The site's own domain, which GitHub itself writes into the branch.
const DOMAIN: &str = "CNAME";

/// A branch that a site is published to.
#[derive(Debug)]
pub struct Branch {
    git: Git,
    /// A repository made for this publication, where the project has none.
    scratch: Option<PathBuf>,
    remote: String,
    branch: String,
    history: History,
    take_over: bool,
    message: String,
    /// The commit of the branch, and its files with their blobs.
    tip: Option<String>,
    there: BTreeMap<String, String>,
    /// The site's files with their blobs.
    blobs: BTreeMap<RelPath, String>,
}

/// What a branch is published with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// A remote's name, an address, or a path.
    pub remote: String,
    /// The branch.
    pub branch: String,
    /// What becomes of what was published before.
    pub history: History,
    /// Replace a branch that yiben did not publish.
    pub take_over: bool,
    /// What may not stand in messages.
    pub secrets: Secrets,
}

impl Branch {
    /// The branch as seen from the folder `project`.
    ///
    /// # Errors
    /// When there is no `git`, or a remote is named and the project lies in no repository.
    pub fn new(project: &Path, settings: Settings) -> Result<Self, Problem> {
        let git = Git::new(project.to_path_buf(), settings.secrets.clone());
        if git.run(&["rev-parse", "--git-dir"], b"")?.fine {
            let source = git.run(&["rev-parse", "--short", "HEAD"], b"")?;
            let commit = String::from_utf8_lossy(&source.out).trim_end().to_owned();
            let message = if source.fine { format!("Publish {commit}") } else { "Publish".to_owned() };
            return Ok(Self::with(git, None, project, settings, message));
        }
        if !settings.remote.contains(['/', ':', '\\']) {
            let message = format!("`{}` names a remote, and the project lies in no git repository", settings.remote);
            return Err(Problem::new(message, "write the repository's address, or `git init` and `git remote add`"));
        }
        let scratch = scratch()?;
        let git = Git::new(scratch.clone(), settings.secrets.clone());
        let branch = Self::with(git, Some(scratch), project, settings, "Publish".to_owned());
        branch.git.ask(&["init", "--quiet", "--bare", "."], b"")?;
        Ok(branch)
    }

    fn with(git: Git, scratch: Option<PathBuf>, project: &Path, settings: Settings, message: String) -> Self {
        let Settings { remote, branch, history, take_over, .. } = settings;
        // A relative path is relative to the project, wherever git looks from.
        let remote = match project.join(&remote).canonicalize() {
            Ok(path) if remote.starts_with("./") || remote.starts_with("../") => path.to_string_lossy().into_owned(),
            _ => remote,
        };
        let (there, blobs) = Default::default();
        Self { git, scratch, remote, branch, history, take_over, message, tip: None, there, blobs }
    }

    /// Where the fetched commit is kept: no branch and no tag, so that nobody meets it by chance.
    fn reference(&self) -> String {
        format!("refs/yiben/{}", self.branch)
    }

    /// Fetches the commit of the branch. A whole clone stays whole: only one that is shallow already is asked for one
    /// commit.
    fn fetch(&self) -> Result<(), Problem> {
        let shallow = self.scratch.is_some() || self.git.ask(&["rev-parse", "--is-shallow-repository"], b"")? == "true";
        let refspec = format!("+refs/heads/{}:{}", self.branch, self.reference());
        let mut arguments = vec!["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
        if shallow {
            arguments.push("--depth=1");
        }
        arguments.extend(["--", &self.remote, &refspec]);
        let said = self.git.reach(&arguments)?;
        if said.fine { Ok(()) } else { Err(refused(&arguments, &said)) }
    }

    /// The files of the branch's commit.
    fn read_tree(&mut self, tip: &str) -> Result<(), Problem> {
        let said = self.git.run(&["ls-tree", "-r", "-z", "--full-tree", tip], b"")?;
        if !said.fine {
            return Err(refused(&["ls-tree"], &said));
        }
        let text = String::from_utf8_lossy(&said.out);
        let line = |line: &str| {
            let (about, path) = line.split_once('\t')?;
            Some((path.to_owned(), about.rsplit(' ').next()?.to_owned()))
        };
        self.there = text.split('\0').filter_map(line).collect();
        Ok(())
    }

    /// Refuses a branch that holds something else than a published site.
    fn check_ours(&self) -> Result<(), Problem> {
        let is_settings = |path: &String| path == "book.toml" || path.ends_with("/book.toml");
        if self.there.keys().any(is_settings) {
            let message = format!("the branch `{}` holds the sources of a site", self.branch);
            return Err(Problem::new(message, "publish to a branch of its own, such as `gh-pages`"));
        }
        if self.tip.is_none() || self.there.contains_key(record::NAME) || self.take_over {
            return Ok(());
        }
        let message = format!("the branch `{}` holds files that yiben did not publish", self.branch);
        Err(Problem::new(message, "publish to another branch, or let yiben replace what is there with `--take-over`"))
    }

    /// Writes the blobs of the files at `paths`, in their order.
    fn blobs(&self, site: &Site, write: bool) -> Result<Vec<String>, Problem> {
        let folder = std::path::absolute(site.folder()).unwrap_or_else(|_| site.folder().to_path_buf());
        let mut names = String::new();
        for file in &site.files {
            names.push_str(&folder.join(file.path.as_str()).to_string_lossy());
            names.push('\n');
        }
        // Without filters: the bytes as they stand, whatever the user's line endings are.
        let mut arguments = vec!["hash-object", "--no-filters", "--stdin-paths"];
        if write {
            arguments.insert(1, "-w");
        }
        Ok(self.git.ask(&arguments, names.as_bytes())?.lines().map(str::to_owned).collect())
    }

    fn blob(&self, bytes: &[u8]) -> Result<String, Problem> {
        self.git.ask(&["hash-object", "-w", "--stdin"], bytes)
    }

    /// The tree of the site, with what the branch needs besides.
    fn tree(&self, site: &Site) -> Result<String, Problem> {
        let blobs = self.blobs(site, true)?;
        let files = site.files.iter().map(|file| file.path.as_str()).zip(blobs.iter().map(String::as_str));
        let mut files: BTreeMap<&str, &str> = files.collect();
        let record = Record {
            files: site
                .files
                .iter()
                .map(|file| (file.path.clone(), record::Entry { hash: file.hash.clone(), ..record::Entry::default() }))
                .collect(),
        };
        let record = self.blob(record.text().as_bytes())?;
        let empty = self.blob(b"")?;
        files.insert(record::NAME, &record);
        files.entry(NO_JEKYLL).or_insert(&empty);
        if let Some(domain) = self.there.get(DOMAIN) {
            files.entry(DOMAIN).or_insert(domain);
        }
        let mut index = Vec::new();
        for (path, blob) in files {
            index.extend_from_slice(format!("100644 {blob}\t{path}\0").as_bytes());
        }
        let place = self.own_file("index")?;
        let git = self.git.with("GIT_INDEX_FILE", place.to_string_lossy());
        let tree = git.ask(&["update-index", "-z", "--index-info"], &index).and_then(|_| git.ask(&["write-tree"], b""));
        drop(fs::remove_file(place));
        tree
    }

    fn commit(&self, tree: &str) -> Result<String, Problem> {
        let mut git = self.git.clone();
        let who = git.run(&["var", "GIT_COMMITTER_IDENT"], b"")?;
        if !who.fine {
            // A machine that builds has no name; git would refuse.
            for role in ["AUTHOR", "COMMITTER"] {
                git = git
                    .with(&format!("GIT_{role}_NAME"), "yiben")
                    .with(&format!("GIT_{role}_EMAIL"), "yiben@localhost");
            }
        }
        let mut arguments = vec!["commit-tree", tree, "-m", &self.message];
        if let (Some(tip), History::Keep) = (&self.tip, self.history) {
            arguments.extend(["-p", tip]);
        }
        git.ask(&arguments, b"")
    }

    /// Pushes the commit, provided that the branch is what it was.
    fn push(&self, commit: &str) -> Result<(), Problem> {
        let target = format!("refs/heads/{}", self.branch);
        let lease = format!("--force-with-lease={target}:{}", self.tip.as_deref().unwrap_or_default());
        let refspec = format!("{commit}:{target}");
        let arguments = ["push", "--quiet", "--no-verify", &lease, "--", &self.remote, &refspec];
        let mut said = self.push_changes(&arguments)?;
        if !said.fine && said.complaint.contains("shallow") {
            said = self.git.reach(&arguments)?;
        }
        if said.fine {
            return Ok(());
        }
        let overtaken = ["stale info", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref"];
        if overtaken.iter().any(|mark| said.complaint.contains(mark)) {
            let message = format!("another publication to `{}` came first; nothing was changed", self.branch);
            return Err(Problem::new(message, "publish again if yours is the newer one"));
        }
        Err(refused(&arguments, &said))
    }

    /// Pushes so that only what changed is sent. Between a commit and its parent git sees to that. Where the commit has
    /// no parent, git compares with the branch as it was only if it takes the history to begin there, as in a shallow
    /// clone: so it is told that, for this one command.
    fn push_changes(&self, arguments: &[&str]) -> Result<Said, Problem> {
        let (Some(tip), History::Replace) = (&self.tip, self.history) else { return self.git.reach(arguments) };
        let place = self.own_file("shallow")?;
        fs::write(&place, format!("{tip}\n")).map_err(|error| Problem::io("write", &place, &error))?;
        let said = self.git.with("GIT_SHALLOW_FILE", place.to_string_lossy()).reach(arguments);
        drop(fs::remove_file(place));
        said
    }

    /// Where this publication may keep a file of its own for a moment.
    fn own_file(&self, ending: &str) -> Result<PathBuf, Problem> {
        let name = format!("yiben-{}.{ending}", std::process::id());
        let place = self.git.ask(&["rev-parse", "--git-path", &name], b"")?;
        let place = self.git.folder().join(place);
        std::path::absolute(&place).map_err(|error| Problem::io("find", &place, &error))
    }
}

impl Publisher for Branch {
    fn lock(&mut self) -> Result<(), Problem> {
        Ok(())
    }

    fn compare(&mut self, site: &Site) -> Result<Plan, Problem> {
        let head = format!("refs/heads/{}", self.branch);
        let arguments = ["ls-remote", "--", &self.remote, &head];
        let said = self.git.reach(&arguments)?;
        if !said.fine {
            return Err(refused(&arguments, &said));
        }
        let listed = String::from_utf8_lossy(&said.out).into_owned();
        if listed.split_whitespace().next().is_some() {
            self.fetch()?;
            // What was fetched, which may be newer than what was listed.
            let tip = self.git.ask(&["rev-parse", "--verify", &self.reference()], b"")?;
            self.read_tree(&tip)?;
            self.tip = Some(tip);
        }
        self.check_ours()?;
        self.blobs = site.files.iter().map(|file| file.path.clone()).zip(self.blobs(site, false)?).collect();
        let change = |file: &Local| match (self.there.get(file.path.as_str()), self.blobs.get(&file.path)) {
            (Some(there), Some(ours)) if there == ours => Change::Same,
            (Some(_), _) => Change::Changed,
            (None, _) => Change::New,
        };
        let kept = [record::NAME, NO_JEKYLL, DOMAIN];
        let former = self.there.keys().filter(|path| !kept.contains(&path.as_str()));
        Ok(Plan::new(site, change, former.filter_map(|path| RelPath::new(path).ok())))
    }

    fn carry_out(&mut self, site: &Site, plan: &Plan) -> Result<(), Problem> {
        if plan.is_empty() && self.there.contains_key(record::NAME) {
            return Ok(());
        }
        let tree = self.tree(site)?;
        let commit = self.commit(&tree)?;
        self.push(&commit)?;
        // What was pushed is known the next time, and only what changes is sent then.
        drop(self.git.run(&["update-ref", &self.reference(), &commit], b""));
        Ok(())
    }
}

impl Drop for Branch {
    fn drop(&mut self) {
        if let Some(scratch) = &self.scratch {
            drop(fs::remove_dir_all(scratch));
        }
    }
}

/// A folder of this publication's own.
fn scratch() -> Result<PathBuf, Problem> {
    let base = std::env::temp_dir();
    for number in 0..1000 {
        let folder = base.join(format!("yiben-{}-{number}", std::process::id()));
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Problem::io("create", &folder, &error)),
        }
    }
    Err(Problem::new(format!("`{}` is full of folders of yiben", base.display()), "remove them"))
}
