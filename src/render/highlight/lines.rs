//! Lines that were coloured before: the same line in the same state of a syntax is coloured the same, in whatever block
//! it stands. A book's examples repeat most of their lines.
//!
//! A syntax's states cannot leave their thread (they hold the regular expressions' own buffers), so each thread has a
//! memory of its own. It holds what a pure function gave, and so changes nothing but the time.

use super::classes::{Class, Lookup};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// How many states a thread remembers. Code that strays into others is read every time.
const STATES: usize = 500;
/// How much a thread remembers, in bytes of lines and of what they gave.
const LIMIT: usize = 16 << 20;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
    static CLASSES: RefCell<Lookup> = RefCell::default();
}

/// The classes of the parts of a line, with their lengths in bytes.
pub type Parts = Rc<[(Class, u32)]>;

/// What stands between two lines.
type State = (ParseState, ScopeStack);

#[derive(Default)]
struct Memory {
    states: Vec<Known>,
    held: usize,
}

/// A state, and the lines that were read in it: what each gave, and the state behind it.
struct Known {
    state: State,
    lines: HashMap<Box<str>, (Parts, usize)>,
}

/// Where a reader stands.
enum Place {
    /// In a remembered state.
    Known(usize),
    /// In a state of its own.
    Own(Box<State>),
}

/// Reads the lines of one block in order.
pub struct Reader<'a> {
    syntaxes: &'a SyntaxSet,
    place: Place,
}

impl Memory {
    /// The number of a state; `None` if it is new and there are too many.
    fn intern(&mut self, state: &State) -> Option<usize> {
        if let Some(id) = self.states.iter().position(|known| known.state == *state) {
            return Some(id);
        }
        let fits = self.states.len() < STATES;
        fits.then(|| {
            self.states.push(Known { state: state.clone(), lines: HashMap::new() });
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
}

impl<'a> Reader<'a> {
    /// Begins a block in `syntax`.
    pub fn new(syntaxes: &'a SyntaxSet, syntax: &SyntaxReference) -> Self {
        let state = (ParseState::new(syntax), ScopeStack::new());
        let known = MEMORY.with_borrow_mut(|memory| memory.intern(&state));
        let place = known.map_or_else(|| Place::Own(Box::new(state)), Place::Known);
        Self { syntaxes, place }
    }

    /// The parts of the next line. `None` where the syntax has a mistake of its own.
    pub fn line(&mut self, line: &str) -> Option<Parts> {
        let id = match &mut self.place {
            Place::Own(state) => return read(state, line, self.syntaxes),
            Place::Known(id) => *id,
        };
        let known = MEMORY.with_borrow(|memory| memory.states[id].lines.get(line).cloned());
        if let Some((parts, next)) = known {
            self.place = Place::Known(next);
            return Some(parts);
        }
        let mut state = MEMORY.with_borrow(|memory| memory.states[id].state.clone());
        let parts = read(&mut state, line, self.syntaxes)?;
        let next = MEMORY.with_borrow_mut(|memory| memory.remember(id, line, &parts, &state));
        self.place = next.map_or_else(|| Place::Own(Box::new(state)), Place::Known);
        Some(parts)
    }
}

/// Reads a line that nobody remembers.
fn read((parse, scopes): &mut State, line: &str, syntaxes: &SyntaxSet) -> Option<Parts> {
    let operations = parse.parse_line(line, syntaxes).ok()?;
    let length = |from: usize, to: usize| u32::try_from(to - from).unwrap_or(u32::MAX);
    let mut parts = Vec::new();
    let mut at = 0;
    let class = |scopes: &ScopeStack| CLASSES.with_borrow_mut(|classes| classes.of(scopes.as_slice()));
    for (place, operation) in operations {
        if place > at {
            parts.push((class(scopes), length(at, place)));
            at = place;
        }
        if scopes.apply(&operation).is_err() {
            break;
        }
    }
    if at < line.len() {
        parts.push((class(scopes), length(at, line.len())));
    }
    Some(parts.into())
}
