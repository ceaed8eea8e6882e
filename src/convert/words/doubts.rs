//! Doubts: where the likeliest division is not much likelier than another, or nothing but custom decided.

use std::ops::Range;

use super::Words;
use super::lattice::{STRETCH, Stretch, Token};
use super::scan::Sink;
use super::tables::{AMBIGUOUS, STANDARDS, entry};

/// Two divisions closer than this leave a doubt, in tenths of a nat. Wide enough to find what a neighbour misled, and
/// narrow enough for two or three entries in 10,000 characters of good text.
const CLOSE: u32 = 60;
/// How much a doubt weighs that no other division raises: a character alone, what may be a name, a word of two
/// senses.
const ALONE: u32 = 9;
const NAME: u32 = 4;
const SENSE: u32 = 2;

/// Surnames that are written the same in both scripts, while the same character as a word is not.
const SURNAMES: &str = "余范朴于姜郁谷卜征仆岳";
/// Characters with two common counterparts, of which a word by itself shows neither.
const TORN: &str = "发干系松谷余范朴斗郁仆咸卷丑姜扎纤苏钟";

/// Words whose sense decides the spelling: to answer is 回覆, to recover 回復; a painting is rolled on a 卷軸, a page moves by
/// a 捲軸. The word, and its two spellings in Traditional characters.
const SENSES: &[(&str, [&str; 2])] = &[
    ("回复", ["回覆", "回復"]),
    ("批复", ["批覆", "批復"]),
    ("卷轴", ["卷軸", "捲軸"]),
    ("汇总", ["匯總", "彙總"]),
    ("划线", ["劃線", "划線"]),
    ("折叠", ["摺疊", "折疊"]),
    ("吧台", ["吧檯", "吧臺"]),
    ("总台", ["總檯", "總臺"]),
];

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
}

impl Words {
    /// What is doubtful in a conversion of `text`, in order.
    pub fn doubts(&self, text: &str, joints: &[usize]) -> Vec<Doubt> {
        let mut collector = Collector { text, found: Vec::new() };
        self.scan(text, joints, &mut collector);
        let mut found = collector.found;
        found.sort_by_key(|doubt| (doubt.range.start, doubt.margin));
        found.dedup_by(|later, first| later.range.start < first.range.end);
        found
    }
}

struct Collector<'t> {
    text: &'t str,
    found: Vec<Doubt>,
}

impl Sink for Collector<'_> {
    fn replace(&mut self, _range: Range<usize>, _by: &'static str) {}

    fn divided(&mut self, words: &Words, stretch: &Stretch, tokens: &[Token], first: usize) {
        let look = Look { words, stretch, tokens, text: self.text };
        self.found.extend(look.divisions(first));
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.start >= first) {
            self.found.extend(look.single(at, *token).or_else(|| look.senses(*token)));
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
    fn divisions(&self, first: usize) -> Vec<Doubt> {
        let (stretch, tables) = (self.stretch, &self.words.tables);
        let mut candidates = Vec::new();
        for start in 0..stretch.len {
            stretch.words_at(tables, start, |end, cost, form| candidates.push((Token { start, end, form }, cost)));
        }
        let (mut before, mut after) = ([u32::MAX; STRETCH + 1], [u32::MAX; STRETCH + 1]);
        (before[0], after[stretch.len]) = (0, 0);
        for (token, cost) in &candidates {
            before[token.end] = before[token.end].min(before[token.start].saturating_add(*cost));
        }
        for (token, cost) in candidates.iter().rev() {
            after[token.start] = after[token.start].min(after[token.end].saturating_add(*cost));
        }
        let best = after[0];
        let mut found = Vec::new();
        for (token, cost) in candidates.iter().filter(|(token, _)| token.end > token.start + 1 && token.start >= first)
        {
            let total = before[token.start].saturating_add(*cost).saturating_add(after[token.end]);
            let margin = total - best;
            if margin <= CLOSE && !self.tokens.contains(token) {
                found.extend(self.instead(*token, margin));
            }
        }
        found
    }

    /// The doubt whether `other` is a word here; none if the text would read the same.
    fn instead(&self, other: Token, margin: u32) -> Option<Doubt> {
        let over: Vec<Token> =
            self.tokens.iter().filter(|token| token.start < other.end && other.start < token.end).copied().collect();
        let (start, end) = (over.first()?.start, over.last()?.end);
        let chosen: String = over.iter().map(|token| self.output(*token)).collect();
        let alone = |place: usize| self.output(Token { start: place, end: place + 1, form: 0 });
        let instead: String =
            (start..other.start).map(alone).chain([self.output(other)]).chain((other.end..end).map(alone)).collect();
        (instead != chosen).then(|| Doubt {
            range: self.stretch.offsets[start]..self.stretch.offsets[end],
            chosen,
            other: instead,
            margin,
            reason: Reason::Division,
        })
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
        if let Some(next) = next.filter(|_| SURNAMES.contains(c) && !stays) {
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

    /// The doubt about a word of two senses.
    fn senses(&self, token: Token) -> Option<Doubt> {
        let (_, spellings) = SENSES.iter().find(|(word, _)| *word == self.source(token))?;
        let chosen = self.output(token);
        let other = spellings.iter().find(|spelling| **spelling != chosen).filter(|_| spellings.contains(&&*chosen))?;
        Some(Doubt {
            range: self.stretch.offsets[token.start]..self.stretch.offsets[token.end],
            other: (*other).to_owned(),
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
        if token.form != 0 {
            let term = self.words.vocabularies().find_map(|which| tables.form(token.form, STANDARDS + which));
            if let Some(form) = term.or_else(|| tables.form(token.form, self.words.standard)) {
                return form.to_owned();
            }
        }
        let mut out = String::new();
        for place in token.start..token.end {
            let by_rule = if place == token.start { self.words.by_neighbours(self.stretch, token) } else { None };
            let usual = entry(tables.usual(self.stretch.codes[place]));
            let own = self.source(Token { start: place, end: place + 1, form: 0 });
            out.push_str(by_rule.unwrap_or(if usual.is_empty() { own } else { usual }));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Standard};
    use super::*;

    #[test]
    fn a_word_of_two_senses_is_doubtful() {
        let found = Words::new(Direction::ToTraditional(Standard::Taiwan), &[]).doubts("请回复。", &[]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].chosen.as_str(), found[0].other.as_str()), ("回覆", "回復"));
        assert_eq!(found[0].reason, Reason::Sense);
    }

    #[test]
    fn a_close_call_is_doubtful_and_plain_text_is_not() {
        let words = Words::new(Direction::ToTraditional(Standard::Taiwan), &[]);
        assert_eq!(words.doubts("所有权是这门语言的核心，编译器负责检查。", &[]), []);
        let found = words.doubts("它像一只鸭子", &[]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].chosen.as_str(), found[0].other.as_str()), ("隻鴨子", "只鴨子"));
        assert_eq!(&"它像一只鸭子"[found[0].range.clone()], "只鸭子");
    }
}
