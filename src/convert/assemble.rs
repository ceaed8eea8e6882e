//! A run as one text, and its edits brought back to its pieces.

use super::{Edit, Joint, Leaf};
use std::borrow::Cow;
use std::ops::Range;

/// A run's pieces as one text.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// The texts of all pieces, one after the other.
    pub(super) text: Cow<'a, str>,
    /// Where each piece stands in it.
    pub(super) pieces: Vec<Piece>,
}

/// One piece's place in its run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) joint: Joint,
    pub(super) keep: bool,
}

impl<'a> Run<'a> {
    /// Joins `leaves`. A single one is borrowed.
    pub(super) fn new(leaves: &[Leaf<'a>]) -> Self {
        let mut pieces = Vec::with_capacity(leaves.len());
        let mut at = 0;
        for leaf in leaves {
            let range = at..at + leaf.text.len();
            at = range.end;
            pieces.push(Piece { range, joint: leaf.joint, keep: leaf.keep });
        }
        let text = match leaves {
            [leaf] => Cow::Borrowed(leaf.text),
            _ => {
                let mut text = String::with_capacity(at);
                leaves.iter().for_each(|leaf| text.push_str(leaf.text));
                Cow::Owned(text)
            }
        };
        Self { text, pieces }
    }

    /// The offsets inside `range` at which a word that spans them has a cost: edges of markup.
    pub(super) fn joints(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        let (after, end) = (self.pieces.partition_point(|piece| piece.range.start <= range.start), range.end);
        self.pieces[after..]
            .iter()
            .take_while(move |piece| piece.range.start < end)
            .filter(|piece| piece.joint == Joint::Markup)
            .map(|piece| piece.range.start)
    }

    /// The parts of the text that words may be looked for in: what lies between the `blocked` ranges (in order, not
    /// overlapping), the pieces that are kept and the places where no word goes on.
    pub(super) fn stretches(&self, blocked: &[Range<usize>]) -> Vec<Range<usize>> {
        if let ([only], []) = (&*self.pieces, blocked) {
            let whole = 0..self.text.len();
            return if only.keep || whole.is_empty() { Vec::new() } else { vec![whole] };
        }
        let mut cuts: Vec<Range<usize>> = blocked.to_vec();
        for piece in &self.pieces {
            if piece.keep {
                cuts.push(piece.range.clone());
            } else if piece.joint == Joint::Break {
                cuts.push(piece.range.start..piece.range.start);
            }
        }
        cuts.sort_unstable_by_key(|cut| (cut.start, cut.end));
        let mut stretches = Vec::new();
        let mut from = 0;
        for cut in cuts {
            if cut.start > from {
                stretches.push(from..cut.start);
            }
            from = from.max(cut.end);
        }
        if from < self.text.len() {
            stretches.push(from..self.text.len());
        }
        stretches
    }

    /// The starts of non-empty pieces strictly inside `range`: the markup that an edit of it would cross.
    fn crossed(&self, range: &Range<usize>) -> Vec<usize> {
        let after = self.pieces.partition_point(|piece| piece.range.start <= range.start);
        self.pieces[after..]
            .iter()
            .take_while(|piece| piece.range.start < range.end)
            .filter(|piece| !piece.range.is_empty())
            .map(|piece| piece.range.start)
            .collect()
    }

    /// Whether `edit` can be shared out among the pieces that it crosses with at least one character for each, so that
    /// no markup is left with nothing inside. A deletion can.
    pub(super) fn can_share(&self, edit: &Edit) -> bool {
        edit.text.is_empty() || self.has_room(&edit.range, &edit.text)
    }

    /// Whether `text` has a character for each piece that `range` reaches over.
    pub(super) fn has_room(&self, range: &Range<usize>, text: &str) -> bool {
        let crossed = self.crossed(range).len();
        crossed == 0 || crossed < text.chars().count()
    }

    /// The parts of `range` that stand in different pieces.
    pub(super) fn parts(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let ends: Vec<usize> = self.crossed(range).into_iter().chain([range.end]).collect();
        let starts = [range.start].into_iter().chain(ends.iter().copied());
        starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()
    }

    /// Whether markup or kept text stands inside `range`: more than a line end or an entity.
    pub(super) fn divided(&self, range: &Range<usize>) -> bool {
        let after = self.pieces.partition_point(|piece| piece.range.start <= range.start);
        let mut inside = self.pieces[after..].iter().take_while(|piece| piece.range.start < range.end);
        inside.any(|piece| piece.keep || matches!(piece.joint, Joint::Break | Joint::Markup))
    }

    /// The same edits, each within one piece.
    ///
    /// Characters that stand for one another one to one are split where the source is. Where the number of characters
    /// differs, each piece gets its share of the new ones, and at least one while there are enough of them.
    pub(super) fn shared(&self, edits: Vec<Edit>) -> Vec<Edit> {
        if self.pieces.len() < 2 {
            return edits;
        }
        let mut shared = Vec::with_capacity(edits.len());
        for edit in edits {
            let crossed = self.crossed(&edit.range);
            if crossed.is_empty() {
                shared.push(edit);
            } else {
                self.share(&edit, &crossed, &mut shared);
            }
        }
        shared
    }

    fn share(&self, edit: &Edit, crossed: &[usize], shared: &mut Vec<Edit>) {
        let chars = |range: Range<usize>| self.text[range].chars().count();
        let (old, new) = (chars(edit.range.clone()), edit.text.chars().count());
        let ends: Vec<usize> = edit.text.char_indices().map(|(at, _)| at).chain([edit.text.len()]).collect();
        let (mut from, mut taken) = (edit.range.start, 0);
        for (index, &to) in crossed.iter().chain([&edit.range.end]).enumerate() {
            let later = crossed.len() - index;
            let share = chars(edit.range.start..to) * new / old;
            let until = share.max(taken + 1).min(new.saturating_sub(later)).max(taken);
            let until = if later == 0 { new } else { until };
            let text = match &edit.text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[ends[taken]..ends[until]]),
                Cow::Owned(text) => Cow::Owned(text[ends[taken]..ends[until]].to_owned()),
            };
            shared.push(Edit { range: from..to, text });
            (from, taken) = (to, until);
        }
    }

    /// Whether each of `edits`, which are in order, lies within one piece.
    pub(super) fn holds(&self, edits: &[Edit]) -> bool {
        let Some(first) = edits.first() else { return true };
        let from = self.pieces.partition_point(|piece| piece.range.end <= first.range.start);
        let mut pieces = self.pieces[from..].iter().peekable();
        edits.iter().all(|edit| {
            while pieces.next_if(|piece| piece.range.end <= edit.range.start).is_some() {}
            pieces.peek().is_none_or(|piece| edit.range.end <= piece.range.end)
        })
    }

    /// The edits of each piece, counted from its own beginning; each of `edits` lies within one piece.
    pub(super) fn by_piece(&self, edits: Vec<Edit>) -> Vec<Vec<Edit>> {
        if self.pieces.len() == 1 {
            return vec![edits];
        }
        let mut edits = edits.into_iter();
        let mut by_piece = Vec::with_capacity(self.pieces.len());
        for Piece { range, .. } in &self.pieces {
            let inside = |edit: &&Edit| edit.range.end <= range.end && edit.range.start < range.end;
            let count = edits.as_slice().iter().take_while(inside).count();
            let counted =
                |edit: Edit| Edit { range: edit.range.start - range.start..edit.range.end - range.start, ..edit };
            by_piece.push(edits.by_ref().take(count).map(counted).collect());
        }
        by_piece
    }

    /// The new text of each piece, from edits that each lie within one.
    pub(super) fn apply(&self, leaves: &[Leaf<'a>], edits: Vec<Edit>) -> Vec<Cow<'a, str>> {
        leaves.iter().zip(self.by_piece(edits)).map(|(leaf, edits)| applied(leaf.text, &edits)).collect()
    }
}

/// `text` with `edits` made.
pub(super) fn applied<'a>(text: &'a str, edits: &[Edit]) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut done = 0;
    for edit in edits {
        out.push_str(&text[done..edit.range.start]);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The edits that lead from a text to what `second` makes of what `first` makes of it; both lists in order, `second`
/// counting in the text after `first`. Where it touches a replacement of `first`, the two become one edit.
pub(super) fn composed(text: &str, first: Vec<Edit>, second: &[Edit]) -> Vec<Edit> {
    if first.is_empty() || second.is_empty() {
        return if first.is_empty() { second.to_vec() } else { first };
    }
    let middle = applied(text, &first);
    let map = Map::new(&first);
    let mut ranges: Vec<Range<usize>> = first.iter().map(|edit| edit.range.clone()).collect();
    ranges.extend(second.iter().map(|edit| map.to_source(&edit.range)));
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match groups.last_mut() {
            Some(group) if range.start < group.end || range == *group => group.end = group.end.max(range.end),
            _ => groups.push(range),
        }
    }
    let mut later = second.iter().peekable();
    let mut out = Vec::with_capacity(groups.len());
    for range in groups {
        let (mut from, end) = (map.start_in_middle(range.start), map.end_in_middle(range.end));
        let mut text = String::new();
        while let Some(edit) = later.next_if(|edit| edit.range.end <= end) {
            text.push_str(&middle[from..edit.range.start]);
            text.push_str(&edit.text);
            from = edit.range.end;
        }
        text.push_str(&middle[from..end]);
        out.push(Edit { range, text: Cow::Owned(text) });
    }
    out
}

