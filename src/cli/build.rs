//! `yiben build`: the whole site into its destination.

use super::console::count;
use super::fonts::Installed;
use super::project::{self, Book, Loaded, Overrides, Project};
use super::{Console, Failure, Outcome};
use crate::config;
use crate::content::{Once, Texts};
use crate::diagnostic::{self, Code, Diagnostic, Place, Severity};
use crate::emit::{self, Destination, Staging, digest};
use crate::render::card::{self, Card, Cards};
use crate::render::highlight::Highlighter;
use crate::render::{Parts, Renderer};
use crate::resolve::plan::PageId;
use crate::site::{self, Content, Output, search};
use crate::source::RelPath;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Build the site into its destination.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The folder to write, instead of `destination` in book.toml.
    #[arg(short, long, value_name = "OUT")]
    pub destination: Option<PathBuf>,
    /// Where the site will stand, instead of `base-url` in book.toml.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Publish drafts as well.
    #[arg(long)]
    pub drafts: bool,
    /// List path, size and SHA-256 of every file: in FILE, or on standard output.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "-")]
    pub manifest: Option<PathBuf>,
    /// Keep what a later build can use again in this folder; the site is the same with it and without.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// How many threads to use; as many as there are cores by default.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// How many threads there are at most; the site is the same with any number, and thousands only wait for one another.
const MOST: usize = 256;

/// Builds the site.
///
/// # Errors
/// When the project cannot be read or the destination cannot be written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let pool = threads(options.jobs)?;
    pool.install(|| build(options, console))
}

/// As many threads as were asked for, or as there are cores.
pub(super) fn threads(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool, Failure> {
    let jobs = jobs.map_or(0, |jobs| jobs.get().min(MOST));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    pool.map_err(|error| Failure::new(format!("cannot start threads: {error}")))
}

/// The program: load, scan, plan, render, emit. What is found wrong on the way is shown at the end; a site with errors is
/// rendered for its findings, and not published.
fn build(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let overrides = Overrides { base_url: options.base_url.clone(), drafts: options.drafts };
    let Loaded { project, files, mut found } = project::load(&options.dir, &overrides)?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was built"));
    };
    let destination = destination(&project, options, &mut found)?;
    let texts = Texts::default();
    // The program ends after this: what is large need not be taken apart.
    let (book, kept) = project.plan_to_write(&texts, &mut found);
    let planned = ManuallyDrop::new((book, Once::from(kept)));
    let (book, bodies) = &*planned;
    let convert = book.convert();
    let stage = book.stage(&convert);
    let around = Around::of(options, destination.as_ref())?;
    let highlighter = around.highlighter();
    let (parts, problems) = Parts::new(stage, Arc::clone(&highlighter));
    found.extend(problems);
    let mut installed = Installed::default();
    let (faces, problems) = card::fonts::find(&files, &project.config, &mut |family| installed.family(family));
    found.extend(problems);
    let parts = parts.with_cards(Cards::new(&project.config, faces));
    let renderer = Renderer::new(stage, &parts).once(bodies).searched(project.config.search);
    let (theme, problems) = renderer.files();
    found.extend(problems);
    let outputs = site::outputs(&project.config, &book.library, &book.plan, theme, renderer.cards());
    let previous = destination.as_ref().map(|folder| folder.folder().to_path_buf());
    let mut staging = match destination {
        Some(folder) if !book.stops(&found) => {
            Some(Staging::begin(&folder, outputs.iter().map(|file| file.path.clone()))?)
        }
        _ => None,
    };
    let words = search::Words::default();
    let writer =
        Writer { book, renderer: &renderer, parts: &parts, staging: staging.as_ref(), previous, words: &words };
    let written = writer.write_all(&outputs)?;
    found.extend(written.found);
    if let Some(staging) = &mut staging {
        let taken = |path: &RelPath| outputs.binary_search_by(|output| output.path.cmp(path)).is_ok();
        for path in indexes(book, &words, written.entries, &taken, staging)? {
            staging.add(path);
        }
    }

    let found = book.graded(found);
    match staging {
        Some(staging) if diagnostic::gravest(&found) < Some(Severity::Error) => {
            around.publish(staging, &highlighter, console)?;
        }
        _ => return Ok(console.report(&found, &files, "the site was not written")),
    }
    let summary =
        format!("{} in {}", count(book.plan.pages.len(), "page"), count(project.config.editions.len(), "edition"));
    Ok(console.report(&found, &files, &format!("{summary} written to {}", shown(&project, options))))
}

/// What stands around a build: its cache, its list of files, its date.
struct Around<'o> {
    manifest: Option<&'o Path>,
    /// The cache's file.
    cache: Option<PathBuf>,
    /// The time that every file is to carry.
    date: Option<SystemTime>,
}

