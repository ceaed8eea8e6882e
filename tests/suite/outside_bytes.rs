//! Files as nobody wrote them: cut, mixed and spoiled. The fuzzer runs the same checks on worse input.

use proptest::prelude::*;

#[path = "../../fuzz/checks/parsers.rs"]
mod parsers;
#[path = "../../fuzz/checks/project.rs"]
mod project;

/// Pieces of every format that is read from outside.
const PIECES: &[&str] = &[
    "+++\n",
    "---\n",
    "title: ",
    "title = ",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ": ",
    " = ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "- ",
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!!int ",
    "# ",
    "## ",
    "> ",
    "[!TIP] ",
    "头发",
    "软件。",
    "**",
    "_",
    "`",
    "```rust\n",
    "$",
    "\\",
    "{{< ",
    " >}}",
    "{{< /",
    "{{% ",
    "figure src=\"",
    "callout",
    "details",
    "ref \"b#",
    "[x](",
    "![",
    "](p.png)",
    "<span lang=\"ja\">",
    "</span>",
    "<!-- yiben: allow(",
    ") -->",
    "[^1]",
    "[^1]: ",
    "-{",
    "}-",
    "zh-Hant:",
    ";",
    ",",
    "|",
    "|---|\n",
    "zh-Hans",
    "zh_CN.UTF-8",
    "zh-cmn-Hant",
    "en;q=0.5",
    "*;q=0",
    "x-default",
    "editions.",
    "fallback = [\"zh-Hant\"]",
    "convert-from",
    "missing = \"omit\"",
    "date = 2020-13-01",
    "weight: 1e400",
    "draft: yes",
    "slug: ../x",
    "key: a/b",
    "aliases: [/a, ..]",
    "template: x",
    "authors: [{name: y}]",
    "tags: [茶, tea]",
    "[[correction]]\n",
    "source = \"头发\"\n",
    "find = ",
    "replace = ",
    "block = \"0123456789abcdef\"",
    "keep",
    "forbid",
    "yiben",
    " 1",
    "0123456789abcdef",
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
    "{ $n ->\n",
    "[one] x\n",
    "*[other] y\n",
    ".attr = ",
    "-term = ",
    "a/b.html",
    "..",
    "\u{feff}",
    "\0",
    "\u{fe0f}",
    "\u{1F600}",
    "\u{2028}",
    "\u{202e}",
    "é",
];

/// A text of such pieces, perhaps between the halves of a file that is well.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24).prop_map(|pieces| pieces.concat());
    let seed = (0..project::FILES.len(), any::<prop::sample::Index>());
    (pieces, proptest::option::weighted(0.7, seed)).prop_map(|(pieces, seed)| match seed {
        None => pieces,
        Some((file, at)) => {
            let own = project::FILES[file].1;
            let at = own.floor_char_boundary(at.index(own.len() + 1));
            format!("{}{pieces}{}", &own[..at], &own[at..])
        }
    })
}

fn cases(short: u32, long: u32) -> u32 {
    if std::env::var_os("YIBEN_LONG").is_some() { long } else { short }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(60, 5_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_build_of_any_files_ends_and_says_where(which in 0..project::FILES.len(), text in text()) {
        project::check(which, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(2000, 100_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_the_same_twice(text in text()) {
        parsers::check(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        parsers::check(&bytes);
    }
}