/// Where the replacements of a list of edits stand, before and after.
pub(super) struct Map(Vec<(Range<usize>, Range<usize>)>);

impl Map {
    pub(super) fn new(edits: &[Edit]) -> Self {
        let (mut before, mut after) = (0, 0);
        let pairs = edits.iter().map(|edit| {
            let start = after + (edit.range.start - before);
            (before, after) = (edit.range.end, start + edit.text.len());
            (edit.range.clone(), start..after)
        });
        Self(pairs.collect())
    }

    /// The source of `range`, whole replacements taken where it touches one.
    pub(super) fn to_source(&self, range: &Range<usize>) -> Range<usize> {
        let source = |at: usize, end: bool| {
            let touched = |after: &Range<usize>| if end { after.start < at } else { after.start <= at };
            let index = self.0.partition_point(|(_, after)| touched(after));
            match index.checked_sub(1).map(|index| &self.0[index]) {
                None => at,
                Some((before, after)) if after.end > at || (end && after.end == at) => {
                    if end {
                        before.end
                    } else {
                        before.start
                    }
                }
                Some((before, after)) => before.end + (at - after.end),
            }
        };
        source(range.start, false)..source(range.end, true)
    }

    /// Where the place `at` of the source, which is inside no edit, stands after them; before an edit that begins there.
    fn start_in_middle(&self, at: usize) -> usize {
        let index = self.0.partition_point(|(before, _)| before.end <= at && before.start < at);
        index.checked_sub(1).map_or(at, |index| self.0[index].1.end + (at - self.0[index].0.end))
    }

