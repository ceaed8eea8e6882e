//! What a document says in numbers and in brief: words, reading time, summary.

use super::chars::{is_han, is_wide};
use super::count::Count;

/// Characters of Chinese or Japanese that are read in a minute; Hugo's figure, after a study of reading speeds.
const WIDE_A_MINUTE: u64 = 501;
/// Words of other languages that are read in a minute.
const WORDS_A_MINUTE: u64 = 213;
/// The length of a summary, in words.
const SUMMARY: u32 = 70;
/// A sentence end before this many words makes too short a summary.
const SHORTEST: u32 = 12;

/// Counts words, and gathers the beginning of the text.
#[derive(Debug, Default)]
pub struct Prose {
    count: Count,
    beginning: String,
    /// Words in `beginning`.
    gathered: u32,
    /// The author ended the summary with `<!--more-->`.
    ended: bool,
    /// A block has ended since the last text.
    gap: bool,
    /// Nobody asks: nothing is counted.
    idle: bool,
}

impl Prose {
    /// A count that counts only if it is `wanted`.
    pub fn new(wanted: bool) -> Self {
        Self { idle: !wanted, ..Self::default() }
    }

    /// Counts `text`; `summary` when it may stand in a summary.
    pub fn add(&mut self, text: &str, summary: bool) {
        if self.idle {
            return;
        }
        let before = self.count.all();
        self.count.add(text);
        if summary && !self.ended && self.gathered <= 2 * SUMMARY {
            self.gather(text, before);
        }
    }

    /// The same for a text that no conversion may touch: in the summary a mark says so.
    pub fn add_kept(&mut self, text: &str, summary: bool) {
        let marked = summary && !self.idle && text.chars().any(is_han) && !text.contains("-{") && !text.contains("}-");
        self.add(text, summary && !marked);
        if marked && !self.ended && self.gathered <= 2 * SUMMARY {
            self.gather(&format!("-{{{text}}}-"), self.count.all());
        }
    }

    /// Appends `text` to the beginning.
    fn gather(&mut self, text: &str, before: u64) {
        if self.gap && !self.beginning.is_empty() {
            let wide = self.beginning.chars().next_back().is_some_and(is_wide);
            if !wide || !text.chars().next().is_some_and(is_wide) {
                self.beginning.push(' ');
            }
        }
        self.gap = false;
        // A paragraph of a megabyte is not copied: as many bytes as twice a summary of long words may hold.
        let limit = text.floor_char_boundary(4096);
        self.beginning.push_str(&text[..limit]);
        self.gathered += u32::try_from(self.count.all() - before).unwrap_or(u32::MAX);
        if self.beginning.len() > 8192 {
            self.gathered = u32::MAX;
        }
    }

    /// A line end, shown as a space or not at all.
    pub fn soft_break(&mut self, joined: bool) {
        self.count.in_word &= joined;
        if !joined && !self.ended && !self.gap && !self.beginning.is_empty() && self.gathered <= 2 * SUMMARY {
            self.beginning.push(' ');
        }
    }

    /// A block ends: no word and no sentence reaches over it.
    pub fn block(&mut self) {
        self.count.in_word = false;
        self.gap = true;
    }

    /// `<!--more-->`: what came before is the summary.
    pub fn more(&mut self) {
        self.ended |= !self.beginning.is_empty();
    }

    /// All words.
    pub fn words(&self) -> u32 {
        u32::try_from(self.count.all()).unwrap_or(u32::MAX)
    }

    /// Reading time in minutes, rounded up, at least 1: each script at its own speed.
    pub fn minutes(&self) -> u32 {
        let parts = self.count.wide * WORDS_A_MINUTE + self.count.words * WIDE_A_MINUTE;
        u32::try_from(parts.div_ceil(WIDE_A_MINUTE * WORDS_A_MINUTE).max(1)).unwrap_or(u32::MAX)
    }

    /// The beginning of the text: whole if it is short, else up to a sentence's end or about 70 words.
    pub fn summary(&self) -> String {
        let text = self.beginning.trim();
        let mut summary = if self.ended { text.to_owned() } else { cut(text) };
        if summary.matches("-{").count() > summary.matches("}-").count() {
            summary.push_str("}-");
        }
        summary
    }
}

