//! The interface's messages of one edition: found along its chain, and filled with values.

pub use super::catalogs::Catalogs;

use super::bundle::{Bundle, Filled};
use super::{Date, Locale};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A value that a message is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text, put in as it stands.
    Text(Cow<'a, str>),
    /// A number, which also chooses plural forms.
    Number(f64),
    /// A date, written in the locale's form unless the message asks for another by `DATETIME`.
    Date(Date),
}

/// A value that owns its text.
pub type Argument = Value<'static>;

/// All messages of one edition. Looking one up takes no lock.
#[derive(Debug, Default)]
pub struct Messages {
    /// Messages that need no value, ready for use.
    plain: BTreeMap<Box<str>, Box<str>>,
    /// Where the others are found.
    bundles: BTreeMap<Box<str>, Arc<Bundle>>,
    /// The first of the chain: what is in it is in the edition's own language.
    own: Option<Arc<Bundle>>,
}

/// Why a message cannot be filled that refers to itself, in however many steps.
pub const CIRCLE: &str = "it refers to itself";

/// Why a message could not be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageError {
    /// No catalog of the chain has it. With the nearest name that one has.
    Missing {
        /// The name that was asked for.
        id: String,
        /// A name that is nearly the same.
        near: Option<String>,
    },
    /// It could not be filled: a value is missing, or it refers to a message that is.
    Unfilled {
        /// The message's name.
        id: String,
        /// What is wrong, for people.
        why: String,
        /// The value that is missing, without `$`, if it is that.
        value: Option<String>,
    },
}

impl Messages {
    /// The messages of a chain of bundles; an earlier bundle's message hides a later one's.
    pub(super) fn new(chain: &[Arc<Bundle>]) -> Self {
        let mut messages = Self { own: chain.first().cloned(), ..Self::default() };
        for bundle in chain {
            for id in bundle.ids() {
                if messages.has(id) {
                    continue;
                }
                match bundle.fill(id, &[]) {
                    Filled::Whole(text) => drop(messages.plain.insert(id.into(), text.into())),
                    _ => drop(messages.bundles.insert(id.into(), Arc::clone(bundle))),
                }
            }
        }
        messages
    }

    /// Whether any catalog of the chain has the message.
    pub fn has(&self, id: &str) -> bool {
        self.plain.contains_key(id) || self.bundles.contains_key(id)
    }

    /// Whether the message `id` is in the edition's own language.
    pub fn is_own(&self, id: &str) -> bool {
        self.own.as_ref().is_some_and(|bundle| bundle.ids().any(|known| known == id))
    }

    /// The names of all messages, in alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let mut ids: Vec<&str> = self.plain.keys().chain(self.bundles.keys()).map(|id| &**id).collect();
        ids.sort_unstable();
        ids.into_iter()
    }

    /// A message that needs no value, without a copy; `None` if there is none of that name or it does need one.
    pub fn plain(&self, id: &str) -> Option<&str> {
        self.plain.get(id).map(|text| &**text)
    }

    /// The message `id` (`name` or `name.attribute`), filled with `values`.
    ///
    /// # Errors
    /// When no catalog of the chain has it, or when a value that it needs is missing.
    pub fn format(&self, id: &str, values: &[(&str, Value<'_>)]) -> Result<String, MessageError> {
        if let Some(text) = self.plain(id) {
            return Ok(text.to_owned());
        }
        let Some(bundle) = self.bundles.get(id) else {
            return Err(MessageError::Missing { id: id.to_owned(), near: self.near(id) });
        };
        match bundle.fill(id, values) {
            Filled::Whole(text) => Ok(text),
            Filled::Partly { why, value } => Err(MessageError::Unfilled { id: id.to_owned(), why, value }),
            Filled::Absent => Err(MessageError::Missing { id: id.to_owned(), near: None }),
        }
    }

    /// The locale whose catalog has the message `id`; `None` for a message without values, whose catalog is forgotten.
    pub fn locale_of(&self, id: &str) -> Option<&Locale> {
        self.bundles.get(id).map(|bundle| bundle.locale())
    }

    fn near(&self, id: &str) -> Option<String> {
        let (distance, near) = self.ids().map(|known| (strsim::osa_distance(id, known), known)).min()?;
        (distance <= (id.len() / 3).max(1)).then(|| near.to_owned())
    }
}

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { id, .. } => write!(f, "no catalog of this edition has the message `{id}`"),
            Self::Unfilled { id, why, .. } => write!(f, "the message `{id}` cannot be filled: {why}"),
        }
    }
}

impl std::error::Error for MessageError {}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Date> for Value<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value<'_> {
    /// Numbers above 2⁵³ lose their last digits, as everything in Fluent is a float.
    fn from(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
