//! The scan: most characters are converted as they come; where neighbours may change one, the lattice is asked.

use std::ops::Range;

use super::Words;
use super::lattice::{STRETCH, Stretch, Token};
use super::tables::{AMBIGUOUS, DIGIT, LETTER, Rule, STANDARDS};

/// How many characters before a doubtful one, and after it, are read with it.
const BEFORE: usize = 6;
const AFTER: usize = 8;
/// A counted noun stands at most so many characters after its measure word.
const AHEAD: usize = 8;

/// Who takes the replacements, in order.
pub(super) trait Sink {
    /// Whether replacements are wanted; otherwise none is looked for.
    const REPLACES: bool = true;
    /// These bytes are to be replaced.
    fn replace(&mut self, range: Range<usize>, by: &'static str);
    /// The character of three bytes that begins here is to be replaced by another, which `text` gives as a text.
    #[inline(always)]
    fn replace_one(&mut self, at: usize, _by: &'static [u8; 4], text: impl FnOnce() -> &'static str) {
        self.replace(at..at + 3, text());
    }
    /// A word that the division of the next stretch may have, with its cost; they come in the order of their beginnings.
    #[inline(always)]
    fn candidate(&mut self, _word: Token, _cost: u32) {}
    /// This stretch was divided so.
    fn divided(&mut self, _words: &Words, _stretch: &Stretch, _tokens: &[Token], _from: usize) {}
}

/// A character of the text: its number, its length in bytes; `None` where no Chinese character stands.
type Next = Option<(u16, usize)>;

impl Words {
    /// Read a text and report what is to be replaced.
    pub(super) fn scan<S: Sink>(&self, text: &str, joints: &[usize], sink: &mut S) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let (mut run, mut left) = (0, 0);
        // What stands here where that is known, and whether nothing was found of it and the character before it.
        let (mut ahead, mut apart) = (None, false);
        while at < bytes.len() {
            let Some((code, length)) = ahead.take().or_else(|| self.next(bytes, at)) else {
                apart = false;
                at += 1;
                while at < bytes.len() && bytes[at] < 0xe3 {
                    at += 1;
                }
                (run, left) = (at, edge_before(bytes, at));
                if self.mask != AMBIGUOUS
                    && let Some(end) = self.lettered(text, at, joints, sink)
                {
                    (run, left, at) = (end, self.before(bytes, end), end);
                }
                continue;
            };
            let flags = self.tables.flags(code) & self.mask;
            if flags != 0 {
                let right;
                (right, ahead) = self.beside(bytes, at + length);
                if self.asks(flags, left, code, right, apart) {
                    (at, left) = self.settle(text, run, at, joints, sink);
                    (ahead, apart) = (None, false);
                    continue;
                }
            }
            apart = flags & AMBIGUOUS != 0;
            if S::REPLACES {
                self.usual(bytes, at..at + length, code, sink);
            }
            left = code;
            at += length;
        }
    }

    /// Report the term that begins with the letters before `at`, if there is one: U盘. Gives where it ends.
    fn lettered(&self, text: &str, at: usize, joints: &[usize], sink: &mut impl Sink) -> Option<usize> {
        let bytes = text.as_bytes();
        if at == 0 || at >= bytes.len() || !bytes[at - 1].is_ascii_alphanumeric() {
            return None;
        }
        let (code, _) = self.next(bytes, at)?;
        let listed = |which: &usize| self.tables.begins_term(LETTER, code, *which);
        let word = bytes[..at].iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
        let mut terms = self.vocabularies().filter(listed).flat_map(|which| self.tables.lettered(which));
        let (rest, form) = terms.find_map(|(letters, rest, form)| {
            let here = letters.eq_ignore_ascii_case(&text[word..at]) && text[at..].starts_with(rest);
            let whole = here && self.fits(text, &(at..at + rest.len()));
            whole.then_some((rest, form))
        })?;
        let end = at + rest.len();
        if joints.iter().any(|joint| word < *joint && *joint < end) {
            return None;
        }
        sink.replace(word..end, form);
        Some(end)
    }

