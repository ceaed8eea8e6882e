//! `yiben reviewed`: a person says that translations are current with their originals.

use super::console::count;
use super::project::{self, Loaded, Overrides, Project};
use super::{Console, Failure, Outcome, history};
use crate::content::Library;
use crate::content::library::TranslationId;
use crate::content::records::FILE;
use crate::diagnostic::Code;
use crate::emit;
use crate::resolve::staleness::{self, Standing};
use crate::source::RelPath;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Record that translations are current with their originals, whether or not their text had to change.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["paths", "all", "history"]))]
pub struct Options {
    /// Translations, or folders of translations.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Every translation of the site.
    #[arg(long)]
    pub all: bool,
    /// The translations that translations.lock has no line for: record what the git history tells about them.
    #[arg(long)]
    pub history: bool,
    /// The project's folder, where book.toml lies.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
}

/// Writes `translations.lock`.
///
/// # Errors
/// When the project cannot be read, a path is no translation, or the file cannot be written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Loaded { project, files, mut found } = project::load(&options.dir, &Overrides::default())?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was recorded"));
    };
    let (mut library, problems) = crate::content::scan(&files, &project.config);
    found.extend(problems);
    let said =
        if options.history { by_history(&project, &mut library) } else { by_hand(&project, &mut library, options)? };
    let known = |key: &_, locale: &_| library.translations.iter().any(|t| t.key == *key && t.locale == *locale);
    // A document that could not be read is not gone.
    if !found.iter().any(|finding| matches!(finding.code, Code::Unreadable | Code::NotUtf8)) {
        let mut records = library.records.clone();
        records.retain(known);
        library.records = records;
    }
    emit::save(&options.dir.join(FILE), library.records.text().as_bytes())?;
    console.print(&said);
    found.retain(|finding| matches!(finding.code, Code::Unreadable | Code::NotUtf8 | Code::LockFile));
    console.diagnostics(&project.graded(found), &files);
    Ok(Outcome::Fine)
}

/// Records what was named.
fn by_hand(project: &Project, library: &mut Library, options: &Options) -> Result<String, Failure> {
    let (ids, mut said) = if options.all {
        (staleness::ids(library).collect(), String::new())
    } else {
        chosen(project, library, options)?
    };
    let (mut recorded, mut lost) = (0, None);
    for id in ids {
        let (original, before) = match staleness::standing(&project.config, library, id) {
            Standing::Original => continue,
            Standing::Current(original) => (original, "as before".to_owned()),
            Standing::Outdated(stale) => {
                (stale.original, format!("{} had changed", count(stale.changes.len(), "block")))
            }
            Standing::Unrecorded(original) => (original, "recorded for the first time".to_owned()),
            Standing::Orphan(locale) => match crate::resolve::original::of(&project.config, library, id) {
                Some(original) => (original, format!("its original in `{locale}` is gone")),
                None => {
                    let path = &library.translations[id.0 as usize].path;
                    said.push_str(&format!("{path} was left out: its original in `{locale}` is gone\n"));
                    lost.get_or_insert_with(|| format!("the original of `{path}` in `{locale}` is gone"));
                    continue;
                }
            },
        };
        let record = staleness::record(library, original);
        let path = library.translations[original.0 as usize].path.clone();
        let own = Arc::clone(&library.translations[id.0 as usize]);
        said.push_str(&format!("{} is current with {path}: {before}\n", own.path));
        library.records.set(&own.key, &own.locale, record);
        recorded += 1;
    }
    if recorded == 0 {
        return Err(nothing(options, lost));
    }
    said.push_str(&format!("{} recorded in {FILE}\n", count(recorded, "translation")));
    Ok(said)
}

