//! A page in conversion: a converter with the rules that the page itself gives, run by run in the order of the text.

use super::assemble::Run;
use super::converter::Converter;
use super::engine;
use super::glossary::{Outcome, Terms};
use super::marks::{self, Marks, Rule};
use super::plan::Plan;
use super::script::Survey;
use super::words::Doubts;
use super::{Converted, Edit, Finding, FindingKind, Joint, Leaf};
use std::borrow::Cow;
use std::ops::Range;

/// The state of a page's conversion. [`Page::gather`] each run first, so that a rule holds wherever it stands; then
/// convert each, in order.
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) converter: Converter,
    rules: Vec<(String, Outcome)>,
    pub(super) terms: Terms,
    title: Option<String>,
    pub(super) alone: bool,
    /// Whether a quotation of an earlier run goes on in the next.
    pub(super) speech: bool,
}

impl Page {
    pub(super) fn new(converter: &Converter) -> Self {
        Self {
            converter: converter.clone(),
            rules: Vec::new(),
            terms: converter.terms().clone(),
            title: None,
            alone: false,
            speech: false,
        }
    }

    /// Leaves all words of the page as they are: its text is not what its file says. Marks are still read.
    pub fn leave_alone(&mut self) {
        self.alone = true;
    }

    /// Takes the page-wide conversion marks of a run: rules (`-{A|…}-`, `-{H|…}-`) and the title (`-{T|…}-`).
    pub fn gather(&mut self, leaves: &[Leaf<'_>]) {
        if !self.converter.reads_marks() || !leaves.iter().any(Leaf::is_marked) {
            return;
        }
        self.gather_run(&Run::new(leaves));
    }

    /// The same of a run that is joined already.
    pub(super) fn gather_run(&mut self, run: &Run<'_>) {
        if !self.converter.reads_marks() {
            return;
        }
        let variant = self.converter.variant();
        for mark in run.marks().found {
            let Ok(meaning) = mark.meaning(&run.text, variant) else { continue };
            if meaning.title.is_some() {
                self.title = meaning.title;
            }
            if let Some(rule) = meaning.added {
                self.rules.extend(pairs(&rule, variant));
                self.terms = self.converter.terms().with(self.rules.iter().cloned());
            }
        }
    }

    /// Ends a rule from here on.
    pub(super) fn end(&mut self, rule: &Rule) {
        let ended = pairs(rule, self.converter.variant());
        self.rules.retain(|(term, _)| !ended.iter().any(|(other, _)| other == term));
        self.terms = self.converter.terms().with(self.rules.iter().cloned());
    }

    /// The title that the page gives itself by a mark, in the form of this edition.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What the page's marks make of the title that it has otherwise; `None` if they say nothing about it.
    pub fn retitled(&mut self, title: &str) -> Option<String> {
        if let Some(title) = &self.title {
            return Some(title.clone());
        }
        if self.rules.is_empty() || title.is_empty() {
            return None;
        }
        Some(self.text(title).into_owned())
    }

    /// Converts a run of the page.
    pub fn run<'a>(&mut self, leaves: &[Leaf<'a>]) -> Converted<'a> {
        let run = Run::new(leaves);
        let Plan { edits, findings, .. } = Plan::of(self, &run);
        Converted { texts: run.apply(leaves, edits), findings }
    }

    /// What [`Page::run`] changes in each piece, with the places in it.
    pub(super) fn changes(&mut self, leaves: &[Leaf<'_>]) -> (Vec<Vec<Edit>>, Vec<Finding>) {
        let run = Run::new(leaves);
        let Plan { edits, findings, .. } = Plan::of(self, &run);
        (run.by_piece(edits), findings)
    }

    /// What is to be said of a run's conversion, which is not made.
    pub(super) fn findings(&mut self, leaves: &[Leaf<'_>]) -> Vec<Finding> {
        let run = Run::new(leaves);
        Plan::outline(self, &run, Survey::of(&run.text)).findings
    }

    /// What is doubtful in the conversion of a run of the page, with its places in the run's text. What the glossary
    /// settles is not.
    pub(super) fn doubts(&mut self, run: &Run<'_>, survey: Survey) -> Doubts {
        let stretches = Plan::outline(self, run, survey).stretches;
        let side = self.converter.route().from.side();
        let mut found = Doubts::default();
        for stretch in stretches {
            let text = &run.text[stretch.clone()];
            let joints: Vec<usize> = run.joints(&stretch).map(|at| at - stretch.start).collect();
            let settled = self.terms.find(text, |range, _| engine::fits(text, range, side));
            let doubts = self.converter.engine().doubts(text, &joints);
            found.telling += doubts.telling;
            for mut doubt in doubts.list {
                let overlaps = |range: &Range<usize>| range.start < doubt.range.end && doubt.range.start < range.end;
                if !settled.iter().any(|term| overlaps(&term.range)) {
                    doubt.range = doubt.range.start + stretch.start..doubt.range.end + stretch.start;
                    found.list.push(doubt);
                }
            }
        }
        found
    }

    /// Converts lines of plain text, each of which is a run, and gives the findings with their lines from 0. Many lines
    /// that ask for nothing but the engine are converted at once.
    pub fn lines<'a>(&mut self, text: &'a str) -> (Cow<'a, str>, Vec<(usize, Finding)>) {
        let simple = |page: &Self, text: &str| {
            let survey = Survey::of(text);
            let guarded = page.converter.is_guarded() && !survey.is_of(page.converter.route().from.side());
            let marks = survey.marks && page.converter.reads_marks();
            let quotes = survey.quotes && page.converter.quotes().is_some();
            page.terms.is_empty() && !page.alone && !guarded && !marks && !quotes
        };
        if simple(self, text) {
            return (self.converter.engine().convert(text), Vec::new());
        }
        let (mut out, mut found) = (String::with_capacity(text.len() + text.len() / 16), Vec::new());
        for (at, line) in text.split_inclusive('\n').enumerate() {
            if simple(self, line) {
                out.push_str(&self.converter.engine().convert(line));
                continue;
            }
            let leaves = [Leaf::alone(line)];
            self.gather(&leaves);
            let converted = self.run(&leaves);
            out.extend(converted.texts);
            found.extend(converted.findings.into_iter().map(|finding| (at, finding)));
        }
        (Cow::Owned(out), found)
    }

    /// Converts a text of the page that stands alone: a title, an alternative text.
    pub fn text<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        self.run(&[Leaf::alone(text)]).texts.pop().unwrap_or(Cow::Borrowed(text))
    }
}

