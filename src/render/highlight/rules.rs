//! The rules of syntaxes as reading a line needs them: each context's rules in one row, what they include among them, and for
//! each rule what a line must hold for it to be asked.

use super::heads::{Heads, Line};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use syntect::parsing::syntax_definition::{
    Context, ContextId, ContextReference, MatchOperation, MatchPattern, Pattern,
};
use syntect::parsing::{ParseState, Region, SyntaxReference, SyntaxSet};

/// The number of a context.
pub type Number = u32;
/// How deep contexts include each other at most; those that include themselves would never end.
const DEEP: usize = 64;
/// How many contexts there are at most on a stack.
pub const HIGH: usize = 100;

/// A context.
#[derive(Clone)]
pub struct Known {
    /// As it is written.
    pub context: &'static Context,
    /// What is read before its own rules.
    pub prototype: Option<Number>,
    /// The numbers of its rules, in the order in which they are asked.
    pub rules: Rc<[u32]>,
}

/// A rule.
struct Rule {
    pattern: &'static MatchPattern,
    /// What its match begins with; `None` until it is asked for, and then where nothing can be said.
    heads: Option<Option<Heads>>,
    /// Which line it was last looked for in, and where that was found.
    line: u32,
    found: Option<usize>,
}

/// All contexts and rules that a thread came across.
pub struct Rules {
    syntaxes: &'static SyntaxSet,
    numbers: FxHashMap<ContextId, Number>,
    contexts: Vec<Known>,
    rules: Vec<Rule>,
    by_pattern: FxHashMap<*const MatchPattern, u32>,
    line: u32,
    heads: Line,
    /// Whether the line can be asked for its heads.
    asked: bool,
    /// What was found in the line, and how many of these are its own.
    regions: Vec<Region>,
    used: usize,
}

/// What a context's rules refer to: the parts of an earlier match, and its line.
pub type Captures = Rc<(Region, String)>;

impl Rules {
    /// No context yet.
    pub fn new(syntaxes: &'static SyntaxSet) -> Self {
        Self {
            syntaxes,
            numbers: FxHashMap::default(),
            contexts: Vec::new(),
            rules: Vec::new(),
            by_pattern: FxHashMap::default(),
            line: 0,
            heads: Line::default(),
            asked: false,
            regions: Vec::new(),
            used: 0,
        }
    }

    /// The context in which a syntax begins.
    pub fn start(&mut self, syntax: &SyntaxReference) -> Option<Number> {
        // Nothing else names it but a new state, as it is shown.
        let shown = format!("{:?}", ParseState::new(syntax));
        let number = |name: &str| {
            let rest = shown.split_once(name)?.1;
            rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok()
        };
        let (syntax, context) = (number("syntax_index: ")?, number("context_index: ")?);
        let id = serde_json::json!({ "syntax_index": syntax, "context_index": context });
        self.number(serde_json::from_value(id).ok()?)
    }

    /// The number of a context. `None` if its syntax has none of that name.
    pub fn number(&mut self, id: ContextId) -> Option<Number> {
        if let Some(number) = self.numbers.get(&id) {
            return Some(*number);
        }
        let context = self.context(id)?;
        let number = self.contexts.len() as Number;
        self.numbers.insert(id, number);
        let mut rules = Vec::new();
        self.gather(context, 0, &mut rules);
        self.contexts.push(Known { context, prototype: None, rules: rules.into() });
        self.contexts[number as usize].prototype = context.prototype.and_then(|id| self.number(id));
        Some(number)
    }

    /// What a reference of a rule leads to.
    pub fn referred(&mut self, reference: &ContextReference) -> Option<Number> {
        self.number(reference.id().ok()?)
    }

    /// A context.
    pub fn of(&self, number: Number) -> &Known {
        &self.contexts[number as usize]
    }

    /// A rule as it is written.
    pub fn pattern(&self, rule: u32) -> &'static MatchPattern {
        self.rules[rule as usize].pattern
    }

    /// The patterns of all rules.
    #[cfg(test)]
    pub fn patterns(&self) -> impl Iterator<Item = &'static syntect::parsing::Regex> {
        self.rules.iter().map(|rule| rule.pattern.regex())
    }

    /// What was found at one of the places that [`Rules::find`] gave for this line.
    pub fn region(&self, at: usize) -> &Region {
        &self.regions[at]
    }

    /// Begins a line.
    pub fn begin(&mut self, line: &str) {
        self.line += 1;
        self.asked = self.heads.take(line);
        self.used = 0;
    }

    /// Where a rule's pattern is next in the line from `start` on, on a stack of so many contexts.
    pub fn find(
        &mut self,
        rule: u32,
        line: &str,
        start: usize,
        captures: Option<&Captures>,
        height: usize,
    ) -> Option<usize> {
        let own = &mut self.rules[rule as usize];
        let again = if own.line == self.line {
            let at = own.found?;
            if self.regions[at].pos(0).is_some_and(|(from, _)| from >= start) {
                return Some(at);
            }
            Some(at)
        } else {
            None
        };
        let pattern = own.pattern;
        let at = again.unwrap_or(self.used);
        if at == self.regions.len() {
            self.regions.push(Region::new());
        }
        let refers = captures.filter(|_| pattern.has_captures);
        let matched = match refers {
            Some(captures) => {
                let regex = pattern.regex_with_refs(&captures.0, &captures.1);
                regex.search(line, start, line.len(), Some(&mut self.regions[at]))
            }
            None => {
                let heads = own.heads.get_or_insert_with(|| Heads::of(pattern.regex().regex_str()));
                let (regex, region) = (pattern.regex(), &mut self.regions[at]);
                match heads.as_ref().filter(|_| self.asked) {
                    Some(heads) => {
                        let place = heads.meet(&self.heads).then(|| heads.place(&self.heads, start)).flatten();
                        place.is_some_and(|place| regex.search(line, place, line.len(), Some(region)))
                    }
                    None => regex.search(line, start, line.len(), Some(region)),
                }
            }
        };
        let does = matched
            && match pattern.operation {
                MatchOperation::None => self.regions[at].pos(0).is_some_and(|(from, to)| from != to),
                MatchOperation::Push(_) => height < HIGH,
                _ => true,
            };
        // What refers to another match, and what does nothing here, is looked for anew.
        let keep = refers.is_none() && (does || !matched);
        if keep {
            (own.line, own.found) = (self.line, does.then_some(at));
        } else if again.is_some() {
            own.line = 0;
        }
        if does && again.is_none() {
            self.used += 1;
        }
        does.then_some(at)
    }

    fn context(&self, id: ContextId) -> Option<&'static Context> {
        let reference: ContextReference = serde_json::from_value(serde_json::json!({ "Direct": id })).ok()?;
        reference.resolve(self.syntaxes).ok()
    }

    fn gather(&mut self, context: &'static Context, deep: usize, into: &mut Vec<u32>) {
        for pattern in &context.patterns {
            match pattern {
                Pattern::Match(pattern) => {
                    let next = self.rules.len() as u32;
                    let number = *self.by_pattern.entry(std::ptr::from_ref(pattern)).or_insert(next);
                    if number == next {
                        self.rules.push(Rule { pattern, heads: None, line: 0, found: None });
                    }
                    into.push(number);
                }
                Pattern::Include(reference) => {
                    if let Some(context) = reference.resolve(self.syntaxes).ok().filter(|_| deep < DEEP) {
                        self.gather(context, deep + 1, into);
                    }
                }
            }
        }
    }
}
