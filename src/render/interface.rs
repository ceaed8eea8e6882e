//! The interface's messages as templates call them: `t("back-to-top")`, `t("reading-time", minutes=7)`.

use super::templates::{Callable, Refusal, Templates, Value, spoken_of};
use super::theme::Theme;
use super::view::DateView;
use crate::config::{Config, EditionId};
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::locale::Locale;
use crate::locale::messages::{Argument, CIRCLE, Catalogs, MessageError, Messages};
use crate::resolve::text;
use crate::source::{Files, RelPath, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// An edition's messages. Those without arguments are formatted once.
#[derive(Clone, Debug)]
pub struct Interface {
    catalogs: Arc<Catalogs>,
    edition: EditionId,
    plain: Arc<BTreeMap<String, String>>,
    /// Those that were filled before, by name and arguments: many pages take as long to read.
    filled: Arc<Mutex<BTreeMap<String, String>>>,
}

/// How many filled messages are remembered.
const FILLED: usize = 1_000;

impl Interface {
    /// The messages of `edition`. `ids` are those that templates name; one that is in no catalog of the edition's chain
    /// is shown as its id, and reported by [`missing`].
    pub fn new(catalogs: Arc<Catalogs>, edition: EditionId, ids: &BTreeSet<String>) -> Self {
        let messages = catalogs.messages(usize::from(edition.0));
        let plain = ids.iter().filter_map(|id| {
            if !messages.has(id) {
                return Some((id.clone(), id.clone()));
            }
            messages.format(id, &[]).ok().map(|text| (id.clone(), text))
        });
        let plain = Arc::new(plain.collect());
        Self { catalogs, edition, plain, filled: Arc::default() }
    }

    /// The message `id`, which takes no arguments; its id if there is none.
    pub fn text(&self, id: &str) -> String {
        self.format(id, &[]).unwrap_or_else(|_| id.to_owned())
    }

    /// The same where the edition has it in its own language; else nothing.
    pub fn own_text(&self, id: &str) -> String {
        if self.messages().is_own(id) { self.text(id) } else { String::new() }
    }

    /// The language of the message `id`, which takes arguments, where that is not the edition's own.
    pub fn foreign(&self, id: &str) -> Option<&Locale> {
        let messages = self.messages();
        if messages.is_own(id) { None } else { messages.locale_of(id) }
    }

    fn messages(&self) -> &Messages {
        self.catalogs.messages(usize::from(self.edition.0))
    }

    /// The message `id` with arguments.
    ///
    /// # Errors
    /// When there is no such message, or it lacks an argument.
    pub fn format(&self, id: &str, arguments: &[(&str, Argument)]) -> Result<String, MessageError> {
        if let Some(text) = self.plain.get(id) {
            return Ok(text.clone());
        }
        self.messages().format(id, arguments)
    }
}

impl Callable for Interface {
    fn call(&self, first: &str, named: &[(String, Value)]) -> Result<Value, Refusal> {
        if named.is_empty() || self.plain.contains_key(first) {
            return self.format(first, &[]).map(Value::from).map_err(|error| refusal(&error));
        }
        let arguments: Vec<_> = named.iter().map(|(name, value)| (name.as_str(), argument(value))).collect();
        let asked = format!("{first} {arguments:?}");
        let filled = || self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = filled().get(&asked) {
            return Ok(Value::from(text.as_str()));
        }
        let text = self.format(first, &arguments).map_err(|error| refusal(&error))?;
        let value = Value::from(text.as_str());
        let mut filled = filled();
        if filled.len() < FILLED {
            filled.insert(asked, text);
        }
        Ok(value)
    }
}

fn refusal(error: &MessageError) -> Refusal {
    let about = match error {
        MessageError::Unfilled { id, value: Some(value), .. } => {
            Some(Subject::Message { id: id.clone(), value: value.clone() })
        }
        MessageError::Unfilled { id, why, .. } if why == CIRCLE => {
            Some(Subject::Message { id: id.clone(), value: String::new() })
        }
        _ => None,
    };
    Refusal { why: error.to_string(), about }
}

fn argument(value: &Value) -> Argument {
    if let Some(date) = spoken_of::<DateView>(value) {
        return Argument::from(date.date);
    }
    match (f64::try_from(value.clone()), value.as_str()) {
        (Ok(number), None) => Argument::Number(number),
        _ => Argument::from(value.to_string()),
    }
}

/// Where a message is asked for: the template, and the place in it if it is a file of the site.
pub type Asked = (RelPath, Option<Span>);

/// The ids that templates name in `t("…")`, each with the first place that names it.
pub fn named_ids(templates: &Templates) -> BTreeMap<String, Asked> {
    let mut ids = BTreeMap::new();
    for (name, source) in templates.sources() {
        for (at, _) in source.text.match_indices("t(\"") {
            if source.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            if let Some((id, _)) = source.text[at + 3..].split_once('"') {
                let asked = match &source.path {
                    Some(path) => (path.clone(), Some(Span::new(at + 3, at + 3 + id.len()))),
                    None => (super::templates::built_in_path(name), None),
                };
                ids.entry(id.to_owned()).or_insert(asked);
            }
        }
    }
    ids
}

/// What the templates of a site and the program itself ask for.
#[derive(Debug)]
pub struct Uses {
    sources: Vec<String>,
    own: BTreeSet<String>,
    /// Whether a template makes up the name of a message.
    pub any_name: bool,
}

impl Uses {
    /// Reads the templates of a site.
    pub fn load(files: &Files, config: &Config) -> Self {
        let (theme, _) = Theme::load(files, config);
        let sources: Vec<String> = theme.templates.sources().map(|(_, source)| source.text.clone()).collect();
        let any_name = sources.iter().any(|text| makes_up_a_name(text));
        let own = super::renderer::named_ids(&theme).into_keys().collect();
        Self { sources, own, any_name }
    }

    /// Whether somebody names the message `id`.
    pub fn names(&self, id: &str) -> bool {
        let quoted = [format!("\"{id}\""), format!("'{id}'")];
        self.own.contains(id) || self.sources.iter().any(|text| quoted.iter().any(|name| text.contains(name.as_str())))
    }
}

/// Whether `t(…)` is called with something that is no text in quotation marks.
fn makes_up_a_name(text: &str) -> bool {
    let calls =
        text.match_indices("t(").filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    calls.into_iter().any(|(at, call)| !text[at + call.len()..].trim_start().starts_with(['"', '\'']))
}

/// The messages that templates or the program itself name, and an edition's chain does not have: each once.
pub fn missing(config: &Config, catalogs: &Catalogs, ids: &BTreeMap<String, Asked>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (message, (path, span)) in ids {
        let lacks = |id: &EditionId| !catalogs.messages(usize::from(id.0)).has(message);
        let lacking: Vec<EditionId> = config.edition_ids().filter(lacks).collect();
        // What is converted from another edition has its messages as well.
        let heads: Vec<EditionId> = text::grouped(config, &lacking).into_iter().map(|(head, _)| head).collect();
        if heads.is_empty() {
            continue;
        }
        let said = match lacking.len() == config.editions.len() {
            true => format!("no edition has a message `{message}`"),
            false => format!("the message `{message}` is missing in {}", text::named(config, &lacking)),
        };
        let files: Vec<String> =
            heads.iter().map(|id| format!("locales/{}/site.ftl", config.edition(*id).locale)).collect();
        let help = format!("add `{message} = …` to {}", files.join(" and to "));
        let finding = Diagnostic::new(Code::MessageMissing, path, said).help(help);
        found.push(match span {
            Some(span) => finding.at(*span),
            None => finding,
        });
    }
    found
}
