//! What must hold of exact conversion of any text, for the fuzzer and for the tests alike.

use yiben::convert::Edit;
use yiben::convert::exact::{Engine, Standard};

/// Converts `text` by every configuration: the edits make the result, and a text in pieces gives what the whole gives.
///
/// # Panics
/// When it is not so.
pub fn check(text: &str) {
    for standard in Standard::ALL {
        let engine = Engine::builtin(standard);
        let whole = engine.convert(text);
        let mut edits = Vec::new();
        engine.edits(text, &mut edits);
        assert_eq!(applied(text, &edits), whole, "the edits of {text:?} by {standard}");
        for size in [1, 7, 1500] {
            assert_eq!(streamed(&engine, text, size), whole, "{text:?} by {standard} in pieces of {size}");
        }
    }
}

/// The text with the edits carried out, which are in order and apart.
fn applied(text: &str, edits: &[Edit]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for edit in edits {
        assert!(edit.range.start >= at && edit.range.end > edit.range.start, "{text:?}: {edits:?}");
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out + &text[at..]
}

fn streamed(engine: &Engine, text: &str, size: usize) -> String {
    let (mut stream, mut out, mut rest) = (engine.stream(), Vec::new(), text);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
        stream.push(piece, &mut out);
        rest = after;
    }
    stream.finish(&mut out);
    String::from_utf8(out).expect("conversion of a text gives a text")
}