/// Cuts `text` at the last sentence end within a summary's length, never inside brackets; without a sentence end, at
/// that length with an ellipsis.
fn cut(text: &str) -> String {
    let mut count = Count::default();
    let mut brackets: Vec<usize> = Vec::new();
    let mut sentence = None;
    for (at, c) in text.char_indices() {
        let here = count.all();
        count.one(c);
        let units = count.all();
        // The word that begins here is the first one too many.
        if units > u64::from(SUMMARY) && here < units {
            // A sentence that ends too early makes no summary, and a bracket is not cut in two.
            return match sentence {
                Some((end, length)) if length >= u64::from(SHORTEST) => text[..end].trim_end().to_owned(),
                _ => with_ellipsis(text, brackets.first().copied().filter(|open| *open > 0).unwrap_or(at)),
            };
        }
        match c {
            '《' | '「' | '『' | '（' | '“' | '〈' | '【' | '(' => brackets.push(at),
            '》' | '」' | '』' | '）' | '”' | '〉' | '】' | ')' => {
                brackets.pop();
                let inner = text[..at].chars().next_back().is_some_and(ends_sentence);
                if brackets.is_empty() && inner {
                    sentence = Some((at + c.len_utf8(), units));
                }
            }
            _ if brackets.is_empty() && ends_here(c, &text[at + c.len_utf8()..]) => {
                sentence = Some((at + c.len_utf8(), units));
            }
            _ => {}
        }
    }
    text.to_owned()
}

/// `text` up to `at`, without the punctuation that would stand before the ellipsis.
fn with_ellipsis(text: &str, at: usize) -> String {
    let kept = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "，、；：,;:—…".contains(c));
    format!("{kept}…")
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '.' | '!' | '?' | '…')
}

/// Whether a sentence ends with `c` before `rest`: a Latin full stop only where white space or nothing follows.
fn ends_here(c: char, rest: &str) -> bool {
    match c {
        '。' | '！' | '？' => !rest.starts_with(['。', '！', '？', '」', '』', '”', '）']),
        '.' | '!' | '?' => rest.chars().next().is_none_or(char::is_whitespace),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        let mut prose = Prose::default();
        prose.add(text, true);
        prose
    }

    #[test]
    fn each_script_is_read_at_its_own_speed() {
        let minutes = |wide, words| {
            let count = Count { wide, words, in_word: false };
            Prose { count, ..Prose::default() }.minutes()
        };
        assert_eq!(minutes(1, 10_000), 47);
        assert_eq!((minutes(0, 0), minutes(501, 0), minutes(502, 0), minutes(501, 213)), (1, 1, 2, 2));
    }

    #[test]
    fn a_summary_ends_with_a_sentence_and_never_inside_brackets() {
        let short = "第一句话。第二句话。";
        assert_eq!(prose(short).summary(), short);
        let sentences = format!("{}。{}。{}", "一".repeat(30), "二".repeat(30), "三".repeat(30));
        assert_eq!(prose(&sentences).summary(), format!("{}。{}。", "一".repeat(30), "二".repeat(30)));
        let endless = "字".repeat(5000);
        assert_eq!(prose(&endless).summary(), format!("{}…", "字".repeat(70)));
        let title = format!("{}《{}》{}", "前".repeat(60), "书".repeat(20), "后".repeat(60));
        assert_eq!(prose(&title).summary(), format!("{}…", "前".repeat(60)));
        let quoted = format!("{}“{}。{}。”{}", "前".repeat(20), "说".repeat(20), "道".repeat(20), "后".repeat(60));
        assert!(prose(&quoted).summary().ends_with("。”"));
        let english = "word ".repeat(60) + "ends here. " + &"tail ".repeat(60);
        assert!(prose(&english).summary().ends_with("ends here."));
    }

    #[test]
    fn paragraphs_are_joined_by_a_space_between_latin_words_only() {
        let mut prose = Prose::default();
        prose.add("One.", true);
        prose.block();
        prose.add("Two.", true);
        prose.block();
        prose.add("三。", true);
        prose.block();
        prose.add("四。", true);
        assert_eq!(prose.summary(), "One. Two. 三。四。");
    }
}
