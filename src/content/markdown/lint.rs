//! Marks that their author meant as Markdown and that readers will see as characters.

use super::builder::Clues;
use super::chars::is_wide;
use crate::content::tree::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{RelPath, Span};

/// Where in its document a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It begins a line.
    AtLineStart,
    /// Right behind a picture.
    BehindImage,
    /// Anywhere else.
    Inside,
}

/// Looks at text that is about to be written. `clues`: what its document has at all.
pub fn text(text: &Text<'_>, stands: Stands, clues: Clues, path: &RelPath) -> Vec<Diagnostic> {
    let line_start = stands == Stands::AtLineStart;
    let mut found = Vec::new();
    if !text.is_slice() {
        return found;
    }
    let marked = memchr::memchr2(b'*', b'_', text.text.as_bytes()).is_some();
    for mark in ["__", "**"].into_iter().filter(|_| marked) {
        if let Some(at) = unparsed(&text.text, mark) {
            let span = place(text, at, mark.len());
            let (why, help) = if mark == "__" {
                ("`__` inside a word marks nothing", "use `**`: Chinese has no spaces between words")
            } else {
                ("`**` that marks nothing", "no space may stand inside the marks, and both must be in one paragraph")
            };
            found.push(Diagnostic::new(Code::EmphasisNotParsed, path, why).at(span).help(help));
        }
    }
    if line_start && let Some((length, mark, meant)) = look_alike(&text.text) {
        let message = format!("full-width `{mark}` is no markup");
        let help = format!("did you mean `{meant}`?");
        found.push(Diagnostic::new(Code::FullwidthMarkup, path, message).at(place(text, 0, length)).help(help));
    }
    if line_start && let Some(length) = missed_heading(&text.text) {
        let mark = &text.text[..length];
        let line = text.text.lines().next().unwrap_or_default().trim_end();
        let message = format!("`{mark}` without a space behind it is no heading");
        let help = format!(
            "write a space behind it: `{mark} {}`; to show it as it is, write `\\{mark}`",
            &line[length..].chars().take(20).collect::<String>()
        );
        found.push(Diagnostic::new(Code::UnparsedMarkup, path, message).at(place(text, 0, length)).help(help));
    }
    if stands == Stands::BehindImage
        && let Some(inside) = braces(&text.text)
    {
        let message = format!("`{inside}` in braces behind a picture does nothing");
        let help = "readers will see the braces; for the size of a picture there is the shortcode `figure`";
        let place = place(text, 0, inside.len() + "{}".len());
        found.push(Diagnostic::new(Code::UnparsedMarkup, path, message).at(place).help(help));
    }
    if let Some((at, length, meant)) = clues.wide.then(|| full_width_pair(&text.text)).flatten() {
        let mark = &text.text[at..at + length];
        let message = format!("full-width `{mark}` is no markup");
        let help = format!("did you mean `{meant}`?");
        found.push(Diagnostic::new(Code::FullwidthMarkup, path, message).at(place(text, at, length)).help(help));
    }
    if clues.marks
        && let Some((at, label)) = footnote_mark(&text.text)
    {
        let message = format!("there is no footnote `{label}`");
        let help = format!("write it in a paragraph of its own: `[^{label}]: …`");
        let place = place(text, at, "[^]".len() + label.len());
        found.push(Diagnostic::new(Code::Footnote, path, message).at(place).help(help));
    }
    if clues.brackets
        && let Some((at, length)) = full_width_link(&text.text)
    {
        let message = "full-width brackets make no link";
        let help = "did you mean `[…](…)`?";
        found.push(Diagnostic::new(Code::FullwidthMarkup, path, message).at(place(text, at, length)).help(help));
    }
    found
}

fn place(text: &Text<'_>, at: usize, length: usize) -> Span {
    Span::new(text.span.start as usize + at, text.span.start as usize + at + length)
}

/// The first `mark` in `text` that was meant as emphasis: Chinese on one of its sides, or between `__` and its partner.
fn unparsed(text: &str, mark: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], mark.as_bytes()).map(|at| at + from) {
        let behind = &text[at + mark.len()..];
        let rest = behind.trim_start_matches(&mark[..1]);
        let inside = rest.find(mark).map(|end| &rest[..end]);
        let chinese = |text: &str| text.chars().any(is_wide);
        let before = text[..at].chars().next_back();
        let meant = match mark {
            // `__init__` between Chinese words is a name, and meant to be seen.
            "__" => inside.is_some_and(|inside| chinese(inside) && !inside.starts_with(char::is_whitespace)),
            _ => {
                let near = [before, rest.trim_start().chars().next(), text[..at].trim_end().chars().next_back()];
                near.into_iter().flatten().any(is_wide)
            }
        };
        if meant {
            return Some(at);
        }
        from = text.len() - rest.len();
    }
    None
}

