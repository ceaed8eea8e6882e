//! What a regular expression's match can begin with, so that nobody looks for it in a line that has no such beginning: most
//! rules of a syntax are about words that a line does not say.
//!
//! A head is the two characters that the text has where a match begins. Characters are taken together in [`CLASSES`] classes;
//! what is said of a pattern may be too much, never too little. What this reader does not know, it says nothing about.

/// How many classes of characters there are: letters without their case, digits together, each sign alone.
const CLASSES: usize = 64;
/// The class of what lies behind the end of a line.
const END: u8 = 63;
/// All of them.
const ALL: u64 = u64::MAX;
/// Those of the letters.
const LETTERS: u64 = (1 << 26) - 1;
/// The class of a line's end.
const NEWLINE: u8 = 61;

/// The class of each character of ASCII.
const CLASS: [u8; 128] = {
    let mut classes = [62; 128];
    let (mut byte, mut sign) = (0, 29);
    while byte < 128 {
        let c = byte as u8;
        classes[byte] = match c {
            b'a'..=b'z' => c - b'a',
            b'A'..=b'Z' => c - b'A',
            b'0'..=b'9' => 26,
            b'_' => 27,
            b' ' | b'\t' => 28,
            b'\n' => NEWLINE,
            b'!'..=b'~' => {
                sign += 1;
                sign - 1
            }
            _ => 62,
        };
        byte += 1;
    }
    classes
};

/// The bit of a character's class. No line has what is not of ASCII; but without its case it may be a letter.
fn bit(c: char) -> u64 {
    CLASS.get(c as usize).map_or(LETTERS, |class| 1 << class)
}

/// A line as its heads are looked for.
#[derive(Default)]
pub struct Line {
    /// The class of each character, and [`END`].
    classes: Vec<u8>,
    /// For each class that occurs, with what it is followed by.
    rows: Vec<(u8, u64)>,
}

impl Line {
    /// Takes a line in; gives whether it is of ASCII alone, so that it can be asked.
    pub fn take(&mut self, line: &str) -> bool {
        if !line.is_ascii() {
            return false;
        }
        self.classes.clear();
        self.classes.extend(line.bytes().map(|byte| CLASS[usize::from(byte)]));
        self.classes.push(END);
        let mut rows = [0_u64; CLASSES];
        for two in self.classes.windows(2) {
            rows[usize::from(two[0])] |= 1 << two[1];
        }
        self.rows.clear();
        self.rows.extend((0..).zip(rows).filter(|(_, row)| *row > 0));
        true
    }
}

/// The heads of a pattern: for each class, with what it may be followed by.
pub struct Heads(Box<[u64; CLASSES]>);

impl Heads {
    /// Those of a pattern; `None` where a match may begin anywhere.
    pub fn of(pattern: &str) -> Option<Self> {
        let mut reader = Reader { rest: pattern, depth: 0 };
        let set = reader.either(Flags::default())?;
        if set.empty || !reader.rest.is_empty() {
            return None;
        }
        Some(Self(Box::new(set.closed().pairs)))
    }

    /// Whether a match may begin somewhere in a line.
    #[inline]
    pub fn meet(&self, line: &Line) -> bool {
        line.rows.iter().any(|(class, row)| self.0[usize::from(*class)] & row != 0)
    }

    /// Where in a line a match may begin first, from a place on.
    pub fn place(&self, line: &Line, from: usize) -> Option<usize> {
        let heads = line.classes.get(from..)?.windows(2);
        let at = heads.map(|two| self.0[usize::from(two[0] & 63)] >> (two[1] & 63)).position(|row| row & 1 == 1)?;
        Some(from + at)
    }
}

/// What a part of a pattern may begin with.
#[derive(Clone)]
struct Set {
    /// Whether it may match nothing, and so begins as what follows it.
    empty: bool,
    /// What it may match that is one character long.
    ones: u64,
    /// All longer ones.
    pairs: [u64; CLASSES],
    /// Which of these rows hold something.
    rows: u64,
}

/// The numbers of the bits that are set.
fn bits(mut all: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = all.trailing_zeros();
        all &= all.wrapping_sub(1);
        (bit < 64).then_some(bit as usize)
    })
}

impl Set {
    const NOTHING: Self = Self { empty: true, ones: 0, pairs: [0; CLASSES], rows: 0 };

    /// Its first characters.
    fn first(&self) -> u64 {
        self.ones | self.rows
    }

    fn add(&mut self, first: u64, second: u64) {
        if second > 0 {
            bits(first).for_each(|class| self.pairs[class] |= second);
            self.rows |= first;
        }
    }

    fn or(&mut self, other: &Self) {
        self.empty |= other.empty;
        self.ones |= other.ones;
        bits(other.rows).for_each(|class| self.pairs[class] |= other.pairs[class]);
        self.rows |= other.rows;
    }

