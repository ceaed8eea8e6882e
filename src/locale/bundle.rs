//! The door to Fluent: one locale's messages, with NUMBER and DATETIME by CLDR.

use super::date::{self, Style};
use super::messages::{CIRCLE, Value};
use super::{Date, Direction, Locale, number};
use fluent::types::{FluentNumber, FluentNumberStyle, FluentType};
use fluent::{
    FluentArgs, FluentError, FluentResource, FluentValue, concurrent, resolver::ResolverError,
    resolver::errors::ReferenceKind,
};
use fluent_syntax::ast::Entry;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// One locale's messages, from all its catalogs.
pub(super) struct Bundle {
    locale: Locale,
    inner: concurrent::FluentBundle<Arc<FluentResource>>,
    ids: Vec<String>,
}

/// What came of filling a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// A text.
    Whole(String),
    /// Something was missing.
    Partly {
        /// What, for people.
        why: String,
        /// The value, without `$`, if it is that.
        value: Option<String>,
    },
    /// There is no such message, or it has no text of its own.
    Absent,
}

impl Bundle {
    /// The messages of `resources`; a later one hides an earlier one's of the same name.
    pub(super) fn new(locale: &Locale, resources: &[Arc<FluentResource>]) -> Self {
        let mut inner = concurrent::FluentBundle::new_concurrent(vec![locale.id().clone()]);
        // The marks that isolate a value's direction matter where the text around it runs the other way; elsewhere they
        // would only get into titles, searches and copied text.
        inner.set_use_isolating(locale.direction() == Direction::Rtl);
        inner.set_formatter(Some(written_number));
        inner.add_function("NUMBER", number_function).expect("a new bundle has no functions");
        inner.add_function("DATETIME", date_function).expect("a new bundle has no function of that name");
        let mut ids = Vec::new();
        for resource in resources {
            ids.extend(resource.entries().flat_map(ids_of));
            inner.add_resource_overriding(Arc::clone(resource));
        }
        ids.sort();
        ids.dedup();
        Self { locale: locale.clone(), inner, ids }
    }

    /// The locale of the catalogs.
    pub(super) fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The names of all messages and attributes.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// The message `id` filled with `values`.
    pub(super) fn fill(&self, id: &str, values: &[(&str, Value<'_>)]) -> Filled {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
        let Some(message) = self.inner.get_message(name) else { return Filled::Absent };
        let pattern = match attribute {
            None => message.value(),
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
        };
        let Some(pattern) = pattern else { return Filled::Absent };
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, argument(value))).collect();
        let mut errors = Vec::new();
        let text = self.inner.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        // A function that was given what it cannot write leaves its name, and no error.
        let unwritten = [("NUMBER()", "`NUMBER` writes numbers only"), ("DATETIME()", "`DATETIME` writes dates only")];
        if let Some((_, why)) = unwritten.into_iter().find(|(left, _)| text.contains(left)) {
            return Filled::Partly { why: why.to_owned(), value: None };
        }
        match errors.first() {
            None => Filled::Whole(text),
            Some(error) => Filled::Partly { why: reason(error), value: value(error) },
        }
    }
}

impl std::fmt::Debug for Bundle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bundle").field("locale", &self.locale).field("ids", &self.ids.len()).finish_non_exhaustive()
    }
}

/// The names under which an entry's texts are found: `name` if it has a text, `name.attribute` for each attribute.
pub(super) fn ids_of(entry: &Entry<&str>) -> Vec<String> {
    let Entry::Message(message) = entry else { return Vec::new() };
    let own = message.value.as_ref().map(|_| message.id.name.to_owned());
    let attributes = message.attributes.iter().map(|a| format!("{}.{}", message.id.name, a.id.name));
    own.into_iter().chain(attributes).collect()
}

fn argument<'a>(value: &'a Value<'_>) -> FluentValue<'a> {
    match value {
        Value::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Value::Number(number) => (*number).into(),
        Value::Date(date) => FluentValue::Custom(Box::new(Moment { date: *date, style: Style::default() })),
    }
}

/// The value that is missing.
fn value(error: &FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => Some(id.clone()),
        _ => None,
    }
}

fn reason(error: &FluentError) -> String {
    match error {
        FluentError::ResolverError(ResolverError::Reference(reference)) => {
            let text = ResolverError::Reference(reference.clone()).to_string();
            text.replace("Unknown ", "there is no ").replace(": ", " `") + "`"
        }
        FluentError::ResolverError(ResolverError::Cyclic) => CIRCLE.to_owned(),
        other => other.to_string().to_lowercase(),
    }
}

/// A bundle's locale, kept where Fluent keeps its formatters: the only place that its callbacks are given.
struct Own(Locale);

impl Memoizable for Own {
    type Args = ();
    type Error = Infallible;

    fn construct(lang: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(Self(Locale::from(lang)))
    }
}

fn with_locale<T>(intls: &IntlLangMemoizer, then: impl FnOnce(&Locale) -> T) -> T {
    match intls.with_try_get::<Own, _, _>((), |own| then(&own.0)) {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

fn written_number(value: &FluentValue<'_>, intls: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let is_percent = matches!(number.options.style, FluentNumberStyle::Percent);
    let mut shown = number.clone();
    if is_percent {
        shown.value *= 100.0;
    }
    let digits = digits(&shown);
    let text = with_locale(intls, |locale| number::written(locale, &digits, number.options.use_grouping));
    Some(if is_percent { text + "%" } else { text })
}

/// The number in plain digits, with as many decimals as its options ask for.
fn digits(number: &FluentNumber) -> String {
    let least = number.options.minimum_fraction_digits.unwrap_or(0).min(20);
    let most = number.options.maximum_fraction_digits.unwrap_or(least.max(3)).min(20);
    let mut digits = format!("{:.most$}", number.value);
    if let Some(dot) = digits.find('.') {
        let keep = digits.trim_end_matches('0').len().max(dot + 1 + least);
        digits.truncate(if keep == dot + 1 { dot } else { keep });
    }
    digits
}

fn number_function<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    match positional.first() {
        Some(FluentValue::Number(number)) => {
            let mut number = number.clone();
            number.options.merge(named);
            FluentValue::Number(number)
        }
        _ => FluentValue::Error,
    }
}

fn date_function<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let date = match positional.first() {
        Some(FluentValue::Custom(custom)) => custom.as_any().downcast_ref::<Moment>().map(|moment| moment.date),
        Some(FluentValue::String(text)) => Date::parse(text),
        _ => None,
    };
    let style = match named.get("dateStyle") {
        Some(FluentValue::String(style)) => match style.as_ref() {
            "short" => Style::Short,
            "long" => Style::Long,
            "full" => Style::Full,
            _ => Style::Medium,
        },
        _ => Style::Medium,
    };
    date.map_or(FluentValue::Error, |date| FluentValue::Custom(Box::new(Moment { date, style })))
}

/// A date as a value of Fluent.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    date: Date,
    style: Style,
}

impl FluentType for Moment {
    fn duplicate(&self) -> Box<dyn FluentType + Send> {
        Box::new(*self)
    }

    fn as_string(&self, _: &intl_memoizer::IntlLangMemoizer) -> Cow<'static, str> {
        Cow::Owned(self.date.iso())
    }

    fn as_string_threadsafe(&self, intls: &IntlLangMemoizer) -> Cow<'static, str> {
        Cow::Owned(with_locale(intls, |locale| date::written(locale, self.date, self.style)))
    }
}
