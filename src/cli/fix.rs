//! `yiben fix`: an editor's wording in place of what a converter made of a sentence.

use super::project::{self, Book, Loaded, Look, Overrides};
use super::{Console, Failure, Outcome, status};
use crate::config::EditionId;
use crate::content::blocks::{BlockKind, normal};
use crate::content::corrections::{self, Correction};
use crate::content::{self, DocKey, Translation, markdown};
use crate::convert::document::correct::{self, Proposal, Refusal};
use crate::emit;
use crate::resolve::plan::Origin;
use crate::source::{LineIndex, RelPath, Span};
use std::path::{Path, PathBuf};

/// Correct a sentence of a converted page; the correction outlives every build and every dictionary.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The edition: zh-Hant, zh-HK, …
    #[arg(value_name = "EDITION")]
    pub edition: String,
    /// The document: its key, as guide/start, or the file that it is converted from.
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
    /// What the page says.
    #[arg(value_name = "SENTENCE")]
    pub find: String,
    /// What it is to say.
    #[arg(value_name = "CORRECTION", allow_hyphen_values = true)]
    pub replace: String,
    /// Correct it everywhere on the page.
    #[arg(long)]
    pub all: bool,
    /// The project's folder, where book.toml lies.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// What is to be corrected on one page.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The edition.
    pub edition: EditionId,
    /// The document.
    pub key: &'a DocKey,
    /// What the page says.
    pub find: &'a str,
    /// What it is to say.
    pub replace: &'a str,
    /// Whether it may stand in several places.
    pub all: bool,
}

/// A correction that was written down.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The file that it was written to, in the project.
    pub path: RelPath,
    /// The original's file.
    pub original: RelPath,
    /// The corrections, each with its line in the original.
    pub corrections: Vec<(Correction, u32)>,
    /// Those that they take the place of, since the original has changed.
    pub replaced: Vec<Correction>,
}

/// Writes a correction down.
///
/// # Errors
/// When the project cannot be read, the page does not say that, or the file cannot be written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Loaded { project, files, mut found } = project::load(&options.dir, &Overrides::default())?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was corrected"));
    };
    let edition = status::edition(&project.config, &options.edition)?;
    let book = project.plan(&mut found);
    let key = key(&book, &options.document);
    let Options { find, replace, all, .. } = options;
    let fixed = fix(book.look(), &options.dir, &Wish { edition, key: &key, find, replace, all: *all })?;
    for (correction, line) in &fixed.corrections {
        let Correction { source, find, replace, .. } = correction;
        console.print(&format!("{}:{line}: {source}\n  {find} → {replace}\n", fixed.original));
    }
    for Correction { source, replace, .. } in &fixed.replaced {
        console.print(&format!("in place of the correction of `{source}` to `{replace}`\n"));
    }
    console.print(&format!("written to {}\n", fixed.path));
    Ok(Outcome::Fine)
}

/// Writes the correction that `wish` asks for into the project in `dir`, in one step.
///
/// # Errors
/// When the page is not converted or does not say that, or the file cannot be written.
pub fn fix(book: Look<'_>, dir: &Path, wish: &Wish<'_>) -> Result<Fixed, Failure> {
    let translation = original(book, wish)?;
    let sheet = book.converters.corrections(wish.edition, wish.key);
    let mut list = sheet.map(|sheet| sheet.list.clone()).unwrap_or_default();
    let text = content::body(&book.project.files, translation).map_err(|problem| Failure::new(problem.message))?;
    let Proposed { proposals, replaced } = proposed(book, translation, &text, wish, &list)?;
    if proposals.len() > 1 && !wish.all {
        let lines: Vec<String> = proposals.iter().map(|proposal| line(&text, proposal.block).to_string()).collect();
        let message = format!("the page says that {} times: its original on lines {}", lines.len(), lines.join(", "));
        return Err(Failure::new(message).help("give more of the sentence, or correct all of them with `--all`"));
    }
    let replaced: Vec<Correction> = replaced.into_iter().rev().map(|at| list.remove(at)).collect();
    let mut made = Vec::new();
    for Proposal { correction, block } in proposals {
        list.retain(|other| other.source != correction.source || other.block != correction.block);
        list.push(correction.clone());
        made.push((correction, line(&text, block)));
    }
    let tag = book.project.config.edition(wish.edition).locale.to_string();
    let path = sheet.map(|sheet| sheet.path.clone()).or_else(|| corrections::path(&tag, wish.key));
    let path = path.ok_or_else(|| Failure::new(format!("`{}` is no path that a file could have", wish.key)))?;
    emit::save(&dir.join(path.as_str()), corrections::text(&tag, wish.key, &list).as_bytes())?;
    Ok(Fixed { path, original: translation.path.clone(), corrections: made, replaced })
}

