//! `yiben check`: everything that is wrong, missing or doubtful in any edition; nothing is written.

mod external;
mod report;

use super::console::count;
use super::grading::{self, Graded};
use super::project::{self, Book, Loaded, Overrides};
use super::{Console, Failure, Outcome, build, explain, lock};
use crate::check::follow::{self, Sifted};
use crate::check::script;
use crate::content::{Kept, Texts};
use crate::diagnostic::{Code, Diagnostic, Severity, json, sorted};
use crate::render::highlight::Highlighter;
use crate::render::{Parts, Renderer};
use crate::resolve::staleness;
use report::Report;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

/// Say what is wrong, missing or doubtful in any edition; nothing is written.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// How the findings are written.
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
    /// Count findings of this severity as errors.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub deny: Option<Denied>,
    /// Report these codes only.
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<String>,
    /// Leave out the findings that this report has: what `--format json` wrote before.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Ask the addresses elsewhere that documents name whether they still answer.
    #[arg(long)]
    pub external: bool,
    /// Keep their answers here for a day; in the user's cache folder by default.
    #[arg(long, value_name = "DIR", requires = "external")]
    pub cache: Option<PathBuf>,
    /// Check drafts as well.
    #[arg(long)]
    pub drafts: bool,
    /// How many threads to use; as many as there are cores by default.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, a caret, help.
    Human,
    /// A line each: `path:line:col: severity[code] message`.
    Short,
    /// One JSON object; it also serves as a baseline.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
}

/// What counts as an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Denied {
    /// Warnings.
    Warnings,
}

/// Checks the project.
///
/// # Errors
/// When the project or the baseline cannot be read, or a code is unknown.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let pool = build::threads(options.jobs)?;
    pool.install(|| check(options, console))
}

/// The program: load, scan, plan and render as a build does, look at what only a check looks for, report.
fn check(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let only: BTreeSet<Code> = options.only.iter().map(|name| explain::named(name)).collect::<Result<_, _>>()?;
    let known = options.baseline.as_ref().map(baseline).transpose()?.unwrap_or_default();
    let overrides = Overrides { base_url: None, drafts: options.drafts };
    let Loaded { project, files, found } = project::load(&options.dir, &overrides)?;
    let (found, summary) = match &project {
        None => (found, "nothing was checked".to_owned()),
        Some(project) => {
            let mut found = found;
            let texts = Texts::default();
            // The program ends after this: what is large need not be taken apart.
            let planned = ManuallyDrop::new(project.plan_to_check(&texts, &mut found));
            let (book, kept) = &*planned;
            found.extend(pages(book, kept));
            found.extend(crate::check::run(&input(book, kept)));
            found.extend(staleness::diagnostics(&files, &project.config, &book.library));
            found.extend(lock::diagnostics(book, kept));
            let mut sifted = follow::sift(&files, &book.library, found);
            let editions = count(project.config.editions.len(), "edition");
            let mut summary = format!("{} in {editions} checked", count(book.plan.pages.len(), "page"));
            if options.external {
                let (of_links, said) = external::look(&input(book, kept), options.cache.as_deref(), console)?;
                sifted.found.extend(of_links);
                summary = format!("{summary}, {said}");
            }
            let Graded { found, .. } = graded(book, sifted);
            (found, summary)
        }
    };
    let found = found.into_iter().filter(|finding| only.is_empty() || only.contains(&finding.code));
    let found: Vec<_> = found.map(|finding| denied(finding, options.deny)).collect();
    let report = Report { files: &files, known: &known, whole: only.is_empty(), format: options.format };
    Ok(report.write(&found, &summary, console))
}

/// What the looks beside rendering need.
pub(super) fn input<'b>(book: &'b Book<'_>, kept: &'b Kept<'b>) -> crate::check::Input<'b> {
    let project = book.project;
    crate::check::Input {
        files: &project.files,
        config: &project.config,
        library: &book.library,
        plan: &book.plan,
        converters: &book.converters,
        kept: Some(kept),
        drafts: project.drafts,
    }
}

/// What rendering finds.
fn pages(book: &Book<'_>, kept: &Kept<'_>) -> Vec<Diagnostic> {
    let convert = book.convert();
    let stage = book.stage(&convert);
    // Colours are no findings.
    let (parts, mut found) = Parts::new(stage, Arc::new(Highlighter::plain()));
    found.extend(Renderer::new(stage, &parts).with(kept).findings());
    found
}

/// Findings as they count, with what is to be said about the comments that speak of them.
fn graded(book: &Book<'_>, Sifted { found, followers }: Sifted) -> Graded {
    let config = &book.project.config;
    let mut graded = grading::graded(config, Some(&book.library), found);
    graded.used.extend(grading::graded(config, Some(&book.library), followers).used);
    let comments = grading::graded(config, Some(&book.library), graded.comments(&book.library));
    graded.found.extend(comments.found);
    graded.found = script::habits(sorted(graded.found));
    graded
}

fn denied(mut finding: Diagnostic, denied: Option<Denied>) -> Diagnostic {
    if denied == Some(Denied::Warnings) && finding.severity == Severity::Warning {
        finding.severity = Severity::Error;
    }
    finding
}

/// The fingerprints of the findings that a report has.
fn baseline(path: &PathBuf) -> Result<BTreeSet<String>, Failure> {
    let shown = path.display();
    let help = "write it with `yiben check --format json > FILE`";
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("the baseline `{shown}` cannot be read: {error}")).help(help))?;
    json::baseline(&bytes).map_err(|why| Failure::new(format!("`{shown}` is no baseline: {why}")).help(help))
}