    /// The same, after an edit that ends there.
    fn end_in_middle(&self, at: usize) -> usize {
        let index = self.0.partition_point(|(before, _)| before.end <= at);
        index.checked_sub(1).map_or(at, |index| self.0[index].1.end + (at - self.0[index].0.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &'static str) -> Edit {
        Edit { range, text: Cow::Borrowed(text) }
    }

    fn leaf(text: &str, joint: Joint) -> Leaf<'_> {
        Leaf { text, joint, keep: false }
    }

    fn shared(pieces: &[&str], edits: Vec<Edit>) -> String {
        let leaves: Vec<_> = pieces.iter().map(|text| leaf(text, Joint::Markup)).collect();
        let run = Run::new(&leaves);
        let edits = run.shared(edits);
        run.apply(&leaves, edits).join("|")
    }

    #[test]
    fn an_edit_is_shared_out_among_the_pieces_that_it_crosses() {
        assert_eq!(shared(&["面向", "对象"], vec![edit(0..12, "物件導向")]), "物件|導向");
        assert_eq!(shared(&["内", "存"], vec![edit(0..6, "記憶體")]), "記|憶體");
        assert_eq!(shared(&["一", "", "存储器", "好"], vec![edit(3..12, "記憶")]), "一||記憶|好");
        assert_eq!(shared(&["甲", "乙", "丙"], vec![edit(0..9, "")]), "||");
        assert_eq!(shared(&["甲乙", "丙"], vec![edit(3..9, "一二三四")]), "甲一二|三四");
    }

    #[test]
    fn no_piece_is_left_empty_by_an_edit_that_can_be_shared() {
        let leaves = [leaf("甲", Joint::Break), leaf("乙", Joint::Markup), leaf("丙", Joint::Markup)];
        let run = Run::new(&leaves);
        assert!(!run.can_share(&edit(0..9, "一二")));
        assert!(run.can_share(&edit(0..9, "一二三")));
        assert!(run.can_share(&edit(0..3, "一")));
        assert!(run.can_share(&edit(0..9, "")));
    }

    #[test]
    fn words_are_looked_for_between_breaks_and_kept_pieces() {
        let leaves = [
            leaf("ab", Joint::Break),
            leaf("cd", Joint::Markup),
            Leaf { text: "ef", joint: Joint::Markup, keep: true },
            leaf("gh", Joint::Markup),
            leaf("ij", Joint::Break),
        ];
        let run = Run::new(&leaves);
        assert_eq!(run.stretches(&[]), [0..4, 6..8, 8..10]);
        assert_eq!(run.stretches(&[1..3, 9..10]), [0..1, 3..4, 6..8, 8..9]);
        assert_eq!(run.joints(&(0..4)).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn two_stages_become_one_list_of_edits() {
        let check = |text: &str, first: Vec<Edit>, second: Vec<Edit>| {
            let expected = applied(&applied(text, &first), &second).into_owned();
            let both = composed(text, first, &second);
            assert!(both.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{both:?}");
            assert_eq!(applied(text, &both), expected, "{both:?}");
        };
        check("abcdef", vec![edit(1..2, "XYZ"), edit(3..4, "")], vec![edit(2..3, "q"), edit(5..6, "r")]);
        check("abcdef", vec![edit(1..2, "X"), edit(2..3, "Y")], vec![edit(1..3, "q")]);
        check("abcdef", vec![edit(0..1, "XY")], vec![edit(0..1, "1"), edit(1..2, "2"), edit(2..3, "3")]);
        check("abcdef", vec![edit(2..4, "Z")], vec![edit(1..4, "123")]);
        check("abcdef", vec![edit(5..6, "ZZ")], vec![edit(0..1, "1")]);
    }
}
