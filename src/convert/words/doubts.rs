//! Doubts: where the likeliest division is not much likelier than another, or nothing but custom decided.

use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::Words;
use super::doubtful::{AFTER_OFFICE, BEFORE_NAME, GIVEN, SENSES, SURNAMES, TORN, TWO_FACED};
use super::lattice::{STRETCH, Stretch, Token};
use super::scan::Sink;
use super::tables::{AMBIGUOUS, STANDARDS};

/// Two divisions closer than this leave a doubt, in tenths of a nat. Wide enough to find what a neighbour misled, and
/// narrow enough for two or three entries in 10,000 characters of good text.
const CLOSE: u32 = 60;
/// The same against a word that is so frequent (its cost at most `FREQUENT`) that only a very near rival counts.
const CLOSE_TO_FREQUENT: u32 = 15;
const FREQUENT: u32 = 110;
/// The same where only the vocabulary is at stake: the characters are right either way, and what a rival does there is
/// mostly to tear a term in two.
const CLOSE_TO_TERM: u32 = 30;
/// How much a doubt weighs that no other division raises: a character alone, what may be a name, a word of two
/// senses.
const ALONE: u32 = 9;
const NAME: u32 = 4;
const SENSE: u32 = 2;
const TOPIC: u32 = 7;

/// The two spellings of each word that has two, by the word.
static SPELLINGS: LazyLock<FxHashMap<&str, &[&str; 2]>> =
    LazyLock::new(|| SENSES.iter().map(|(word, spellings)| (*word, spellings)).collect());

/// [`TWO_FACED`], for looking them up.
static FACED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TWO_FACED.iter().copied().collect());

/// A place that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The bytes of the text that may be wrong: whole words.
    pub range: Range<usize>,
    /// What they become.
    pub chosen: String,
    /// What they may have to become.
    pub other: String,
    /// How much likelier the choice is, in tenths of a nat: the smaller, the more doubtful.
    pub margin: u32,
    /// Why it is doubtful.
    pub reason: Reason,
}

/// Why a choice is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Two divisions into words weigh nearly the same.
    Division,
    /// The character has several counterparts and stands by itself.
    Alone,
    /// It may be a person's name.
    Name,
    /// The word has two senses, each with a spelling of its own.
    Sense,
    /// A term of computing that is an everyday word as well, in a text that is hardly about computing.
    Topic,
}

/// What is doubtful in a text, and how much of it is about computing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// The doubts, in order.
    pub list: Vec<Doubt>,
    /// How many terms of computing it has that are nothing else.
    pub telling: usize,
}

impl Words {
    /// What is doubtful in a conversion of `text`, in order.
    pub fn doubts(&self, text: &str, joints: &[usize]) -> Doubts {
        let mut collector =
            Collector { text, found: Vec::new(), telling: 0, candidates: Vec::with_capacity(4 * STRETCH) };
        self.scan(text, joints, &mut collector);
        let mut list = collector.found;
        list.sort_by_key(|doubt| (doubt.range.start, doubt.margin));
        list.dedup_by(|later, first| later.range.start < first.range.end);
        Doubts { list, telling: collector.telling }
    }
}

/// A term of the vocabulary in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it becomes.
    pub becomes: String,
}

impl Words {
    /// The terms in `text` that the vocabulary gives another word than the characters alone would, in order.
    pub fn terms(&self, text: &str, joints: &[usize]) -> Vec<Term> {
        let mut collector = Terms { text, found: Vec::new() };
        self.scan(text, joints, &mut collector);
        collector.found
    }
}

struct Terms<'t> {
    text: &'t str,
    found: Vec<Term>,
}

impl Sink for Terms<'_> {
    const REPLACES: bool = false;

    fn replace(&mut self, _range: Range<usize>, _by: &'static str) {}

    fn divided(&mut self, words: &Words, stretch: &Stretch, tokens: &[Token], first: usize) {
        let look = Look { words, stretch, tokens, text: self.text };
        for token in tokens.iter().filter(|token| token.end > first && look.is_term(**token)) {
            let becomes = look.output(*token);
            if becomes != look.plain(*token) {
                let range = stretch.offsets[token.start]..stretch.offsets[token.end];
                self.found.push(Term { range, becomes });
            }
        }
    }
}

struct Collector<'t> {
    text: &'t str,
    found: Vec<Doubt>,
    telling: usize,
    /// Every word of the stretch that is divided, with its cost.
    candidates: Vec<(Token, u32)>,
}

