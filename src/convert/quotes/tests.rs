//! Quotation marks in whole sentences.

use super::*;
use crate::convert::assemble::applied;
use proptest::prelude::*;

fn check(cases: &[(&str, &str, &str)], target: Side) {
    for (text, expected, why) in cases {
        let edits = edits(text, target, |_| false, &mut false);
        assert_eq!(&applied(text, &edits), expected, "{text}: {why}");
    }
}

#[test]
fn to_traditional() {
    let cases = [
        ("“甲‘乙“丙”丁’戊”", "「甲『乙「丙」丁』戊」", "the third level is like the first"),
        ("他说“Don’t panic”，身高5’10”。", "他说「Don’t panic」，身高5’10”。", "an apostrophe, feet and inches"),
        ("他说“身高5’10”的人”来了", "他说「身高5’10”的人」来了", "feet and inches inside a quotation"),
        ("他买了“27”显示器”", "他买了「27”显示器」", "inches inside a quotation"),
        ("He said “头发” twice", "He said “头发” twice", "the sentence is Latin"),
        ("“Hello, world.”", "“Hello, world.”", "a Latin quotation alone"),
        ("“你好。”", "「你好。」", "a Chinese quotation alone"),
        ("他说“She said ‘hi’ to me”。", "他说「She said ‘hi’ to me」。", "the inner one stands in Latin text"),
        ("她喊：“‘冲啊’是他说的！”", "她喊：「『冲啊』是他说的！」", "two open at once"),
        ("Rust 的“所有权”", "Rust 的「所有权」", "one Latin word in a Chinese sentence"),
        ("He left. “再见”是他的话。", "He left. 「再见」是他的话。", "sentence by sentence"),
        ("他说：“第一段。", "他说：「第一段。", "a quotation that goes on in the next paragraph"),
        ("他说”中文”", "他说”中文”", "marks that close nothing are left for a person"),
        (
            "the students’ work 是“作业”",
            "the students’ work 是「作业」",
            "Chinese text, however much English is beside it",
        ),
        ("「已经是“这样”的」", "「已经是『这样』的」", "inside marks of the region"),
        (
            "他说：“我‘不’去。”It's fine.",
            "他说：「我『不』去。」It's fine.",
            "a sentence in quotation marks ends with them",
        ),
        ("“不去！”他说，“Why me?”", "「不去！」他说，「Why me?」", "and the one around it goes on by itself"),
        ("‘单’", "「单」", "single marks alone stand at the first level"),
    ];
    check(&cases, Side::Traditional);
}

#[test]
fn to_simplified() {
    let cases = [
        ("他說「『好』」", "他說“‘好’”", "nested"),
        ("「甲『乙「丙」丁』戊」", "“甲‘乙“丙”丁’戊”", "the third level is like the first"),
        ("He wrote 「頭髮」 in it", "He wrote 「頭髮」 in it", "the sentence is Latin"),
    ];
    check(&cases, Side::Simplified);
}

#[test]
fn what_stands_beside_and_in_a_quotation_decides() {
    let cases = [
        (
            "他在“TypeScript 与 JavaScript and WebAssembly”里说",
            "他在「TypeScript 与 JavaScript and WebAssembly」里说",
            "Han on both sides",
        ),
        ("“Kubernetes”是什么", "「Kubernetes」是什么", "Han behind it"),
        ("Kubernetes Pod API Server 的“Deployment”", "Kubernetes Pod API Server 的「Deployment」", "Han before it"),
        ("React Native and Flutter 的“热重载”", "React Native and Flutter 的「热重载」", "Chinese text beside Chinese"),
        ("我用 React “组件” API 写页面", "我用 React 「组件」 API 写页面", "names in a Chinese sentence"),
        ("Visual Studio Code “扩展”", "Visual Studio Code 「扩展」", "a name is no English sentence"),
        ("He said “你好” to me", "He said “你好” to me", "an English sentence"),
        ("He said “你好”。", "He said “你好”。", "an English sentence with a Chinese full stop"),
        ("“你好,” he said.", "“你好,” he said.", "an English sentence"),
        (
            "我的 English teacher said “你好” to me and left 了",
            "我的 English teacher said “你好” to me and left 了",
            "English around it",
        ),
        ("He said “她说‘好’吧” to me", "He said “她说‘好’吧” to me", "what is in a quotation that stays stays"),
        (
            "英文句子里的（He said “你好” to me）不变",
            "英文句子里的（He said “你好” to me）不变",
            "an English sentence in brackets",
        ),
        (
            "她写的是 the word for “头发” in English 这几个字，一共二十个",
            "她写的是 the word for “头发” in English 这几个字，一共二十个",
            "English words around it",
        ),
        ("“头发”（hair）和“头”（head）", "「头发」（hair）和「头」（head）", "brackets are no part of the sentence"),
        ("他说：“不要等。”（“Do not wait.”）", "他说：「不要等。」（“Do not wait.”）", "the English of it"),
        ("见 Rust 书（讲“所有权”的一章）", "见 Rust 书（讲「所有权」的一章）", "Chinese in brackets"),
        ("他喜欢 rock ‘n’ roll 音乐", "他喜欢 rock ‘n’ roll 音乐", "an elision"),
        ("‘90 年代的“摇滚”", "‘90 年代的「摇滚」", "a mark without a partner is no level"),
        ("“不去！”", "「不去！」", "alone"),
        ("他来了。“Wow!”", "他来了。「Wow!」", "alone in a Chinese paragraph"),
        ("“你好。” He went home and slept.", "“你好。” He went home and slept.", "alone in an English paragraph"),
        ("“Hello”，“World”。", "「Hello」，「World」。", "full-width marks beside it"),
        ("他说：“‘Hello’。”", "他说：「『Hello』。」", "nothing but a quotation in a quotation"),
        ("他用了‘the students’ work’这个词", "他用了「the students’ work」这个词", "a possessive does not end it"),
        ("Don’t 说‘It’s fine’好吗", "Don’t 说「It’s fine」好吗", "contractions"),
        ("\"直的\"与'直的'", "\"直的\"与'直的'", "straight marks do not say which end they are"),
    ];
    check(&cases, Side::Traditional);
}