/// The document that an argument names: its key, or the path of one of its texts.
fn key(book: &Book<'_>, document: &str) -> DocKey {
    let path = document.trim_start_matches("./");
    let named = book.library.translations.iter().find(|translation| translation.path.as_str() == path);
    let key = document.trim_matches('/');
    named.map_or_else(|| DocKey::new(key), |translation| translation.key.clone())
}

/// The text that the page is converted from.
fn original<'b>(book: Look<'b>, wish: &Wish<'_>) -> Result<&'b Translation, Failure> {
    let locale = &book.project.config.edition(wish.edition).locale;
    let page = book.plan.by_document.get(&(wish.key.clone(), wish.edition));
    let translation = |id: crate::content::library::TranslationId| &*book.library.translations[id.0 as usize];
    match page.map(|page| book.plan.page(*page).origin) {
        Some(Origin::Converted(id)) => Ok(translation(id)),
        Some(Origin::Authored(id)) => {
            let path = &translation(id).path;
            Err(Failure::new(format!("`{}` is not converted for `{locale}`: it has a text of its own", wish.key))
                .help(format!("edit {path}")))
        }
        Some(Origin::Fallback { .. } | Origin::Made) => {
            Err(Failure::new(format!("`{}` has no text for `{locale}` that could be corrected", wish.key)))
        }
        None => {
            // The home page's key is empty, and what has little in common is not meant.
            let keys = book.library.documents.keys().map(DocKey::as_str).filter(|key| !key.is_empty());
            let distances = keys.map(|key| (strsim::osa_distance(key, wish.key.as_str()), key));
            let near = distances.min().filter(|(distance, key)| distance * 2 <= key.chars().count().max(4));
            let help = near.map(|(_, near)| format!("did you mean `{near}`?"));
            Err(Failure { message: format!("the edition `{locale}` has no page `{}`", wish.key), help })
        }
    }
}

/// Corrections that can be made, and the places in the list of those that they replace.
struct Proposed {
    proposals: Vec<Proposal>,
    replaced: Vec<usize>,
}

fn proposed(
    book: Look<'_>,
    translation: &Translation,
    text: &str,
    wish: &Wish<'_>,
    existing: &[Correction],
) -> Result<Proposed, Failure> {
    let (Some(converter), _) = book.converters.of(wish.edition, translation) else {
        return Err(Failure::new("this page is not converted between Chinese scripts"));
    };
    let shortcodes = content::scan::shortcodes(&book.project.files);
    let options =
        markdown::Options { path: &translation.path, chinese: true, shortcodes: &shortcodes, measured: false };
    let tree = markdown::tree(text, translation.body_start as usize, &options);
    let wording = (wish.find, wish.replace);
    match correct::propose(&tree, &converter, &translation.path, existing, wording) {
        Ok(proposals) => {
            let replaced = correct::replaced(&tree, existing, &proposals);
            Ok(Proposed { proposals, replaced })
        }
        Err(refusal) => headline(book, translation, wish).ok_or_else(|| {
            let failure = match refusal {
                Refusal::NotFound => Failure::new(format!("the page does not say `{}`", wish.find)),
                Refusal::Code => Failure::new("this would change code, which is the same in every edition"),
            };
            let shown = book.converters.text(&translation.locale, Some(translation), wish.edition, wish.find);
            if text.contains(wish.find) && shown != wish.find {
                return failure.help(format!("that is the original's wording; the page says `{shown}`, or the like"));
            }
            failure.help("copy the words from one paragraph of the converted page; markup and line ends do not matter")
        }),
    }
}

/// The correction of the title or the description in the front matter.
fn headline(book: Look<'_>, translation: &Translation, wish: &Wish<'_>) -> Option<Proposed> {
    let front = &translation.front;
    let texts = [(BlockKind::Title, &front.title), (BlockKind::Description, &front.description)];
    let proposal = texts.into_iter().find_map(|(kind, text)| {
        let text = text.as_deref()?;
        let shown = book.converters.text(&translation.locale, Some(translation), wish.edition, text);
        let replace = shown.contains(wish.find).then(|| shown.replace(wish.find, wish.replace))?;
        let block = translation.blocks.iter().find(|block| block.kind == kind)?;
        let source = normal(text);
        let print = Some(block.fingerprint);
        let correction = Correction { source, find: shown, replace, block: print, span: Span::default() };
        Some(Proposal { correction, block: block.span })
    })?;
    Some(Proposed { proposals: vec![proposal], replaced: Vec::new() })
}

fn line(text: &str, span: Span) -> u32 {
    LineIndex::new(text).locate(text, span.start).line
}
