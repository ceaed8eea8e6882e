//! What stands inside a conversion mark: flags, and texts by variant.

use crate::convert::route::{Side, Variant};
use std::ops::Range;

/// A conversion mark's flags, as MediaWiki reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one letter of the markup")]
pub(super) struct Flags {
    pub(super) add: bool,
    pub(super) describe: bool,
    pub(super) end: bool,
    pub(super) hidden: bool,
    pub(super) name: bool,
    pub(super) raw: bool,
    pub(super) title: bool,
}

impl Flags {
    /// A title that is not a rule of the page as well is not shown.
    pub(super) fn title_only(self) -> bool {
        self.title && !self.add
    }
}

/// Reads the flags of the content `inner` of a mark, up to its first bar outside of `nested` marks, and gives the rest.
///
/// # Errors
/// Gives the flag that nobody knows.
pub(super) fn flags(text: &str, inner: Range<usize>, nested: Option<usize>) -> Result<(Flags, Range<usize>), String> {
    let mut flags = Flags::default();
    let limit = nested.unwrap_or(inner.end).min(inner.end);
    let Some(bar) = text[inner.start..limit].find('|').map(|at| inner.start + at) else {
        return Ok((flags, inner));
    };
    for flag in text[inner.start..bar].split(';').map(str::trim).filter(|flag| !flag.is_empty()) {
        match flag.to_ascii_uppercase().as_str() {
            "A" | "+" => flags.add = true,
            "D" => flags.describe = true,
            "-" => flags.end = true,
            "H" => flags.hidden = true,
            "N" => flags.name = true,
            "R" => flags.raw = true,
            "T" => flags.title = true,
            "S" => {}
            _ if Variant::from_code(flag).is_some() => {}
            _ => return Err(flag.to_owned()),
        }
    }
    Ok((flags, bar + 1..inner.end))
}

/// A rule of conversion as a mark writes it: texts that stand for one another, by variant, and texts that become
/// others in one variant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// A text without a variant: it is the same everywhere.
    plain: Option<String>,
    both_ways: Vec<(Variant, String)>,
    one_way: Vec<(String, Variant, String)>,
}

impl Rule {
    /// Reads `zh-cn:甲; zh-tw:乙`, `甲=>zh-tw:乙`, or a plain text.
    pub(super) fn parse(content: &str) -> Self {
        let mut rule = Self::default();
        for part in parts(content) {
            match Part::read(part) {
                Some(Part { from: None, variant, to }) => rule.both_ways.push((variant, to)),
                Some(Part { from: Some(from), variant, to }) => rule.one_way.push((from, variant, to)),
                None => {}
            }
        }
        if rule.both_ways.is_empty() && rule.one_way.is_empty() {
            rule.plain = Some(content.to_owned());
        }
        rule
    }

    /// Whether it is one text for every variant.
    pub(super) fn is_plain(&self) -> bool {
        self.plain.is_some()
    }

    /// The text for `variant`: its own, that of the nearest variant of its script, or the first that there is.
    pub(super) fn text(&self, variant: Variant) -> Option<&str> {
        if let Some(plain) = &self.plain {
            return Some(plain);
        }
        let own = |wanted: Variant| {
            let both = self.both_ways.iter().find(|(variant, _)| *variant == wanted).map(|(_, text)| text);
            both.or_else(|| self.one_way.iter().find(|(_, variant, _)| *variant == wanted).map(|(_, _, text)| text))
        };
        let first = || self.both_ways.first().map(|(_, text)| text);
        let any = || self.one_way.first().map(|(_, _, text)| text);
        variant.chain().iter().find_map(|variant| own(*variant)).or_else(first).or_else(any).map(String::as_str)
    }

    /// What the rule changes on the way to `variant`: pairs of a text and what it becomes.
    pub fn pairs(&self, variant: Variant) -> Vec<(&str, &str)> {
        if let Some(plain) = self.plain.as_deref().map(str::trim) {
            return if plain.is_empty() { Vec::new() } else { vec![(plain, plain)] };
        }
        let mut pairs = Vec::new();
        let in_chain = |wanted: &Variant| variant.chain().contains(wanted);
        let goal = variant.chain().iter().find_map(|own| self.both_ways.iter().find(|(variant, _)| variant == own));
        if let Some((_, goal)) = goal {
            pairs.extend(self.both_ways.iter().map(|(_, text)| (text.as_str(), goal.as_str())));
        }
        let mut one_way: Vec<_> = self.one_way.iter().filter(|(_, to, _)| in_chain(to)).collect();
        one_way.sort_by_key(|(_, to, _)| variant.chain().iter().position(|own| own == to));
        pairs.extend(one_way.into_iter().map(|(from, _, to)| (from.as_str(), to.as_str())));
        pairs.retain(|(from, _)| !from.is_empty());
        pairs
    }

    /// The rule in words, for readers of `side`: `中国大陆：程序；台湾：程式；`.
    pub(super) fn description(&self, side: Side) -> String {
        if let Some(plain) = &self.plain {
            return plain.clone();
        }
        let mut out = String::new();
        for (variant, text) in &self.both_ways {
            out.extend([variant.name(side), "：", text, "；"]);
        }
        for (from, variant, text) in &self.one_way {
            out.extend([from, "⇒", variant.name(side), "：", text, "；"]);
        }
        out
    }
}

/// One text of a rule.
struct Part {
    from: Option<String>,
    variant: Variant,
    to: String,
}

impl Part {
    /// `zh-tw:乙` or `甲=>zh-tw:乙`; `None` if no variant stands before a colon.
    fn read(part: &str) -> Option<Self> {
        let (from, rest) = match part.split_once("=>") {
            Some((from, rest)) => (Some(from.trim().to_owned()), rest),
            None => (None, part),
        };
        let (code, to) = rest.split_once(':')?;
        Some(Self { from, variant: Variant::from_code(code.trim())?, to: to.trim().to_owned() })
    }
}

/// Divides a rule at the semicolons that a variant follows: `&nbsp;` is no end.
fn parts(content: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in content.match_indices(';') {
        let rest = &content[at + 1..];
        let next = rest.split(';').next().unwrap_or("");
        if rest.trim().is_empty() || Part::read(next).is_some() {
            parts.push(&content[from..at]);
            from = at + 1;
        }
    }
    if !content[from..].trim().is_empty() {
        parts.push(&content[from..]);
    }
    parts
}
