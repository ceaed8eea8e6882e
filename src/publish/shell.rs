//! Running the program `git`: its output, its complaints without credentials, and another try when the network fails.

use super::{Problem, Secrets};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often a command that talks to another machine is tried, and how long the first pause is; each is twice the last.
const TRIES: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// What git says when the network or the server failed, and not the command.
const PASSING: &[&str] = &[
    "Could not resolve host",
    "Connection refused",
    "Connection reset",
    "Connection timed out",
    "Operation timed out",
    "Failed to connect",
    "early EOF",
    "the remote end hung up unexpectedly",
    "unexpected disconnect",
    "RPC failed",
    "returned error: 429",
    "returned error: 50",
    "Temporary failure",
    "cannot lock ref",
];

/// git in one folder.
#[derive(Clone, Debug)]
pub(super) struct Git {
    folder: PathBuf,
    secrets: Secrets,
    settings: Vec<(String, String)>,
}

/// What a command gave.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) fine: bool,
    pub(super) out: Vec<u8>,
    /// Its complaints, without credentials.
    pub(super) complaint: String,
}

impl Git {
    pub(super) fn new(folder: PathBuf, secrets: Secrets) -> Self {
        Self { folder, secrets, settings: Vec::new() }
    }

    /// Where it runs.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The same with a variable of the environment set.
    pub(super) fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut git = self.clone();
        git.settings.push((name.to_owned(), value.into()));
        git
    }

    /// Runs git with `arguments` and `input`.
    pub(super) fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Said, Problem> {
        let mut command = Command::new("git");
        // git asks nobody, and complains in the language that we can read.
        command.arg("-C").arg(&self.folder).args(arguments).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let failed = |error: std::io::Error| {
            Problem::new(format!("cannot run `git`: {error}"), "publishing to a branch needs the program `git`")
        };
        let mut child = command.spawn().map_err(failed)?;
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let output = std::thread::scope(|scope| {
            // A command that ends early does not read all of it; what it says then tells more than a broken pipe.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output()
        });
        let output = output.map_err(failed)?;
        let complaint = self.secrets.hidden(String::from_utf8_lossy(&output.stderr).trim());
        Ok(Said { fine: output.status.success(), out: output.stdout, complaint })
    }

    /// Runs git, which must succeed; gives its output as a text.
    pub(super) fn ask(&self, arguments: &[&str], input: &[u8]) -> Result<String, Problem> {
        let said = self.run(arguments, input)?;
        if !said.fine {
            return Err(refused(arguments, &said));
        }
        Ok(String::from_utf8_lossy(&said.out).trim_end().to_owned())
    }

    /// Runs a command that talks to another machine: tried again when the network fails.
    pub(super) fn reach(&self, arguments: &[&str]) -> Result<Said, Problem> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..TRIES {
            let said = self.run(arguments, b"")?;
            if said.fine || !PASSING.iter().any(|mark| said.complaint.contains(mark)) {
                return Ok(said);
            }
            std::thread::sleep(pause);
            pause *= 2;
        }
        self.run(arguments, b"")
    }
}

/// The problem that git's complaint tells of.
pub(super) fn refused(arguments: &[&str], said: &Said) -> Problem {
    let complaint = said.complaint.replace('\n', "; ");
    let command = arguments.first().copied().unwrap_or_default();
    let help = if complaint.contains("Authentication failed")
        || complaint.contains("could not read Username")
        || complaint.contains("Permission denied")
    {
        "give git the right to write there: a key of ssh, a credential helper, or the checkout's own token in CI"
    } else {
        "what git says tells what to do; nothing was published"
    };
    Problem::new(format!("`git {command}` failed: {complaint}"), help)
}
