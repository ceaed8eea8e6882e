//! `yiben convert`: text or Markdown from one form of written Chinese to another.

mod output;
mod stream;

use super::{Console, Failure, Outcome};
use crate::convert::glossary::{self, Terms};
use crate::convert::route::{Route, Side, Variant};
use crate::convert::{self, Characters, Converter, Mode, Vocabulary, exact, markdown};
use crate::diagnostic::{Code, Diagnostic, gravest};
use crate::locale::Locale;
use crate::source::{Files, RelPath, decode};
use output::Output;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Convert text or Markdown between Simplified and Traditional Chinese.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("way").required(true).args(["to", "config"]))]
pub struct Options {
    /// What the text becomes: zh-Hant, zh-TW, zh-HK, zh-Hans, zh-CN, …
    #[arg(long, value_name = "LOCALE")]
    pub to: Option<String>,
    /// What the text is written in; the other script by default.
    #[arg(long, value_name = "LOCALE", conflicts_with = "config")]
    pub from: Option<String>,
    /// One of OpenCC's configurations by its name, or a configuration file: OpenCC to the byte.
    #[arg(long, value_name = "NAME|FILE.json", conflicts_with_all = ["mode", "vocabulary", "characters"])]
    pub config: Option<String>,
    /// Decide words first, or do what OpenCC does.
    #[arg(long, value_enum, default_value = "words")]
    pub mode: ModeName,
    /// Topics of regional vocabulary, or none; by default everyday words between regions, none between scripts.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "TOPIC,…")]
    pub vocabulary: Option<Vec<Topic>>,
    /// Which of Hong Kong's character standards.
    #[arg(long, value_enum, default_value = "press")]
    pub characters: Standard,
    /// Give quotation marks the region's form: yes in words mode, no in exact mode by default.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub quotes: Option<bool>,
    /// A glossary of your own terms (CSV).
    #[arg(long, value_name = "FILE")]
    pub glossary: Option<PathBuf>,
    /// Take the input for plain text, whatever its name.
    #[arg(long, conflicts_with = "markdown")]
    pub text: bool,
    /// Take the input for Markdown: code, links and ids stay as they are.
    #[arg(long)]
    pub markdown: bool,
    /// Write each file back instead of to standard output.
    #[arg(long, requires = "files")]
    pub in_place: bool,
    /// Files to convert, or `-`; standard input by default.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// [`Mode`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ModeName {
    /// Words first, where it matters.
    Words,
    /// What OpenCC gives, to the byte.
    Exact,
}

/// [`Vocabulary`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Topic {
    /// Characters only.
    None,
    /// Everyday words, names of places.
    General,
    /// Computing.
    Computing,
}

/// [`Characters`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Standard {
    /// As newspapers print.
    Press,
    /// As schools teach.
    Education,
}

/// Converts every input in turn.
///
/// # Errors
/// When an option makes no sense, or a file cannot be read or written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    if options.in_place && options.files.iter().any(|file| file.as_os_str() == "-") {
        return Err(Failure::new("`--in-place` cannot write back what comes from standard input")
            .help("leave `-` or `--in-place` out"));
    }
    let mut job = Job { options, console, outcome: Outcome::Fine };
    let (text, markdown) = job.converters()?;
    if job.outcome == Outcome::Errors {
        return Ok(Outcome::Errors);
    }
    let stdin = [PathBuf::from("-")];
    for path in if options.files.is_empty() { &stdin[..] } else { &options.files } {
        if job.is_markdown(path) {
            job.markdown(path, &markdown)?;
        } else {
            job.text(path, &text)?;
        }
    }
    Ok(job.outcome)
}

struct Job<'o> {
    options: &'o Options,
    console: &'o Console,
    outcome: Outcome,
}