impl Sink for Collector<'_> {
    const REPLACES: bool = false;

    fn replace(&mut self, _range: Range<usize>, _by: &'static str) {}

    #[inline(always)]
    fn candidate(&mut self, word: Token, cost: u32) {
        self.candidates.push((word, cost));
    }

    fn divided(&mut self, words: &Words, stretch: &Stretch, tokens: &[Token], first: usize) {
        let look = Look { words, stretch, tokens, text: self.text };
        look.divisions(first, &self.candidates, &mut self.found);
        self.candidates.clear();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.end > first) {
            self.found.extend(look.single(at, *token).or_else(|| look.senses(*token)));
            match look.topic(*token) {
                Some(topic) if FACED.contains(look.source(*token)) => self.found.push(topic.doubt()),
                Some(_) => self.telling += 1,
                None => {}
            }
        }
    }
}

/// A term of computing that differs from the everyday word.
struct Topic<'l> {
    look: &'l Look<'l>,
    token: Token,
}

impl Topic<'_> {
    fn doubt(&self) -> Doubt {
        let Self { look, token } = self;
        Doubt {
            range: look.stretch.offsets[token.start]..look.stretch.offsets[token.end],
            chosen: look.output(*token),
            other: look.plain(*token),
            margin: TOPIC,
            reason: Reason::Topic,
        }
    }
}

/// A stretch under inspection.
struct Look<'l> {
    words: &'l Words,
    stretch: &'l Stretch,
    tokens: &'l [Token],
    text: &'l str,
}

