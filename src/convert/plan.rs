//! The plan of a run's conversion: which bytes change into what, and what is left alone and why.
//!
//! In this order: conversion marks; what looks Japanese; the script that the text really is in; then, stretch by
//! stretch, the engine's edits with the glossary's terms laid over them; at last the quotation marks.

use super::assemble::{Run, applied};
use super::converter::Converter;
use super::engine::{self, Engine};
use super::glossary::{Outcome, as_name, only_other};
use super::marks::{Marks, Rule, Shown, Unread};
use super::page::Page;
use super::script::{Evidence, Survey};
use super::{Edit, Finding, FindingKind, japanese, quotes};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

/// About one in so many bytes of a text begins an edit.
const CHANGES: usize = 12;

/// What is to be done to a run.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// In order, not overlapping, each within one piece.
    pub(super) edits: Vec<Edit>,
    pub(super) findings: Vec<Finding>,
    /// The parts of the run that the engine is given, where they were asked for.
    pub(super) stretches: Vec<Range<usize>>,
}

/// The edits of `range` by itself.
fn piecewise(engine: &Engine, text: &str, range: Range<usize>, out: &mut Vec<Edit>) {
    let from = out.len();
    engine.edits(&text[range.clone()], &[], out);
    for edit in &mut out[from..] {
        edit.range = edit.range.start + range.start..edit.range.end + range.start;
    }
}

/// What becomes of a term at `range` of `text`, where the engine would make the edits `over` it.
fn settled(converter: &Converter, text: &str, range: &Range<usize>, outcome: &Outcome, over: &[Edit]) -> Option<Edit> {
    let source = &text[range.clone()];
    let new = match outcome {
        Outcome::Text(new) => Cow::Borrowed(new.as_str()),
        Outcome::Characters => characters(converter, source, &[]),
        Outcome::Not(refused) => {
            let inside = over.iter().filter(|edit| edit.range.start >= range.start && edit.range.end <= range.end);
            let inside: Vec<Edit> = inside
                .map(|edit| Edit {
                    range: edit.range.start - range.start..edit.range.end - range.start,
                    ..edit.clone()
                })
                .collect();
            match applied(source, &inside) {
                new if refused.iter().any(|refused| *refused == new) => characters(converter, source, refused),
                new => new,
            }
        }
    };
    (new != source).then(|| Edit { range: range.clone(), text: new.into_owned().into() })
}

/// `source` without any vocabulary; as a name if even that is `refused`; and if that is, the one other form that its
/// characters may take, if there is only one.
fn characters<'s>(converter: &Converter, source: &'s str, refused: &[String]) -> Cow<'s, str> {
    let is_refused = |new: &str| refused.iter().any(|refused| *refused == new);
    let mut edits = Vec::new();
    converter.plain().edits(source, &[], &mut edits);
    let new = applied(source, &edits);
    if !is_refused(&new) {
        return new;
    }
    let name = as_name(source, converter.route());
    if !is_refused(&name) {
        return name;
    }
    only_other(source, converter.route(), refused).map_or(name, Cow::Owned)
}

/// Whether a term that must not become any of `refused` does all the same, for want of another form.
pub(super) fn has_no_other(converter: &Converter, term: &str, refused: &[String]) -> bool {
    let becomes = converter.text(term);
    refused.iter().any(|refused| *refused == becomes)
}

/// A plan in the making.
struct Planner<'p, 'r> {
    page: &'p mut Page,
    run: &'r Run<'r>,
    plan: Plan,
    /// What the engine does not touch, in order.
    blocked: Vec<Range<usize>>,
    /// The run is in the other script.
    foreign: bool,
    /// Rules that end, and where.
    ended: Vec<(usize, Rule)>,
    /// Whether only the stretches are wanted, and no edits of the engine.
    outline: bool,
}

impl Plan {
    /// The plan for `run` on `page`, whose rules end where the run says so.
    pub(super) fn of(page: &mut Page, run: &Run<'_>) -> Self {
        let mut planner = Planner::new(page, run);
        let survey = Survey::of(&run.text);
        planner.read(survey);
        if survey.quotes {
            planner.quotes();
        }
        planner.plan.edits.sort_by_key(|edit| edit.range.start);
        planner.plan.findings.sort_by_key(|finding| (finding.leaf, finding.range.start));
        planner.plan
    }

    /// The parts of `run` that the engine is given, and what is to be said; nothing of what the engine makes of them.
    /// `survey` is the run's.
    pub(super) fn outline(page: &mut Page, run: &Run<'_>, survey: Survey) -> Self {
        let mut planner = Planner { outline: true, ..Planner::new(page, run) };
        planner.read(survey);
        planner.plan.findings.sort_by_key(|finding| (finding.leaf, finding.range.start));
        planner.plan
    }
}