    /// One character and then this.
    fn behind(&mut self, ones: u64) {
        let second = self.first();
        bits(self.rows).for_each(|class| self.pairs[class] = 0);
        self.rows = 0;
        self.add(ones, second);
        self.ones = if self.empty { ones } else { 0 };
        self.empty = false;
    }

    /// This and then `next`.
    fn then(&mut self, next: &Self) {
        self.add(self.ones, next.first());
        if self.empty {
            bits(next.rows).for_each(|class| self.pairs[class] |= next.pairs[class]);
            self.rows |= next.rows;
        }
        self.ones = if next.empty { self.ones } else { 0 } | if self.empty { next.ones } else { 0 };
        self.empty &= next.empty;
    }

    /// The same where nothing is known of what follows.
    fn closed(mut self) -> Self {
        self.add(self.ones, ALL);
        self.ones = 0;
        self
    }
}

/// One item of a sequence.
enum Item {
    /// It takes one of these characters.
    One(u64),
    /// It takes several, or none.
    Part(Box<Set>),
    /// What follows begins so, and is not taken.
    Ahead(Box<Set>),
    /// It takes none, and says nothing.
    Nothing,
}

impl Item {
    fn set(self) -> Set {
        match self {
            Self::Part(set) => *set,
            Self::One(ones) => Set { empty: false, ones, ..Set::NOTHING },
            Self::Ahead(_) | Self::Nothing => Set::NOTHING,
        }
    }
}

/// The options of a group that change how it is read.
#[derive(Clone, Copy, Default)]
struct Flags {
    /// White space and comments are nothing.
    extended: bool,
}

