//! Corrections on small texts: they hold across markup, dictionaries and other edits, and say when they do not.

use super::*;
use crate::content::markdown::{Options, parse};
use crate::convert::route::{Route, Variant};

const WORDS: &[(&str, &str)] = &[("电视频道", "電影片道"), ("软件", "軟體"), ("头", "頭"), ("发", "發"), ("这", "這")];
const LATER: &[(&str, &str)] = &[("电视", "電視"), ("频道", "頻道"), ("软件", "軟體"), ("头发", "頭髮"), ("这", "這")];

fn converter(words: &'static [(&'static str, &'static str)]) -> Converter {
    let route = Route { from: Variant::Hans, to: Variant::Hant, characters: Default::default() };
    Converter::toy(route, &Default::default(), words)
}

fn with_tree<R>(text: &str, ask: impl FnOnce(&Tree<'_>) -> R) -> R {
    let (path, shortcodes) = (RelPath::root(), Default::default());
    let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false };
    ask(&parse(text, 0, &options).tree)
}

/// The text that a page shows, its blocks joined by ` / `, and what became of its corrections.
fn shown(text: &str, words: &'static [(&'static str, &'static str)], list: &[Correction]) -> (String, Vec<Verdict>) {
    with_tree(text, |tree| {
        let mut changes = Reading::of(tree, &converter(words), &RelPath::root()).changes;
        let verdicts = apply(tree, &mut changes, list, &[]);
        let blocks: Vec<String> = view::blocks(tree).iter().map(|block| block.shown(&changes)).collect();
        (blocks.join(" / "), verdicts)
    })
}

fn proposed(text: &str, existing: &[Correction], find: &str, replace: &str) -> Result<Vec<Correction>, Refusal> {
    with_tree(text, |tree| {
        let proposals = propose(tree, &converter(WORDS), &RelPath::root(), existing, (find, replace))?;
        Ok(proposals.into_iter().map(|proposal| proposal.correction).collect())
    })
}

#[test]
fn a_correction_outlives_dictionaries_and_edits_elsewhere() {
    let text = "这是电视频道。软件。\n\n头发。\n";
    let list = proposed(text, &[], "電影片道", "電視頻道").unwrap();
    assert_eq!((list[0].source.as_str(), list.len()), ("电视频道", 1));
    assert_eq!(shown(text, WORDS, &[]).0, "這是電影片道。軟體。 / 頭發。");
    for (text, words, why) in [
        (text, WORDS, "as it was"),
        (text, LATER, "another dictionary"),
        ("这是电视频道。软件。\n\n头发变了。\n", WORDS, "another block changed"),
        ("新的一段。\n\n这是电视\n频道。软件。\n", WORDS, "it moved, and its lines were wrapped elsewhere"),
    ] {
        let (shown, verdicts) = shown(text, words, &list);
        assert!(shown.contains("這是電視頻道。軟體。"), "{why}: {shown}");
        assert_eq!(verdicts, [Verdict::Holds], "{why}");
    }
}

#[test]
fn a_changed_block_is_reported_with_both_texts() {
    let list = proposed("这是电视频道。软件。\n", &[], "這是電影片道。", "這就是電視頻道。").unwrap();
    let (text, verdicts) = shown("这是电视频道。硬件。\n", WORDS, &list);
    assert!(text.contains("這就是電視頻道。"), "its own sentence is as it was");
    assert!(matches!(verdicts[0], Verdict::Around(_)));
    let (text, verdicts) = shown("这是收音机。\n\n这是一个电视频道。软件。\n", WORDS, &list);
    assert!(text.contains("這是一个電影片道。"), "what is converted now: {text}");
    let sheet = Sheet { path: RelPath::new("corrections/zh-Hant/a.toml").unwrap(), list: list.clone() };
    let found = diagnostics(&sheet, &verdicts, &RelPath::new("content/a.md").unwrap());
    assert_eq!(
        found[0].message,
        "`这是电视频道。` was corrected to `這就是電視頻道。`, but the original now says `这是一个电视频道。软件。`"
    );
    assert_eq!(shown("全部改写。\n", WORDS, &list).1, [Verdict::Lost(None)]);
}