    /// The Chinese character that begins at a byte.
    #[inline(always)]
    fn next(&self, bytes: &[u8], at: usize) -> Next {
        match bytes[at] {
            0xe3..=0xe9 => {
                let cp = u32::from(bytes[at] & 15) << 12
                    | u32::from(bytes[at + 1] & 63) << 6
                    | u32::from(bytes[at + 2] & 63);
                (0x3400..0xa000).contains(&cp).then(|| (self.tables.in_plane(cp - 0x3400), 3))
            }
            0xef => {
                let cp = 0xf000 | u32::from(bytes[at + 1] & 63) << 6 | u32::from(bytes[at + 2] & 63);
                (0xf900..0xfb00).contains(&cp).then(|| (self.tables.in_plane(cp - 0xf900 + 0x6c00), 3))
            }
            0xf0 => {
                let low = u32::from(bytes[at + 2] & 63) << 6 | u32::from(bytes[at + 3] & 63);
                let cp = u32::from(bytes[at + 1] & 63) << 12 | low;
                (0x20000..0x33500).contains(&cp).then(|| (self.tables.beyond(cp), 4))
            }
            _ => None,
        }
    }

    /// The number of what stands at a byte, as a neighbour; where that is a Chinese character, also as [`Self::next`] gives
    /// it.
    #[inline]
    fn beside(&self, bytes: &[u8], at: usize) -> (u16, Next) {
        match bytes.get(at) {
            Some(0xe3..=0xe9) => {
                let next = self.next(bytes, at);
                (next.map_or(0, |(code, _)| code), next)
            }
            Some(b'-' | 0xc2 | 0xe2) => (self.dot(bytes, at).map_or(0, |(code, _)| code), None),
            _ => (self.neighbour(bytes, at), None),
        }
    }

    /// The number of what stands at a byte, as a neighbour.
    fn neighbour(&self, bytes: &[u8], at: usize) -> u16 {
        match bytes.get(at) {
            None => 0,
            Some(b' ') if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => DIGIT,
            Some(b) if b.is_ascii_digit() || wide_digit(&bytes[at..]) => DIGIT,
            Some(_) => self.next(bytes, at).map_or(0, |(code, _)| code),
        }
    }

    /// Whether what stands here depends on its neighbours. `apart`: it is known that it does not on the left one alone.
    #[inline]
    fn asks(&self, flags: u8, left: u16, code: u16, right: u16, apart: bool) -> bool {
        let tables = &self.tables;
        let pair = |left, right| tables.ambiguous(left, right);
        if flags & AMBIGUOUS != 0 && ((!apart && pair(left, code)) || pair(code, right)) {
            return true;
        }
        self.vocabularies().any(|which| {
            flags & (2 << which) != 0 && (tables.begins_term(code, right, which) || tables.begins_term(code, 0, which))
        })
    }

    #[inline(always)]
    fn usual(&self, bytes: &[u8], range: Range<usize>, code: u16, sink: &mut impl Sink) {
        let target = self.tables.usual(code);
        if target[0] == 0 {
            return;
        }
        if range.len() == 3 && target[3] == 0 {
            if target[..3] != bytes[range.start..range.start + 3] {
                sink.replace_one(range.start, target, || self.tables.usual_text(code));
            }
        } else if self.tables.usual_text(code).as_bytes() != &bytes[range.clone()] {
            sink.replace(range, self.tables.usual_text(code));
        }
    }