/// Reads a pattern of Oniguruma. `None` stands for what it does not know.
struct Reader<'p> {
    rest: &'p str,
    depth: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        self.rest.strip_prefix(text).map(|rest| self.rest = rest).is_some()
    }

    fn until(&mut self, end: char) -> Option<&str> {
        let (text, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(text)
    }

    /// Alternatives, up to the end of their group.
    fn either(&mut self, flags: Flags) -> Option<Set> {
        self.depth += 1;
        if self.depth > 50 {
            return None;
        }
        let mut all = self.sequence(flags)?;
        while self.eat("|") {
            all.or(&self.sequence(flags)?);
        }
        self.depth -= 1;
        Some(all)
    }

    fn sequence(&mut self, flags: Flags) -> Option<Set> {
        let mut items = Vec::new();
        loop {
            if flags.extended {
                self.rest = self.rest.trim_start();
                if self.eat("#") {
                    let end = self.rest.find('\n').unwrap_or(self.rest.len());
                    self.rest = &self.rest[end..];
                    continue;
                }
            }
            if self.rest.is_empty() || self.rest.starts_with(['|', ')']) {
                break;
            }
            let item = self.atom(flags)?;
            items.push(self.repeated(item, flags)?);
        }
        let mut rest = Set::NOTHING;
        for item in items.into_iter().rev() {
            match item {
                Item::One(ones) => rest.behind(ones),
                Item::Part(part) => {
                    let behind = std::mem::replace(&mut rest, *part);
                    rest.then(&behind);
                }
                // Both say how the text goes on; one is enough.
                Item::Ahead(ahead) if rest.empty && !ahead.empty => rest = ahead.closed(),
                Item::Ahead(_) | Item::Nothing => {}
            }
        }
        Some(rest)
    }

    /// An item with the quantifiers behind it.
    fn repeated(&mut self, mut item: Item, flags: Flags) -> Option<Item> {
        loop {
            if flags.extended {
                self.rest = self.rest.trim_start();
            }
            let none = match self.rest.as_bytes().first() {
                Some(sign @ (b'*' | b'?' | b'+')) => {
                    self.next();
                    // It takes little, or all at once.
                    let _ = self.eat("?") || self.eat("+");
                    *sign != b'+'
                }
                Some(b'{') => {
                    let Some((inside, rest)) = self.rest[1..].split_once('}') else { return Some(item) };
                    let counts = inside.bytes().all(|b| b.is_ascii_digit() || b == b',');
                    if !counts || inside.trim_matches(',').is_empty() {
                        return Some(item);
                    }
                    self.rest = rest;
                    inside.split(',').next().is_none_or(|least| least.bytes().all(|b| b == b'0'))
                }
                _ => return Some(item),
            };
            let once = item.set();
            let mut twice = once.clone();
            twice.then(&once);
            twice.or(&once);
            twice.empty |= none;
            item = Item::Part(Box::new(twice));
        }
    }

    fn atom(&mut self, flags: Flags) -> Option<Item> {
        Some(match self.next()? {
            '(' => return self.group(flags),
            '[' => Item::One(self.class()?),
            '\\' => return self.escape(),
            '.' => Item::One(ALL),
            '^' | '$' => Item::Nothing,
            c => Item::One(bit(c)),
        })
    }

    fn group(&mut self, flags: Flags) -> Option<Item> {
        let item = if self.eat("?=") {
            Item::Ahead(Box::new(self.either(flags)?))
        } else if self.eat("?!") || self.eat("?<=") || self.eat("?<!") {
            self.either(flags)?;
            Item::Nothing
        } else if self.eat("?#") {
            self.until(')')?;
            return Some(Item::Nothing);
        } else if self.eat("?:") || self.eat("?>") {
            self.part(flags)?
        } else if self.eat("?<") {
            self.until('>')?;
            self.part(flags)?
        } else if self.eat("?") {
            let mut inside = flags;
            let mut on = true;
            loop {
                match self.next()? {
                    '-' => on = false,
                    'x' => inside.extended = on,
                    'i' | 'm' => {}
                    ':' => break self.part(inside)?,
                    // They hold up to the end of the group around them, over all its alternatives.
                    ')' => return self.part(inside),
                    _ => return None,
                }
            }
        } else {
            self.part(flags)?
        };
        self.eat(")").then_some(item)
    }

    fn part(&mut self, flags: Flags) -> Option<Item> {
        self.either(flags).map(|set| Item::Part(Box::new(set)))
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<Item> {
        let c = self.next()?;
        Some(match c {
            'b' | 'B' | 'A' | 'z' | 'Z' | 'K' => Item::Nothing,
            'R' => Item::One(ALL),
            _ => Item::One(self.escaped(c)?),
        })
    }

    /// The characters that are written with a backslash, in a class or outside.
    fn escaped(&mut self, c: char) -> Option<u64> {
        Some(match c {
            'w' => word(),
            'd' => 1 << 26,
            's' => space(),
            'h' => hex(),
            'W' => ALL & !word(),
            'D' => ALL & !(1 << 26),
            'S' => ALL & !(1 << 28 | 1 << NEWLINE),
            'H' => ALL,
            'p' | 'P' => self.property()?,
            't' => bit('\t'),
            'n' => bit('\n'),
            'r' | 'f' | 'v' | 'a' | 'e' => 1 << 62,
            'x' => bit(self.code()?),
            c if c.is_ascii_alphanumeric() => return None,
            c => bit(c),
        })
    }

    /// A property of Unicode, which may be that of any character.
    fn property(&mut self) -> Option<u64> {
        self.eat("{").then_some(())?;
        self.until('}')?;
        Some(ALL)
    }

    /// A character by its number.
    fn code(&mut self) -> Option<char> {
        let digits = if self.eat("{") {
            self.until('}')?.to_owned()
        } else {
            let long = self.rest.bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
            let (digits, rest) = self.rest.split_at(long);
            self.rest = rest;
            digits.to_owned()
        };
        char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
    }

    /// A class, whose bracket is read.
    fn class(&mut self) -> Option<u64> {
        let not = self.eat("^");
        let mut all = 0;
        // What no part of is left: of letters in one case, or of some digits, the others are not excluded.
        let mut whole = 0;
        let mut first = true;
        loop {
            if self.rest.starts_with("&&") {
                return None;
            }
            let c = self.next()?;
            match c {
                ']' if !first => break,
                '[' if self.eat(":") => {
                    self.until(':')?;
                    self.eat("]").then_some(())?;
                    all = ALL;
                }
                '[' => all |= self.class()?,
                // Nothing is sure to be excluded by it.
                '\\' if self.eat("p") || self.eat("P") => all |= self.property()?,
                _ => {
                    let (from, own) = self.member(c)?;
                    all |= own;
                    whole |= own & signs();
                    if let Some(from) = from
                        && self.rest.starts_with('-')
                        && !self.rest.starts_with("-]")
                    {
                        self.next();
                        let c = self.next()?;
                        let (to, _) = if c == '[' { return None } else { self.member(c)? };
                        let to = to?;
                        let range = (from..=to).take_while(char::is_ascii).fold(0, |all, c| all | bit(c));
                        all |= range | bit(to);
                        whole |= range & signs();
                    }
                }
            }
            first = false;
        }
        Some(if not { ALL & !whole } else { all })
    }

    /// A member of a class: the character, if it is one, and its bits.
    fn member(&mut self, c: char) -> Option<(Option<char>, u64)> {
        if c != '\\' {
            return Some((Some(c), bit(c)));
        }
        let c = self.next()?;
        let one = match c {
            'x' => self.code()?,
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{C}',
            'v' => '\u{B}',
            'a' => '\u{7}',
            'e' => '\u{1B}',
            c if c.is_ascii_alphanumeric() => return Some((None, self.escaped(c)?)),
            c => c,
        };
        Some((Some(one), bit(one)))
    }
}

/// The classes that hold one character each, so that who excludes the character excludes the class.
fn signs() -> u64 {
    ('!'..='~').filter(|c| !c.is_ascii_alphanumeric()).fold(1 << NEWLINE, |all, c| all | bit(c))
}

/// Letters, digits and the low line.
fn word() -> u64 {
    (1 << 28) - 1
}

/// Spaces of all kinds.
fn space() -> u64 {
    1 << 28 | 1 << NEWLINE | 1 << 62
}

/// Hexadecimal digits.
fn hex() -> u64 {
    1 << 26 | 0x3F
}