#[test]
fn what_has_no_partner_is_left() {
    let cases = [
        ("他说“你好", "他说“你好", "in the middle of a sentence"),
        ("“甲‘乙”丙", "「甲‘乙」丙", "only the pair"),
        ("“甲“乙”丙", "“甲「乙」丙", "the nearer one"),
        ("“甲”乙”", "「甲」乙”", "one too many"),
        ("他说“你好“。", "他说“你好“。", "typed wrong"),
        ("“甲‘乙”丙’", "「甲‘乙」丙’", "crossed"),
        ("他说：“‘冲啊！", "他说：「『冲啊！", "two that go on in the next paragraph"),
        ("“图", "“图", "no sentence, as an alternative text or a cell"),
        ("‘tis 是“诗”", "‘tis 是「诗」", "an elision"),
    ];
    check(&cases, Side::Traditional);
}

#[test]
fn a_quotation_may_have_several_paragraphs() {
    let check = |paragraphs: &[(&str, &str)], target| {
        let mut speech = false;
        for (text, expected) in paragraphs {
            let edits = edits(text, target, |_| false, &mut speech);
            assert_eq!(&applied(text, &edits), expected, "{paragraphs:?}");
        }
        assert!(!speech, "{paragraphs:?}");
    };
    check(&[("他说：“第一段。", "他说：「第一段。"), ("“第二‘段’。”", "「第二『段』。」")], Side::Traditional);
    check(
        &[
            ("他说：“第一段。", "他说：「第一段。"),
            ("‘二’。", "『二』。"),
            ("三。”他说，“四。”", "三。」他说，「四。」"),
        ],
        Side::Traditional,
    );
    check(&[("三。”他说", "三。”他说")], Side::Traditional);
    check(&[("他說：「第一段。", "他說：“第一段。"), ("「第二『段』。」", "“第二‘段’。”")], Side::Simplified);
}

/// Texts of marks and of what stands beside them.
fn texts() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "“", "”", "‘", "’", "「", "」", "『", "』", "他说", "好", "He said ", "word", " ", "，", "。", ". ", "5", "：",
        "\n",
    ]);
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn pairs_change_whole_and_stay_balanced(text in texts(), simplified: bool) {
        let target = if simplified { Side::Simplified } else { Side::Traditional };
        let edits = edits(&text, target, |_| false, &mut false);
        let list = pairs::find(&text, |_| false);
        let changed = |mark: &Mark| edits.iter().any(|edit| edit.range.start == mark.at);
        for mark in &list {
            match mark.partner {
                Some(partner) => prop_assert_eq!(changed(mark), changed(&list[partner]), "{}", text),
                None => prop_assert!(mark.waits || !changed(mark), "{}", text),
            }
        }
        // The new marks nest, but for those that the next paragraph closes.
        let mut open = Vec::new();
        for edit in &edits {
            match &*edit.text {
                "「" | "『" | "“" | "‘" => open.push(edit.text.chars().next()),
                "」" => prop_assert_eq!(open.pop(), Some(Some('「')), "{}", text),
                "』" => prop_assert_eq!(open.pop(), Some(Some('『')), "{}", text),
                "”" => prop_assert_eq!(open.pop(), Some(Some('“')), "{}", text),
                _ => prop_assert_eq!(open.pop(), Some(Some('‘')), "{}", text),
            }
        }
        let waiting = list.iter().filter(|mark| mark.waits && changed(mark)).count();
        prop_assert_eq!(open.len(), waiting, "{}", text);
    }

    #[test]
    fn marks_stand_where_they_stood(text in texts()) {
        let edits = edits(&text, Side::Traditional, |_| false, &mut false);
        prop_assert!(edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        prop_assert_eq!(applied(&text, &edits).chars().count(), text.chars().count());
    }
}

proptest! {
    /// What the nearest characters of a pair tell, all of the text tells as well.
    #[test]
    fn a_pair_between_han_characters_is_chinese(text in "[的快aB好 “”‘’「」『』。，（）.!\n]{0,40}", kept in 0..60usize) {
        let keeps = |at: usize| at / 7 == kept / 7;
        let list = pairs::find(&text, keeps);
        let facts = Reader::default().read(&text, &list, keeps);
        for (index, mark) in list.iter().enumerate() {
            if let Some(partner) = mark.partner.filter(|partner| *partner > index)
                && between_han(&text, [mark, &list[partner]], keeps)
            {
                for around in [&[][..], &[true], &[true, true]] {
                    prop_assert!(facts[index].is_chinese(around), "{text}: the pair at {}", mark.at);
                }
            }
        }
    }
}
