//! Where the tables of an engine lie in its bytes, and how their numbers are packed. Everything is little endian.

use std::borrow::Cow;

/// A part of the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Where it begins.
    pub at: usize,
    /// How many bytes it has.
    pub len: usize,
}

/// Characters numbered as symbols, the most used first.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlphabetLayout {
    /// One `u16` for each code point below 0x10000.
    pub plane: Part,
    /// One `u16` for each block of 64 code points from 0x10000 on: which block of `astral` it is.
    pub blocks: Part,
    /// Blocks of 64 `u16`; the first is empty.
    pub astral: Part,
    /// What normalization makes of a character: pairs of `u32` code points, sorted by the first.
    pub normal: Part,
    /// In the pool of texts: each symbol's character, filled up to four bytes.
    pub names: Part,
}

/// A symbol's place in [`AlphabetLayout`] has this bit when the character is a compatibility variant, to be normalized,
/// of the symbol's own.
pub const VARIANT: u16 = 0x8000;

/// A trie over symbols.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableLayout {
    /// One `u64` for each symbol: see [`Info`].
    pub info: Part,
    /// One `u64` for each phrase number: see [`Value`].
    pub values: Part,
    /// How many bytes of ASCII a key may begin with before its first other character.
    pub ascii_head: usize,
}

/// One dictionary by itself, for whoever wants to know all its matches.
#[derive(Clone, Copy, Debug, Default)]
pub struct DictionaryLayout {
    /// The base of the first symbols.
    pub root: u32,
    /// One `u64` for each entry: see [`Value`].
    pub values: Part,
}

/// How an engine goes about its work.
#[derive(Clone, Debug)]
pub enum Form {
    /// One pass: phrases by one trie, characters by its `info`, and, where a later stage has phrases of its own that
    /// may match between the segments' phrases, those by a second trie.
    Fused {
        /// The phrases and characters.
        phrases: TableLayout,
        /// The later stage's phrases.
        between: Option<TableLayout>,
    },
    /// Stage after stage, as the configuration is written. A segment that is a phrase has its result in the table.
    Staged {
        /// Normalization, where the alphabet does not do it.
        before: Cow<'static, [TableLayout]>,
        /// Whose matches cut the text, each with what the whole chain makes of it.
        segmentation: Option<TableLayout>,
        /// The conversions.
        chain: Cow<'static, [TableLayout]>,
    },
}

/// An engine's tables.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its characters.
    pub alphabet: AlphabetLayout,
    /// Its tries.
    pub form: Form,
    /// How many bytes before the end of a piece of text nothing is decided while more is to come.
    pub lookahead: usize,
    /// Some dictionary holds description operators.
    pub operators: bool,
}

/// What one symbol means at the place where matching begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Info(pub u64);

impl Info {
    /// The symbol is an ideographic description operator.
    pub const OPERATOR: u64 = 1 << 59;
    /// The symbol, as converted, begins a phrase of the second trie. In that trie's own `info`: the same.
    pub const BETWEEN: u64 = 1 << 60;
    /// The symbol is the first beyond ASCII in a key that begins with ASCII.
    pub const AFTER_ASCII: u64 = 1 << 61;
    /// The low half is a value's number and not a character's bytes.
    pub const BY_VALUE: u64 = 1 << 62;

    /// The bytes of the character that stands for the symbol, the first lowest; or a value's number.
    pub const fn low(self) -> u32 {
        self.0 as u32
    }

    /// Where the symbol's followers lie; 0 if it begins no phrase.
    pub const fn base(self) -> u32 {
        (self.0 >> 32) as u32 & 0x00ff_ffff
    }

    /// How many bytes of [`Info::low`] count; 0 if the character stays as it is.
    pub const fn bytes(self) -> usize {
        (self.0 >> 56) as usize & 7
    }

    /// Whether any of `flags` is set.
    pub const fn has(self, flags: u64) -> bool {
        self.0 & flags != 0
    }
}

/// One place of a double array: label in 16 bits, base in 24, value in 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit(pub u64);

impl Unit {
    /// A place that nothing leads to.
    pub const EMPTY: Self = Self(0xffff);
    /// The phrase is its characters one by one.
    pub const BY_CHARACTER: u32 = 1;
    /// Numbers of values begin here.
    pub const FIRST_VALUE: u32 = 2;

    /// Packs the parts.
    pub const fn new(label: u16, base: u32, value: u32) -> Self {
        Self(label as u64 | (base as u64) << 16 | (value as u64) << 40)
    }

    /// The symbol that leads here.
    pub const fn label(self) -> u16 {
        self.0 as u16
    }

    /// Where the followers lie; 0 if there are none.
    pub const fn base(self) -> u32 {
        (self.0 >> 16) as u32 & 0x00ff_ffff
    }

    /// 0 if no phrase ends here, or what the phrase becomes.
    pub const fn value(self) -> u32 {
        (self.0 >> 40) as u32
    }
}

/// A value: a part of the pool, or one that says "by character" for this engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value(pub u64);

impl Value {
    /// The phrase is its characters one by one.
    pub const BY_CHARACTER: Self = Self(u64::MAX);

    /// Packs a part of the pool.
    pub const fn new(at: usize, len: usize) -> Self {
        Self(at as u64 | (len as u64) << 32)
    }

    /// Where the text begins in the pool.
    pub const fn at(self) -> usize {
        self.0 as u32 as usize
    }

    /// How long it is, in bytes.
    pub const fn bytes(self) -> usize {
        (self.0 >> 32) as usize
    }
}