    /// Divide the stretch around a doubtful character and report its words. Gives where the scan goes on, and the number of
    /// the character before.
    #[inline(never)]
    fn settle<S: Sink>(&self, text: &str, run: usize, at: usize, joints: &[usize], sink: &mut S) -> (usize, u16) {
        let bytes = text.as_bytes();
        let mut stretch = Stretch::new();
        let (first, last) = self.gather(bytes, run, at, &mut stretch);
        if !joints.is_empty() {
            for i in 1..stretch.len {
                stretch.joints[i] = joints.binary_search(&stretch.offsets[i]).is_ok();
            }
        }
        let mut tokens = [Token::default(); STRETCH];
        let count = stretch.divide(&self.tables, &mut tokens, |token, cost| sink.candidate(token, cost));
        let tokens = &tokens[..count];
        sink.divided(self, &stretch, tokens, first);
        let mut done = last + 1;
        for token in tokens.iter().filter(|token| token.end > first && token.start <= last) {
            if S::REPLACES {
                self.token(bytes, &stretch, *token, first, sink);
            }
            done = token.end;
        }
        (stretch.offsets[done], stretch.codes[done - 1])
    }

    /// Fill a stretch: the doubtful character, some before it, and all after it until none has been doubtful for a while.
    /// Gives the places of the first and the last doubtful one.
    fn gather(&self, bytes: &[u8], run: usize, at: usize, stretch: &mut Stretch) -> (usize, usize) {
        let mut start = at;
        let mut first = 0;
        while first < BEFORE && start > run {
            let Some(length) = length_before(bytes, start) else { break };
            start -= length;
            first += 1;
        }
        stretch.before = if start > run { self.before(bytes, start) } else { self.edge(bytes, start) };
        let mut last = first;
        let mut end = start;
        let (mut ahead, mut apart) = (None, false);
        while stretch.len < STRETCH && stretch.len <= last + AFTER && end < bytes.len() {
            let next = ahead.take().or_else(|| self.next(bytes, end));
            // As a neighbour the dot was an edge.
            apart &= next.is_some();
            let Some((code, length)) = next.or_else(|| self.dot(bytes, end)) else { break };
            let here = stretch.len;
            if next.is_none() {
                // The name goes on: 保罗·托马斯·安德森.
                last = last.max(here);
            }
            if here > last {
                let flags = self.tables.flags(code) & self.mask;
                if flags != 0 {
                    let right;
                    (right, ahead) = self.beside(bytes, end + length);
                    if self.asks(flags, stretch.codes[here - 1], code, right, apart) {
                        last = here;
                    }
                }
                apart = flags & AMBIGUOUS != 0 && last != here;
            }
            stretch.codes[here] = code;
            stretch.offsets[here] = end;
            stretch.len += 1;
            end += length;
        }
        stretch.offsets[stretch.len] = end;
        stretch.after = self.neighbour(bytes, end);
        (first, last)
    }

    /// The dot or hyphen between the parts of a foreign name, which is part of the name: 史蒂芬·斯皮尔伯格. Taiwan's
    /// dot is often ‧.
    fn dot(&self, bytes: &[u8], at: usize) -> Next {
        let (code, length) = match bytes[at..] {
            [0xc2, 0xb7, ..] => (self.tables.dot, 2),
            [0xe2, 0x80, 0xa7, ..] => (self.tables.dot, 3),
            [b'-', ..] => (self.tables.hyphen, 1),
            _ => return None,
        };
        bytes.get(at + length).is_some_and(|&byte| byte >= 0xe3).then_some((code, length))
    }

    /// The neighbour before a run of Chinese text: the dot of a name, or as [`edge_before`] says.
    fn edge(&self, bytes: &[u8], at: usize) -> u16 {
        match bytes[..at] {
            [.., 0xc2, 0xb7] | [.., 0xe2, 0x80, 0xa7] => self.tables.dot,
            _ => edge_before(bytes, at),
        }
    }

    /// The number of the Chinese character that ends at a byte; 0 where a name's dot ends there.
    fn before(&self, bytes: &[u8], at: usize) -> u16 {
        length_before(bytes, at).and_then(|length| self.next(bytes, at - length)).map_or(0, |(code, _)| code)
    }