#[test]
fn a_new_correction_takes_the_place_of_what_it_renews() {
    let old = proposed("这是电视频道。软件。\n", &[], "這是電影片道。", "這就是電視頻道。").unwrap();
    let renewed = |text: &str, find: &str| {
        with_tree(text, |tree| {
            let made = propose(tree, &converter(WORDS), &RelPath::root(), &old, (find, "改了")).unwrap();
            replaced(tree, &old, &made)
        })
    };
    assert_eq!(renewed("这是电视频道。硬件。\n", "這就是電視頻道。"), [0], "the text around it had changed");
    assert_eq!(renewed("这是一个电视频道。软件。\n", "這是一个電影片道"), [0], "its words had changed");
    assert_eq!(renewed("这是一个电视频道。软件。\n", "軟體"), [0; 0], "other words of the same block");
    assert_eq!(renewed("这是电视频道。软件。\n", "軟體"), [0; 0], "it holds as it is");
    assert_eq!(renewed("这是电视频道。软件。\n\n电视频道。\n", "電影片道"), [0; 0], "the words of another block");
}

#[test]
fn markup_stays_where_it_was() {
    let text = "这是**重要**的[软件](a.md)，用 `ls` 列出。\n";
    let list = proposed(text, &[], "這是重要的軟體，用 ls 列出。", "此為重要之軟件，以 ls 列出。").unwrap();
    with_tree(text, |tree| {
        let mut changes = Reading::of(tree, &converter(WORDS), &RelPath::root()).changes;
        assert_eq!(apply(tree, &mut changes, &list, &[]), [Verdict::Holds]);
        let texts: Vec<String> = tree
            .nodes
            .iter()
            .enumerate()
            .flat_map(|(at, node)| node_texts(at, node))
            .filter_map(|(slot, text)| {
                let edits = changes.iter().find(|(other, _)| Some(*other) == slot).map_or(&[][..], |(_, edits)| edits);
                Some(crate::convert::assemble::applied(text, edits).into_owned()).filter(|_| slot.is_some())
            })
            .collect();
        assert_eq!(texts, ["此為", "重要", "之", "軟件", "，以 ", " 列出。"]);
    });
    assert_eq!(proposed(text, &[], "用 ls 列出", "用 dir 列出"), Err(Refusal::Code));
}

#[test]
fn words_that_were_converted_together_are_corrected_together() {
    let list = proposed("看电视频道。\n", &[], "片道", "頻道").unwrap();
    let Correction { source, find, replace, .. } = &list[0];
    assert_eq!((source.as_str(), find.as_str(), replace.as_str()), ("电视频道", "電影片道", "電影頻道"));
}

#[test]
fn a_correction_may_be_corrected() {
    let text = "这是电视频道。\n";
    let mut list = proposed(text, &[], "電影片道", "電視頻道").unwrap();
    let second = proposed(text, &list, "這是電視頻道", "此乃電視頻道").unwrap();
    list.extend(second);
    let (shown, verdicts) = shown(text, WORDS, &list);
    assert_eq!((shown.as_str(), verdicts), ("此乃電視頻道。", vec![Verdict::Holds, Verdict::Holds]));
}

#[test]
fn what_the_page_does_not_say_is_refused() {
    let text = "这是。\n\n软件。\n";
    assert_eq!(proposed(text, &[], "這是。軟體。", "x"), Err(Refusal::NotFound), "a sentence stands in one block");
    assert_eq!(proposed(text, &[], "", "x"), Err(Refusal::NotFound));
    assert_eq!(proposed("软件。\n\n用软件。\n", &[], "軟體", "軟件").unwrap().len(), 2, "each place is named");
}

#[test]
fn titles_follow_their_corrections() {
    let of = |kind, text: &str| Some(Fingerprint::of(kind, text));
    let correction = |source: &str, find: &str, replace: &str, block| Correction {
        source: source.into(),
        find: find.into(),
        replace: replace.into(),
        block,
        span: Span::default(),
    };
    let whole = correction("头发", "頭發", "頭髮", of(BlockKind::Heading, "头发"));
    let part = correction("发", "發", "髮", of(BlockKind::Title, "白发"));
    let list = [whole, part];
    assert_eq!(headline("头发", "頭發".into(), &list), "頭髮");
    assert_eq!(headline("白发", "白發".into(), &list), "白髮");
    assert_eq!(headline("发", "發".into(), &list), "發", "another title");
}
