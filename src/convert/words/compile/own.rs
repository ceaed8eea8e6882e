//! Our own lists: words and names that the dictionaries lack, and the rules that read a character by its neighbours.

use std::collections::BTreeMap;

use super::sources::lines;

/// A word of our own.
#[derive(Clone)]
pub struct OwnWord {
    /// The word, in the script that is read.
    pub source: Vec<char>,
    /// For each character what it becomes, where the list says it: `一{只=隻}`.
    pub forced: Vec<Option<char>>,
    /// As many occurrences as the frequency list would have counted.
    pub count: Option<u32>,
}

/// A rule for a character that stands as a word by itself.
#[derive(Clone)]
pub struct Context {
    /// What must stand before it: characters, or nothing said. `^` is the edge of the Chinese text.
    pub left: Vec<char>,
    /// The character that is decided.
    pub subject: char,
    /// What must stand after it.
    pub right: Vec<char>,
    /// A noun that must come within a few characters, after 的 or the like.
    pub ahead: Vec<char>,
    /// Whether it is the noun's second character that `ahead` holds: 松鼠, 小鸟.
    pub second: bool,
    /// What the character then becomes.
    pub target: char,
}

/// Read a list of words. A line holds a pattern and perhaps a count: `{这那}出=齣{戏,话剧} 40`. Braces hold alternatives,
/// single characters or strings with commas between; `a=b` says that a becomes b in this word.
pub fn words(text: &str) -> Vec<OwnWord> {
    let mut out = Vec::new();
    for line in lines(text) {
        let mut fields = line.split('#').next().unwrap_or_default().split_whitespace();
        let Some(pattern) = fields.next() else { continue };
        let count = fields.next().map(|field| field.parse().expect("a word's count is a number"));
        for (source, forced) in expand(pattern) {
            out.push(OwnWord { source, forced, count });
        }
    }
    out
}

type Spelling = (Vec<char>, Vec<Option<char>>);

fn expand(pattern: &str) -> Vec<Spelling> {
    let mut all: Vec<Spelling> = vec![Spelling::default()];
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let alternatives: Vec<Spelling> = if c == '{' {
            let inner: String = rest.by_ref().take_while(|&c| c != '}').collect();
            alternatives(&inner)
        } else {
            let mut one = c.to_string();
            if rest.peek() == Some(&'=') {
                one.extend(rest.by_ref().take(2));
            }
            vec![spelling(&one)]
        };
        all = all.iter().flat_map(|head| alternatives.iter().map(move |tail| joined(head, tail))).collect();
    }
    all
}

fn alternatives(inner: &str) -> Vec<Spelling> {
    if inner.contains(',') {
        inner.split(',').map(spelling).collect()
    } else {
        inner.chars().map(|c| spelling(&c.to_string())).collect()
    }
}

fn spelling(text: &str) -> Spelling {
    let mut out = Spelling::default();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '=' {
            *out.1.last_mut().expect("`=` stands after a character") = rest.next();
        } else {
            out.0.push(c);
            out.1.push(None);
        }
    }
    out
}

fn joined(head: &Spelling, tail: &Spelling) -> Spelling {
    ([&head.0[..], &tail.0[..]].concat(), [&head.1[..], &tail.1[..]].concat())
}

/// Read the rules. `@name 字字字` names a class of characters; a rule is `LEFT 字 RIGHT 結`, where a side is `-`,
/// characters, or `@name`, and RIGHT may be `…@name` for a noun further on, `……@name` for one's second character.
pub fn contexts(text: &str) -> Vec<Context> {
    let mut classes = BTreeMap::new();
    let mut rules = Vec::new();
    for line in lines(text) {
        let fields: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
        match fields.as_slice() {
            [name, members] if name.starts_with('@') => {
                classes.insert((*name).to_owned(), members.chars().collect::<String>());
            }
            [left, subject, right, target] => {
                let (right, ahead) = match right.strip_prefix('…') {
                    Some(class) => ("-", class),
                    None => (*right, "-"),
                };
                let (ahead, second) = ahead.strip_prefix('…').map_or((ahead, false), |class| (class, true));
                rules.push(Context {
                    left: side(left, &classes),
                    subject: only(subject),
                    right: side(right, &classes),
                    ahead: side(ahead, &classes),
                    second,
                    target: only(target),
                });
            }
            _ => panic!("not a rule of contexts: {line}"),
        }
    }
    rules
}

fn side(field: &str, classes: &BTreeMap<String, String>) -> Vec<char> {
    let mut out = Vec::new();
    for part in field.split('+') {
        if part.starts_with('@') {
            out.extend(classes.get(part).unwrap_or_else(|| panic!("no class {part}")).chars());
        } else if part != "-" {
            out.extend(part.chars());
        }
    }
    out
}

fn only(field: &str) -> char {
    field.chars().next().expect("a field of a rule is not empty")
}
