//! Lists of places in few bits: binary interpolative coding (Moffat and Stuiver, 2000), which fits what stands in clusters.

/// Writes bits, the lowest first.
#[derive(Debug, Default)]
pub struct Bits {
    /// What is written, with room for what comes next.
    bytes: Vec<u8>,
    end: End,
}

/// How far bits are written. Small, so that it lies in registers while a list is written.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// How many bytes are full.
    full: usize,
    /// The bits behind them, fewer than eight.
    current: u64,
    used: u32,
}

impl End {
    /// Writes the lowest `width` bits of `value`, at most 33; nothing is above them.
    #[inline(always)]
    fn put(&mut self, bytes: &mut [u8], value: u64, width: u32) {
        self.current |= value << self.used;
        self.used += width;
        bytes[self.full..self.full + 8].copy_from_slice(&self.current.to_le_bytes());
        self.full += self.used as usize / 8;
        self.current >>= self.used & !7;
        self.used &= 7;
    }

    /// A value below `size`, in as few bits as tell it apart (truncated binary).
    #[inline(always)]
    fn below(&mut self, bytes: &mut [u8], value: u32, size: u32) {
        let width = size.ilog2();
        let short = 2_u32.wrapping_shl(width).wrapping_sub(size);
        // The lowest bit of a long one comes last, so that the reader can decide by the first ones.
        let long = value + short;
        let long = (long >> 1, u64::from(long & 1) << width);
        // Which of both it is cannot be foreseen, so there is no branch.
        let is_long = value >= short;
        let (first, last) = if is_long { long } else { (value, 0) };
        self.put(bytes, u64::from(first) | last, width + u32::from(is_long));
    }
}

impl Bits {
    /// Writes a strictly rising list, all of which lies below `end`: the middle one first, then both halves.
    pub fn list(&mut self, list: &[u32], end: u32) {
        // No value takes more than five bytes, and eight are written at a time.
        let room = self.end.full + 5 * list.len() + 8;
        if self.bytes.len() < room {
            self.bytes.resize(room, 0);
        }
        let (bytes, mut at) = (&mut *self.bytes, self.end);
        middle(list, 0, end, |value, size| at.below(bytes, value, size));
        self.end = at;
    }

    /// About how many bytes there are.
    pub fn size(&self) -> usize {
        self.end.full
    }

    /// Puts the bytes behind others, the last one filled up with zeros, and begins anew in the same memory.
    pub fn take(&mut self, into: &mut Vec<u8>) {
        let End { full, current, used } = std::mem::take(&mut self.end);
        into.extend(&self.bytes[..full]);
        if used > 0 {
            into.push(current as u8);
        }
    }
}

/// Gives `list`, all of which lie in `low..high`, value by value, each with how many it can be; the middle one first. Short
/// lists, which are most of what a long one is divided into, are given as they are.
#[inline]
fn middle(mut list: &[u32], mut low: u32, mut high: u32, mut give: impl FnMut(u32, u32)) {
    // What comes behind the middle ones, each of which halves what is left: no list has more than 2³² numbers.
    let mut behind = [(&[][..], 0, 0); 32];
    let mut depth = 0;
    loop {
        while let (before, [value, after @ ..]) = list.split_at(list.len() / 2)
            && list.len() > 7
        {
            let (left, right) = (before.len() as u32, after.len() as u32);
            give(value - low - left, high - right - low - left);
            behind[depth] = (after, value + 1, high);
            depth += 1;
            (list, high) = (before, *value);
        }
        match list.split_at(list.len() / 2) {
            (before @ [_, _, ..], [value, after @ ..]) => {
                let (left, right) = (before.len() as u32, after.len() as u32);
                give(value - low - left, high - right - low - left);
                three(before, low, *value, &mut give);
                three(after, value + 1, high, &mut give);
            }
            _ => three(list, low, high, &mut give),
        }
        let Some(next) = depth.checked_sub(1) else { return };
        depth = next;
        (list, low, high) = behind[depth];
    }
}

/// The same for a list of at most three.
#[inline(always)]
fn three(list: &[u32], low: u32, high: u32, give: &mut impl FnMut(u32, u32)) {
    match *list {
        [a] => give(a - low, high - low),
        [a, b] => {
            give(b - low - 1, high - low - 1);
            give(a - low, b - low);
        }
        [a, b, c] => {
            give(b - low - 1, high - low - 2);
            give(a - low, b - low);
            give(c - b - 1, high - b - 1);
        }
        _ => {}
    }
}

/// How many bits [`Bits::list`] takes for a list.
pub fn cost(list: &[u32], low: u32, high: u32) -> u32 {
    let mut all = 0;
    middle(list, low, high, |value, size| {
        let width = size.ilog2();
        all += width + u32::from(u64::from(value) >= (2_u64 << width) - u64::from(size));
    });
    all
}

/// Writes a number seven bits at a time, the lowest first, as LEB128 does.
pub fn number(mut value: u32, into: &mut Vec<u8>) {
    while value >= 0x80 {
        into.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}

#[cfg(test)]
pub mod reading {
    //! The reader that the browser has, for tests.

    /// Bits as they are read; zeros behind the end.
    pub struct Bits<'b> {
        /// All of them.
        pub bytes: &'b [u8],
        /// How many have been read.
        pub at: usize,
    }

    impl Bits<'_> {
        fn bit(&mut self) -> u32 {
            let bit = self.bytes.get(self.at / 8).map_or(0, |byte| u32::from(byte >> (self.at % 8)) & 1);
            self.at += 1;
            bit
        }

        fn below(&mut self, size: u32) -> u32 {
            if size < 2 {
                return 0;
            }
            let width = size.ilog2();
            let short = (1_u64 << (width + 1)) - u64::from(size);
            let value = (0..width).fold(0, |value, place| value | self.bit() << place);
            if u64::from(value) < short { value } else { ((value << 1 | self.bit()) as u64 - short) as u32 }
        }

        /// `count` places from `low` and below `high`, in order.
        pub fn list(&mut self, count: usize, low: u32, high: u32) -> Vec<u32> {
            if count == 0 {
                return Vec::new();
            }
            let (left, right) = ((count / 2) as u32, (count - count / 2 - 1) as u32);
            let value = low + left + self.below(high - right - low - left);
            let mut out = self.list(left as usize, low, value);
            out.push(value);
            out.extend(self.list(right as usize, value + 1, high));
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(mut lists in proptest::collection::vec(proptest::collection::vec(0_u32..5_000_000, 0..200), 1..4)) {
            let mut bits = Bits::default();
            for list in &mut lists {
                list.sort_unstable();
                list.dedup();
                bits.list(list, 5_000_000);
            }
            let foreseen: u32 = lists.iter().map(|list| cost(list, 0, 5_000_000)).sum();
            let mut bytes = Vec::new();
            bits.take(&mut bytes);
            prop_assert_eq!(bytes.len(), foreseen.div_ceil(8) as usize);
            let mut reader = reading::Bits { bytes: &bytes, at: 0 };
            for list in lists {
                prop_assert_eq!(reader.list(list.len(), 0, 5_000_000), list);
            }
        }
    }

    #[test]
    fn neighbours_that_fill_their_range_cost_nothing() {
        let mut bits = Bits::default();
        bits.list(&[0, 1, 2, 3], 4);
        let mut bytes = Vec::new();
        bits.take(&mut bytes);
        assert_eq!(bytes, [0_u8; 0]);
    }
}
