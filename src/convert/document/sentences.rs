//! The sentences of a document with what the converter makes of each.

use super::Reading;
use super::correct::view;
use crate::content::Tree;
use crate::content::blocks::{BlockKind, Fingerprint, normal};
use crate::content::library::Translation;
use crate::convert::route::Side;
use crate::convert::{Converter, Leaf};
use crate::source::{RelPath, Span};
use rustc_hash::FxHashMap;

/// A block with its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the original.
    pub span: Span,
    /// What the original says.
    pub source: Fingerprint,
    /// What the converter makes of it.
    pub result: Fingerprint,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// As the original has it.
    pub source: String,
    /// As it is converted.
    pub result: String,
    /// As it would be if each character were converted by itself.
    pub naive: String,
}

/// The sentences of a document, its title and description first.
pub fn of(translation: &Translation, tree: &Tree<'_>, converter: &Converter) -> Vec<Block> {
    unknown(translation, tree, converter, |_, _| false)
}

/// The same, but of a block that is `known` to become what it becomes (by the fingerprints of both) no sentences.
pub fn unknown(
    translation: &Translation,
    tree: &Tree<'_>,
    converter: &Converter,
    known: impl Fn(Fingerprint, Fingerprint) -> bool,
) -> Vec<Block> {
    let changes = Reading::of(tree, converter, &RelPath::root()).changes;
    let mut naive = Naive::new(converter);
    let mut block = |kind, span, pairs: Vec<(String, String)>| {
        let joined = |half: fn(&(String, String)) -> &str| pairs.iter().map(half).collect::<String>();
        let source = Fingerprint::of(kind, &normal(&joined(|pair| &pair.0)));
        let result = Fingerprint::of(kind, &normal(&joined(|pair| &pair.1)));
        if known(source, result) {
            return Block { span, source, result, sentences: Vec::new() };
        }
        let sentence = |(source, result): (String, String)| {
            let (source, result) = (flat(&source), flat(&result));
            Sentence { naive: naive.convert(&source), source, result }
        };
        let sentences = pairs.into_iter().map(sentence).filter(|sentence| !sentence.source.is_empty()).collect();
        Block { span, source, result, sentences }
    };
    let head = [(BlockKind::Title, &translation.front.title), (BlockKind::Description, &translation.front.description)];
    let mut blocks = Vec::new();
    for (kind, text) in head {
        let Some(text) = text else { continue };
        let span = translation.blocks.iter().find(|block| block.kind == kind).map(|block| block.span);
        let converted = converter.run(&[Leaf::alone(text)]).texts.concat();
        blocks.push(block(kind, span.unwrap_or_default(), vec![(text.clone(), converted)]));
    }
    for found in view::blocks(tree) {
        if found.piece.kind != BlockKind::Code {
            blocks.push(block(found.piece.kind, found.piece.span, found.sentences(&changes)));
        }
    }
    blocks
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Converts character by character, each once.
struct Naive<'c> {
    converter: &'c Converter,
    known: FxHashMap<char, String>,
}

impl<'c> Naive<'c> {
    fn new(converter: &'c Converter) -> Self {
        let mut known = FxHashMap::default();
        let pairs = ["“「", "”」", "‘『", "’』"];
        for (wide, corner) in pairs.iter().filter_map(|pair| pair.chars().next().zip(pair.chars().nth(1))) {
            match converter.quotes() {
                Some(Side::Traditional) => known.insert(wide, corner.to_string()),
                Some(Side::Simplified) => known.insert(corner, wide.to_string()),
                None => None,
            };
        }
        Self { converter, known }
    }

    fn convert(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii() {
                out.push(c);
                continue;
            }
            let engine = self.converter.plain();
            out.push_str(self.known.entry(c).or_insert_with(|| engine.convert(&c.to_string()).into_owned()));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{Options, parse};
    use crate::convert::route::{Route, Variant};

    #[test]
    fn sentences_are_told_apart_across_markup_and_stand_beside_their_originals() {
        let text = "头发**白了。“干**杯！”`a。b`\n第二行？\n\n```\n头发。\n```\n";
        let (path, shortcodes) = (RelPath::root(), Default::default());
        let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false };
        let tree = parse(text, 0, &options).tree;
        let route = Route { from: Variant::Hans, to: Variant::Hant, characters: Default::default() };
        let converter = Converter::new(route, &Default::default());
        let changes = Reading::of(&tree, &converter, &path).changes;
        let all: Vec<_> = view::blocks(&tree).iter().map(|block| block.sentences(&changes)).collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            all[0],
            [pair("头发白了。", "頭髮白了。"), pair("“干杯！”", "「乾杯！」"), pair("a。b 第二行？", "a。b 第二行？")]
        );
        let mut naive = Naive::new(&converter);
        assert_eq!(naive.convert("“头发”a"), "「頭發」a");
    }
}
