//! Which blocks of two texts stand for one another: those of one kind and of like length, in order.

use crate::render::columns::{Block, Kind};

/// Tables of more cells than this are not made; blocks are then paired by their number.
const LARGEST: usize = 4 << 20;

/// The columns' blocks in rows: for each row and column the index of a block. The first column is the measure; what it
/// lacks stands in rows of its own.
pub fn rows(columns: &[&[Block]]) -> Vec<Vec<Option<usize>>> {
    let Some((first, others)) = columns.split_first() else { return Vec::new() };
    // For each other column: what stands for each block of the first, and what stands before each, and at the end.
    let aligned: Vec<Aligned> = others.iter().map(|other| Aligned::of(&pairs(first, other), first.len())).collect();
    let mut rows = Vec::new();
    for gap in 0..=first.len() {
        let extra = aligned.iter().map(|other| other.before[gap].len()).max().unwrap_or(0);
        for at in 0..extra {
            let cells = aligned.iter().map(|other| other.before[gap].get(at).copied());
            rows.push(std::iter::once(None).chain(cells).collect());
        }
        if gap < first.len() {
            let cells = aligned.iter().map(|other| other.beside[gap]);
            rows.push(std::iter::once(Some(gap)).chain(cells).collect());
        }
    }
    rows
}

/// A column beside the first.
struct Aligned {
    beside: Vec<Option<usize>>,
    before: Vec<Vec<usize>>,
}

impl Aligned {
    fn of(pairs: &[(Option<usize>, Option<usize>)], length: usize) -> Self {
        let mut aligned = Self { beside: vec![None; length], before: vec![Vec::new(); length + 1] };
        let mut gap = 0;
        for (one, other) in pairs {
            match (one, other) {
                (Some(one), other) => {
                    aligned.beside[*one] = *other;
                    gap = one + 1;
                }
                (None, Some(other)) => aligned.before[gap].push(*other),
                (None, None) => {}
            }
        }
        aligned
    }
}

/// How well two blocks go together; less than nothing if not at all.
fn score(one: &Block, other: &Block) -> i32 {
    let kind = match (one.kind, other.kind) {
        (Kind::Heading(a), Kind::Heading(b)) => 12 - 3 * i32::from(a.abs_diff(b)),
        (a, b) if a == b => 8,
        (Kind::Paragraph, Kind::List | Kind::Quote) | (Kind::List | Kind::Quote, Kind::Paragraph) => 1,
        _ => return -20,
    };
    let same = if one.kind == Kind::Code && one.html == other.html { 8 } else { 0 };
    // A text of Han characters is shorter than its English, but the shares stay alike.
    let (a, b) = (one.length.max(1) as f64, other.length.max(1) as f64);
    let apart = (a / b).ln().abs().min(3.0);
    kind + same - apart as i32
}

/// The pairs of the best alignment, in order (Needleman and Wunsch, 1970).
fn pairs(one: &[Block], other: &[Block]) -> Vec<(Option<usize>, Option<usize>)> {
    const GAP: i32 = -1;
    let (rows, columns) = (one.len() + 1, other.len() + 1);
    if rows * columns > LARGEST {
        let longest = one.len().max(other.len());
        let at = |at: usize, length: usize| (at < length).then_some(at);
        return (0..longest).map(|number| (at(number, one.len()), at(number, other.len()))).collect();
    }
    let mut best = vec![0_i32; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            let at = |row: usize, column: usize| best[row * columns + column];
            best[row * columns + column] = match (row, column) {
                (0, _) => GAP * column as i32,
                (_, 0) => GAP * row as i32,
                _ => {
                    let both = at(row - 1, column - 1) + score(&one[row - 1], &other[column - 1]);
                    both.max(at(row - 1, column) + GAP).max(at(row, column - 1) + GAP)
                }
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (one.len(), other.len());
    while row > 0 || column > 0 {
        let now = best[row * columns + column];
        let both = row > 0
            && column > 0
            && now == best[(row - 1) * columns + column - 1] + score(&one[row - 1], &other[column - 1]);
        // Of equal ways the one that pairs what comes first: a text is translated from its beginning.
        if row > 0 && now == best[(row - 1) * columns + column] + GAP {
            row -= 1;
            pairs.push((Some(row), None));
        } else if column > 0 && now == best[row * columns + column - 1] + GAP {
            column -= 1;
            pairs.push((None, Some(column)));
        } else if both {
            (row, column) = (row - 1, column - 1);
            pairs.push((Some(row), Some(column)));
        } else {
            break;
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// `h2 p p20 code`: each word a block, a number its length (a heading's level).
    fn blocks(text: &str) -> Vec<Block> {
        let block = |word: &str| {
            let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = word[name.len()..].parse().unwrap_or(10);
            let kind = match name {
                "h" => Kind::Heading(u8::try_from(number).unwrap()),
                "p" => Kind::Paragraph,
                "list" => Kind::List,
                "code" => Kind::Code,
                other => panic!("{other}"),
            };
            Block { kind, html: word.to_owned(), span: Span::default(), length: number }
        };
        text.split_whitespace().map(block).collect()
    }

    #[test]
    fn blocks_of_one_kind_stand_beside_each_other() {
        // (first, second, the rows, why)
        let cases = [
            ("h2 p p", "h2 p p", "0-0 1-1 2-2", "the same structure"),
            ("h2 p p h2 p", "h2 p h2 p", "0-0 1-1 2-_ 3-2 4-3", "a paragraph that is not translated"),
            ("h2 p h2 p", "h2 p p list h2 p", "0-0 1-1 _-2 _-3 2-4 3-5", "what the translator added"),
            ("p code7 p", "p p code7 p", "0-0 _-1 1-2 2-3", "code that is the same holds them together"),
            ("p90 p10", "p10", "0-_ 1-0", "of two, the one that is as long"),
            ("h2 p", "", "0-_ 1-_", "nothing there"),
            ("", "p", "_-0", "nothing here"),
            ("h2 p h3 p", "h2 p h2 p", "0-0 1-1 2-2 3-3", "a heading of another level is still a heading"),
        ];
        for (one, other, wanted, why) in cases {
            let (one, other) = (blocks(one), blocks(other));
            let cell = |cell: &Option<usize>| cell.map_or("_".to_owned(), |at| at.to_string());
            let found = rows(&[&one, &other]);
            let found: Vec<String> = found.iter().map(|row| format!("{}-{}", cell(&row[0]), cell(&row[1]))).collect();
            assert_eq!(found.join(" "), wanted, "{why}");
        }
    }

    #[test]
    fn what_two_columns_add_at_one_place_shares_a_row() {
        let (one, other) = (blocks("h2 p"), blocks("h2 code p"));
        let found = rows(&[&one, &other, &other]);
        assert_eq!(found, [[Some(0); 3], [None, Some(1), Some(1)], [Some(1), Some(2), Some(2)]]);
    }
}
