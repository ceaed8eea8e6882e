//! `yiben review`: what a person should look at in the converted pages, the most doubtful first.

mod report;

use super::project::{self, Loaded, Overrides, Project};
use super::{Console, Failure, Outcome};
use crate::check::{self, doubts::Item as Doubt};
use crate::content::{self, Texts};
use crate::source::span::LineColumn;
use crate::source::{LineIndex, RelPath, decode};
use report::Item;
use std::path::PathBuf;

/// List what a person should look at in the converted pages.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// How the list is written.
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Lines for a terminal.
    Human,
    /// One JSON array.
    Json,
    /// A page by itself.
    Html,
}

/// Lists the doubtful places of every converted page.
///
/// # Errors
/// When the project cannot be read.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Loaded { project, files, mut found } = project::load(&options.dir, &Overrides::default())?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was reviewed"));
    };
    let texts = Texts::default();
    let (book, kept) = project.plan_to_write(&texts, &mut found);
    let mut items = placed(&project, check::texts::doubts(&super::check::input(&book, &kept)));
    items.sort_by(|a, b| order(a).cmp(&order(b)));
    console.print(&match options.format {
        Format::Human => report::human(&items),
        Format::Json => report::json(&items),
        Format::Html => report::html(&items),
    });
    // What is wrong with the project is `check`'s to say; here only what kept pages from being read.
    console.diagnostics(
        &found.into_iter().filter(|f| f.code == crate::diagnostic::Code::Unreadable).collect::<Vec<_>>(),
        &files,
    );
    Ok(Outcome::Fine)
}

/// The most doubtful first.
fn order(item: &Item) -> (u32, &[String], &RelPath, LineColumn) {
    (item.doubt.entry.margin, &item.doubt.to, &item.doubt.path, item.place)
}

/// Doubts with their lines and columns. Those of one file follow one another.
fn placed(project: &Project, doubts: Vec<Doubt>) -> Vec<Item> {
    let mut items = Vec::with_capacity(doubts.len());
    let mut read: Option<(RelPath, String, LineIndex)> = None;
    for doubt in doubts {
        if read.as_ref().is_none_or(|(path, ..)| *path != doubt.path) {
            let bytes = project.files.read(&doubt.path, content::scan::LIMIT).unwrap_or_default();
            let text = decode(bytes).unwrap_or_default();
            let lines = LineIndex::new(&text);
            read = Some((doubt.path.clone(), text, lines));
        }
        let place = read.as_ref().map(|(_, text, lines)| lines.locate(text, doubt.entry.span.start));
        items.extend(place.map(|place| Item { doubt, place }));
    }
    items
}
