//! Tables as they lie in memory: embedded in the program, or compiled from a site's own files.

use super::compile::layout::{AlphabetLayout, Info, Part, TableLayout, Unit, VARIANT, Value};
use std::borrow::Cow;

/// The bytes of tables and the texts of values.
#[derive(Clone, Debug)]
pub(super) struct Data {
    bytes: Cow<'static, [u8]>,
    pool: Cow<'static, str>,
    units: Part,
}

impl Data {
    /// Tables that belong to the program.
    pub const fn embedded(bytes: &'static [u8], pool: &'static str, units: Part) -> Self {
        Self { bytes: Cow::Borrowed(bytes), pool: Cow::Borrowed(pool), units }
    }

    /// Tables made while the program runs.
    pub fn compiled(bytes: Vec<u8>, pool: String, units: Part) -> Self {
        Self { bytes: Cow::Owned(bytes), pool: Cow::Owned(pool), units }
    }

    /// The places of all tries.
    pub fn units(&self) -> Units<'_> {
        Units(self.table(self.units))
    }

    /// The characters.
    pub fn alphabet(&self, layout: &AlphabetLayout) -> Alphabet<'_> {
        Alphabet {
            plane: self.table(layout.plane),
            blocks: self.table(layout.blocks),
            astral: self.table(layout.astral),
            normal: self.table(layout.normal),
            names: layout.names,
        }
    }

    /// A trie's own tables.
    pub fn trie(&self, layout: &TableLayout) -> Trie<'_> {
        Trie {
            info: self.table(layout.info),
            values: self.table(layout.values),
            units: self.units(),
            ascii_head: layout.ascii_head,
        }
    }

    /// Values by number.
    pub fn values(&self, part: Part) -> &[[u8; 8]] {
        self.table(part)
    }

    /// The texts of values.
    pub fn pool(&self) -> &str {
        &self.pool
    }

    /// A text of the pool: borrowed from the program, if the tables belong to it.
    pub fn text(&self, at: usize, len: usize) -> Cow<'static, str> {
        match &self.pool {
            Cow::Borrowed(pool) => Cow::Borrowed(&pool[at..at + len]),
            Cow::Owned(pool) => Cow::Owned(pool[at..at + len].to_owned()),
        }
    }

    fn table<const N: usize>(&self, part: Part) -> &[[u8; N]] {
        self.bytes[part.at..part.at + part.len].as_chunks().0
    }
}

/// The places of a double array.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units<'d>(&'d [[u8; 8]]);

impl Units<'_> {
    /// The place to which `symbol` leads from a node with this base; `None` if it leads nowhere.
    #[inline(always)]
    pub fn step(self, base: u32, symbol: u16) -> Option<Unit> {
        let unit = Unit(u64::from_le_bytes(*self.0.get(base as usize + usize::from(symbol))?));
        (unit.label() == symbol).then_some(unit)
    }
}

/// Characters to symbols and back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alphabet<'d> {
    plane: &'d [[u8; 2]],
    blocks: &'d [[u8; 2]],
    astral: &'d [[u8; 2]],
    normal: &'d [[u8; 8]],
    names: Part,
}

impl Alphabet<'_> {
    /// The symbol of a code point below 0x10000, with [`VARIANT`] where it applies; 0 if it has none.
    #[inline(always)]
    pub fn basic(&self, code: u32) -> u16 {
        self.plane.get(code as usize).map_or(0, |symbol| u16::from_le_bytes(*symbol))
    }

    /// The symbol of any code point.
    #[inline]
    pub fn symbol(&self, code: u32) -> u16 {
        if code < 0x1_0000 { self.basic(code) } else { self.astral(code - 0x1_0000) }
    }

    fn astral(&self, code: u32) -> u16 {
        let Some(block) = self.blocks.get(code as usize / 64) else { return 0 };
        let at = usize::from(u16::from_le_bytes(*block)) * 64 + code as usize % 64;
        self.astral.get(at).map_or(0, |symbol| u16::from_le_bytes(*symbol))
    }

    /// What normalization makes of a character whose symbol has [`VARIANT`].
    pub fn normal(&self, variant: char) -> char {
        let point = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        let found = self.normal.binary_search_by_key(&u32::from(variant), |pair| point(&pair[..4]));
        found.ok().and_then(|at| char::from_u32(point(&self.normal[at][4..]))).unwrap_or(variant)
    }

    /// Whether normalization is the alphabet's own business.
    pub fn normalizes(&self) -> bool {
        !self.normal.is_empty()
    }

    /// The character as a text of the pool, if it is there.
    pub fn name(&self, character: char, data: &Data) -> Cow<'static, str> {
        let symbol = self.symbol(u32::from(character));
        if symbol == 0 || symbol & VARIANT != 0 {
            return Cow::Owned(character.into());
        }
        data.text(self.names.at + usize::from(symbol) * 4, character.len_utf8())
    }
}

/// One trie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trie<'d> {
    info: &'d [[u8; 8]],
    values: &'d [[u8; 8]],
    /// The places that all tries of the tables share.
    pub units: Units<'d>,
    /// How many bytes of ASCII a key may begin with; `usize::MAX` if keys may be nothing but ASCII.
    pub ascii_head: usize,
}

impl Trie<'_> {
    /// What a symbol means where matching begins.
    #[inline(always)]
    pub fn info(&self, symbol: u16) -> Info {
        Info(self.info.get(usize::from(symbol)).map_or(0, |info| u64::from_le_bytes(*info)))
    }

    /// The value of that number.
    #[inline]
    pub fn value(&self, number: u32) -> Value {
        let at = number.wrapping_sub(Unit::FIRST_VALUE) as usize;
        self.values.get(at).map_or(Value::BY_CHARACTER, |value| Value(u64::from_le_bytes(*value)))
    }
}