impl Look<'_> {
    /// Doubts that another division raises, which costs little more and reads otherwise.
    fn divisions(&self, first: usize, candidates: &[(Token, u32)], found: &mut Vec<Doubt>) {
        let stretch = self.stretch;
        let (mut before, mut after) = ([u32::MAX; STRETCH + 1], [u32::MAX; STRETCH + 1]);
        (before[0], after[stretch.len]) = (0, 0);
        for (token, cost) in candidates {
            before[token.end] = before[token.end].min(before[token.start].saturating_add(*cost));
        }
        for (token, cost) in candidates.iter().rev() {
            after[token.start] = after[token.start].min(after[token.end].saturating_add(*cost));
        }
        let best = after[0];
        for (token, cost) in candidates.iter().filter(|(token, _)| token.end > token.start + 1 && token.end > first) {
            let total = before[token.start].saturating_add(*cost).saturating_add(after[token.end]);
            let margin = total - best;
            if margin <= CLOSE && !self.tokens.contains(token) {
                found.extend(self.instead(*token, margin));
            }
        }
    }

    /// The doubt whether `other` is a word here; none if the text would read the same.
    fn instead(&self, other: Token, margin: u32) -> Option<Doubt> {
        // The words are in order, so those that overlap stand together.
        let from = self.tokens.partition_point(|token| token.end <= other.start);
        let count = self.tokens[from..].partition_point(|token| token.start < other.end);
        let over = &self.tokens[from..from + count];
        let (start, end) = (over.first()?.start, over.last()?.end);
        if !self.may_differ(over, other) {
            return None;
        }
        // What the vocabulary says of a term, or keeps, although a shorter one is part of it was decided there: 文件夹,
        // 法律程序.
        let holds = |token: &Token| token.start <= other.start && other.end <= token.end;
        if over.iter().all(|token| self.is_kept(*token))
            || over.iter().any(|token| holds(token) && self.is_term(*token))
        {
            return None;
        }
        if margin > CLOSE_TO_FREQUENT && over.iter().all(|token| self.is_frequent(*token)) {
            return None;
        }
        let chosen: String = over.iter().map(|token| self.output(*token)).collect();
        let alone = |place: usize| self.output(Token { start: place, end: place + 1, form: 0 });
        let instead: String =
            (start..other.start).map(alone).chain([self.output(other)]).chain((other.end..end).map(alone)).collect();
        if margin > CLOSE_TO_TERM {
            let plain = |place: usize| self.plain(Token { start: place, end: place + 1, form: 0 });
            let chosen: String = over.iter().map(|token| self.plain(*token)).collect();
            let parts = (start..other.start).map(plain).chain([self.plain(other)]).chain((other.end..end).map(plain));
            if parts.collect::<String>() == chosen {
                return None;
            }
        }
        (instead != chosen).then(|| Doubt {
            range: self.stretch.offsets[start]..self.stretch.offsets[end],
            chosen,
            other: instead,
            margin,
            reason: Reason::Division,
        })
    }

    /// Whether the words `over` may read otherwise with `other` among them: one of them has a form of its own, or a rule
    /// speaks of one of their characters.
    fn may_differ(&self, over: &[Token], other: Token) -> bool {
        let mut characters = over.iter().flat_map(|token| token.start..token.end).map(|at| self.stretch.codes[at]);
        other.form != 0
            || over.iter().any(|token| token.form != 0)
            || characters.any(|code| self.words.tables.rules(code).next().is_some())
    }

    /// Whether a word is a term of the vocabularies in use that stays as it would be without them.
    fn is_kept(&self, token: Token) -> bool {
        self.is_term(token) && self.output(token) == self.plain(token)
    }

    /// Whether a word is a term of the vocabularies in use.
    fn is_term(&self, token: Token) -> bool {
        let of = |which| self.words.tables.form(token.form, STANDARDS + which).is_some();
        token.form != 0 && self.words.vocabularies().any(of)
    }

    /// Whether a word of several characters is frequent, or one of a single character has no form that could be wrong.
    fn is_frequent(&self, token: Token) -> bool {
        if token.end == token.start + 1 {
            return self.words.tables.flags(self.stretch.codes[token.start]) & AMBIGUOUS == 0;
        }
        let mut frequent = false;
        self.stretch.words_at(&self.words.tables, token.start, |end, cost, _| {
            frequent |= end == token.end && cost <= FREQUENT;
        });
        frequent
    }

    /// The doubt about a word of one character.
    fn single(&self, at: usize, token: Token) -> Option<Doubt> {
        let tables = &self.words.tables;
        let code = self.stretch.codes[token.start];
        if token.end != token.start + 1 || tables.flags(code) & AMBIGUOUS == 0 {
            return None;
        }
        let c = self.source(token).chars().next()?;
        let next = self.tokens.get(at + 1).filter(|next| next.end == next.start + 1).copied();
        let chosen = self.output(token);
        let stays = chosen == self.source(token);
        if let Some(next) = next.filter(|next| SURNAMES.contains(c) && !stays && self.may_be_a_name(token, *next)) {
            let rest = self.output(next);
            return Some(Doubt {
                range: self.stretch.offsets[token.start]..self.stretch.offsets[next.end],
                chosen: chosen + &rest,
                other: format!("{c}{rest}"),
                margin: NAME,
                reason: Reason::Name,
            });
        }
        if !TORN.contains(c) || self.words.by_neighbours(self.stretch, token).is_some() {
            return None;
        }
        let other = tables.rules(code).map(|rule| rule.target(self.words.standard)).find(|target| *target != chosen)?;
        // With its neighbours, so that a glossary can settle this place and no other.
        let around = &self.tokens[at.saturating_sub(1)..(at + 2).min(self.tokens.len())];
        let with = |own: &str| -> String {
            around.iter().map(|word| if *word == token { own.to_owned() } else { self.output(*word) }).collect()
        };
        Some(Doubt {
            range: self.stretch.offsets[around[0].start]..self.stretch.offsets[around[around.len() - 1].end],
            chosen: with(&chosen),
            other: with(other),
            margin: ALONE,
            reason: Reason::Alone,
        })
    }

    /// Whether what stands around a surname leaves room for a person's name.
    fn may_be_a_name(&self, surname: Token, given: Token) -> bool {
        let before = self.text[..self.stretch.offsets[surname.start]].chars().next_back();
        let room = before.is_none_or(|c| c < '\u{3400}' || BEFORE_NAME.contains(c) || AFTER_OFFICE.contains(c));
        room && GIVEN.contains(self.source(given))
    }

    /// Whether a word is a term of computing, and would be another as an everyday word.
    fn topic(&self, token: Token) -> Option<Topic<'_>> {
        if token.form == 0 {
            return None;
        }
        let tables = &self.words.tables;
        let computing = self.words.vocabularies().find(|which| tables.form(token.form, STANDARDS + which).is_some());
        // The vocabularies of computing have the odd places.
        let which = computing.filter(|which| which % 2 == 1)?;
        let mut rest = tables.form(token.form, STANDARDS + which)?;
        let mut same = true;
        self.plain_parts(token, |part| match rest.strip_prefix(part).filter(|_| same) {
            Some(after) => rest = after,
            None => same = false,
        });
        (!same || !rest.is_empty()).then_some(Topic { look: self, token })
    }

    /// The doubt about a word of two senses.
    fn senses(&self, token: Token) -> Option<Doubt> {
        // 折叠床 is a word of its own, in which 折叠 is as doubtful as by itself.
        if token.end < token.start + 2 {
            return None;
        }
        let spellings = SPELLINGS.get(self.source(Token { end: token.start + 2, ..token }))?;
        let chosen = self.output(token);
        let here = spellings.iter().find(|spelling| chosen.starts_with(**spelling))?;
        let other = spellings.iter().find(|spelling| *spelling != here)?;
        let other = chosen.replacen(here, other, 1);
        Some(Doubt {
            range: self.stretch.offsets[token.start]..self.stretch.offsets[token.end],
            other,
            chosen,
            margin: SENSE,
            reason: Reason::Sense,
        })
    }

    fn source(&self, token: Token) -> &str {
        &self.text[self.stretch.offsets[token.start]..self.stretch.offsets[token.end]]
    }

    /// What a word becomes, as the scan would write it.
    fn output(&self, token: Token) -> String {
        let tables = &self.words.tables;
        let term = self.words.vocabularies().find_map(|which| tables.form(token.form, STANDARDS + which));
        term.filter(|_| token.form != 0).map_or_else(|| self.plain(token), str::to_owned)
    }

    /// What a word becomes without vocabulary.
    fn plain(&self, token: Token) -> String {
        let mut out = String::new();
        self.plain_parts(token, |part| out.push_str(part));
        out
    }

    /// The same in pieces, one after the other.
    fn plain_parts(&self, token: Token, mut part: impl FnMut(&str)) {
        let tables = &self.words.tables;
        if token.form != 0
            && let Some(form) = tables.form(token.form, self.words.standard)
        {
            return part(form);
        }
        for place in token.start..token.end {
            let by_rule = if place == token.start { self.words.by_neighbours(self.stretch, token) } else { None };
            let usual = tables.usual_text(self.stretch.codes[place]);
            let own = self.source(Token { start: place, end: place + 1, form: 0 });
            part(by_rule.unwrap_or(if usual.is_empty() { own } else { usual }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Standard};
    use super::*;

    #[test]
    fn a_word_of_two_senses_is_doubtful() {
        assert!(SENSES.iter().all(|(word, _)| word.chars().count() == 2), "they are looked up by two characters");
        let found = Words::new(Direction::ToTraditional(Standard::Taiwan), &[]).doubts("已回复。", &[]).list;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].chosen.as_str(), found[0].other.as_str()), ("回覆", "回復"));
        assert_eq!(found[0].reason, Reason::Sense);
    }

    #[test]
    fn a_close_call_is_doubtful_and_plain_text_is_not() {
        let words = Words::new(Direction::ToTraditional(Standard::Taiwan), &[]);
        assert_eq!(words.doubts("所有权是这门语言的核心，编译器负责检查。", &[]).list, []);
        let found = words.doubts("它像一只鸭子", &[]).list;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].chosen.as_str(), found[0].other.as_str()), ("隻鴨子", "只鴨子"));
        assert_eq!(&"它像一只鸭子"[found[0].range.clone()], "只鸭子");
    }

    #[test]
    fn a_term_is_doubtful_only_where_another_division_is_near() {
        let words = Words::new(Direction::ToTraditional(Standard::Taiwan), &[crate::convert::Vocabulary::Computing]);
        let found = |text: &str| {
            let divisions = words.doubts(text, &[]).list.into_iter().filter(|doubt| doubt.reason == Reason::Division);
            divisions.map(|doubt| doubt.chosen).collect::<Vec<_>>()
        };
        assert_eq!(found("把它放在内存里，提示用户看清代码，绑定到不同线程"), [""; 0], "the same characters");
        assert_eq!(found("这个循环只调用一次。"), ["只呼叫"], "as likely");
        assert_eq!(found("它已经标明了边界。"), ["標明了"], "other characters: 了解");
    }

    #[test]
    fn what_the_vocabulary_says_is_settled() {
        let words = Words::new(Direction::ToTraditional(Standard::Taiwan), &[crate::convert::Vocabulary::Computing]);
        assert_eq!(words.doubts("依照法律程序。政府文件", &[]).list, []);
        assert_eq!(words.doubts("程序员用命令行打开文件夹，找到文件名和代码块。", &[]).list, []);
    }
}
