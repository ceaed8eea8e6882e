//! `yiben status`: what each edition has of each document, as a table, as JSON, or as a badge.

mod badge;
mod table;

use super::project::{self, Loaded, Overrides};
use super::{Console, Failure, Outcome};
use crate::config::{Config, EditionId, Matched};
use crate::content::DocKey;
use crate::diagnostic::Code;
use crate::locale::Locale;
use crate::resolve::coverage::{Counts, Grid, State};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Show what each edition has of each document, and how much is left to translate.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// How it is shown.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Count folders down to this depth instead of listing documents; 0 is the whole site.
    #[arg(long, value_name = "N")]
    pub depth: Option<usize>,
    /// Only these editions.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub edition: Vec<String>,
}

/// How a status is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table for a terminal.
    Table,
    /// One JSON object.
    Json,
    /// A badge: how much of each edition is there.
    Svg,
}

/// What is shown: the grid, and the editions that were asked for.
pub(super) struct Status<'a> {
    pub(super) config: &'a Config,
    pub(super) grid: &'a Grid,
    pub(super) editions: &'a [EditionId],
    /// The counts of folders, where they were asked for.
    pub(super) folders: Option<BTreeMap<DocKey, Vec<Counts>>>,
}

/// Shows the grid of documents and editions.
///
/// # Errors
/// When the project cannot be read, or has no such edition.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Loaded { project, files, mut found } = project::load(&options.dir, &Overrides::default())?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was counted"));
    };
    let editions = editions(&project.config, &options.edition)?;
    let book = project.plan_by_history(&mut found);
    let grid = Grid::of(&project.config, &book.library, &book.plan);
    let folders = options.depth.map(|depth| grid.folders(depth));
    let status = Status { config: &project.config, grid: &grid, editions: &editions, folders };
    console.print(&match options.format {
        Format::Table => table::of(&status),
        Format::Json => json(&status),
        Format::Svg => badge::of(&status),
    });
    // What is wrong with the project is `check`'s to say; here only what kept documents from being counted.
    found.retain(|finding| matches!(finding.code, Code::Unreadable | Code::NotUtf8));
    console.diagnostics(&book.graded(found), &files);
    Ok(Outcome::Fine)
}

/// The editions that are meant; all if none is named.
fn editions(config: &Config, tags: &[String]) -> Result<Vec<EditionId>, Failure> {
    if tags.is_empty() {
        return Ok(config.edition_ids().collect());
    }
    tags.iter().map(|tag| edition(config, tag)).collect()
}

/// The edition that a tag on the command line means.
pub(super) fn edition(config: &Config, tag: &str) -> Result<EditionId, Failure> {
    let known: Vec<_> = config.editions.iter().map(|edition| format!("`{}`", edition.locale)).collect();
    let unknown =
        || Failure::new(format!("there is no edition `{tag}`")).help(format!("the editions are {}", known.join(", ")));
    let locale = Locale::parse(tag).map_err(|_| unknown())?;
    match config.edition_for(&locale) {
        Matched::One(edition) => Ok(edition),
        _ => Err(unknown()),
    }
}

impl Status<'_> {
    pub(super) fn tag(&self, edition: EditionId) -> String {
        self.config.edition(edition).locale.to_string()
    }
}

fn json(status: &Status<'_>) -> String {
    let by_edition = |value: &dyn Fn(EditionId) -> Value| {
        let pairs = status.editions.iter().map(|edition| (status.tag(*edition), value(*edition)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let counted = |counts: &[Counts]| by_edition(&|edition| counts_json(&counts[usize::from(edition.0)]));
    let mut all = json!({ "editions": counted(&status.grid.totals()) });
    match &status.folders {
        Some(folders) => {
            let rows = folders.iter();
            let rows = rows.map(|(key, counts)| json!({ "folder": key.as_str(), "editions": counted(counts) }));
            all["folders"] = rows.collect();
        }
        None => {
            let rows = status.grid.rows.iter().map(|row| {
                let cell = |edition: EditionId| {
                    let cell = &row.cells[usize::from(edition.0)];
                    json!({ "state": cell.state.name(), "words": cell.words })
                };
                json!({ "document": row.key.as_str(), "editions": by_edition(&cell) })
            });
            all["documents"] = rows.collect();
        }
    }
    format!("{all:#}\n")
}

fn counts_json(counts: &Counts) -> Value {
    let mut object: Map<String, Value> =
        State::ALL.iter().map(|state| (state.name().to_owned(), counts.of(*state).into())).collect();
    object.insert("all".into(), counts.all().into());
    object.insert("percent".into(), counts.percent().into());
    object.insert("words".into(), counts.words.into());
    Value::Object(object)
}
