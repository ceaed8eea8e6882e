//! Scopes of syntaxes to the few classes that a theme styles.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use syntect::parsing::Scope;

/// What a stretch of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Plain,
    Comment,
    Keyword,
    String,
    Escape,
    Number,
    Constant,
    Function,
    Type,
    Attribute,
    Operator,
    Heading,
    Inserted,
    Deleted,
}

impl Class {
    /// Every class, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Plain,
        Self::Comment,
        Self::Keyword,
        Self::String,
        Self::Escape,
        Self::Number,
        Self::Constant,
        Self::Function,
        Self::Type,
        Self::Attribute,
        Self::Operator,
        Self::Heading,
        Self::Inserted,
        Self::Deleted,
    ];

    /// The class in HTML; empty for none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Comment => "c",
            Self::Keyword => "k",
            Self::String => "s",
            Self::Escape => "e",
            Self::Number => "n",
            Self::Constant => "v",
            Self::Function => "f",
            Self::Type => "t",
            Self::Attribute => "a",
            Self::Operator => "o",
            Self::Heading => "h",
            Self::Inserted => "i",
            Self::Deleted => "d",
        }
    }
}

/// Beginnings of scope names, the longer before the shorter, and what they are. `None`: what the scope around it is.
const SCOPES: [(&str, Option<Class>); 46] = [
    ("comment", Some(Class::Comment)),
    ("punctuation.definition.comment", Some(Class::Comment)),
    ("punctuation.definition.string", Some(Class::String)),
    ("punctuation.definition.heading", Some(Class::Heading)),
    ("punctuation.definition.annotation", Some(Class::Attribute)),
    ("punctuation.definition.tag", Some(Class::Plain)),
    ("punctuation.definition.variable", None),
    ("punctuation.definition.inserted", Some(Class::Inserted)),
    ("punctuation.definition.deleted", Some(Class::Deleted)),
    ("punctuation.section.interpolation", Some(Class::Escape)),
    ("punctuation", Some(Class::Plain)),
    ("keyword.operator.word", Some(Class::Keyword)),
    ("keyword.operator.logical.python", Some(Class::Keyword)),
    ("keyword.operator", Some(Class::Operator)),
    ("keyword", Some(Class::Keyword)),
    ("storage.type.numeric", Some(Class::Number)),
    ("storage.type.string", Some(Class::String)),
    ("storage.type.primitive", Some(Class::Type)),
    ("storage", Some(Class::Keyword)),
    ("string.unquoted.plain", Some(Class::Plain)),
    ("string.unquoted", Some(Class::Plain)),
    ("string", Some(Class::String)),
    ("constant.character.escape", Some(Class::Escape)),
    ("constant.other.placeholder", Some(Class::Escape)),
    ("constant.character", Some(Class::String)),
    ("constant.numeric", Some(Class::Number)),
    ("constant", Some(Class::Constant)),
    ("entity.name.function", Some(Class::Function)),
    ("entity.name.macro", Some(Class::Function)),
    ("entity.name.section", Some(Class::Heading)),
    ("entity.name.tag", Some(Class::Keyword)),
    ("entity.name.label", Some(Class::Constant)),
    ("entity.name", Some(Class::Type)),
    ("entity.other.attribute-name", Some(Class::Attribute)),
    ("entity.other.inherited-class", Some(Class::Type)),
    ("support.function", Some(Class::Function)),
    ("support.macro", Some(Class::Function)),
    ("support.type.property-name", Some(Class::Attribute)),
    ("support.type", Some(Class::Type)),
    ("support.class", Some(Class::Type)),
    ("support.constant", Some(Class::Constant)),
    ("variable.function", Some(Class::Function)),
    ("variable.annotation", Some(Class::Attribute)),
    ("variable.language", Some(Class::Keyword)),
    ("markup.inserted", Some(Class::Inserted)),
    ("markup.deleted", Some(Class::Deleted)),
];

/// The table of scopes, in the form in which they are compared; the longest beginning decides.
static TABLE: LazyLock<Vec<(Scope, Option<Class>)>> = LazyLock::new(|| {
    let scopes = SCOPES.iter().filter_map(|(name, class)| Scope::new(name).ok().map(|scope| (scope, *class)));
    let mut table: Vec<_> = scopes.collect();
    table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    table
});

/// What scopes were found to be, each looked up once in a thread.
#[derive(Default)]
pub struct Lookup(FxHashMap<Scope, Option<Class>>);

impl Lookup {
    /// The class of code in these scopes: the innermost that has one decides.
    pub fn of(&mut self, scopes: &[Scope]) -> Class {
        scopes.iter().rev().find_map(|scope| self.class(*scope)).unwrap_or(Class::Plain)
    }

    fn class(&mut self, scope: Scope) -> Option<Class> {
        *self.0.entry(scope).or_insert_with(|| {
            TABLE.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).and_then(|(_, class)| *class)
        })
    }
}
