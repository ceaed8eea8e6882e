//! The commands: one file each. This file parses the command line and turns a command's outcome into an exit code.

pub mod build;
pub mod check;
pub mod console;
pub mod convert;
pub mod explain;
pub mod fix;
pub mod grading;
pub mod history;
pub mod init;
pub mod lock;
pub mod project;
pub mod publish;
pub mod review;
pub mod reviewed;
pub mod serve;
pub mod status;

pub use console::Console;

use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;

/// Publishes one set of Markdown documents as several editions: English, 简体, 繁體, and any other locale.
#[derive(Debug, Parser)]
#[command(name = "yiben", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Build(build::Options),
    Check(check::Options),
    Convert(convert::Options),
    Explain(explain::Options),
    Fix(fix::Options),
    Init(init::Options),
    Lock(lock::Options),
    Publish(publish::Options),
    Review(review::Options),
    Reviewed(reviewed::Options),
    Serve(serve::Options),
    Status(status::Options),
}

/// How a command ended. What could not even begin is a [`Failure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is fine, warnings aside: exit code 0.
    Fine,
    /// There are findings of severity error: exit code 1.
    Errors,
}

/// Why a command could not do its work at all: wrong usage, or the system refused. Exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Failure {
    /// A failure without help.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// The same failure with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Runs the program with `arguments`, the program's own name first.
pub fn main<I: IntoIterator<Item = OsString>>(arguments: I) -> ExitCode {
    let console = Console::standard();
    let outcome = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => run(&arguments.command, &console),
        Err(error) => {
            // A reader that closed the pipe early has seen what it wanted; clap's own code says the rest.
            drop(error.print());
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command, console: &Console) -> Result<Outcome, Failure> {
    match command {
        Command::Build(options) => build::run(options, console),
        Command::Check(options) => check::run(options, console),
        Command::Convert(options) => convert::run(options, console),
        Command::Explain(options) => explain::run(options, console),
        Command::Fix(options) => fix::run(options, console),
        Command::Init(options) => init::run(options, console),
        Command::Lock(options) => lock::run(options, console),
        Command::Publish(options) => publish::run(options, console),
        Command::Review(options) => review::run(options, console),
        Command::Serve(options) => serve::run(options, console),
        Command::Reviewed(options) => reviewed::run(options, console),
        Command::Status(options) => status::run(options, console),
    }
}
