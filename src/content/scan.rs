//! The scan: every source file read and parsed once, in parallel; what later stages need of it is kept, its body is not.

use super::discover::{Discovery, Found, discover};
use super::library::{Asset, DocKind, Heading, Library, Link, Translation, TranslationId};
use super::records::{self, Records};
use super::{DocKey, Kept, Texts, Tree, allow, authors, front, hashed, markdown};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, gravest};
use crate::source::{Files, ReadError, RelPath, decode};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The largest document that is read, in bytes. A longer one is a mistake: nobody reads a page of five books.
pub const LIMIT: u64 = 16 << 20;

/// Reads all documents of the project.
pub fn scan(files: &Files, config: &Config) -> (Library, Vec<Diagnostic>) {
    Reading::all(files, config, &Progress::default()).library(files, config)
}

/// The same for a site that is only to be written: with the bodies that are kept until then, and without the fingerprints
/// of blocks, where `translations.lock` records none that they could be compared with.
pub fn scan_to_write<'t>(files: &Files, config: &Config, texts: &'t Texts) -> (Library, Kept<'t>, Vec<Diagnostic>) {
    let recorded = RelPath::new(records::FILE).is_ok_and(|path| files.is_file(&path));
    scan_and_keep(files, config, texts, if recorded { Blocks::Compared } else { Blocks::None })
}

/// The same for a site that is looked at: with the bodies that are kept, and with the fingerprints of all blocks.
pub fn scan_to_check<'t>(files: &Files, config: &Config, texts: &'t Texts) -> (Library, Kept<'t>, Vec<Diagnostic>) {
    scan_and_keep(files, config, texts, Blocks::Compared)
}

/// What is wanted of the blocks of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blocks {
    /// Nothing.
    None,
    /// What tells whether they have changed.
    Compared,
    /// That, and how many words they have.
    Counted,
}

fn scan_and_keep<'t>(
    files: &Files,
    config: &Config,
    texts: &'t Texts,
    blocks: Blocks,
) -> (Library, Kept<'t>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let Discovery { documents, assets, authors } = discover(files, config, &mut found);
    let shortcodes = shortcodes(files);
    texts.room_for(documents.len());
    let read: Vec<(Arc<Document>, Option<Tree<'t>>)> = documents
        .par_iter()
        .enumerate()
        .map(|(at, place)| {
            // Nobody asks whether a file is still the same before the program ends.
            let (read, tree) = match read(files, &place.path, false) {
                Err(diagnostic) => (unread(config, place, diagnostic), None),
                Ok((text, hash)) => match texts.keep(at, text) {
                    Err(text) => (parsed(config, place, &shortcodes, blocks, &text, hash).0, None),
                    Ok(text) => {
                        let (document, tree) = parsed(config, place, &shortcodes, blocks, text, hash);
                        (document, Some(tree))
                    }
                },
            };
            (Arc::new(read), tree)
        })
        .collect();
    let mut documents = Vec::with_capacity(read.len());
    let mut trees = Vec::with_capacity(read.len());
    for (document, tree) in read {
        trees.extend(tree.map(|tree| (document.found.path.clone(), tree)));
        documents.push(document);
    }
    let (library, found) = Reading { documents, assets, authors, shortcodes, found }.library(files, config);
    (library, Kept::new(trees), found)
}

/// What the files of a project say, file by file, before they are joined into a library. Whoever watches the files keeps
/// it, so that a document that did not change is not read again.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    documents: Vec<Arc<Document>>,
    assets: Vec<Asset>,
    authors: Option<RelPath>,
    shortcodes: BTreeSet<String>,
    /// What is wrong with names and links between folders.
    found: Vec<Diagnostic>,
}

/// One document as it was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// What its place says.
    pub found: Found,
    /// What its text says; `None` where it could not be read.
    pub translation: Option<Arc<Translation>>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the file has a mistake now, and `translation` is what it said before.
    pub held: bool,
}

