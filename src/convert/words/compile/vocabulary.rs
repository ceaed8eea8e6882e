//! The reviewed lists of regional vocabulary.

use super::sources::lines;

/// A term of one region and topic.
#[derive(Clone)]
pub struct Term {
    /// Which of the direction's vocabularies: see `super::model::VOCABULARIES`.
    pub vocabulary: usize,
    /// As the mainland writes it, in Simplified characters.
    pub mainland: String,
    /// As the region writes it.
    pub regional: String,
    /// Used from the mainland's word to the region's.
    pub to: bool,
    /// Used from the region's word to the mainland's.
    pub from: bool,
}

/// Read `taiwan.txt` and `hong-kong.txt`: `topic mainland DIRECTION regional`, with tabs between. The direction is `=`
/// for both, `>` or `<` for one; topic `no` stands for terms that were judged and are not used.
pub fn terms(read: &dyn Fn(&str) -> String) -> Vec<Term> {
    let mut out = Vec::new();
    for (file, offset) in [("taiwan.txt", 0), ("hong-kong.txt", 2)] {
        for line in lines(&read(&format!("vocabulary/{file}"))) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [topic, mainland, direction, regional, ..] = fields.as_slice() else {
                panic!("{file}: not a term: {line}");
            };
            let vocabulary = match *topic {
                "general" => offset,
                "computing" => offset + 1,
                _ => continue,
            };
            out.push(Term {
                vocabulary,
                mainland: (*mainland).to_owned(),
                regional: (*regional).to_owned(),
                to: *direction != "<",
                from: *direction != ">",
            });
        }
    }
    out
}
