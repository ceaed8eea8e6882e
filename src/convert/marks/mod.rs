//! MediaWiki's conversion marks: `-{…}-` in the text, by which an author steers the conversion.
//!
//! `-{头发}-` stays as it is; `-{zh-cn:博客; zh-hk:網誌; zh-tw:部落格}-` chooses by edition; flags before a bar add a
//! rule for the page (`A`, hidden `H`), end one (`-`), give the page's title (`T`), show the mark's content raw (`R`) or
//! describe it (`D`), or name a variant (`N`). The rules are those of MediaWiki's `ConverterRule`, with one difference: a
//! rule holds for the whole page, not from its place on, so that it may stand anywhere; `-{-|…}-` ends it from there on.

mod rule;

pub use rule::Rule;

use super::route::Variant;
use std::ops::Range;

/// How deep marks may stand in one another; what is deeper is text.
const DEEPEST: usize = 16;

/// A mark found in a text, from its `-{` to its `}-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    /// Marks inside it, in order.
    children: Vec<Found>,
}

/// A beginning without an end, or what else cannot be read, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// What is found in a text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The outermost marks, in order.
    pub(super) found: Vec<Found>,
    /// The beginnings that have no end.
    pub(super) unread: Vec<Unread>,
    /// The backslashes of marks that are text, in order: `-\{…}-`.
    pub(super) escapes: Vec<Range<usize>>,
}

/// A beginning whose end has not been seen yet.
struct Open {
    at: usize,
    is: Beginning,
    children: Vec<Found>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Mark,
    /// Two characters, since the brace is escaped in the syntax around the text.
    Text,
    /// `-\{` as it stands: two characters once the end is seen, and three if it never is (`x-\{a\}` is TeX).
    Escaped,
}

/// Finds the marks of `text`. Offsets for which `kept` holds are passed over, and a brace for which `escaped` holds begins
/// none.
pub(super) fn find(text: &str, kept: impl Fn(usize) -> bool, escaped: impl Fn(usize) -> bool) -> Marks {
    let mut open: Vec<Open> = Vec::new();
    let (mut found, mut escapes) = (Vec::new(), Vec::new());
    let mut too_deep = 0_usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(next) = memchr::memchr2(b'-', b'}', &bytes[at..]) {
        at += next;
        let beginning = match bytes.get(at..at + 2) {
            _ if kept(at) => None,
            Some(b"-{") if escaped(at + 1) => Some(Beginning::Text),
            Some(b"-{") => Some(Beginning::Mark),
            Some(b"-\\") if bytes.get(at + 2) == Some(&b'{') && !escaped(at + 1) => Some(Beginning::Escaped),
            Some(b"}-") => {
                // Of TeX's `\{…\}` neither end is one.
                let tex = |last: &Open| last.is == Beginning::Escaped && text[..at].ends_with('\\');
                if too_deep > 0 {
                    too_deep -= 1;
                } else if !open.last().is_some_and(tex)
                    && let Some(Open { at: start, is, mut children }) = open.pop()
                {
                    let siblings = open.last_mut().map_or(&mut found, |outer| &mut outer.children);
                    match is {
                        Beginning::Mark => siblings.push(Found { range: start..at + 2, children }),
                        Beginning::Text => siblings.append(&mut children),
                        Beginning::Escaped => {
                            siblings.append(&mut children);
                            escapes.push(start + 1..start + 2);
                        }
                    }
                }
                at += 2;
                continue;
            }
            _ => None,
        };
        match beginning {
            Some(_) if open.len() == DEEPEST => too_deep += 1,
            Some(is) => open.push(Open { at, is, children: Vec::new() }),
            None => {}
        }
        at += if beginning.is_some() { 2 } else { 1 };
    }
    let mut unread = Vec::new();
    for Open { at, is, children } in open {
        if is == Beginning::Mark {
            unread.push(Unread {
                range: at..at + 2,
                message: "the conversion mark `-{` has no end".into(),
                help: "close it with `}-`, or write `-\\{` for the characters themselves",
            });
        }
        found.extend(children);
    }
    found.sort_unstable_by_key(|mark| mark.range.start);
    escapes.sort_unstable_by_key(|escape| escape.start);
    // One that stands inside a mark is of the mark's own text.
    escapes.retain(|escape| {
        let index = found.partition_point(|mark| mark.range.end <= escape.start);
        found.get(index).is_none_or(|mark| escape.start < mark.range.start)
    });
    Marks { found, unread, escapes }
}

/// What a mark shows where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Its content as it stands, without the delimiters: the bytes from the first offset up to the second.
    Content(Range<usize>),
    /// This text.
    Text(String),
}

/// What a mark means for one variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) shown: Shown,
    /// A rule that holds for the page.
    pub(super) added: Option<Rule>,
    /// A rule that ends here.
    pub(super) ended: Option<Rule>,
    /// The page's title.
    pub(super) title: Option<String>,
}