/// What a rule makes of the page's terms.
fn pairs(rule: &Rule, variant: super::route::Variant) -> Vec<(String, Outcome)> {
    let pairs = rule.pairs(variant).into_iter();
    pairs.map(|(from, to)| (from.to_owned(), Outcome::Text(to.to_owned()))).collect()
}

impl Run<'_> {
    /// The finding of `kind` at the byte `range` of the run.
    pub(super) fn finding(&self, range: &Range<usize>, kind: FindingKind) -> Finding {
        let leaf = self.pieces.partition_point(|piece| piece.range.end <= range.start).min(self.pieces.len() - 1);
        let piece = &self.pieces[leaf].range;
        let start = range.start.saturating_sub(piece.start);
        Finding { leaf, range: start..range.end.min(piece.end) - piece.start, kind }
    }

    /// The conversion marks.
    pub(super) fn marks(&self) -> Marks {
        if memchr::memchr(b'{', self.text.as_bytes()).is_none() {
            return Marks::default();
        }
        let escaped = |at: usize| {
            let index = self.pieces.partition_point(|piece| piece.range.end <= at);
            self.pieces.get(index).is_some_and(|piece| piece.joint == Joint::Escape && piece.range.start == at)
        };
        marks::find(&self.text, |at| self.keeps(at), escaped)
    }

    /// Whether the byte `at` stands in a piece that is kept.
    pub(super) fn keeps(&self, at: usize) -> bool {
        let index = self.pieces.partition_point(|piece| piece.range.end <= at);
        self.pieces.get(index).is_some_and(|piece| piece.keep)
    }
}