impl<'o> Around<'o> {
    fn of(options: &'o Options, destination: Option<&Destination>) -> Result<Self, Failure> {
        let places = [&options.manifest, &options.cache].into_iter().flatten();
        for place in places.filter(|place| *place != Path::new("-")) {
            let inside =
                destination.is_some_and(|folder| emit::real(place).is_ok_and(|p| p.starts_with(folder.folder())));
            if inside {
                return Err(Failure::new(format!("`{}` lies in the destination", place.display()))
                    .help("everything there is replaced at each build; choose a place outside"));
            }
        }
        let date = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) if !text.is_empty() => Some(epoch(&text)?),
            _ => None,
        };
        let cache = options.cache.as_ref().map(|folder| folder.join("code.bin"));
        Ok(Self { manifest: options.manifest.as_deref(), cache, date })
    }

    /// The highlighter with what the cache remembers. A cache that cannot be read is none.
    fn highlighter(&self) -> Arc<Highlighter> {
        let bytes = self.cache.as_ref().and_then(|file| std::fs::read(file).ok());
        Arc::new(bytes.map_or_else(Highlighter::default, |bytes| Highlighter::remembering(&bytes)))
    }

    /// Puts the site in its place, then writes what is to be kept of the build.
    fn publish(&self, staging: Staging, highlighter: &Highlighter, console: &Console) -> Result<(), Failure> {
        let entries = self.manifest.map(|_| staging.digest()).transpose()?;
        if let Some(date) = self.date {
            staging.date(date)?;
        }
        staging.publish()?;
        if let Some(problem) = self.cache.as_ref().and_then(|file| emit::save(file, &highlighter.kept()).err()) {
            // The site stands, and the next build only takes longer.
            console.say(&format!("the cache was not written: {}\n", problem.message));
        }
        let list = entries.map(|entries| digest::text(&entries));
        match (self.manifest, list) {
            (Some(place), Some(list)) if place == Path::new("-") => console.print(&list),
            (Some(place), Some(list)) => emit::save(place, list.as_bytes())?,
            _ => {}
        }
        Ok(())
    }
}

/// The time that `SOURCE_DATE_EPOCH` gives, in seconds since 1970.
fn epoch(text: &str) -> Result<SystemTime, Failure> {
    let time = text.parse().ok().and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    time.ok_or_else(|| {
        Failure::new(format!("`SOURCE_DATE_EPOCH` is `{text}`, which is no time"))
            .help("give it the seconds since 1970-01-01, as `git log -1 --format=%ct` prints them")
    })
}

/// Writes outputs from as many threads as there are; without a staging folder it renders for the findings alone.
struct Writer<'a> {
    book: &'a Book<'a>,
    renderer: &'a Renderer<'a>,
    parts: &'a Parts,
    staging: Option<&'a Staging>,
    /// The site that stands at the destination.
    previous: Option<PathBuf>,
    /// The words of all pages.
    words: &'a search::Words,
}

/// What is known once files are written.
#[derive(Default)]
struct Written {
    /// What is wrong with them.
    found: Vec<Diagnostic>,
    /// What the search takes in of them.
    entries: Vec<search::Entry>,
}

