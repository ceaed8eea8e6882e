//! `yiben review`: what a person should look at in the converted pages, the most doubtful first.

mod report;

use super::project::{self, Loaded, Overrides};
use super::{Console, Failure, Outcome};
use crate::content::{self, Translation, markdown};
use crate::convert::document::review;
use crate::resolve::plan::{Origin, Page};
use crate::source::{LineIndex, Span};
use report::Item;
use std::collections::{BTreeMap, BTreeSet};
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
    let book = project.plan(&mut found);
    let shortcodes = BTreeSet::new();
    let mut items = Vec::new();
    for page in &book.plan.pages {
        let Page { origin: Origin::Converted(id), edition, .. } = page else { continue };
        let translation = &book.library.translations[id.0 as usize];
        let (Some(converter), _) = book.converters.of(*edition, translation) else { continue };
        let text = match content::body(&project.files, translation) {
            Ok(text) => text,
            Err(problem) => {
                found.push(problem);
                continue;
            }
        };
        let options =
            markdown::Options { path: &translation.path, chinese: true, shortcodes: &shortcodes, measured: false };
        let tree = markdown::parse(&text, translation.body_start as usize, &options).tree;
        let lines = LineIndex::new(&text);
        let front = readable(translation);
        items.extend(review::of(&tree, &front, &converter).into_iter().map(|entry| Item {
            from: translation.locale.to_string(),
            to: project.config.edition(*edition).locale.to_string(),
            path: translation.path.clone(),
            place: lines.locate(&text, entry.span.start),
            pages: 1,
            entry,
        }));
    }
    let mut items = merged(items);
    items.sort_by(|a, b| (a.entry.margin, &a.to, &a.path, a.place).cmp(&(b.entry.margin, &b.to, &b.path, b.place)));
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

/// The texts of the front matter that readers read, each with its place.
fn readable(translation: &Translation) -> Vec<(&str, Span)> {
    let front = &translation.front;
    let place = |key: &str| front.spans.get(key).copied().unwrap_or_default();
    let texts = [("title", &front.title), ("link-title", &front.link_title), ("description", &front.description)];
    let one = texts.into_iter().filter_map(|(key, text)| Some((text.as_deref()?, place(key))));
    one.chain(front.tags.iter().map(|tag| (tag.as_str(), place("tags")))).collect()
}

/// One entry for each word of an edition, wherever it stands: one line of the glossary settles them all.
fn merged(items: Vec<Item>) -> Vec<Item> {
    let mut known: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut out: Vec<Item> = Vec::new();
    for item in items {
        let key = (item.to.clone(), item.entry.source.clone(), item.entry.chosen.clone());
        if let Some(first) = known.get(&key).map(|at| &mut out[*at]) {
            first.pages += 1;
            first.entry.count += item.entry.count;
            first.entry.margin = first.entry.margin.min(item.entry.margin);
        } else {
            known.insert(key, out.len());
            out.push(item);
        }
    }
    out
}
