//! A new wording over the pieces of the old one: what is the same stays in its piece, so that markup stays where it was.

/// Texts of more pairs of characters than this are not aligned in the middle.
const LARGEST: usize = 4 << 20;

/// A piece of a text. What is fixed (code, a space that stands for a line end) cannot change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) fixed: bool,
}

/// `target` distributed over `pieces`, whose texts one after the other are the old wording; `None` where a fixed piece
/// would have to change. White space of fixed pieces may be missing in the target.
pub(super) fn distribute(pieces: &[Piece], target: &str) -> Option<Vec<String>> {
    let mut writer = Writer::new(pieces);
    let new: Vec<char> = target.chars().collect();
    let old: Vec<char> = writer.old.iter().map(|(c, _)| *c).collect();
    let (mut i, mut j) = (0, 0);
    for (next, to) in common(&old, &new).into_iter().chain([(old.len(), new.len())]) {
        writer.gap(i..next, &new[j..to])?;
        if next < old.len() {
            let (c, owner) = writer.old[next];
            writer.out[owner].push(c);
        }
        (i, j) = (next + 1, to + 1);
    }
    Some(writer.out)
}

struct Writer {
    /// The characters of the old wording, each with its piece.
    old: Vec<(char, usize)>,
    fixed: Vec<bool>,
    out: Vec<String>,
}

impl Writer {
    fn new(pieces: &[Piece]) -> Self {
        let chars = pieces.iter().enumerate().flat_map(|(at, piece)| piece.text.chars().map(move |c| (c, at)));
        let fixed = pieces.iter().map(|piece| piece.fixed).collect();
        Self { old: chars.collect(), fixed, out: vec![String::new(); pieces.len()] }
    }

    fn is_fixed(&self, at: usize) -> bool {
        self.fixed[self.old[at].1]
    }

    /// Writes what stands in place of the old characters `gap`.
    fn gap(&mut self, gap: std::ops::Range<usize>, new: &[char]) -> Option<()> {
        let same = gap.len() == new.len() && !gap.clone().any(|at| self.is_fixed(at));
        if same {
            // As many characters as before: each takes the place of one, so that emphasis keeps its word.
            gap.zip(new).for_each(|(at, c)| self.out[self.old[at].1].push(*c));
            return Some(());
        }
        let beside = [gap.start.checked_sub(1), Some(gap.end)].into_iter().flatten();
        let mut places = gap.clone().chain(beside.filter(|at| *at < self.old.len()));
        let owner = places.find(|at| !self.is_fixed(*at)).map(|at| self.old[at].1);
        match owner {
            Some(owner) => self.out[owner].extend(new),
            None if new.iter().all(|c| c.is_whitespace()) => {}
            None => return None,
        }
        for at in gap {
            let (c, owner) = self.old[at];
            if self.fixed[owner] {
                if !c.is_whitespace() {
                    return None;
                }
                self.out[owner].push(c);
            }
        }
        Some(())
    }
}

/// The characters that two texts have in common, in order, as pairs of indices.
fn common(old: &[char], new: &[char]) -> Vec<(usize, usize)> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    pairs.extend(middle(a, b).into_iter().map(|(i, j)| (start + i, start + j)));
    pairs.extend((0..end).map(|at| (old.len() - end + at, new.len() - end + at)));
    pairs
}

fn middle(a: &[char], b: &[char]) -> Vec<(usize, usize)> {
    if a.len().saturating_mul(b.len()) > LARGEST {
        return Vec::new();
    }
    let width = b.len() + 1;
    let mut length = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let next = length[(i + 1) * width + j].max(length[i * width + j + 1]);
            length[i * width + j] = if a[i] == b[j] { length[(i + 1) * width + j + 1] + 1 } else { next };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as `text`, fixed ones in backticks, with `|` between them.
    fn distributed(pieces: &str, target: &str) -> Option<String> {
        let piece = |text: &str| Piece { text: text.trim_matches('`').to_owned(), fixed: text.starts_with('`') };
        let pieces: Vec<_> = pieces.split('|').map(piece).collect();
        distribute(&pieces, target).map(|texts| texts.join("|"))
    }

    #[test]
    fn what_is_the_same_stays_in_its_piece() {
        for (pieces, target, expected, why) in [
            ("這是|重要|的句子", "此為重要之句子", Some("此為|重要|之句子"), "words around emphasis"),
            ("頭|发", "頭髮", Some("頭|髮"), "one character in emphasis"),
            ("发|发", "頭髮", Some("頭|髮"), "each takes the place of one"),
            ("一|二|三", "一三", Some("一||三"), "a word of emphasis goes"),
            ("用|`ls`|列出", "以ls列出檔案", Some("以|ls|列出檔案"), "code in the sentence stays"),
            ("用|`ls`|列出", "用dir列出", None, "code cannot change"),
            ("一行|` `|two", "一行two 三", Some("一行| |two 三"), "a line end that the wording does not have"),
            ("", "", Some(""), "nothing"),
        ] {
            assert_eq!(distributed(pieces, target).as_deref(), expected, "{why}");
        }
    }
}
