//! The converters with a memory for short texts: titles and descriptions are asked for again with every plan.

use crate::cli::project::Project;
use crate::config::EditionId;
use crate::content::Translation;
use crate::convert::Converters;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// How many texts are remembered. Beyond it the memory begins anew.
const LIMIT: usize = 200_000;

/// The converters of a site and what they gave for short texts.
#[derive(Debug)]
pub struct Converting {
    /// The converters.
    pub converters: Converters,
    memory: RwLock<Memory>,
}

/// Texts with what they became.
type Texts = FxHashMap<Box<str>, Box<str>>;

/// The edition, and the folder with settings of its own.
type Rules = (EditionId, Option<usize>);

#[derive(Debug, Default)]
struct Memory {
    by_rules: BTreeMap<Rules, Vec<(Locale, Texts)>>,
    texts: usize,
}

impl Converting {
    /// Reads the glossaries of a project.
    pub fn load(project: &Project) -> (Self, Vec<Diagnostic>) {
        let (converters, found) = Converters::load(&project.files, &project.config);
        (Self { converters, memory: RwLock::default() }, found)
    }

    /// Converts a short text of the site, as [`Converters::text`] does.
    pub fn text(&self, from: &Locale, document: Option<&Translation>, edition: EditionId, text: &str) -> String {
        if document.is_some_and(Converters::has_own) {
            return self.converters.text(from, document, edition, text);
        }
        let rules = (edition, document.and_then(|document| self.converters.folder(&document.key)));
        // Nothing but whole entries is ever put in, so a thread that panicked left it good.
        let known = self.memory.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.by_rules.get(&rules).and_then(|routes| {
            let (_, texts) = routes.iter().find(|(known, _)| known == from)?;
            texts.get(text).map(ToString::to_string)
        });
        drop(known);
        found.unwrap_or_else(|| {
            let converted = self.converters.text(from, document, edition, text);
            self.memory.write().unwrap_or_else(PoisonError::into_inner).keep(from, rules, text, &converted);
            converted
        })
    }
}

impl Memory {
    fn keep(&mut self, from: &Locale, rules: Rules, text: &str, converted: &str) {
        if self.texts >= LIMIT {
            *self = Self::default();
        }
        self.texts += 1;
        let routes = self.by_rules.entry(rules).or_default();
        let at = routes.iter().position(|(known, _)| known == from).unwrap_or_else(|| {
            routes.push((from.clone(), FxHashMap::default()));
            routes.len() - 1
        });
        routes[at].1.insert(text.into(), converted.into());
    }
}
