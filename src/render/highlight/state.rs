//! Reading code line by line by the rules of its syntax, exactly as syntect's own parser does, which asks every rule on every
//! line. A state is plain data over the numbers of a thread's [`Rules`].
//!
//! At each place the rule counts that matches first, of several the one that is asked first: rules that were given along with a
//! context (`with_prototype`), then those of the context's prototype, then its own. A rule pushes contexts, pops one, or sets
//! others in its place; contexts and rules say in which scopes what they match is.

use super::rules::{Captures, HIGH, Known, Number, Rules};
use std::rc::Rc;
use syntect::parsing::ScopeStackOp;
use syntect::parsing::syntax_definition::{ContextReference, MatchOperation, MatchPattern};

/// A change of scopes, at its place in a line.
pub type Change = (usize, ScopeStackOp);

/// What stands between two lines.
#[derive(Clone, PartialEq, Eq)]
pub struct State {
    levels: Vec<Level>,
    begun: bool,
    /// The heights at which rules that were given along pushed something: those below are not asked.
    given: Vec<usize>,
}

/// A context on the stack.
#[derive(Clone, PartialEq, Eq)]
struct Level {
    context: Number,
    /// The rules that were given along.
    given: Vec<Number>,
    captures: Option<Captures>,
}

/// A match that counts.
struct Match {
    rule: u32,
    /// Where [`Rules::region`] has its parts.
    region: usize,
    from: usize,
    to: usize,
    /// Whether its rule was given along.
    is_given: bool,
    /// Whether it would only take back what was pushed at the same place.
    goes_round: bool,
}

impl State {
    /// The beginning of a text.
    pub fn new(start: Number) -> Self {
        let level = Level { context: start, given: Vec::new(), captures: None };
        Self { levels: vec![level], begun: false, given: Vec::new() }
    }

    /// Reads a line, with its end. `None` where the syntax has a mistake of its own.
    pub fn read(&mut self, line: &str, rules: &mut Rules) -> Option<Vec<Change>> {
        let mut changes = Vec::new();
        let top = self.levels.last()?.context;
        if !self.begun {
            let scope = rules.of(top).context.meta_content_scope.first();
            changes.extend(scope.map(|scope| (0, ScopeStackOp::Push(*scope))));
            self.begun = true;
        }
        rules.begin(line);
        let mut at = 0;
        // Where something was pushed that took no character, and how high the stack was then.
        let mut pushed = (0, 0);
        loop {
            let height = self.levels.len();
            while self.given.last().is_some_and(|start| *start >= height) {
                self.given.pop();
            }
            let Some(found) = self.first(line, at, pushed == (at, height), rules)? else { return Some(changes) };
            if found.goes_round {
                let Some((step, _)) = line[at..].char_indices().nth(1) else { return Some(changes) };
                at += step;
                continue;
            }
            let pattern = rules.pattern(found.rule);
            if found.to <= at && matches!(pattern.operation, MatchOperation::Push(_)) {
                pushed = (found.to, height + 1);
            }
            at = found.to;
            if found.is_given {
                self.given.push(height);
            }
            self.take(line, &found, pattern, rules, &mut changes)?;
        }
    }

    /// The match that counts from a place on; `Some(None)` if there is none, `None` if the stack is empty.
    fn first(&self, line: &str, at: usize, pushed_here: bool, rules: &mut Rules) -> Option<Option<Match>> {
        let top = self.levels.last()?;
        let height = self.levels.len();
        let Known { prototype, rules: own, .. } = rules.of(top.context).clone();
        let mut best: Option<Match> = None;
        // Gives whether the search is over.
        let mut ask = |list: &[u32], is_given: bool, captures: Option<&Captures>, rules: &mut Rules| -> bool {
            for rule in list {
                let Some(region) = rules.find(*rule, line, at, captures, height) else { continue };
                let Some((from, to)) = rules.region(region).pos(0) else { continue };
                if best.as_ref().is_some_and(|best| from > best.from || (from == best.from && !best.goes_round)) {
                    continue;
                }
                let operation = &rules.pattern(*rule).operation;
                if matches!(operation, MatchOperation::Push(_)) && height >= HIGH {
                    best = None;
                    return true;
                }
                let goes_round = pushed_here && to <= at && matches!(operation, MatchOperation::Pop);
                best = Some(Match { rule: *rule, region, from, to, is_given, goes_round });
                if from == at && !goes_round {
                    return true;
                }
            }
            false
        };
        let begin = self.given.last().copied().unwrap_or(0);
        for level in &self.levels[begin.min(height)..] {
            for number in &level.given {
                let list = Rc::clone(&rules.of(*number).rules);
                if ask(&list, true, level.captures.as_ref(), rules) {
                    return Some(best);
                }
            }
        }
        if let Some(number) = prototype {
            let list = Rc::clone(&rules.of(number).rules);
            if ask(&list, false, None, rules) {
                return Some(best);
            }
        }
        ask(&own, false, top.captures.as_ref(), rules);
        Some(best)
    }