impl Job<'_> {
    /// The converter for plain text, and the one for Markdown, which reads marks and guards against other languages.
    fn converters(&mut self) -> Result<(Converter, Converter), Failure> {
        let (text, markdown) = match &self.options.config {
            Some(name) => self.by_opencc(name)?,
            None => self.by_locales()?,
        };
        let Some(path) = &self.options.glossary else { return Ok((text, markdown)) };
        let rows = self.glossary(path, text.route())?;
        let terms = Terms::default().with_rows(&rows, text.route());
        let (text, markdown) = (text.with_terms(terms.clone()), markdown.with_terms(terms));
        self.report(&glossary::impossible(&rows, &text), &located(path).0);
        Ok((text, markdown))
    }

    fn by_opencc(&mut self, name: &str) -> Result<(Converter, Converter), Failure> {
        let quotes = self.options.quotes;
        let how = |bare| convert::Options { mode: Mode::Exact, quotes, bare, vocabulary: Vec::new() };
        let path = Path::new(name);
        if path.extension().is_some_and(|ending| ending == "json") && path.is_file() {
            let (files, file) = located(path);
            let (mut engine, found) = exact::Engine::from_files(&files, &file);
            if engine.is_none() {
                engine = from_anywhere(path);
            }
            if engine.is_none() {
                self.report(&found, &files);
            }
            let engine = engine.unwrap_or_else(|| exact::Engine::builtin(exact::Standard::S2t));
            return Ok((Converter::own(engine.clone(), &how(true)), Converter::own(engine, &how(false))));
        }
        let standard = name.parse::<exact::Standard>().map_err(|error| {
            let names: Vec<&str> = exact::Standard::ALL.iter().map(|standard| standard.name()).collect();
            Failure::new(error.to_string()).help(format!("the names are {}", names.join(", ")))
        })?;
        Ok((Converter::opencc(standard, &how(true)), Converter::opencc(standard, &how(false))))
    }

    fn by_locales(&self) -> Result<(Converter, Converter), Failure> {
        let to = variant(self.options.to.as_deref().unwrap_or_default())?;
        let from = match &self.options.from {
            Some(from) => variant(from)?,
            None if to.side() == Side::Traditional => Variant::Hans,
            None => Variant::Hant,
        };
        let characters = match self.options.characters {
            Standard::Press => Characters::Press,
            Standard::Education => Characters::Education,
        };
        let route = Route { from, to, characters };
        let topic = |topic: &Topic| match topic {
            Topic::None => None,
            Topic::General => Some(Vocabulary::General),
            Topic::Computing => Some(Vocabulary::Computing),
        };
        let vocabulary: Vec<_> = match &self.options.vocabulary {
            Some(topics) => topics.iter().filter_map(topic).collect(),
            None => route.usual_vocabulary().to_vec(),
        };
        let exact = self.options.mode == ModeName::Exact;
        let with = |bare| {
            let mode = if exact { Mode::Exact } else { Mode::Words };
            let how = convert::Options { mode, vocabulary: vocabulary.clone(), quotes: self.options.quotes, bare };
            Converter::new(route, &how)
        };
        // Exact mode gives plain text what OpenCC gives it, and nothing else.
        Ok((with(exact), with(false)))
    }

    fn glossary(&mut self, path: &Path, route: Route) -> Result<Vec<glossary::Row>, Failure> {
        let (files, name) = located(path);
        if path
            .extension()
            .is_some_and(|ending| ["toml", "json", "yaml", "yml", "xlsx", "ods"].iter().any(|other| ending == *other))
        {
            let help = "a glossary is a table (CSV), such as a spreadsheet saves: `zh-Hans,zh-Hant` and then a row for each term";
            return Err(Failure::new(format!("`{}` is no table", path.display())).help(help));
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.report(&[not_utf8(&name, error.offset as u64, error.looks_like)], &files);
                return Ok(Vec::new());
            }
        };
        let (rows, mut found) = glossary::csv::read(&text, &name);
        found.extend(glossary::conflicts(&rows, route));
        self.report(&found, &files);
        Ok(rows)
    }

    fn is_markdown(&self, path: &Path) -> bool {
        let ending = path.extension().is_some_and(|ending| {
            ["md", "markdown", "mdown", "mkd"].iter().any(|known| ending.eq_ignore_ascii_case(known))
        });
        !self.options.text && (self.options.markdown || ending)
    }

    fn markdown(&mut self, path: &Path, converter: &Converter) -> Result<(), Failure> {
        let (files, name) = located(path);
        let mut bytes = Vec::new();
        input(path)?.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
        let marked = bytes.starts_with("\u{FEFF}".as_bytes());
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.report(&[not_utf8(&name, error.offset as u64, error.looks_like)], &files);
                return Ok(());
            }
        };
        let (converted, found) = markdown::convert(&text, converter, &name);
        self.report(&found, &files);
        let mut output = Output::of(path, self.options.in_place, self.console)?;
        output.write(if marked { "\u{FEFF}".as_bytes() } else { b"" })?;
        output.write(converted.as_bytes())?;
        output.finish()
    }

    fn text(&mut self, path: &Path, converter: &Converter) -> Result<(), Failure> {
        let (files, name) = located(path);
        let mut input = input(path)?;
        let mut output = Output::of(path, self.options.in_place, self.console)?;
        match stream::convert(&mut input, converter, &mut output) {
            Ok(found) => {
                self.report(&stream::diagnostics(&found, &name), &files);
                output.finish()
            }
            Err(stream::Stopped::Read(error)) => Err(unreadable(path, &error)),
            Err(stream::Stopped::Write(failure)) => Err(failure),
            Err(stream::Stopped::NotUtf8 { offset, looks_like }) => {
                self.report(&[not_utf8(&name, offset, looks_like)], &files);
                output.keep_what_was()
            }
        }
    }

    fn report(&mut self, found: &[Diagnostic], files: &Files) {
        self.console.diagnostics(found, files);
        if gravest(found) == Some(crate::diagnostic::Severity::Error) {
            self.outcome = Outcome::Errors;
        }
    }
}