impl Found {
    /// What the mark means in an edition of `variant`.
    ///
    /// # Errors
    /// When its flags cannot be read; the mark is then left as text.
    pub(super) fn meaning(&self, text: &str, variant: Variant) -> Result<Meaning, Unread> {
        let inner = self.range.start + 2..self.range.end - 2;
        let (flags, body) =
            rule::flags(text, inner, self.children.first().map(|child| child.range.start)).map_err(|flag| Unread {
                range: self.range.clone(),
                message: format!("the conversion mark has an unknown flag `{flag}`"),
                help: "the flags are A, D, H, N, R, T, `-` and the names of variants",
            })?;
        if flags.raw {
            return Ok(Meaning { shown: Shown::Content(body), added: None, ended: None, title: None });
        }
        let content = self.flattened(text, body.clone(), variant);
        if flags.name {
            let name = Variant::from_code(content.trim()).map_or(content.trim(), |named| named.name(variant.side()));
            return Ok(Meaning { shown: Shown::Text(name.to_owned()), added: None, ended: None, title: None });
        }
        let rule = Rule::parse(&content);
        let own = rule.text(variant).map(str::to_owned);
        let shown = if flags.describe {
            Shown::Text(rule.description(variant.side()))
        } else if flags.hidden || flags.end || flags.title_only() {
            Shown::Text(String::new())
        } else if rule.is_plain() && self.children.is_empty() {
            Shown::Content(body)
        } else {
            Shown::Text(own.clone().unwrap_or_default())
        };
        Ok(Meaning {
            shown,
            title: own.filter(|_| flags.title),
            ended: flags.end.then(|| rule.clone()),
            added: ((flags.add || flags.hidden) && !flags.end).then_some(rule),
        })
    }

    /// The part `range` of the mark, with the marks inside replaced by what they show.
    fn flattened(&self, text: &str, range: Range<usize>, variant: Variant) -> String {
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        for child in self.children.iter().filter(|child| child.range.start >= range.start) {
            out.push_str(&text[at..child.range.start]);
            match child.meaning(text, variant).map(|meaning| meaning.shown) {
                Ok(Shown::Text(shown)) => out.push_str(&shown),
                Ok(Shown::Content(content)) => out.push_str(&text[content]),
                Err(_) => out.push_str(&text[child.range.clone()]),
            }
            at = child.range.end;
        }
        out.push_str(&text[at..range.end]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `text` reads in an edition of `variant`, what stands outside of marks as it is.
    fn shown(text: &str, variant: Variant) -> String {
        let Marks { found, .. } = find(text, |_| false, |_| false);
        let root = Found { range: 0..0, children: found };
        root.flattened(text, 0..text.len(), variant)
    }

    #[test]
    fn marks_show_what_mediawiki_shows() {
        use Variant::{Cn, Hans, Hk, Mo, Sg, Tw};
        let cases = [
            ("-{头发}-和", Tw, "头发和", "left as it is"),
            ("-{zh-cn:博客; zh-hk:網誌; zh-tw:部落格;}-", Tw, "部落格", "its own"),
            ("-{zh-cn:博客; zh-hk:網誌; zh-tw:部落格;}-", Mo, "網誌", "Macau reads Hong Kong's"),
            ("-{zh-cn:博客; zh-hk:網誌; zh-tw:部落格;}-", Sg, "博客", "Singapore reads the Mainland's"),
            ("-{zh-hans:甲; zh-hant:乙}-", Hk, "乙", "a script's"),
            ("-{zh-cn:甲}-", Tw, "甲", "the first one where none fits"),
            ("-{zh-cn:A&nbsp;B; zh-tw:C;D}-", Hans, "A&nbsp;B", "a semicolon divides before a variant only"),
            ("-{zh-cn:A&nbsp;B; zh-tw:C;D}-", Tw, "C;D", "a semicolon divides before a variant only"),
            ("-{H|zh-cn:程序;zh-tw:程式;}-甲", Tw, "甲", "hidden"),
            ("-{A|zh-cn:程序;zh-tw:程式;}-甲", Tw, "程式甲", "added and shown"),
            ("-{T|zh-cn:程序;zh-tw:程式;}-甲", Tw, "甲", "a title is not shown"),
            ("-{-|zh-cn:程序;zh-tw:程式;}-甲", Tw, "甲", "an ended rule is not shown"),
            ("-{R|zh-cn:程序;zh-tw:程式;}-", Tw, "zh-cn:程序;zh-tw:程式;", "raw"),
            ("-{D|zh-cn:程序;zh-tw:程式;}-", Cn, "中国大陆：程序；台湾：程式；", "described"),
            ("-{N|zh-hk}-", Tw, "香港", "a variant's name"),
            ("-{zh-cn:甲-{zh-cn:乙;zh-tw:丙}-;zh-tw:丁-{zh-cn:乙;zh-tw:丙}-}-", Tw, "丁丙", "nested"),
            ("-{头-{发}-}-", Tw, "头发", "nested in what is left"),
            ("-{}-", Tw, "", "empty"),
            ("甲}-乙-{丙", Tw, "甲}-乙-{丙", "ends without a beginning and beginnings without an end"),
            ("-{程序=>zh-tw:程式; 甲=>zh-hk:乙}-", Tw, "程式", "one way"),
            ("-{Q|甲}-", Tw, "-{Q|甲}-", "an unknown flag"),
        ];
        for (text, variant, expected, why) in cases {
            assert_eq!(shown(text, variant), expected, "{text} in {variant:?}: {why}");
        }
    }

    #[test]
    fn any_depth_is_read_without_a_deep_stack() {
        let text = format!("{}甲{}", "-{".repeat(100_000), "}-".repeat(100_000));
        let marks = find(&text, |_| false, |_| false);
        assert_eq!((marks.found.len(), marks.unread.len()), (1, 0));
        let marks = find(&"-{".repeat(100_000), |_| false, |_| false);
        assert_eq!((marks.found.len(), marks.unread.len()), (0, DEEPEST));
    }
}