/// How far reading has come, for somebody who looks on from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// How many documents there are; 0 while they are looked for.
    pub all: AtomicUsize,
    /// How many have been read.
    pub done: AtomicUsize,
}

impl Reading {
    /// Looks for all documents and reads them.
    pub fn all(files: &Files, config: &Config, progress: &Progress) -> Self {
        Self::read(files, config, &Self::default(), &|_| true, progress)
    }

    /// Looks for all documents again, and reads those that `earlier` does not have in the same place and language, and
    /// those that are `stale`. A document that has a mistake now keeps what it said before.
    pub fn again(files: &Files, config: &Config, earlier: &Self, stale: &(dyn Fn(&RelPath) -> bool + Sync)) -> Self {
        Self::read(files, config, earlier, stale, &Progress::default())
    }

    fn read(
        files: &Files,
        config: &Config,
        earlier: &Self,
        stale: &(dyn Fn(&RelPath) -> bool + Sync),
        progress: &Progress,
    ) -> Self {
        let mut found = Vec::new();
        let Discovery { documents, assets, authors } = discover(files, config, &mut found);
        progress.all.store(documents.len(), Ordering::Relaxed);
        let shortcodes = shortcodes(files);
        let same = shortcodes == earlier.shortcodes;
        let read = |place: &Found| {
            progress.done.fetch_add(1, Ordering::Relaxed);
            let known = earlier.document(&place.path).filter(|known| {
                let locale = known.translation.as_ref().map(|translation| &translation.locale);
                same && known.found == *place
                    && locale == Some(&config.edition(place.edition).locale)
                    && !stale(&place.path)
            });
            known.map_or_else(|| Arc::new(document(files, config, place, &shortcodes).or_before(earlier)), Arc::clone)
        };
        let documents = documents.par_iter().map(read).collect();
        Self { documents, assets, authors, shortcodes, found }
    }

    /// The same with the documents at `paths` read again, where it has them. One that has a mistake now keeps what it said
    /// before.
    #[must_use]
    pub fn with_again(&self, files: &Files, config: &Config, paths: &[RelPath]) -> Self {
        let mut reading = self.clone();
        for path in paths {
            if let Ok(at) = self.place(path) {
                let found = &self.documents[at].found;
                reading.documents[at] = Arc::new(document(files, config, found, &self.shortcodes).or_before(self));
            }
        }
        reading
    }

    /// The document whose file is `path`.
    pub fn document(&self, path: &RelPath) -> Option<&Arc<Document>> {
        self.documents.get(self.place(path).ok()?)
    }

    fn place(&self, path: &RelPath) -> Result<usize, usize> {
        self.documents.binary_search_by(|document| document.found.path.cmp(path))
    }

    /// The documents in the order of their paths.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// Joins what was read into a library.
    pub fn library(&self, files: &Files, config: &Config) -> (Library, Vec<Diagnostic>) {
        let mut found = self.found.clone();
        found.extend(self.documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));
        let translations = self.documents.iter().filter_map(|document| document.translation.clone()).collect();
        let (records, problems) = Records::load(files);
        found.extend(problems);
        let comments = hashed::of_files(files, config, self.authors.as_ref(), &mut found);
        let mut library = Library { assets: self.assets.clone(), comments, records, ..Library::default() };
        (library.translations, library.documents) = shelve(translations, &mut found);
        if let Some(path) = &self.authors {
            library.authors = authors::read(files, path, &mut found);
            authors::name(&library.authors, path, &mut library.translations, &mut found);
        }
        (library, found)
    }
}

/// The text of a document as the scan saw it, front matter and all; spans and [`Translation::body_start`] count in it.
///
/// # Errors
/// When the file can no longer be read, or is no longer UTF-8.
pub fn body(files: &Files, translation: &Translation) -> Result<String, Diagnostic> {
    let bytes = bytes(files, &translation.path)?;
    let text = decode(bytes).map_err(|error| Diagnostic::not_utf8(&translation.path, &error))?;
    if text.len() < translation.body_start as usize || !text.is_char_boundary(translation.body_start as usize) {
        let message = format!("`{}` changed while the site was built", translation.path);
        return Err(Diagnostic::new(Code::Unreadable, &translation.path, message));
    }
    Ok(text)
}