/// The engine of a configuration whose dictionaries lie in other folders, as `/…` or `../…` says.
fn from_anywhere(path: &Path) -> Option<exact::Engine> {
    let path = std::fs::canonicalize(path).ok()?;
    let root = path.ancestors().last()?;
    let file = RelPath::new(path.strip_prefix(root).ok()?.to_str()?).ok()?;
    exact::Engine::from_files(&Files::disk(root), &file).0
}

fn variant(tag: &str) -> Result<Variant, Failure> {
    let locale = Locale::parse(tag).map_err(|error| Failure { message: error.message, help: error.help })?;
    Variant::of(&locale).ok_or_else(|| {
        Failure::new(format!("`{tag}` is no form of written Chinese"))
            .help("use zh-Hans, zh-Hant, zh-CN, zh-SG, zh-MY, zh-TW, zh-HK or zh-MO")
    })
}

/// A file as findings know it: as it was given, or by its name where its folder is elsewhere.
fn located(path: &Path) -> (Files, RelPath) {
    let given = path.to_str().filter(|given| *given != "-" && !given.split('/').any(|part| part == ".."));
    if let Some(given) = given.and_then(|given| RelPath::new(given).ok()) {
        return (Files::disk("."), given);
    }
    let name = path.file_name().and_then(|name| name.to_str()).filter(|name| *name != "-");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = name.and_then(|name| RelPath::new(name).ok());
    let unnamed = || RelPath::new("(standard input)").expect("a plain name is a path");
    (Files::disk(folder), name.unwrap_or_else(unnamed))
}

fn input(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    File::open(path).map(|file| Box::new(file) as Box<dyn Read>).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read `{}`: {error}", path.display()))
}

fn not_utf8(name: &RelPath, offset: u64, looks_like: Option<&str>) -> Diagnostic {
    let finding = Diagnostic::new(Code::NotUtf8, name, format!("the text is not UTF-8 at byte {}", offset + 1));
    match looks_like {
        Some(encoding) => finding.help(format!("it looks like {encoding}; save it as UTF-8")),
        None => finding.help("save it as UTF-8"),
    }
}
