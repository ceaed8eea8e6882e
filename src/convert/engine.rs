//! The engines behind a converter, under one name.

use super::assemble::{Map, applied, composed};
use super::exact;
use super::route::{Route, Side, Variant};
use super::words::{Direction, Doubts, Standard, Words};
use super::{Characters, Edit, Mode, Vocabulary};
use std::borrow::Cow;
use std::ops::Range;

/// What finds words and gives them their new form.
#[derive(Clone, Debug)]
pub(super) enum Engine {
    /// Nothing to convert: both ends of the route have the same characters.
    Level,
    /// OpenCC to the byte.
    Exact(exact::Engine),
    /// The C++ library.
    #[cfg(feature = "opencc")]
    Library(super::opencc::Library),
    /// Words first.
    Words(Box<Words>),
    /// One after the other: from Taiwan's characters to OpenCC's own, from there to Hong Kong's.
    Chain(Box<[Engine; 2]>),
    /// From one region's Traditional to another's: the characters, and over them the words.
    Regions(Box<Regions>),
    /// A short list of words for tests.
    #[cfg(test)]
    Toy(&'static [(&'static str, &'static str)]),
}

impl Engine {
    /// The engine for `route`.
    pub(super) fn new(route: Route, mode: Mode, vocabulary: &[Vocabulary]) -> Self {
        if let (Mode::Words, Some(direction)) = (mode, direction(route)) {
            return Self::Words(Box::new(Words::new(direction, vocabulary)));
        }
        match route.steps(vocabulary) {
            [first, second] => {
                let characters = Self::Chain(Box::new([Self::named(first), Self::named(second)]));
                match (mode, vocabulary) {
                    (Mode::Exact, _) | (_, []) => characters,
                    _ => Self::Regions(Box::new(Regions::new(route, vocabulary, characters))),
                }
            }
            [only] => Self::named(only),
            _ => Self::Level,
        }
    }

    /// The engine for `route` that the C++ library is.
    ///
    /// # Errors
    /// What the library says, when it does not find its configurations.
    #[cfg(feature = "opencc")]
    pub(super) fn library(route: Route, vocabulary: &[Vocabulary]) -> Result<Self, String> {
        let folder = option_env!("OPENCC_DATA_DIR").map(std::path::Path::new);
        let named = |name: &str| {
            let standard = name.parse().expect("a step of a route is one of OpenCC's names");
            super::opencc::Library::new(standard, folder).map(Self::Library)
        };
        match route.steps(vocabulary) {
            [first, second] => Ok(Self::Chain(Box::new([named(first)?, named(second)?]))),
            [only] => named(only),
            _ => Ok(Self::Level),
        }
    }

    fn named(name: &str) -> Self {
        Self::Exact(exact::Engine::builtin(name.parse().expect("a step of a route is one of OpenCC's names")))
    }

    /// The new text.
    pub(super) fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self {
            Self::Level => Cow::Borrowed(text),
            Self::Exact(engine) => engine.convert(text),
            #[cfg(feature = "opencc")]
            Self::Library(library) => Cow::Owned(library.convert(text)),
            Self::Words(engine) => engine.convert(text),
            Self::Chain(steps) => match steps[0].convert(text) {
                Cow::Borrowed(text) => steps[1].convert(text),
                Cow::Owned(text) => Cow::Owned(steps[1].convert(&text).into_owned()),
            },
            Self::Regions(_) => {
                let mut edits = Vec::new();
                self.edits(text, &[], &mut edits);
                applied(text, &edits).into_owned().into()
            }
            #[cfg(test)]
            Self::Toy(_) => {
                let mut edits = Vec::new();
                self.edits(text, &[], &mut edits);
                applied(text, &edits)
            }
        }
    }

    /// What is doubtful in the conversion of `text`; only words mode has doubts.
    pub(super) fn doubts(&self, text: &str, joints: &[usize]) -> Doubts {
        match self {
            Self::Words(engine) => engine.doubts(text, joints),
            _ => Doubts::default(),
        }
    }

    /// The edits of `text`, in order. A word that spans one of `joints` (offsets, in order) has a cost in words mode.
    #[allow(clippy::only_used_in_recursion, reason = "for words mode, whose words may span joints")]
    pub(super) fn edits(&self, text: &str, joints: &[usize], out: &mut Vec<Edit>) {
        match self {
            Self::Level => {}
            Self::Exact(engine) => engine.edits(text, out),
            #[cfg(feature = "opencc")]
            Self::Library(library) => library.edits(text, out),
            Self::Words(engine) => engine.edits(text, joints, out),
            Self::Chain(steps) => {
                let (mut first, mut second) = (Vec::new(), Vec::new());
                steps[0].edits(text, joints, &mut first);
                steps[1].edits(&applied(text, &first), &[], &mut second);
                out.extend(composed(text, first, &second));
            }
            Self::Regions(regions) => regions.edits(text, joints, out),
            #[cfg(test)]
            Self::Toy(words) => toy(words, text, out),
        }
    }
}

