//! Two states of one original, block by block: what has changed, what is new, what has gone, what has moved.

use crate::content::blocks::{Block, Fingerprint};
use std::collections::BTreeMap;

/// Tables of more cells than this are not made; blocks are then compared in place.
const LARGEST: usize = 4 << 20;

/// One change. `block` is an index into the blocks as they are now, `former` into those of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "a variant's own line explains its fields")]
pub enum Change {
    /// A block says something else.
    Changed { former: usize, block: usize },
    /// A block is new; it stands after the former block of that index, or at the beginning.
    Added { after: usize, block: usize },
    /// A block stands in another place.
    Moved { former: usize, block: usize },
    /// A block has gone.
    Removed { former: usize, print: Fingerprint },
}

impl Change {
    /// The block that it is about; `None` for one that has gone.
    pub fn block(&self) -> Option<usize> {
        match self {
            Self::Changed { block, .. } | Self::Added { block, .. } | Self::Moved { block, .. } => Some(*block),
            Self::Removed { .. } => None,
        }
    }

    /// Where it stood.
    pub fn former(&self) -> Option<usize> {
        match self {
            Self::Changed { former, .. } | Self::Moved { former, .. } | Self::Removed { former, .. } => Some(*former),
            Self::Added { after, .. } => Some(*after),
        }
    }
}

/// What has changed from the blocks `then` to the blocks `now`, in the order of the text.
pub fn compare(then: &[Fingerprint], now: &[Block]) -> Vec<Change> {
    let prints: Vec<Fingerprint> = now.iter().map(|block| block.fingerprint).collect();
    differences(then, &prints)
}

/// What has changed since every one of several records: a merge may leave two, and what either has seen is seen.
pub(super) fn with_any(records: &[&[Fingerprint]], now: &[Block]) -> Vec<Change> {
    let [first, others @ ..] = records else { return Vec::new() };
    let mut changes = compare(first, now);
    for other in others {
        let more = compare(other, now);
        changes.retain(|change| match change {
            Change::Removed { print, .. } => {
                more.iter().any(|other| matches!(other, Change::Removed { print: other, .. } if other == print))
            }
            _ => more.iter().any(|other| other.block() == change.block()),
        });
    }
    changes
}

/// The same for plain lists of fingerprints.
pub(super) fn differences(then: &[Fingerprint], now: &[Fingerprint]) -> Vec<Change> {
    if then == now {
        return Vec::new();
    }
    let matched = common(then, now);
    let mut changes = Vec::new();
    let moved = moves(then, now, &matched);
    let (mut former, mut block) = (0, 0);
    for (next_former, next_block) in matched.iter().copied().chain([(then.len(), now.len())]) {
        let gone: Vec<usize> = (former..next_former).filter(|at| !moved.values().any(|from| from == at)).collect();
        let mut gone = gone.into_iter();
        for block in block..next_block {
            changes.push(if let Some(former) = moved.get(&block) {
                Change::Moved { former: *former, block }
            } else if let Some(former) = gone.next() {
                Change::Changed { former, block }
            } else {
                Change::Added { after: next_former.saturating_sub(1), block }
            });
        }
        changes.extend(gone.map(|former| Change::Removed { former, print: then[former] }));
        (former, block) = (next_former + 1, next_block + 1);
    }
    changes
}

/// The blocks that have not changed, as pairs of indices: the longest such list with both in order.
fn common(then: &[Fingerprint], now: &[Fingerprint]) -> Vec<(usize, usize)> {
    let start = then.iter().zip(now).take_while(|(a, b)| a == b).count();
    let rest = (&then[start..], &now[start..]);
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&rest.0[..rest.0.len() - end], &rest.1[..rest.1.len() - end]);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    pairs.extend(middle(a, b).into_iter().map(|(i, j)| (start + i, start + j)));
    pairs.extend((0..end).map(|at| (then.len() - end + at, now.len() - end + at)));
    pairs
}

fn middle(a: &[Fingerprint], b: &[Fingerprint]) -> Vec<(usize, usize)> {
    if a.len().saturating_mul(b.len()) > LARGEST {
        return a.iter().zip(b).enumerate().filter(|(_, (a, b))| a == b).map(|(at, _)| (at, at)).collect();
    }
    // `length[i][j]`: the longest common list of what follows `i` in one and `j` in the other.
    let width = b.len() + 1;
    let mut length = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i * width + j] = if a[i] == b[j] {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
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

/// Blocks out of order that say the same as one that has gone elsewhere: from the index now to the index then.
fn moves(then: &[Fingerprint], now: &[Fingerprint], matched: &[(usize, usize)]) -> BTreeMap<usize, usize> {
    let mut free: BTreeMap<Fingerprint, Vec<usize>> = BTreeMap::new();
    let mut kept = matched.iter().map(|(former, _)| *former).peekable();
    for (at, print) in then.iter().enumerate() {
        if kept.next_if_eq(&at).is_none() {
            free.entry(*print).or_default().push(at);
        }
    }
    let mut kept = matched.iter().map(|(_, block)| *block).peekable();
    let mut moved = BTreeMap::new();
    for (at, print) in now.iter().enumerate() {
        if kept.next_if_eq(&at).is_none()
            && let Some(former) = free.get_mut(print).and_then(Vec::pop)
        {
            moved.insert(at, former);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(text: &str) -> Vec<Fingerprint> {
        text.bytes().map(|byte| Fingerprint(u32::from(byte))).collect()
    }

    fn said(then: &str, now: &str) -> String {
        let said = differences(&prints(then), &prints(now)).into_iter().map(|change| match change {
            Change::Changed { former, block } => format!("{former}~{block}"),
            Change::Added { block, .. } => format!("+{block}"),
            Change::Moved { former, block } => format!("{former}>{block}"),
            Change::Removed { former, .. } => format!("-{former}"),
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn changes_are_found_where_they_are() {
        for (then, now, expected, why) in [
            ("abc", "abc", "", "nothing"),
            ("abc", "abx", "2~2", "the last block"),
            ("abc", "xbc", "0~0", "the first block"),
            ("abc", "abxc", "+2", "a new block does not make those after it new"),
            ("abc", "ac", "-1", "a block has gone"),
            ("abcd", "axyd", "1~1 2~2", "two in a row"),
            ("abcde", "aecd", "4>1 -1", "one has moved and one has gone"),
            ("abc", "cab", "2>0", "one has moved"),
            ("", "ab", "+0 +1", "an original that was empty"),
            ("ab", "", "-0 -1", "one that is empty now"),
            ("aab", "ab", "-1", "one of two alike"),
        ] {
            assert_eq!(said(then, now), expected, "{why}");
        }
    }

    #[test]
    fn a_long_text_of_other_blocks_is_compared_in_place() {
        let then: Vec<_> = (0..3000).map(Fingerprint).collect();
        let now: Vec<_> = (5000..8000).map(Fingerprint).collect();
        assert_eq!(differences(&then, &now).len(), 3000);
    }
}