    /// Says the scopes of a match and does what its rule says.
    fn take(
        &mut self,
        line: &str,
        found: &Match,
        pattern: &MatchPattern,
        rules: &mut Rules,
        changes: &mut Vec<Change>,
    ) -> Option<()> {
        let context = self.levels.last()?.context;
        before(found.from, context, pattern, rules, changes)?;
        changes.extend(pattern.scope.iter().map(|scope| (found.from, ScopeStackOp::Push(*scope))));
        if let Some(captures) = &pattern.captures {
            // What is around comes first, whatever the order in which they are written.
            let mut inside = Vec::new();
            for (part, scopes) in captures {
                let Some((from, to)) = rules.region(found.region).pos(*part).filter(|(from, to)| from != to) else {
                    continue;
                };
                let order = (from, -((to - from) as i32));
                inside.extend(scopes.iter().map(|scope| (order, ScopeStackOp::Push(*scope))));
                inside.push(((to, i32::MIN), ScopeStackOp::Pop(scopes.len())));
            }
            inside.sort_by_key(|(order, _)| *order);
            changes.extend(inside.into_iter().map(|((place, _), change)| (place, change)));
        }
        if !pattern.scope.is_empty() {
            changes.push((found.to, ScopeStackOp::Pop(pattern.scope.len())));
        }
        behind(found.to, context, pattern, rules, changes)?;
        self.moved(line, found, pattern, rules)
    }

    /// Does what a rule says to the stack.
    fn moved(&mut self, line: &str, found: &Match, pattern: &MatchPattern, rules: &mut Rules) -> Option<()> {
        let (references, kept) = match &pattern.operation {
            MatchOperation::Push(references) => (references, Vec::new()),
            // What was given along holds until the level is popped.
            MatchOperation::Set(references) => {
                (references, self.levels.pop().map(|level| level.given).unwrap_or_default())
            }
            MatchOperation::Pop => {
                self.levels.pop();
                return Some(());
            }
            MatchOperation::None => return Some(()),
        };
        let mut kept = Some(kept);
        for (nth, reference) in (1..).zip(references) {
            let mut given = kept.take().unwrap_or_default();
            if nth == references.len()
                && let Some(more) = &pattern.with_prototype
            {
                given.push(rules.referred(more)?);
            }
            let context = rules.referred(reference)?;
            let refer = [context].iter().chain(&given).any(|number| rules.of(*number).context.uses_backrefs);
            let captures = refer.then(|| Rc::new((rules.region(found.region).clone(), line.to_owned())));
            self.levels.push(Level { context, given, captures });
        }
        Some(())
    }
}

/// The scopes that a match brings or takes away at its beginning.
fn before(
    at: usize,
    context: Number,
    pattern: &MatchPattern,
    rules: &mut Rules,
    changes: &mut Vec<Change>,
) -> Option<()> {
    let own = rules.of(context).context;
    let (references, set) = match &pattern.operation {
        MatchOperation::Pop => {
            if !own.meta_content_scope.is_empty() {
                changes.push((at, ScopeStackOp::Pop(own.meta_content_scope.len())));
            }
            return Some(());
        }
        MatchOperation::Push(references) => (references, false),
        MatchOperation::Set(references) => (references, true),
        MatchOperation::None => return Some(()),
    };
    if set && own.clear_scopes.is_some() {
        changes.push((at, ScopeStackOp::Restore));
    }
    for reference in references {
        let next = referred(reference, rules)?.context;
        if let Some(amount) = next.clear_scopes.filter(|_| !set) {
            changes.push((at, ScopeStackOp::Clear(amount)));
        }
        changes.extend(next.meta_scope.iter().map(|scope| (at, ScopeStackOp::Push(*scope))));
    }
    Some(())
}

/// The scopes that it brings or takes away at its end.
fn behind(
    at: usize,
    context: Number,
    pattern: &MatchPattern,
    rules: &mut Rules,
    changes: &mut Vec<Change>,
) -> Option<()> {
    let own = rules.of(context).context;
    let (references, set) = match &pattern.operation {
        MatchOperation::Pop => {
            if !own.meta_scope.is_empty() {
                changes.push((at, ScopeStackOp::Pop(own.meta_scope.len())));
            }
            if own.clear_scopes.is_some() {
                changes.push((at, ScopeStackOp::Restore));
            }
            return Some(());
        }
        MatchOperation::Push(references) => (references, false),
        MatchOperation::Set(references) => (references, true),
        MatchOperation::None => return Some(()),
    };
    let next = references.iter().map(|reference| Some(referred(reference, rules)?.context));
    let next = next.collect::<Option<Vec<_>>>()?;
    let in_content = next.iter().any(|one| !one.meta_content_scope.is_empty() || (set && one.clear_scopes.is_some()));
    if !in_content && !(set && !(own.meta_scope.is_empty() && own.meta_content_scope.is_empty())) {
        return Some(());
    }
    // All of them go, and come back in the order in which the text behind the match has them.
    let mut many: usize = next.iter().map(|one| one.meta_scope.len()).sum();
    if set {
        many += own.meta_content_scope.len() + own.meta_scope.len();
    }
    if many > 0 {
        changes.push((at, ScopeStackOp::Pop(many)));
    }
    for one in next {
        if let Some(amount) = one.clear_scopes.filter(|_| set) {
            changes.push((at, ScopeStackOp::Clear(amount)));
        }
        let scopes = one.meta_scope.iter().chain(&one.meta_content_scope);
        changes.extend(scopes.map(|scope| (at, ScopeStackOp::Push(*scope))));
    }
    Some(())
}

/// What a reference leads to.
fn referred<'r>(reference: &ContextReference, rules: &'r mut Rules) -> Option<&'r Known> {
    let number = rules.referred(reference)?;
    Some(rules.of(number))
}