/// The names of the shortcodes that the site defines as templates.
pub fn shortcodes(files: &Files) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["shortcodes", "theme/shortcodes"] {
        let Ok(folder) = RelPath::new(folder) else { continue };
        if files.is_dir(&folder) {
            let walk = files.walk(&folder);
            let html = walk.files.iter().filter(|path| path.extension() == Some("html"));
            names.extend(html.filter_map(|path| path.name().strip_suffix(".html")).map(str::to_owned));
        }
    }
    names
}

/// The text of a file, and its hash where that is asked for.
fn read(files: &Files, path: &RelPath, hashed: bool) -> Result<(String, [u8; 32]), Diagnostic> {
    let bytes = bytes(files, path)?;
    let hash = if hashed { *blake3::hash(&bytes).as_bytes() } else { [0; 32] };
    let text = decode(bytes).map_err(|error| Diagnostic::not_utf8(path, &error))?;
    Ok((text, hash))
}

fn bytes(files: &Files, path: &RelPath) -> Result<Vec<u8>, Diagnostic> {
    files.read(path, LIMIT).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &RelPath, error: &ReadError) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::Unreadable, path, format!("`{path}` could not be read: {error}"));
    match error {
        ReadError::TooLarge { .. } => {
            diagnostic.help("split it into several documents: a page this long opens nowhere")
        }
        ReadError::Escapes => diagnostic.help("copy the file into the source folder"),
        _ => diagnostic.help("check that it exists and that you may read it"),
    }
}

impl Document {
    /// This document with the text that `earlier` has of it, if it has a mistake now and had none before.
    fn or_before(mut self, earlier: &Reading) -> Self {
        let Some(before) = earlier.document(&self.found.path).filter(|before| before.found == self.found) else {
            return self;
        };
        if gravest(&self.diagnostics) == Some(Severity::Error)
            && (before.held || gravest(&before.diagnostics) != Some(Severity::Error))
            && before.translation.is_some()
        {
            self.translation.clone_from(&before.translation);
            self.held = true;
        }
        self
    }
}

/// Reads one document.
fn document(files: &Files, config: &Config, place: &Found, shortcodes: &BTreeSet<String>) -> Document {
    match read(files, &place.path, true) {
        Ok((text, hash)) => parsed(config, place, shortcodes, Blocks::Counted, &text, hash).0,
        Err(diagnostic) => unread(config, place, diagnostic),
    }
}

/// A document whose file could not be read: it stands where it stands, and says nothing.
fn unread(config: &Config, place: &Found, diagnostic: Diagnostic) -> Document {
    let (document, _) = parsed(config, place, &BTreeSet::new(), Blocks::Counted, "", [0; 32]);
    Document { diagnostics: vec![diagnostic], ..document }
}

