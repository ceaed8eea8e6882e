//! Ideographic description sequences: an operator (U+2FF0 to U+2FFF) with its operands, which conversion leaves alone.
//!
//! OpenCC's limits (`UTF8Util.hpp`): sixteen deep, sixty-four code points long.

const DEPTH: usize = 16;
const LENGTH: usize = 64;

/// The length in bytes of the sequence that `text` begins with; `None` if there is none, or not a whole one.
pub(super) fn sequence(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    arity(text.chars().next()?).filter(|arity| *arity > 0)?;
    let mut open: Vec<usize> = Vec::with_capacity(DEPTH);
    for _ in 0..LENGTH {
        let (at, character) = characters.next()?;
        if open.len() == DEPTH {
            return None;
        }
        open.push(arity(character).unwrap_or(0));
        // What is complete is one operand of what stands around it.
        while open.last() == Some(&0) {
            open.pop();
            match open.last_mut() {
                Some(missing) => *missing -= 1,
                None => return Some(at + character.len_utf8()),
            }
        }
    }
    None
}

/// How many operands follow an operator.
fn arity(character: char) -> Option<usize> {
    match character {
        '\u{2ff2}' | '\u{2ff3}' => Some(3),
        '\u{2ffe}' | '\u{2fff}' => Some(1),
        '\u{2ff0}'..='\u{2ffd}' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::sequence;

    #[test]
    fn whole_sequences_only() {
        let len = |text: &str| sequence(text);
        assert_eq!(len("⿰钅只只"), Some("⿰钅只".len()));
        assert_eq!(len("⿱艹⿰钅只干"), Some("⿱艹⿰钅只".len()));
        assert_eq!(len("⿾左右"), Some("⿾左".len()));
        assert_eq!(len("⿰头"), None, "an operand is missing");
        assert_eq!(len("头发"), None, "no operator");
        assert_eq!(len("⿰a\nb"), Some("⿰a\n".len()), "anything is an operand");
        assert_eq!(len(""), None);
    }

    #[test]
    fn limits() {
        let deep = |operators: usize| "⿰".repeat(operators) + &"木".repeat(operators + 1);
        assert_eq!(sequence(&deep(15)), Some(deep(15).len()), "the sixteenth level is an operand");
        assert_eq!(sequence(&deep(16)), None);
        let long = |pairs: usize| "⿱一".repeat(pairs) + "二";
        assert_eq!(sequence(&long(16)), None, "nested to the right, it is deep as well");
        let wide = "⿳⿳⿳一二三⿳一二三⿳一二三⿳⿳一二三⿳一二三⿳一二三⿳⿳一二三⿳一二三⿳一二三";
        assert_eq!(sequence(wide), Some(wide.len()), "forty code points");
    }
}