/// The words of one Traditional region in place of another's. Both lists lead to the mainland's words, so a term goes
/// there and on (的士 → 出租车 → 計程車); only the terms do, and all else keeps the characters that it is written in.
#[derive(Clone, Debug)]
pub(super) struct Regions {
    from: Words,
    to: Words,
    /// As `from`, for the words that the other region shares with the mainland.
    shared: Words,
    characters: Engine,
}

impl Regions {
    fn new(route: Route, vocabulary: &[Vocabulary], characters: Engine) -> Self {
        // Text of no region has the mainland's words.
        let own = if route.from == Variant::Hant { &[] } else { vocabulary };
        let from =
            |topics: &[Vocabulary]| Words::new(Direction::ToSimplified(standard(route.from, route.characters)), topics);
        // Taiwan's list has every term of computing that is not the mainland's; for one that it has not, Hong Kong's word is
        // as good (復原).
        let general: Vec<Vocabulary> = own.iter().copied().filter(|topic| *topic == Vocabulary::General).collect();
        let hong_kong = matches!(route.to, Variant::Hk | Variant::Mo);
        Self {
            from: from(own),
            shared: from(if hong_kong { own } else { &general }),
            to: Words::new(Direction::ToTraditional(standard(route.to, route.characters)), vocabulary),
            characters,
        }
    }

    fn edits(&self, text: &str, joints: &[usize], out: &mut Vec<Edit>) {
        let mut simplified = Vec::new();
        self.from.edits(text, joints, &mut simplified);
        let middle = applied(text, &simplified);
        let map = Map::new(&simplified);
        let known = self.to.terms(&middle, &[]).into_iter();
        let known = known.map(|term| Edit { range: map.to_source(&term.range), text: term.becomes.into() });
        // Where the other region has no word of its own, it has the mainland's (義大利 → 意大利).
        let shared = self.shared.terms(text, joints).into_iter();
        let shared =
            shared.map(|term| Edit { range: term.range, text: self.to.convert(&term.becomes).into_owned().into() });
        let mut terms: Vec<Edit> = known.chain(shared).collect();
        // The sort is stable, and of two that overlap the first counts.
        terms.sort_by_key(|term| term.range.start);
        let mut characters = Vec::new();
        self.characters.edits(text, joints, &mut characters);
        let (mut next, mut done) = (0, 0);
        for term in terms {
            let before = characters[next..].partition_point(|edit| edit.range.end <= term.range.start);
            out.extend_from_slice(&characters[next..next + before]);
            next += before;
            done = out.last().map_or(done, |edit| done.max(edit.range.end));
            let inside = characters[next..].partition_point(|edit| edit.range.start < term.range.end);
            let over = &characters[next..next + inside];
            let reaches = |edit: &Edit| edit.range.start < term.range.start || edit.range.end > term.range.end;
            // What two words share is left to their characters.
            if term.range.start < done || over.iter().any(reaches) {
                continue;
            }
            next += inside;
            done = term.range.end;
            if term.text != text[term.range.clone()] {
                out.push(term);
            }
        }
        out.extend_from_slice(&characters[next..]);
    }
}

fn standard(variant: Variant, characters: Characters) -> Standard {
    match (variant, characters) {
        (Variant::Hk | Variant::Mo, Characters::Press) => Standard::HongKongPress,
        (Variant::Hk | Variant::Mo, Characters::Education) => Standard::HongKongEducation,
        _ => Standard::Taiwan,
    }
}

/// The direction of words mode that a route takes; `None` within one script, where characters alone differ.
fn direction(route: Route) -> Option<Direction> {
    match (route.from.side(), route.to.side()) {
        (Side::Simplified, Side::Traditional) => Some(Direction::ToTraditional(standard(route.to, route.characters))),
        (Side::Traditional, Side::Simplified) => Some(Direction::ToSimplified(standard(route.from, route.characters))),
        _ => None,
    }
}

/// Whether `range` of a text of `side` may be a word of its own, whichever engine converts it.
pub(super) fn fits(text: &str, range: &Range<usize>, side: Side) -> bool {
    let direction = match side {
        Side::Simplified => Direction::ToTraditional(Standard::Taiwan),
        Side::Traditional => Direction::ToSimplified(Standard::Taiwan),
    };
    Words::new(direction, &[]).fits(text, range)
}

#[cfg(test)]
fn toy(words: &[(&str, &'static str)], text: &str, out: &mut Vec<Edit>) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let hits = words.iter().filter(|(from, _)| text[at..].starts_with(from));
        match hits.max_by_key(|(from, _)| from.len()) {
            Some((from, to)) => {
                if from != to {
                    out.push(Edit { range: at..at + from.len(), text: (*to).into() });
                }
                at += from.len();
            }
            None => at += c.len_utf8(),
        }
    }
}
