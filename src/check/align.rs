//! Which section of a translation is which of its original, though the two are in different languages.
//!
//! Two headings with one id are the same. Else the levels decide: the pairs are those that keep the order of both texts,
//! and leave the fewest headings without a partner.

use super::shape::Section;

/// Sections of one text beyond which the levels alone decide, pair by pair from the beginning.
const MANY: usize = 1500;

/// Worth of a pair with one id and level.
const SAME: u32 = 5;
/// Worth of a pair with one id.
const NAMED: u32 = 3;
/// Worth of a pair with one level.
const LEVEL: u32 = 2;

/// The pairs of sections, by index, in order. The first, before any heading, is always paired.
pub fn align(original: &[Section], translation: &[Section]) -> Vec<(usize, usize)> {
    let same = original.len() == translation.len() && original.iter().zip(translation).all(|(a, b)| a.level == b.level);
    if same || original.len().max(translation.len()) > MANY {
        return original.iter().zip(translation).enumerate().map(|(at, _)| (at, at)).collect();
    }
    let (rows, columns) = (original.len(), translation.len());
    // The worth of what follows, for each place in both texts.
    let mut worth = vec![0_u32; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (1..rows).rev() {
        for column in (1..columns).rev() {
            let paired =
                pair(&original[row], &translation[column]).map_or(0, |pair| pair + worth[at(row + 1, column + 1)]);
            worth[at(row, column)] = paired.max(worth[at(row + 1, column)]).max(worth[at(row, column + 1)]);
        }
    }
    let mut pairs = vec![(0, 0)];
    let (mut row, mut column) = (1, 1);
    while row < rows && column < columns {
        let here = worth[at(row, column)];
        let paired = pair(&original[row], &translation[column]).map(|pair| pair + worth[at(row + 1, column + 1)]);
        if paired == Some(here) {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if worth[at(row + 1, column)] == here {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

fn pair(a: &Section, b: &Section) -> Option<u32> {
    match (a.id == b.id, a.level == b.level) {
        (true, true) => Some(SAME),
        (true, false) => Some(NAMED),
        (false, true) => Some(LEVEL),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sections of these headings: levels, each with an id if one follows.
    fn sections(headings: &str) -> Vec<Section> {
        let heading = |(at, text): (usize, &str)| {
            let id = if text.len() > 1 { text[1..].to_owned() } else { format!("own-{at}-{}", headings.len()) };
            Section { level: text[..1].parse().unwrap(), id: id.into(), ..Section::default() }
        };
        std::iter::once(Section::default()).chain(headings.split_whitespace().enumerate().map(heading)).collect()
    }

    #[test]
    fn headings_are_paired_by_id_and_by_level() {
        // (original, translation, pairs beside the first)
        let cases = [
            ("1 2 2", "1 2 2 ", vec![(1, 1), (2, 2), (3, 3)]),
            ("2a 3 2b", "2a 2b", vec![(1, 1), (3, 2)]),
            ("2a 2b", "2a 3 2b", vec![(1, 1), (2, 3)]),
            ("2a 2b 2c", "2a 2c", vec![(1, 1), (3, 2)]),
            ("2a 3b 2c", "2a 2b 2c ", vec![(1, 1), (2, 2), (3, 3)]),
            ("", "1", vec![]),
            ("1", "", vec![]),
        ];
        for (original, translation, wanted) in cases {
            let pairs = align(&sections(original), &sections(translation));
            assert_eq!((pairs[0], &pairs[1..]), ((0, 0), &*wanted), "{original} / {translation}");
        }
    }
}
