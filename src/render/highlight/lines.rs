//! Lines that were coloured before: the same line in the same state of a syntax is coloured the same, in whatever block
//! it stands. A book's examples repeat most of their lines.
//!
//! A syntax's states cannot leave their thread (they hold the regular expressions' own buffers), so each thread has a
//! memory of its own. It holds what a pure function gave, and so changes nothing but the time.

use super::classes::{Class, Lookup};
use super::rules::{Number, Rules};
use super::state;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use syntect::parsing::{ScopeStack, SyntaxReference, SyntaxSet};

/// How many states a thread remembers. Code that strays into others is read every time.
const STATES: usize = 500;
/// How much a thread remembers, in bytes of lines and of what they gave.
const LIMIT: usize = 16 << 20;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// The classes of the parts of a line, with their lengths in bytes.
pub type Parts = Rc<[(Class, u32)]>;

/// What stands between two lines.
type State = (state::State, ScopeStack);

#[derive(Default)]
struct Memory {
    rules: Option<Rules>,
    classes: Lookup,
    /// The states in which languages begin; `None` for one that has no syntax.
    begins: FxHashMap<Box<str>, Option<Begin>>,
    states: Vec<Known>,
    held: usize,
}

/// A state in which a language begins, and its number if it is remembered.
type Begin = (Number, Option<usize>);

/// A state, and the lines that were read in it: what each gave, and the state behind it.
struct Known {
    state: State,
    lines: FxHashMap<Box<str>, (Parts, usize)>,
}

/// Where a reader stands.
enum Place {
    /// In a remembered state.
    Known(usize),
    /// In a state of its own.
    Own(Box<State>),
}

/// Reads the lines of one block in order.
pub struct Reader {
    syntaxes: &'static SyntaxSet,
    place: Place,
}

impl Memory {
    fn rules(&mut self, syntaxes: &'static SyntaxSet) -> &mut Rules {
        self.rules.get_or_insert_with(|| Rules::new(syntaxes))
    }

    /// The number of a state; `None` if it is new and there are too many.
    fn intern(&mut self, state: &State) -> Option<usize> {
        if let Some(id) = self.states.iter().position(|known| known.state == *state) {
            return Some(id);
        }
        let fits = self.states.len() < STATES;
        fits.then(|| {
            self.states.push(Known { state: state.clone(), lines: FxHashMap::default() });
            self.states.len() - 1
        })
    }

    fn remember(&mut self, id: usize, line: &str, parts: &Parts, next: &State) -> Option<usize> {
        let next = self.intern(next)?;
        let size = line.len() + size_of_val(&**parts) + size_of::<(Box<str>, Parts, usize)>();
        if self.held + size <= LIMIT {
            self.held += size;
            self.states[id].lines.insert(line.into(), (Rc::clone(parts), next));
        }
        Some(next)
    }

    /// Reads a line that nobody remembers.
    fn read(&mut self, (state, scopes): &mut State, line: &str, syntaxes: &'static SyntaxSet) -> Option<Parts> {
        let operations = state.read(line, self.rules(syntaxes))?;
        let length = |from: usize, to: usize| u32::try_from(to - from).unwrap_or(u32::MAX);
        let mut parts = Vec::new();
        let mut at = 0;
        for (place, operation) in operations {
            if place > at {
                parts.push((self.classes.of(scopes.as_slice()), length(at, place)));
                at = place;
            }
            if scopes.apply(&operation).is_err() {
                break;
            }
        }
        if at < line.len() {
            parts.push((self.classes.of(scopes.as_slice()), length(at, line.len())));
        }
        Some(parts.into())
    }
}

impl Reader {
    /// Begins a block in a language, whose syntax is the one of `syntaxes` that `find` gives. `None` if it has none.
    pub fn new<'s>(
        syntaxes: &'static SyntaxSet,
        language: &str,
        find: impl FnOnce() -> Option<&'s SyntaxReference>,
    ) -> Option<Self> {
        let place = MEMORY.with_borrow_mut(|memory| {
            let begin = match memory.begins.get(language) {
                Some(begin) => *begin,
                None => {
                    let start = find().and_then(|syntax| memory.rules(syntaxes).start(syntax));
                    let begin = start.map(|start| (start, memory.intern(&beginning(start))));
                    memory.begins.insert(language.into(), begin);
                    begin
                }
            };
            let (start, known) = begin?;
            Some(known.map_or_else(|| Place::Own(Box::new(beginning(start))), Place::Known))
        });
        Some(Self { syntaxes, place: place? })
    }

    /// The parts of the next line. `None` where the syntax has a mistake of its own.
    pub fn line(&mut self, line: &str) -> Option<Parts> {
        MEMORY.with_borrow_mut(|memory| {
            let id = match &mut self.place {
                Place::Own(state) => return memory.read(state, line, self.syntaxes),
                Place::Known(id) => *id,
            };
            if let Some((parts, next)) = memory.states[id].lines.get(line) {
                self.place = Place::Known(*next);
                return Some(Rc::clone(parts));
            }
            let mut state = memory.states[id].state.clone();
            let parts = memory.read(&mut state, line, self.syntaxes)?;
            let next = memory.remember(id, line, &parts, &state);
            self.place = next.map_or_else(|| Place::Own(Box::new(state)), Place::Known);
            Some(parts)
        })
    }
}

fn beginning(start: Number) -> State {
    (state::State::new(start), ScopeStack::new())
}