/// The document with this text, and its body; `blocks` says what is wanted of its blocks.
fn parsed<'t>(
    config: &Config,
    document: &Found,
    shortcodes: &BTreeSet<String>,
    blocks: Blocks,
    text: &'t str,
    hash: [u8; 32],
) -> (Document, Tree<'t>) {
    let mut found = Vec::new();
    let path = &document.path;
    let (front, body_start) = front::parse(path, text, &mut found);
    let key = key(document, &front, &mut found);
    let locale = config.edition(document.edition).locale.clone();
    let chinese = locale.han_script().is_some();
    let options = markdown::Options { path, chinese, shortcodes, measured: true };
    let parsed = markdown::parse(text, body_start, &options);
    found.extend(parsed.diagnostics);
    let mut allows = hashed::read(text, 0..body_start, false, path, &mut found);
    allows.extend(allow::read(text, body_start, &parsed.tree.nodes, path, &mut found));
    let link = |link: &super::tree::LinkUse<'_>| Link {
        destination: link.destination.as_ref().into(),
        span: link.span,
        kind: link.kind,
    };
    let mut outline: Vec<Heading> = parsed.outline;
    outline.shrink_to_fit();
    let blocks = match blocks {
        Blocks::None => Vec::new(),
        Blocks::Compared => super::blocks::prints(&front, &parsed.tree),
        Blocks::Counted => super::blocks::of(&front, &parsed.tree),
    };
    let translation = Translation {
        key,
        path_key: document.key.clone(),
        locale,
        path: path.clone(),
        kind: document.kind,
        front,
        outline,
        anchors: parsed.anchors,
        links: parsed.tree.links.iter().map(link).collect(),
        allows,
        summary: parsed.summary.into(),
        words: parsed.words,
        minutes: parsed.minutes,
        blocks: blocks.into_boxed_slice(),
        hash,
        body_start: u32::try_from(body_start).unwrap_or(u32::MAX),
    };
    // Between the two halves of a conflict anything may look wrong.
    if let Some(conflict) = super::conflict::find(text, &parsed.tree.nodes, path) {
        found = vec![conflict];
    }
    let document =
        Document { found: document.clone(), translation: Some(Arc::new(translation)), diagnostics: found, held: false };
    (document, parsed.tree)
}

/// The key that the front matter gives, or else the path.
fn key(document: &Found, front: &super::library::FrontMatter, found: &mut Vec<Diagnostic>) -> DocKey {
    let Some(written) = &front.key else { return document.key.clone() };
    match RelPath::root().join(written) {
        Ok(path) if path.parts().all(|part| part.len() <= 200) && !written.split('/').any(|part| part == "..") => {
            DocKey::new(path.as_str())
        }
        _ => {
            let message = format!("the key `{written}` is no plain path");
            let span = front.spans.get("key").copied().unwrap_or_default();
            let help = "a key is made of names with `/` between them, as in `guide/start`";
            found.push(Diagnostic::new(Code::FrontMatterValue, &document.path, message).at(span).help(help));
            document.key.clone()
        }
    }
}

/// Puts translations in order and takes out those that stand twice. The first by its path stays.
fn shelve(
    mut translations: Vec<Arc<Translation>>,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Translation>>, BTreeMap<DocKey, Vec<TranslationId>>) {
    translations.sort_by(|a, b| (&a.key, &a.locale, &a.path).cmp(&(&b.key, &b.locale, &b.path)));
    translations.dedup_by(|later, first| {
        let same = later.key == first.key && later.locale == first.locale;
        if same {
            found.push(twice(first, later));
        }
        same
    });
    let keys: BTreeSet<DocKey> = translations.iter().map(|translation| translation.key.clone()).collect();
    let mut documents: BTreeMap<DocKey, Vec<TranslationId>> = BTreeMap::new();
    for (at, translation) in translations.iter_mut().enumerate() {
        // A folder with documents of its own is a section, even where its page is called `index.md`.
        if translation.kind == DocKind::Bundle && holds_documents(&keys, &translation.key) {
            Arc::make_mut(translation).kind = DocKind::Section;
        }
        let id = TranslationId(u32::try_from(at).unwrap_or(u32::MAX));
        documents.entry(translation.key.clone()).or_default().push(id);
    }
    (translations, documents)
}

fn holds_documents(keys: &BTreeSet<DocKey>, key: &DocKey) -> bool {
    let prefix = format!("{key}/");
    keys.range(DocKey::new(prefix.as_str())..).next().is_some_and(|next| next.as_str().starts_with(&prefix))
}

fn twice(first: &Translation, later: &Translation) -> Diagnostic {
    let message = format!(
        "the document `{}` stands twice in `{}`: `{}` and `{}`",
        later.key, later.locale, first.path, later.path
    );
    Diagnostic::new(Code::DuplicateTranslation, &later.path, message)
        .related(&first.path, None, "the first")
        .help("remove one of them, or give it a `key` or a locale of its own")
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