/// A piece of the writing that one thread does.
enum Task<'o> {
    /// Pages that show one translation, with their outputs.
    Pages(Vec<(PageId, &'o Output)>),
    /// Any other file.
    File(&'o Output),
}

impl Writer<'_> {
    fn write_all(&self, outputs: &[Output]) -> Result<Written, emit::Problem> {
        let each: Result<Vec<_>, _> = self.tasks(outputs).into_par_iter().map(|task| self.write(&task)).collect();
        let mut all = Written::default();
        for one in each? {
            all.found.extend(one.found);
            all.entries.extend(one.entries);
        }
        Ok(all)
    }

    /// What is written in one go: pages that show one translation, which is then read once; anything else by itself.
    fn tasks<'o>(&self, outputs: &'o [Output]) -> Vec<Task<'o>> {
        let (mut tasks, mut pages) = (Vec::new(), BTreeMap::<_, Vec<_>>::new());
        for output in outputs {
            match output.content {
                Content::Page(id) => match self.book.plan.page(id).origin.translation() {
                    Some(translation) => pages.entry(translation).or_default().push((id, output)),
                    None => tasks.push(Task::Pages(vec![(id, output)])),
                },
                _ => tasks.push(Task::File(output)),
            }
        }
        tasks.extend(pages.into_values().map(Task::Pages));
        tasks
    }

    fn write(&self, task: &Task<'_>) -> Result<Written, emit::Problem> {
        match task {
            Task::Pages(pages) => self.pages(pages),
            Task::File(output) => Ok(Written { found: self.file(output)?, ..Written::default() }),
        }
    }

    fn pages(&self, pages: &[(PageId, &Output)]) -> Result<Written, emit::Problem> {
        let plan = &self.book.plan;
        let ids: Vec<PageId> = pages.iter().map(|(id, _)| *id).collect();
        let mut outputs = pages.iter().map(|(_, output)| &output.path);
        let mut all = Written::default();
        let mut written = Ok(());
        self.renderer.pages(&ids, &mut |id, rendered| {
            all.found.extend(rendered.diagnostics);
            if self.book.project.config.search && search::is_in(plan.page(id)) {
                let href = self.renderer.href(id);
                all.entries.push(search::Entry::new(self.words, id, plan.page(id), href, &rendered.passages));
            }
            if let (Ok(()), Some(path)) = (&written, outputs.next()) {
                written = self.put(path, rendered.html.as_bytes());
            }
        });
        written.map(|()| all)
    }

    fn file(&self, output: &Output) -> Result<Vec<Diagnostic>, emit::Problem> {
        let Book { project, library, plan, .. } = self.book;
        let (text, found) = match &output.content {
            // Pages are tasks of their own.
            Content::Page(_) => return Ok(Vec::new()),
            Content::Redirect(at) => match self.renderer.redirect(plan.redirects[*at].to) {
                Ok(html) => (html, Vec::new()),
                Err(problem) => (String::new(), vec![*problem]),
            },
            Content::Feed(edition) => {
                let body = |id| self.renderer.text(id);
                let feed = site::feed::file(&project.config, library, plan, *edition, &body);
                (feed.map(|(_, text)| text).unwrap_or_default(), Vec::new())
            }
            Content::Card(card) => return self.card(&output.path, card).map(|()| Vec::new()),
            Content::Copy(source) => return self.copy(&output.path, source).map(|()| Vec::new()),
            Content::Made(bytes) => return self.put(&output.path, bytes).map(|()| Vec::new()),
        };
        self.put(&output.path, text.as_bytes())?;
        Ok(found)
    }

    fn put(&self, path: &RelPath, bytes: &[u8]) -> Result<(), emit::Problem> {
        self.staging.map_or(Ok(()), |staging| staging.write(path, bytes))
    }

    /// A picture's name says all that it shows: one that the last build drew is taken as it is.
    fn card(&self, path: &RelPath, card: &Card) -> Result<(), emit::Problem> {
        let Some(staging) = self.staging else { return Ok(()) };
        match self.previous.as_ref().map(|folder| folder.join(path.as_str())).filter(|file| file.is_file()) {
            Some(drawn) => staging.copy(path, &drawn),
            None => staging.write(path, &self.parts.draw(card)),
        }
    }

    fn copy(&self, path: &RelPath, source: &RelPath) -> Result<(), emit::Problem> {
        match (self.staging, self.book.project.files.disk_path(source)) {
            (Some(staging), Some(source)) => staging.copy(path, &source),
            _ => Ok(()),
        }
    }
}

/// Writes every edition's index, each as soon as it is made, and says which files it has. A site's own file wins.
fn indexes(
    book: &Book<'_>,
    words: &search::Words,
    mut entries: Vec<search::Entry>,
    taken: &(dyn Fn(&RelPath) -> bool + Sync),
    staging: &Staging,
) -> Result<Vec<RelPath>, emit::Problem> {
    entries.sort_by_key(|entry| entry.id);
    let mut editions = BTreeMap::<_, Vec<_>>::new();
    for entry in entries {
        editions.entry(book.plan.page(entry.id).edition).or_default().push(entry);
    }
    let written = editions.into_par_iter().map(|(edition, entries)| {
        let name = search::name(&book.project.config.edition(edition).locale);
        let mut files = search::files(&book.converters, words, &name, entries);
        files.retain(|(path, _)| !taken(path));
        files.iter().try_for_each(|(path, bytes)| staging.write_more(path, bytes))?;
        Ok(files.into_iter().map(|(path, _)| path).collect::<Vec<_>>())
    });
    Ok(written.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The folder to write; `None` when it is not ours to write, which is then among the findings.
fn destination(
    project: &Project,
    options: &Options,
    found: &mut Vec<Diagnostic>,
) -> Result<Option<Destination>, emit::Problem> {
    let place = match &options.destination {
        Some(given) => given.clone(),
        // `./public` would read as if somebody had written the dot.
        None if options.dir == Path::new(".") => PathBuf::from(&project.config.destination),
        None => options.dir.join(&project.config.destination),
    };
    match Destination::resolve(&place, &options.dir, &project.sources()) {
        Ok(destination) => Ok(Some(destination)),
        Err(problem) if problem.code == Code::WriteFailed => Err(problem),
        Err(problem) => {
            let mut diagnostic = Diagnostic::new(problem.code, &RelPath::root(), problem.message).help(problem.help);
            if let (None, Some(span)) = (&options.destination, project.config.spans.get("destination")) {
                diagnostic.place =
                    Place { path: RelPath::new(config::FILE).expect("`book.toml` is a path"), span: Some(*span) };
            }
            found.push(diagnostic);
            Ok(None)
        }
    }
}

/// The destination as the user knows it.
fn shown(project: &Project, options: &Options) -> String {
    let given = options.destination.as_deref().unwrap_or(Path::new(&project.config.destination));
    format!("`{}`", given.display())
}

impl From<emit::Problem> for Failure {
    fn from(problem: emit::Problem) -> Self {
        Self { message: problem.message, help: Some(problem.help) }
    }
}
