//! The glossary: a site's own terms, which override the dictionaries.
//!
//! A row gives one term in several locales. What it asks for is its [`Treatment`]. Rows stand in `glossary.csv`, in
//! `book.toml`, in a folder's or a page's front matter; at one place of a text the longest term wins, and of two rows
//! for one term that which is nearer to the text.

pub mod csv;
pub mod terms;
pub mod write;

pub use terms::Terms;

use super::route::{Route, Side, Variant};
use super::{Converter, plan, script};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::locale::Locale;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a row asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// Becomes the text of the other column; where that is empty, the row says nothing about conversion.
    #[default]
    Force,
    /// The same, but where the other column is empty, the term is a name: each character that the other script can write
    /// as it is stays, the rest are converted one by one (余华 → 余華).
    Name,
    /// Stays exactly as it is.
    Keep,
    /// Must not become the text of the other column; where that is empty, no vocabulary at all: the characters alone are
    /// converted.
    Forbid,
}

impl Treatment {
    /// The names of all treatments, as the column `rule` and the key `rule` write them.
    pub const NAMES: [(&str, Treatment); 4] = [
        ("force", Treatment::Force),
        ("name", Treatment::Name),
        ("keep", Treatment::Keep),
        ("forbid", Treatment::Forbid),
    ];

    /// The treatment of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, treatment)| *treatment)
    }
}

/// One term in several locales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The term's texts. Locales that are not Chinese serve other checks than conversion.
    pub texts: Vec<(Locale, String)>,
    /// What the row asks for.
    pub treatment: Treatment,
    /// Where it is written.
    pub place: Place,
}

/// What becomes of one term on one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This text.
    Text(String),
    /// Whatever the engine makes of it, but none of these: then its characters alone are converted; if that gives one of
    /// these too, as a name, or to the only form that is left.
    Not(Vec<String>),
    /// Its characters alone are converted.
    Characters,
}

impl Row {
    /// A row of `texts` that asks for what its rule says; without a rule a single text is a name where nothing but
    /// Chinese is listed.
    pub fn new(texts: Vec<(Locale, String)>, rule: Option<Treatment>, chinese: bool, place: Place) -> Self {
        let usual = if chinese && texts.len() == 1 { Treatment::Name } else { Treatment::Force };
        Self { texts, treatment: rule.unwrap_or(usual), place }
    }

    /// The term and its outcome on `route`; `None` if the row says nothing about it.
    pub fn on(&self, route: Route) -> Option<(&str, Outcome)> {
        let source = self.text(route.from)?;
        let target = self.text(route.to).map(str::to_owned);
        let outcome = match (self.treatment, target) {
            (Treatment::Keep, _) => Outcome::Text(source.to_owned()),
            (Treatment::Force | Treatment::Name, Some(target)) => Outcome::Text(target),
            // It may serve other languages or regions, or wait for somebody who fills it in.
            (Treatment::Force, None) => return None,
            (Treatment::Name, None) => Outcome::Text(as_name(source, route).into_owned()),
            // No text is forbidden what it is written in.
            (Treatment::Forbid, Some(target)) if target == source && route.from.side() == route.to.side() => {
                return None;
            }
            (Treatment::Forbid, Some(target)) => Outcome::Not(vec![target]),
            // It forbids a word of another language, and says nothing about conversion.
            (Treatment::Forbid, None) if self.texts.iter().any(|(locale, _)| Variant::of(locale).is_none()) => {
                return None;
            }
            (Treatment::Forbid, None) => Outcome::Characters,
        };
        Some((source, outcome))
    }

    /// The text for a locale: for Chinese its own column's or that of its script, otherwise that of its language.
    pub fn text_in(&self, locale: &Locale) -> Option<&str> {
        if let Some(variant) = Variant::of(locale) {
            return self.text(variant);
        }
        let exact = self.texts.iter().find(|(column, _)| column == locale);
        let alike = || self.texts.iter().find(|(column, _)| column.id().language == locale.id().language);
        exact.or_else(alike).map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
    }

    /// The text for `variant`: its own column's, or that of its script.
    fn text(&self, variant: Variant) -> Option<&str> {
        let column = |wanted: Variant| {
            let of = |(locale, _): &&(Locale, String)| Variant::of(locale) == Some(wanted);
            self.texts.iter().filter(of).map(|(_, text)| text.as_str()).find(|text| !text.is_empty())
        };
        columns(variant).iter().find_map(|variant| column(*variant))
    }
}