/// Records what the git history tells.
fn by_history(project: &Project, library: &mut Library) -> String {
    let assumed = history::assume(&project.files, &project.config, library);
    let mut said = String::new();
    let mut list = |ids: &[TranslationId], what: &dyn Fn(TranslationId) -> String| {
        for id in ids {
            said.push_str(&format!("{}: {}\n", library.translations[id.0 as usize].path, what(*id)));
        }
    };
    list(&assumed.found, &|id| match staleness::standing(&project.config, library, id) {
        Standing::Outdated(stale) => {
            format!("outdated by the git history, {} changed", count(stale.changes.len(), "block"))
        }
        _ => "current by the git history".to_owned(),
    });
    list(&assumed.fresh, &|_| "never committed, so taken to be current".to_owned());
    let why = match (assumed.git, assumed.shallow) {
        (false, _) => "there is no git history",
        (true, true) => "the git history was cut off before it",
        (true, false) => "the git history does not tell",
    };
    list(&assumed.unknown, &|_| format!("not recorded: {why}"));
    let recorded = assumed.found.len() + assumed.fresh.len();
    said.push_str(&format!("{} recorded in {FILE}\n", count(recorded, "translation")));
    said
}

/// The translations that the command line means, and what is to be said of the files among them that are none: a shell
/// gives all that fit `start.*`.
fn chosen(project: &Project, library: &Library, options: &Options) -> Result<(Vec<TranslationId>, String), Failure> {
    let (mut ids, mut said) = (Vec::new(), String::new());
    for path in &options.paths {
        let named = named(library, path, &options.dir);
        let is_original = |id: &TranslationId| staleness::standing(&project.config, library, *id) == Standing::Original;
        match named.as_slice() {
            [] if options.paths.len() > 1 && is_asset(library, path, &options.dir) => {
                said.push_str(&format!("{} is no document, and was left out\n", path.display()));
            }
            [] => {
                let shown = path.display();
                return Err(Failure::new(format!("`{shown}` is no document of the site"))
                    .help("name a translation as `content/guide/start.zh-Hans.md`, or a folder that holds some"));
            }
            [id] if is_original(id) => {
                said.push_str(&format!("{} is an original, and was left out\n", path.display()));
            }
            _ => ids.extend(named),
        }
    }
    ids.sort();
    ids.dedup();
    Ok((ids, said))
}

/// What to say where no translation was named that has an original: `lost` is of the first whose original is gone.
fn nothing(options: &Options, lost: Option<String>) -> Failure {
    if let Some(message) = lost {
        return Failure::new(message).help(
            "delete it as well; or if it is no translation, say `translated-from = \"none\"` in its front matter",
        );
    }
    let message = match options.paths.as_slice() {
        [path] if path.is_file() || options.dir.join(path).is_file() => {
            format!("`{}` is an original, not a translation", path.display())
        }
        _ => "there is no translation among these paths".to_owned(),
    };
    Failure::new(message).help("name the translated file, not its original; `yiben status` lists what there is")
}

/// The documents that a path on the command line means: a file, or all below a folder.
fn named(library: &Library, path: &Path, dir: &Path) -> Vec<TranslationId> {
    let wanted = inside(path, dir);
    let below = |id: &TranslationId| {
        let path = &library.translations[id.0 as usize].path;
        wanted.as_ref().is_some_and(|wanted| path.strip_prefix(wanted).is_some())
    };
    staleness::ids(library).filter(below).collect()
}

/// Whether a path names a file of the site that is no document.
fn is_asset(library: &Library, path: &Path, dir: &Path) -> bool {
    inside(path, dir).is_some_and(|path| library.assets.iter().any(|asset| asset.path == path))
}

/// A path as the project knows it: below its folder, whether it is written from there or from where the command runs.
fn inside(path: &Path, dir: &Path) -> Option<RelPath> {
    let absolute = |path: &Path| std::path::absolute(path).ok().map(|path| normal(&path));
    let below = absolute(path)?.strip_prefix(absolute(dir)?).ok().map(Path::to_path_buf);
    let exists = |path: &PathBuf| dir.join(path).exists();
    let path = below.filter(exists).unwrap_or_else(|| path.to_path_buf());
    RelPath::new(path.to_str()?.trim_start_matches("./")).ok()
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}
