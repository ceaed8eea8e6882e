//! `yiben lock`: writes down what every sentence is converted to, and shows what has changed since the last time.

use super::console::count;
use super::project::{self, Book, Loaded, Overrides};
use super::{Console, Failure, Outcome};
use crate::config;
use crate::content::library::TranslationId;
use crate::content::{self, DocKey, Kept, Translation, Tree, markdown};
use crate::convert::document::sentences::{self, Block};
use crate::convert::lock::{Altered, FILE, Lock, Page, dictionaries};
use crate::diagnostic::{Code, Diagnostic};
use crate::emit;
use crate::resolve::plan::Origin;
use crate::source::{LineIndex, ReadError, RelPath, decode};
use rayon::prelude::*;
use std::path::PathBuf;

/// The largest file that is read, in bytes.
const LIMIT: u64 = 256 << 20;

/// Pin what every sentence is converted to, and show which sentences are converted in another way than before.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// A converted page with its sentences.
struct Converted<'b> {
    tag: String,
    translation: &'b Translation,
    blocks: Vec<Block>,
}

impl Converted<'_> {
    fn id(&self) -> (String, DocKey) {
        (self.tag.clone(), self.translation.key.clone())
    }
}

/// Writes `conversion.lock`.
///
/// # Errors
/// When the project cannot be read or the file cannot be written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Loaded { project, files, mut found } = project::load(&options.dir, &Overrides::default())?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was locked"));
    };
    let book = project.plan(&mut found);
    let (former, problems) = read(&book);
    let former = former.unwrap_or_default();
    let pages = converted(&book, None, None);
    let (mut said, mut altered) = (String::new(), 0);
    let mut lock = Lock { dictionaries: dictionaries(), ..Lock::default() };
    for page in &pages {
        if let Some(known) = former.pages.get(&page.id()) {
            let text = content::body(&project.files, page.translation).unwrap_or_default();
            let lines = LineIndex::new(&text);
            for Altered { span, source, before, after } in known.compare(&page.blocks).0 {
                let line = lines.locate(&text, span.start).line;
                let before = before.unwrap_or_else(|| "?".to_owned());
                let path = &page.translation.path;
                said.push_str(&format!("{path}:{line} [{}] {source}\n  - {before}\n  + {after}\n", page.tag));
                altered += 1;
            }
        }
        lock.pages.insert(page.id(), Page::of(&page.blocks));
    }
    emit::save(&options.dir.join(FILE), lock.text().as_bytes())?;
    let sentences: usize = pages.iter().flat_map(|page| &page.blocks).map(|block| block.sentences.len()).sum();
    let (pages, sentences) = (count(pages.len(), "converted page"), count(sentences, "sentence"));
    console.print(&format!("{said}{pages} with {sentences} locked in {FILE}, {altered} altered\n"));
    found.retain(|finding| matches!(finding.code, Code::Unreadable | Code::NotUtf8));
    found.extend(problems);
    console.diagnostics(&project.graded(found), &files);
    Ok(Outcome::Fine)
}

/// What `check` says about a site that has a `conversion.lock`.
pub fn diagnostics(book: &Book<'_>, kept: &Kept<'_>) -> Vec<Diagnostic> {
    let (Some(lock), mut found) = read(book) else { return Vec::new() };
    let (mut new, mut altered) = (0, 0);
    for page in converted(book, Some(kept), Some(&lock)) {
        let (changed, added) = match lock.pages.get(&page.id()) {
            Some(known) => known.compare(&page.blocks),
            None => (Vec::new(), page.blocks.len()),
        };
        new += added;
        altered += changed.len();
        found.extend(changed.into_iter().map(|altered| changed_sentence(&page, altered)));
    }
    let path = RelPath::new(config::FILE).expect("`book.toml` is a path");
    let mut note = |message: String| {
        let help = "run `yiben lock` and commit the file";
        found.push(Diagnostic::new(Code::ConversionUnlocked, &path, message).help(help));
    };
    if new > 0 {
        note(format!("{} that {FILE} does not know", count(new, "converted block")));
    }
    if lock.dictionaries != dictionaries() {
        let altered = if altered > 0 { count(altered, "sentence") } else { "no sentence".to_owned() };
        note(format!("{FILE} was written with other dictionaries; these alter {altered}"));
    }
    found
}

fn changed_sentence(page: &Converted<'_>, altered: Altered) -> Diagnostic {
    let Altered { span, source, before, after } = altered;
    let (tag, key) = (&page.tag, &page.translation.key);
    let message = match before {
        Some(before) => {
            format!("for `{tag}`, `{source}` became `{before}` when it was locked and becomes `{after}` now")
        }
        None => format!("for `{tag}`, `{source}` becomes `{after}` now, which is not what was locked"),
    };
    let help = format!("if it is right, run `yiben lock`; if not, correct it: `yiben fix {tag} {key} …`");
    Diagnostic::new(Code::ConversionChanged, &page.translation.path, message).at(span).help(help)
}

/// The project's file; `None` if there is none.
fn read(book: &Book<'_>) -> (Option<Lock>, Vec<Diagnostic>) {
    let path = RelPath::new(FILE).expect("a plain name is a path");
    match book.project.files.read(&path, LIMIT).map(decode) {
        Ok(Ok(text)) => {
            let (lock, found) = Lock::parse(&text, &path);
            (Some(lock), found)
        }
        Err(ReadError::NotFound) => (None, Vec::new()),
        Ok(Err(_)) => {
            (Some(Lock::default()), vec![Diagnostic::new(Code::NotUtf8, &path, format!("`{FILE}` is not UTF-8"))])
        }
        Err(error) => {
            let message = format!("`{FILE}` could not be read: {error}");
            (Some(Lock::default()), vec![Diagnostic::new(Code::Unreadable, &path, message)])
        }
    }
}

/// Every converted page with its sentences, in the order of the plan; of a block that `lock` knows with its result none.
fn converted<'b>(book: &'b Book<'_>, kept: Option<&Kept<'_>>, lock: Option<&Lock>) -> Vec<Converted<'b>> {
    let shortcodes = content::scan::shortcodes(&book.project.files);
    let of_page = |(at, page): (TranslationId, &crate::resolve::plan::Page)| {
        let translation = &*book.library.translations[at.0 as usize];
        let converter = book.converters.of(page.edition, translation).0?;
        let tag = book.project.config.edition(page.edition).locale.to_string();
        let mut converted = Converted { tag, translation, blocks: Vec::new() };
        let known = lock.and_then(|lock| lock.pages.get(&converted.id()));
        let known = |source, result| known.is_some_and(|page| page.has(source, result));
        let read = |tree: &Tree<'_>| sentences::unknown(translation, tree, &converter, known);
        converted.blocks = match kept.and_then(|kept| kept.tree(&translation.path)) {
            Some(tree) => read(tree),
            None => {
                let text = content::body(&book.project.files, translation).ok()?;
                let (path, shortcodes) = (&translation.path, &shortcodes);
                let options = markdown::Options { path, chinese: true, shortcodes, measured: false };
                read(&markdown::tree(&text, translation.body_start as usize, &options))
            }
        };
        Some(converted)
    };
    let pages = book.plan.pages.par_iter().filter_map(|page| match page.origin {
        // A list of several parts shows one text.
        Origin::Converted(id) if page.part.0 <= 1 => Some((id, page)),
        _ => None,
    });
    pages.filter_map(of_page).collect()
}