impl<'p, 'r> Planner<'p, 'r> {
    fn new(page: &'p mut Page, run: &'r Run<'r>) -> Self {
        let plan = Plan::default();
        Self { page, run, plan, blocked: Vec::new(), foreign: false, ended: Vec::new(), outline: false }
    }

    /// Everything but the quotation marks.
    fn read(&mut self, survey: Survey) {
        if survey.marks {
            self.marks();
        }
        self.words(survey);
    }

    fn marks(&mut self) {
        if !self.page.converter.reads_marks() {
            return;
        }
        let Marks { found, unread, escapes } = self.run.marks();
        let escapes = escapes.into_iter().map(|range| Edit { range, text: Cow::Borrowed("") });
        self.plan.edits.extend(escapes);
        for problem in unread {
            self.unread(problem);
        }
        for mark in found {
            match mark.meaning(&self.run.text, self.page.converter.variant()) {
                Ok(meaning) => {
                    if let Some(rule) = meaning.ended {
                        self.ended.push((mark.range.end, rule));
                    }
                    self.show(&mark.range, meaning.shown);
                }
                Err(problem) => self.unread(problem),
            }
        }
    }

    fn unread(&mut self, problem: Unread) {
        let kind = FindingKind::Mark { message: problem.message, help: problem.help };
        self.plan.findings.push(self.run.finding(&problem.range, kind));
    }

    fn show(&mut self, range: &Range<usize>, shown: Shown) {
        let delete = |range: Range<usize>| Edit { range, text: Cow::Borrowed("") };
        match shown {
            Shown::Content(content) => {
                let edits = vec![delete(range.start..content.start), delete(content.end..range.end)];
                self.plan.edits.extend(self.run.shared(edits));
            }
            Shown::Text(_) if self.run.divided(range) => {
                return self.unread(Unread {
                    range: range.clone(),
                    message: "the conversion mark chooses between texts and holds other markup".into(),
                    help: "put the emphasis or the link around the mark, not inside it",
                });
            }
            Shown::Text(text) => {
                // All of it goes where the mark begins; what a line end cut off of the mark vanishes.
                let mut parts = self.run.shared(vec![delete(range.clone())]).into_iter();
                self.plan.edits.extend(parts.next().map(|first| Edit { range: first.range, text: text.into() }));
                self.plan.edits.extend(parts);
            }
        }
        self.blocked.push(range.clone());
    }

    fn words(&mut self, survey: Survey) {
        if self.page.alone || self.page.converter.is_idle(&self.page.terms) {
            return;
        }
        let mut stretches = self.run.stretches(&self.blocked);
        if self.page.converter.is_guarded() && !survey.is_of(self.page.converter.route().from.side()) {
            self.foreign = self.is_foreign(&stretches);
            if self.foreign {
                return;
            }
            if self.japanese(&stretches) {
                self.blocked.sort_by_key(|range| range.start);
                stretches = self.run.stretches(&self.blocked);
            }
        }
        let mut ended = std::mem::take(&mut self.ended).into_iter().peekable();
        for stretch in stretches {
            while let Some((_, rule)) = ended.next_if(|(at, _)| *at <= stretch.start) {
                self.page.end(&rule);
            }
            self.stretch(&stretch);
        }
        for (_, rule) in ended {
            self.page.end(&rule);
        }
    }

    /// Whether the run is in the other script; says so.
    fn is_foreign(&mut self, stretches: &[Range<usize>]) -> bool {
        let mut evidence = Evidence::default();
        for stretch in stretches {
            japanese::without(&self.run.text[stretch.clone()], |part| evidence.add(part));
        }
        let foreign = evidence.contradicts(self.page.converter.route().from.side());
        if let (true, Some(first)) = (foreign, stretches.first()) {
            self.plan.findings.push(self.run.finding(first, FindingKind::WrongScript));
        }
        foreign
    }

    /// Blocks what looks Japanese, where conversion would change it, and says so.
    fn japanese(&mut self, stretches: &[Range<usize>]) -> bool {
        let before = self.blocked.len();
        for stretch in stretches {
            let text = &self.run.text[stretch.clone()];
            for word in japanese::find(text) {
                let mut edits = Vec::new();
                self.page.converter.engine().edits(&text[word.clone()], &[], &mut edits);
                let listed = !self.page.terms.find(&text[word.clone()], |_, _| true).is_empty();
                if !edits.is_empty() && !listed {
                    let range = stretch.start + word.start..stretch.start + word.end;
                    self.plan.findings.push(self.run.finding(&range, FindingKind::Japanese));
                    self.blocked.push(range);
                }
            }
        }
        self.blocked.len() > before
    }

