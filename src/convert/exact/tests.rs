//! What OpenCC's own tests ask for, and what must hold between the ways to convert.

use super::{Engine, Standard};
use crate::convert::Edit;
use proptest::prelude::*;
use serde_json::Value;

fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(format!("{}/dictionaries/opencc/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The text with the edits carried out, which must be ordered and apart.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        assert!(edit.range.start >= at && edit.range.end > edit.range.start, "{text:?}: {edits:?}");
        assert_ne!(&text[edit.range.clone()], edit.text, "an edit that changes nothing in {text:?}");
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out + &text[at..]
}

fn edits(engine: &Engine, text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    engine.edits(text, &mut edits);
    edits
}

#[test]
fn names() {
    for standard in Standard::ALL {
        assert_eq!(standard.name().parse(), Ok(standard));
        assert_eq!(format!("{standard}.json").parse(), Ok(standard));
        assert_eq!(standard.name(), format!("{standard:?}").to_lowercase());
    }
    assert!("s2x".parse::<Standard>().is_err());
}

#[test]
fn every_case_of_opencc() {
    let cases = read("testcases.json");
    let mut count = 0;
    for case in cases["cases"].as_array().unwrap() {
        let input = case["input"].as_str().unwrap();
        for (name, expected) in case["expected"].as_object().unwrap() {
            let engine = Engine::builtin(name.parse().unwrap());
            assert_eq!(engine.convert(input), expected.as_str().unwrap(), "{} {name} {input}", case["id"]);
            assert_eq!(applied(input, &edits(&engine, input)), expected.as_str().unwrap(), "edits of {name} {input}");
            count += 1;
        }
    }
    assert_eq!(count, 556);
}

/// The stages as `recipe.rs` has them are the stages of OpenCC's files.
#[test]
fn recipes_are_the_configurations() {
    use super::compile::recipe::{NORMALIZATION, Part, RECIPES};
    use serde_json::json;
    fn dict(part: &Part) -> Value {
        match part {
            // The Python package loads these dictionaries; OpenCC's own program asks for a flag.
            Part::File("TSCharactersExt") => {
                json!({"type": "text", "file": "TSCharactersExt.txt", "may_output_tofu": true})
            }
            Part::File(name) => json!({"type": "text", "file": format!("{name}.txt")}),
            Part::Union(parts) => group("union", parts),
        }
    }
    fn group(policy: &str, parts: &[Part]) -> Value {
        json!({"type": "group", "match_policy": policy, "dicts": parts.iter().map(dict).collect::<Vec<_>>()})
    }
    for recipe in RECIPES {
        let file = read(&format!("config/{}.json", recipe.name));
        let normalization = json!([{"dict": dict(&Part::File(NORMALIZATION))}]);
        assert_eq!(file["normalization"], normalization, "{}", recipe.name);
        let segmentation = recipe.segmentation.map(|part| json!({"type": "mmseg", "dict": dict(&part)}));
        assert_eq!(file["segmentation"], segmentation.unwrap_or(Value::Null), "{}", recipe.name);
        let stage = |parts: &&[Part]| match parts {
            [only] => json!({"dict": dict(only)}),
            parts => json!({"dict": group("short_circuit", parts)}),
        };
        let chain: Vec<Value> = recipe.chain.iter().map(stage).collect();
        assert_eq!(file["conversion_chain"], Value::from(chain), "{}", recipe.name);
    }
}

#[test]
fn edits_are_short() {
    let engine = Engine::builtin(Standard::S2twp);
    let edit = |start: usize, end: usize, text: &'static str| Edit { range: start..end, text: text.into() };
    assert_eq!(edits(&engine, "我的头发"), [edit(6, 9, "頭"), edit(9, 12, "髮")]);
    assert_eq!(
        edits(&engine, "出租车"),
        [edit(0, 9, "計程車")]
            .map(|_| edit(0, 3, "計"))
            .into_iter()
            .chain([edit(3, 6, "程"), edit(6, 9, "車")])
            .collect::<Vec<_>>()
    );
    assert_eq!(edits(&engine, "plain 文字"), []);
}

#[test]
fn nothing_is_copied_that_stays() {
    let engine = Engine::builtin(Standard::S2t);
    for text in ["", "plain", "傳統", "“引號”，。", "⿰钅只"] {
        assert!(matches!(engine.convert(text), std::borrow::Cow::Borrowed(_)), "{text}");
    }
}

#[test]
fn nothing_is_lost_behind_nul() {
    for standard in Standard::ALL {
        let text = Engine::builtin(standard).convert("a\0b\0一").into_owned();
        assert_eq!(text, "a\0b\0一", "{standard}");
    }
}

/// Texts of what the dictionaries are made of, with what tends to stand between.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(
        "头发 发展 干 什么 后面 里 裡 面 台湾 著 着 裏 为 為 信息 U 盘 B超 SQL注入攻击 PN结 · “ ， \n a - \u{f900} \u{2f800} \u{fe00} ⿰ ⿳ 木 𠮷 \
         計程車 寶馬集團 BMW A型肝炎 數據 软件 程序 㐷 干什么 甚麼 甚 麼 乾 隆 國 説 𫍯 餵 吃 喫 香 港 的 士"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// The text in pieces of these lengths, about, and then the rest.
fn streamed(engine: &Engine, text: &str, lengths: &[usize]) -> String {
    let mut stream = engine.stream();
    let mut out = Vec::new();
    let mut rest = text;
    for len in lengths {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(*len.min(&rest.len())));
        stream.push(piece, &mut out);
        rest = after;
    }
    stream.push(rest, &mut out);
    stream.finish(&mut out);
    String::from_utf8(out).unwrap()
}

proptest! {
    #[test]
    fn any_split_gives_the_whole(parts in prop::collection::vec(texts(), 1..12), lengths in prop::collection::vec(0usize..3000, 0..8)) {
        // Long enough to be settled in part, and at times without a single place to rest.
        let text = parts.concat().repeat(8);
        for standard in Standard::ALL {
            let engine = Engine::builtin(standard);
            prop_assert_eq!(streamed(&engine, &text, &lengths), engine.convert(&text), "{}", standard);
        }
    }

    #[test]
    fn edits_make_the_result(text in texts()) {
        for standard in Standard::ALL {
            let engine = Engine::builtin(standard);
            prop_assert_eq!(applied(&text, &edits(&engine, &text)), engine.convert(&text), "{}", standard);
        }
    }
}
