//! What changes a fingerprint and what does not, as pairs of texts with the reason.

use super::*;
use crate::content::testing::path;

fn blocks(text: &str) -> Vec<Block> {
    let file = path("content/a.md");
    let (front, start) = crate::content::front::parse(&file, text, &mut Vec::new());
    let shortcodes = ["video".to_owned()].into();
    let options = markdown::Options { path: &file, chinese: false, shortcodes: &shortcodes, measured: false };
    of(&front, &markdown::tree(text, start, &options))
}

fn prints(text: &str) -> Vec<Fingerprint> {
    blocks(text).iter().map(|block| block.fingerprint).collect()
}

#[test]
fn what_is_no_change_of_the_text_changes_no_fingerprint() {
    for (one, other, why) in [
        ("A long line of text.", "A long\nline of  text.", "a rewrapped paragraph"),
        ("一行文字，English 在内。", "一行\n文字，English\n在内。", "a rewrapped Chinese paragraph"),
        ("See [here](a.md).", "See [here](b.md#x).", "a link's target"),
        ("See <https://a.example>.", "See <https://b.example/c>.", "an address that is its own text"),
        ("![Cat](a.png)", "![Cat](b.webp)", "a picture's file"),
        ("+++\ntitle = \"T\"\ndate = 2020-01-01\n+++\nX", "+++\ntitle = \"T\"\ndate = 2024-05-06\n+++\nX", "a date"),
        ("---\ntitle: T\ntags: [a]\n---\nX", "+++\nweight = 3\ntitle = \"T\"\n+++\nX", "settings, and TOML for YAML"),
        ("## Head {#a}", "Head {#b}\n----", "an id, and another way to write a heading"),
        ("*Very* **bold**.", "_Very_ __bold__.", "markup"),
        ("- one\n- two", "* one\n* two", "another bullet"),
        ("```rust\nlet x;\n```", "~~~rs\nlet x;  \n~~~", "a fence, a language, spaces at a line's end"),
        ("a\n\n---\n\nb", "a\n\n\nb", "a rule and blank lines"),
        ("Mark[^1].\n\n[^1]: Note.", "Mark[^x].\n\n[^x]: Note.", "a footnote's name"),
    ] {
        assert_eq!(prints(one), prints(other), "{why}");
    }
}

#[test]
fn what_readers_read_changes_one_fingerprint() {
    for (one, other, why) in [
        ("a\n\nOne.\n\nb", "a\n\nTwo.\n\nb", "a word"),
        ("a\n\n- 1\n- 2\n\nb", "a\n\n- 1\n- 3\n\nb", "an item"),
        ("a\n\n|h|\n|-|\n|x|\n|y|", "a\n\n|h|\n|-|\n|x|\n|z|", "a cell of one row"),
        ("a\n\n```\nx = 1\n```", "a\n\n```\nx = 2\n```", "code"),
        ("a\n\nRun `ls`.", "a\n\nRun `ls -l`.", "code in a paragraph"),
        ("a\n\n![Cat](c.png)", "a\n\n![Dog](c.png)", "an alternative text"),
        ("a\n\n<p title=\"x\">One</p>", "a\n\n<p title=\"x\">Two</p>", "text in raw HTML"),
        ("+++\ntitle = \"A\"\n+++\nX", "+++\ntitle = \"B\"\n+++\nX", "the title"),
        ("a\n\n## Head", "a\n\nHead", "a heading that became a paragraph"),
        ("a\n\n$$x^2$$", "a\n\n$$x^3$$", "a formula"),
    ] {
        let (one, other) = (prints(one), prints(other));
        let differing = one.iter().zip(&other).filter(|(a, b)| a != b).count();
        assert_eq!((one.len(), differing), (other.len(), 1), "{why}");
    }
}

#[test]
fn blocks_know_their_place_and_their_words() {
    let text = "+++\ntitle = \"三個字\"\n+++\n\n# Head\n\nTwo words.\n\n> - In depth\n\n```\ncode here\n```\n";
    let found: Vec<_> =
        blocks(text).iter().map(|b| (b.kind, b.words, text[b.span.range()].lines().next().unwrap_or(""))).collect();
    assert_eq!(
        found,
        [
            (BlockKind::Title, 3, "\"三個字\""),
            (BlockKind::Heading, 1, "# Head"),
            (BlockKind::Text, 2, "Two words."),
            (BlockKind::Text, 2, "In depth"),
            (BlockKind::Code, 0, "```"),
        ]
    );
}

#[test]
fn fingerprints_are_stable_and_read_back() {
    // Written into every translations.lock there is: a change here is a new format.
    assert_eq!(prints("Hello, reader.")[0].to_string(), Fingerprint::of(BlockKind::Text, "Hello, reader.").to_string());
    assert_eq!(Fingerprint::of(BlockKind::Text, "中文").to_string().len(), 8);
    let one = Fingerprint(0x00ab_cdef);
    assert_eq!(Fingerprint::parse(&one.to_string()), Some(one));
    for wrong in ["", "abcdef", "0123456789", "0123ABCD", "+1234567"] {
        assert_eq!(Fingerprint::parse(wrong), None, "{wrong}");
    }
}
