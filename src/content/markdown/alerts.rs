//! The marks of alerts, `[!TIP]`, and what is nearly one.

use crate::config::table::nearest;
use crate::content::tree::AlertKind;
use std::collections::HashSet;

/// The mark of an alert that `text` begins with, and its length: `[!TIP]`, perhaps with the sign of a foldable one.
pub fn alert(text: &str) -> Option<(AlertKind, usize)> {
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = alert_kind(name)?;
    let fold = usize::from(rest.starts_with(['+', '-']));
    (!rest.starts_with(['(', '['])).then_some((kind, name.len() + 3 + fold))
}

/// The kind of alert by its name: GitHub's five, and names that other generators use for them.
pub fn alert_kind(name: &str) -> Option<AlertKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "info" => AlertKind::Note,
        "tip" | "hint" | "success" => AlertKind::Tip,
        "important" => AlertKind::Important,
        "warning" | "attention" => AlertKind::Warning,
        "caution" | "danger" | "error" => AlertKind::Caution,
        _ => return None,
    })
}

/// The names of the kinds, ours before those that other generators use.
const NAMES: [&str; 11] =
    ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "INFO", "HINT", "SUCCESS", "ATTENTION", "DANGER", "ERROR"];

/// The beginning of a paragraph that was meant as an alert and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed<'t> {
    /// What was written.
    pub mark: &'t str,
    /// The kind in it.
    name: &'t str,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// There is no such kind.
    Kind,
    /// The mark is not quite right.
    Form,
    /// It stands outside of a quotation.
    Outside,
}

/// What at the beginning of `text`, the first paragraph of a quotation or one `outside`, was meant as an alert's mark and
/// is none. A mark of a kind that nobody knows counts only in a quotation, where nothing else begins with `[!`.
pub fn missed(text: &str, outside: bool) -> Option<Missed<'_>> {
    let rest = text.strip_prefix(['[', '［'])?.trim_start_matches(' ');
    let rest = rest.strip_prefix(['!', '！'])?;
    let length = rest.find([']', '］'])?;
    let name = rest[..length].split(['|', ':']).next().unwrap_or_default().trim();
    let behind = &rest[length + rest[length..].chars().next().map_or(0, char::len_utf8)..];
    let mark = &text[..text.len() - behind.len()];
    let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !word || name.chars().count() > 20 || behind.starts_with(['(', '[', ':', '（']) {
        return None;
    }
    let known = alert_kind(name).is_some();
    let exact = alert(text).is_some();
    let ends = behind.trim_start_matches(['+', '-']).chars().next().is_none_or(char::is_whitespace);
    let why = match (known, exact, outside) {
        (true, true, true) if ends && !name.chars().any(char::is_lowercase) => Why::Outside,
        (true, false, false) => Why::Form,
        (false, _, false) => Why::Kind,
        _ => return None,
    };
    Some(Missed { mark, name, why })
}

/// The marks that `text` defines as labels of links, in lower case: `[!x]: address`.
pub fn labels(text: &str) -> HashSet<String> {
    let label = |line: &str| {
        let line = line.trim_start_matches([' ', '>']);
        let (label, _) = line.split_once("]:").filter(|_| line.starts_with("[!"))?;
        Some(format!("{}]", label.to_lowercase()))
    };
    text.lines().filter_map(label).collect()
}

impl Missed<'_> {
    /// The message and the help.
    pub fn said(&self) -> (String, String) {
        let Self { mark, name, why } = self;
        match why {
            Why::Outside => {
                let message = format!("`[!{name}]` stands outside a quotation and makes no alert");
                (message, "write `> ` before each of its lines".to_owned())
            }
            Why::Form => (format!("`{mark}` makes no alert"), format!("did you mean `[!{name}]`?")),
            Why::Kind => {
                let begun =
                    || NAMES.into_iter().find(|known| name.len() > 2 && known.starts_with(&name.to_uppercase()));
                let help = match nearest(name, NAMES).or_else(begun) {
                    Some(near) => format!("did you mean `[!{near}]`?"),
                    None => KINDS.to_owned(),
                };
                (format!("`[!{name}]` is no kind of alert"), help)
            }
        }
    }
}

const KINDS: &str =
    "the kinds are `NOTE`, `TIP`, `IMPORTANT`, `WARNING` and `CAUTION`; as it is, readers see a quotation";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_an_alert_is_told_from_prose() {
        // (the paragraph in a quotation, what is said)
        let cases = [
            ("[!WARNNG]\n字", Some("`[!WARNNG]` is no kind of alert: did you mean `[!WARNING]`?")),
            ("[!Tipp] 标题", Some("`[!Tipp]` is no kind of alert: did you mean `[!TIP]`?")),
            ("[!warn] 标题", Some("`[!warn]` is no kind of alert: did you mean `[!WARNING]`?")),
            ("[!EXAMPLE]", Some("`[!EXAMPLE]` is no kind of alert")),
            ("[!提示] 好", Some("`[!提示]` is no kind of alert")),
            ("[！NOTE]", Some("`[！NOTE]` makes no alert: did you mean `[!NOTE]`?")),
            ("［!NOTE］", Some("`［!NOTE］` makes no alert: did you mean `[!NOTE]`?")),
            ("[! note ]", Some("`[! note ]` makes no alert: did you mean `[!note]`?")),
            ("[!NOTE|right]", Some("`[!NOTE|right]` makes no alert: did you mean `[!NOTE]`?")),
            ("[!NOTE]", None),
            ("[!info]- 折叠", None),
            ("[!BADGE](x.md)", None),
            ("[!badge][x]", None),
            ("[!] 注意", None),
            ("[!important! news]", None),
            ("[note] 好", None),
            ("[!NOTE", None),
        ];
        for (text, expected) in cases {
            let said = missed(text, false).map(|missed| {
                let (message, help) = missed.said();
                if help == KINDS { message } else { format!("{message}: {help}") }
            });
            assert_eq!(said.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn outside_of_quotations_only_whole_marks_are_missed() {
        for (text, expected) in [("[!NOTE]\n字", true), ("[!note] 字", false), ("[!NOTE]s are", false), ("[!X]", false)]
        {
            assert_eq!(missed(text, true).is_some(), expected, "{text}");
        }
    }
}