    fn stretch(&mut self, stretch: &Range<usize>) {
        self.undivided(stretch);
        if self.outline {
            self.plan.stretches.push(stretch.clone());
            return;
        }
        let text = &self.run.text[stretch.clone()];
        let joints: Vec<usize> = self.run.joints(stretch).map(|at| at - stretch.start).collect();
        let mut edits = Vec::with_capacity(text.len() / CHANGES + 1);
        self.page.converter.engine().edits(text, &joints, &mut edits);
        if !self.page.terms.is_empty() {
            edits = self.with_terms(stretch, edits);
        }
        for edit in &mut edits {
            edit.range = edit.range.start + stretch.start..edit.range.end + stretch.start;
        }
        if !self.run.holds(&edits) {
            edits = self.run.shared(self.sharable(edits));
        }
        if self.plan.edits.is_empty() {
            self.plan.edits = edits;
        } else {
            self.plan.edits.append(&mut edits);
        }
    }

    /// Says which terms of the glossary markup divides into more parts than their results have characters: they are
    /// converted without the glossary, for a part would be left empty.
    fn undivided(&mut self, stretch: &Range<usize>) {
        if self.page.terms.is_empty() || self.run.joints(stretch).next().is_none() {
            return;
        }
        let side = self.page.converter.route().from.side();
        let text = &self.run.text[stretch.clone()];
        let mut found = Vec::new();
        for term in self.page.terms.find(text, |range, _| engine::fits(text, range, side)) {
            let whole = term.range.start + stretch.start..term.range.end + stretch.start;
            let Outcome::Text(new) = term.outcome else { continue };
            if *new != text[term.range.clone()] && !self.run.has_room(&whole, new) {
                let (term, parts) = (&text[term.range], self.run.parts(&whole).len());
                let message =
                    format!("markup divides `{term}` into {parts} parts, too many for the glossary's `{new}`");
                let help = "put the emphasis or the link around the whole term";
                found.push(self.run.finding(&whole, FindingKind::Mark { message, help }));
            }
        }
        self.plan.findings.append(&mut found);
    }

    /// The same edits (offsets in the run), but where one would leave a piece of the run empty, those of each piece by
    /// itself: better no regional word than a link without a text.
    fn sharable(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let mut out = Vec::with_capacity(edits.len());
        for edit in edits {
            if self.run.can_share(&edit) {
                out.push(edit);
            } else {
                for part in self.run.parts(&edit.range) {
                    piecewise(self.page.converter.engine(), &self.run.text, part, &mut out);
                }
            }
        }
        out
    }

    /// The edits of a stretch with the glossary's terms in place of what they overlap; offsets in the stretch.
    fn with_terms(&self, stretch: &Range<usize>, edits: Vec<Edit>) -> Vec<Edit> {
        let converter = &self.page.converter;
        let text = &self.run.text[stretch.clone()];
        let fits = |range: &Range<usize>, outcome: &Outcome| {
            let whole = range.start + stretch.start..range.end + stretch.start;
            let room = match outcome {
                Outcome::Text(new) => *new == text[range.clone()] || self.run.has_room(&whole, new),
                _ => true,
            };
            room && engine::fits(text, range, converter.route().from.side())
        };
        let mut out = Vec::with_capacity(edits.len());
        let mut edits = VecDeque::from(edits);
        for term in self.page.terms.find(text, fits) {
            let before = edits.iter().take_while(|edit| edit.range.end <= term.range.start).count();
            out.extend(edits.drain(..before));
            let over = edits.iter().take_while(|edit| edit.range.start < term.range.end).count();
            let over: Vec<Edit> = edits.drain(..over).collect();
            // What an edit does outside of the term is done again without it.
            if let Some(first) = over.first().filter(|edit| edit.range.start < term.range.start) {
                piecewise(converter.engine(), text, first.range.start..term.range.start, &mut out);
            }
            out.extend(settled(converter, text, &term.range, term.outcome, &over));
            if let Some(last) = over.last().filter(|edit| edit.range.end > term.range.end) {
                let mut rest = Vec::new();
                piecewise(converter.engine(), text, term.range.end..last.range.end, &mut rest);
                rest.into_iter().rev().for_each(|edit| edits.push_front(edit));
            }
        }
        out.extend(edits);
        out
    }

    fn quotes(&mut self) {
        let Some(side) = self.page.converter.quotes().filter(|_| !self.page.alone && !self.foreign) else { return };
        let blocked = &self.blocked;
        let whole = blocked.is_empty() && !self.run.pieces.iter().any(|piece| piece.keep);
        let kept = |at: usize| {
            let index = || blocked.partition_point(|range| range.end <= at);
            !whole && (blocked.get(index()).is_some_and(|range| range.start <= at) || self.run.keeps(at))
        };
        let mut speech = self.page.speech;
        let edits = quotes::edits(&self.run.text, side, kept, &mut speech);
        self.page.speech = speech;
        self.plan.edits.extend(edits);
    }
}