/// The columns that serve a variant, the nearest first. Unlike MediaWiki's chain this never takes one region's word for
/// another's: a Taiwan term is none of Hong Kong's.
fn columns(variant: Variant) -> &'static [Variant] {
    use Variant::{Cn, Hans, Hant, Hk, Mo, My, Sg, Tw};
    match variant {
        Hans => &[Hans, Cn],
        Cn => &[Cn, Hans],
        Sg => &[Sg, Hans, Cn],
        My => &[My, Hans, Cn],
        Hant => &[Hant, Tw],
        Tw => &[Tw, Hant],
        Hk => &[Hk, Hant],
        Mo => &[Mo, Hk, Hant],
    }
}

/// A name on its way to the other script: characters that the other script also writes as they are (余, 范, 于, 朴, 乾)
/// stay, the others take their likeliest form.
pub(super) fn as_name(name: &str, route: Route) -> Cow<'_, str> {
    let side = route.from.side();
    if side == route.to.side() {
        return Cow::Borrowed(name);
    }
    let form = |c: char| match script::forms(c, side) {
        Some(forms) if !forms.split(' ').any(|form| form.starts_with(c)) => {
            regional(forms.chars().next().unwrap_or(c), route.to)
        }
        _ => c,
    };
    Cow::Owned(name.chars().map(form).collect())
}

/// The one form that the characters of `term` may take besides those that are `refused`; `None` if there is none or more
/// than one.
pub(super) fn only_other(term: &str, route: Route, refused: &[String]) -> Option<String> {
    /// Terms are short, and most characters have one form.
    const MOST: usize = 64;
    let side = route.from.side();
    let mut all = vec![String::new()];
    for c in term.chars() {
        let forms: Vec<char> = match script::forms(c, side).filter(|_| side != route.to.side()) {
            Some(forms) => {
                forms.split(' ').filter_map(|form| form.chars().next()).map(|c| regional(c, route.to)).collect()
            }
            None => vec![c],
        };
        if all.len() * forms.len() > MOST {
            return None;
        }
        all = all.iter().flat_map(|start| forms.iter().map(move |form| format!("{start}{form}"))).collect();
    }
    all.retain(|form| !refused.contains(form));
    all.sort();
    all.dedup();
    match &mut all[..] {
        [only] => Some(std::mem::take(only)),
        _ => None,
    }
}

/// Findings about rows that forbid the only form which their terms can take.
pub fn impossible(rows: &[Row], converter: &Converter) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in rows {
        let Some((term, Outcome::Not(refused))) = row.on(converter.route()) else { continue };
        if plan::has_no_other(converter, term, &refused) {
            let message =
                format!("`{term}` must not become `{}`, and there is no other form to take", refused.join("`, `"));
            let mut finding = Diagnostic::new(Code::GlossaryConflict, &row.place.path, message)
                .help("add a row that says what it is to become");
            finding.place.span = row.place.span;
            found.push(finding);
        }
    }
    found
}

/// The form that Taiwan or Hong Kong gives to a character of OpenCC's own Traditional standard, for the few that names
/// are likely to hold.
fn regional(c: char, to: Variant) -> char {
    match (to.side(), c) {
        (Side::Traditional, '衆') => '眾',
        (Side::Traditional, '爲') => '為',
        (Side::Traditional, '啓') => '啟',
        (Side::Traditional, '峯') => '峰',
        (Side::Traditional, '羣') => '群',
        _ => c,
    }
}

/// Findings about rows of one layer that ask for different outcomes of one term on `route`.
pub fn conflicts(rows: &[Row], route: Route) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, (&Row, Outcome)> = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows {
        let Some((term, outcome)) = row.on(route) else { continue };
        match seen.get(term) {
            Some((first, other)) if *other != outcome && !compatible(other, &outcome) => {
                let message =
                    format!("the glossary gives `{term}` two outcomes: {} and {}", words(other), words(&outcome));
                let mut finding = Diagnostic::new(Code::GlossaryConflict, &row.place.path, message)
                    .related(&first.place.path, first.place.span, "the first row")
                    .help("keep one of the rows, or move one nearer to the text that needs it");
                finding.place.span = row.place.span;
                found.push(finding);
            }
            Some(_) => {}
            None => {
                seen.insert(term, (row, outcome));
            }
        }
    }
    found
}

/// A forced result and a forbidden one do not contradict each other unless they are the same.
fn compatible(a: &Outcome, b: &Outcome) -> bool {
    match (a, b) {
        (Outcome::Text(text), Outcome::Not(not)) | (Outcome::Not(not), Outcome::Text(text)) => !not.contains(text),
        (Outcome::Not(_), Outcome::Not(_)) => true,
        _ => false,
    }
}

fn words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Text(text) => format!("`{text}`"),
        Outcome::Not(refused) => format!("anything but `{}`", refused.join("`, `")),
        Outcome::Characters => "its characters alone".into(),
    }
}