    /// Report a word, from the character `first` on.
    fn token(&self, bytes: &[u8], stretch: &Stretch, token: Token, first: usize, sink: &mut impl Sink) {
        if token.form != 0 {
            let range = stretch.offsets[token.start]..stretch.offsets[token.end];
            if token.start >= first
                && let Some(form) =
                    self.vocabularies().find_map(|which| self.tables.form(token.form, STANDARDS + which))
            {
                if form.as_bytes() != &bytes[range.clone()] {
                    sink.replace(range, form);
                }
                return;
            }
            if let Some(form) = self.tables.form(token.form, self.standard) {
                for (place, (at, c)) in (token.start..token.end).zip(form.char_indices()) {
                    let (range, c) = (stretch.offsets[place]..stretch.offsets[place + 1], &form[at..at + c.len_utf8()]);
                    // A name's dot stays as it is written, whichever of the two it is.
                    let is_dot = stretch.codes[place] == self.tables.dot;
                    if place >= first && !is_dot && c.as_bytes() != &bytes[range.clone()] {
                        sink.replace(range, c);
                    }
                }
                return;
            }
        }
        let mut places = token.start.max(first)..token.end;
        if places.start == token.start
            && let Some(target) = self.by_neighbours(stretch, token)
        {
            let range = stretch.offsets[token.start]..stretch.offsets[token.start + 1];
            if target.as_bytes() != &bytes[range.clone()] {
                sink.replace(range, target);
            }
            places.start += 1;
        }
        for place in places {
            self.usual(bytes, stretch.offsets[place]..stretch.offsets[place + 1], stretch.codes[place], sink);
        }
    }

    /// What the rules say of a character that is a word by itself. A measure whose noun comes further on may seem part of
    /// a longer word before that: 这|只会|飞的鸟.
    pub(super) fn by_neighbours(&self, stretch: &Stretch, token: Token) -> Option<&'static str> {
        let (tables, at) = (&self.tables, token.start);
        let single = token.end == at + 1;
        let holds = |set: u64, code: u16| set == 0 || tables.classes(code) & set != 0;
        let counted = |set: u64, second: usize| {
            let end = stretch.len.min(at + AHEAD + second);
            set == 0
                || (at + 2 + second..end)
                    .any(|i| stretch.codes[i - 1 - second] == tables.of && tables.classes(stretch.codes[i]) & set != 0)
        };
        // Of a longer word a rule may only say what it says of the noun further on, or that nothing is said of it.
        let usual = tables.usual_text(stretch.codes[at]);
        let says_nothing = |rule: &Rule| usual.is_empty() || usual == rule.target(self.standard);
        let rule = tables.rules(stretch.codes[at]).find(|rule| {
            (single || rule.ahead != 0 || says_nothing(rule))
                && holds(rule.left, stretch.left(at))
                && holds(rule.right, stretch.right(at))
                && counted(rule.ahead, rule.second)
        })?;
        Some(rule.target(self.standard))
    }
}

/// The length in bytes of the Chinese character that ends at a byte; `None` where something else does.
fn length_before(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[..at] {
        [.., 0xe3..=0xef, _, _] => Some(3),
        [.., 0xf0..=0xff, _, _, _] => Some(4),
        _ => None,
    }
}

/// The neighbour before a run of Chinese text: a digit, perhaps with a space after it, or anything else.
fn edge_before(bytes: &[u8], at: usize) -> u16 {
    match bytes[..at] {
        [.., digit] | [.., digit, b' '] if digit.is_ascii_digit() => DIGIT,
        [.., a, b, c] if wide_digit(&[a, b, c]) => DIGIT,
        _ => 0,
    }
}

/// Whether a text begins with a digit of full width: ０ to ９.
fn wide_digit(bytes: &[u8]) -> bool {
    matches!(bytes, [0xef, 0xbc, 0x90..=0x99, ..])
}
