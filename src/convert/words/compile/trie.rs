//! Words arranged as a double array: a word is found by one step a character, without searching.

/// One cell of the array.
#[derive(Clone, Copy, Default)]
pub struct Cell {
    /// Where the children of this node begin; a child stands at `base ^ code`.
    pub base: u32,
    /// The code by which this node is reached; 0 where nothing stands.
    pub code: u16,
    /// The value, and whether there is one.
    pub value: Option<u32>,
}

/// Arrange words, given as codes (none of them 0) in ascending order, each with a value.
///
/// Every node has a base of its own, so a cell's code alone tells whose child it is.
pub fn arrange(words: &[(Vec<u16>, u32)]) -> Vec<Cell> {
    let mut builder = Builder { cells: vec![Cell::default(); 1 << 16], used_bases: vec![false; 1 << 16], free: 1 };
    builder.cells[0].code = u16::MAX;
    builder.place(words, 0, 0);
    let last = builder.cells.iter().rposition(|cell| cell.code != 0).unwrap_or(0);
    // Any child's place that can be asked for must exist: the highest base with any code.
    let size = (last + 1).next_power_of_two().max(1 << 16);
    builder.cells.resize(size, Cell::default());
    builder.cells.truncate(last + 1);
    builder.cells
}

struct Builder {
    cells: Vec<Cell>,
    used_bases: Vec<bool>,
    /// No cell before this one is free.
    free: usize,
}

impl Builder {
    /// Place the children of `node`: the words agree in their first `depth` codes.
    fn place(&mut self, words: &[(Vec<u16>, u32)], node: usize, depth: usize) {
        let mut words = words;
        if words[0].0.len() == depth {
            self.cells[node].value = Some(words[0].1);
            words = &words[1..];
        }
        if words.is_empty() {
            return;
        }
        let groups: Vec<&[(Vec<u16>, u32)]> = words.chunk_by(|a, b| a.0[depth] == b.0[depth]).collect();
        let codes: Vec<u16> = groups.iter().map(|group| group[0].0[depth]).collect();
        let base = self.room(&codes);
        self.cells[node].base = u32::try_from(base).expect("the array is far smaller than four thousand million cells");
        for &code in &codes {
            self.cells[base ^ usize::from(code)].code = code;
        }
        for (group, &code) in groups.iter().zip(&codes) {
            self.place(group, base ^ usize::from(code), depth + 1);
        }
    }

    /// A base under which all the codes find free cells.
    fn room(&mut self, codes: &[u16]) -> usize {
        while self.free < self.cells.len() && self.cells[self.free].code != 0 {
            self.free += 1;
        }
        let mut at = self.free;
        loop {
            self.grow(at);
            if self.cells[at].code == 0 {
                let base = at ^ usize::from(codes[0]);
                self.grow(base | 0x3fff);
                let free = |&code: &u16| {
                    let cell = base ^ usize::from(code);
                    cell != 0 && self.cells.get(cell).is_none_or(|cell| cell.code == 0)
                };
                if base != 0 && !self.used_bases[base] && codes.iter().all(free) {
                    self.used_bases[base] = true;
                    return base;
                }
            }
            at += 1;
        }
    }

    fn grow(&mut self, to: usize) {
        if to >= self.cells.len() {
            let size = (to + 1).next_multiple_of(1 << 16);
            self.cells.resize(size, Cell::default());
            self.used_bases.resize(size, false);
        }
    }
}