/// The length of two to six `#` at the beginning of a line with a letter right behind them. One alone may be a tag
/// (`#tea`), a number or a line of C.
fn missed_heading(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches('#');
    let length = text.len() - rest.len();
    if !(2..=6).contains(&length) || !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    // `##vso[…]` is a command in the logs of a build, and `##name##` a tag with two ends.
    let word = rest.split(|c: char| !c.is_alphanumeric()).next()?;
    let other = rest[word.len()..].starts_with(['[', '#']);
    (!other).then_some(length)
}

/// What stands in braces at the beginning of `text`, if it looks like the attributes that other programs read there.
fn braces(text: &str) -> Option<&str> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let looks = inside.starts_with(['.', '#', ':']) || inside.contains('=');
    (looks && !inside.contains(['{', '\n'])).then_some(inside)
}

/// A full-width character at the beginning of a line that stands where Markdown has a half-width one: the length of the
/// mark, the mark, and what was meant.
fn look_alike(text: &str) -> Option<(usize, String, &'static str)> {
    let first = text.chars().next()?;
    let run = text.len() - text.trim_start_matches(first).len();
    let spaced = text[run..].starts_with([' ', '\u{3000}']);
    let one = first.len_utf8();
    let meant = match first {
        '＃' if spaced && run <= 6 * one => &"######"[..run / one],
        '－' if spaced && run == one => "-",
        '＊' if spaced && run == one => "*",
        '＋' if spaced && run == one => "+",
        '｀' if run >= 3 * one => "```",
        '＞' => ">",
        '｜' if text[one..].contains('｜') => "|",
        '０'..='９' => {
            let rest = text.trim_start_matches(|c: char| matches!(c, '０'..='９'));
            let next = rest.strip_prefix('．')?;
            if next.starts_with(|c: char| c.is_numeric()) || next.is_empty() {
                return None;
            }
            let length = text.len() - next.len();
            return Some((length, text[..length].to_owned(), "1."));
        }
        _ => return None,
    };
    Some((run, text[..run].to_owned(), meant))
}

/// The first mark of a footnote that stayed text: its place and its label.
fn footnote_mark(text: &str) -> Option<(usize, &str)> {
    let at = text.find("[^")?;
    let label = text[at + 2..].split_once(']')?.0;
    // `[^a-z]` is a regular expression rather, and so is what repeats or ends in a sign.
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let range = label.len() == 3 && label.as_bytes()[1] == b'-';
    (!label.is_empty() && label.len() <= 100 && label.chars().all(plain) && !range).then_some((at, label))
}

/// Full-width asterisks or backticks around a word: the first mark's place and length, and what was meant.
fn full_width_pair(text: &str) -> Option<(usize, usize, &'static str)> {
    for (mark, meant) in [("＊＊", "**"), ("｀", "`")] {
        let Some(at) = text.find(mark) else { continue };
        let inside = &text[at + mark.len()..];
        let word = inside.find(mark).map(|end| &inside[..end]);
        if word.is_some_and(|word| !word.is_empty() && !word.starts_with(char::is_whitespace) && !word.contains('＊'))
        {
            return Some((at, mark.len(), meant));
        }
    }
    None
}

/// `［text］（destination）` or `[text]（destination）` whose destination looks like one: its place and length.
fn full_width_link(text: &str) -> Option<(usize, usize)> {
    let pairs = [("［", "］（"), ("[", "]（"), ("［", "]("), ("［", "］(")];
    pairs.into_iter().find_map(|(open, middle)| {
        let at = text.find(middle)?;
        let start = text[..at].rfind(open)?;
        let inside = &text[at + middle.len()..];
        let close = inside.find(['）', ')'])?;
        let destination = &inside[..close];
        let looks = destination.contains(['/', '#']) || destination.ends_with(".md");
        let bracket = inside[close..].chars().next().map_or(0, char::len_utf8);
        let plain = looks && !destination.contains(char::is_whitespace);
        plain.then(|| (start, at + middle.len() + close + bracket - start))
    })
}
