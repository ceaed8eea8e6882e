//! Small indexes, read as a browser reads them: which pages are found for a question.

use super::bits::reading::Bits;
use super::page::{PageText, phrase};
use super::words::{GAP, Words};
use super::{Entry, files, is_slug};
use crate::convert::Converters;
use crate::render::Passage;
use crate::resolve::plan::PageId;
use crate::source::{Files, RelPath};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An index as it was written.
struct Written {
    root: serde_json::Value,
    lists: BTreeMap<String, Vec<u32>>,
    sizes: Vec<usize>,
    /// How many lists are told by others.
    told: usize,
}

fn converters(glossary: &str) -> Converters {
    let files = Files::memory([("glossary.csv", glossary)]);
    let mut config = crate::content::testing::three();
    config.glossary = RelPath::new("glossary.csv").ok().filter(|_| !glossary.is_empty());
    Converters::load(&files, &config).0
}

fn entries(words: &Words, texts: &[&str]) -> Vec<Entry> {
    let page = |(at, text): (usize, &&str)| {
        let passage = Passage { text: (*text).to_owned(), ..Passage::default() };
        let id = PageId(u32::try_from(at).unwrap());
        Entry { id, title: String::new(), href: format!("/{at}/"), text: PageText::new(words, "", &[passage]) }
    };
    texts.iter().enumerate().map(page).collect()
}

fn written(files: &[(RelPath, Vec<u8>)]) -> Written {
    let bytes = |name: &str| &files.iter().find(|(path, _)| path.as_str() == name).unwrap().1;
    let root: serde_json::Value = serde_json::from_slice(bytes("search-index/x.json")).unwrap();
    let (mut lists, mut sizes) = (BTreeMap::<String, Vec<u32>>::new(), Vec::new());
    let mut told = Vec::new();
    let number = |value: &serde_json::Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let count = |of: &str| root[of].as_array().unwrap().len();
    let more: usize = root["parts"].as_array().unwrap().iter().map(|part| part.as_array().unwrap().len() - 1).sum();
    let pages = u32::try_from(root["pages"][0].as_array().unwrap().len()).unwrap();
    for at in 0..count("keys") + more {
        let name = format!("search-index/x/{at}.{}.bin", root["hash"].as_str().unwrap());
        sizes.push(bytes(&name).len());
        for list in read(bytes(&name), number(&root["places"]), 3 * pages) {
            match list {
                (key, places, None) => lists.entry(key).or_default().extend(places),
                list => told.push(list),
            }
        }
    }
    let many = told.len();
    for (key, places, by) in told {
        let (ranks, others, other, behind) = by.unwrap();
        assert_eq!(lists[&other].len(), others as usize, "{key} is told by {other}");
        let beside =
            |rank: u32| if behind { lists[&other][rank as usize] + 1 } else { lists[&other][rank as usize] - 1 };
        let mut all: Vec<u32> = ranks.into_iter().map(beside).chain(places).collect();
        all.sort_unstable();
        lists.insert(key, all);
    }
    Written { root, lists, sizes, told: many }
}

/// Which places of another list tell, how many it has, its key, and whether what they tell stands behind them.
type Told = (Vec<u32>, u32, String, bool);

/// One file of lists: the key of each, its places, and what tells others.
fn read(bytes: &[u8], end: u32, more: u32) -> Vec<(String, Vec<u32>, Option<Told>)> {
    let mut at = 0;
    let mut byte = || {
        at += 1;
        bytes[at - 1]
    };
    let number = |byte: &mut dyn FnMut() -> u8| {
        let (mut value, mut shift) = (0, 0);
        loop {
            let next = byte();
            value |= usize::from(next & 0x7F) << shift;
            shift += 7;
            if next < 0x80 {
                return value;
            }
        }
    };
    let mut heads = Vec::new();
    let mut key: Vec<u8> = Vec::new();
    for _ in 0..number(&mut byte) {
        let both = byte();
        let (shared, more) = if both >> 4 == 15 {
            let shared = number(&mut byte);
            (shared, number(&mut byte))
        } else {
            (usize::from(both >> 4), usize::from(both & 15))
        };
        key.truncate(shared);
        key.extend((0..more).map(|_| byte()));
        let mut many = number(&mut byte);
        let told = (many == 0).then(|| {
            many = number(&mut byte);
            let told = number(&mut byte);
            let others = number(&mut byte);
            let other = String::from_utf8((0..3).map(|_| byte()).collect()).unwrap();
            (told >> 1, u32::try_from(others).unwrap(), other, told & 1 == 1)
        });
        heads.push((String::from_utf8(key.clone()).unwrap(), many, told));
    }
    let mut bits = Bits { bytes: &bytes[at..], at: 0 };
    let lists = heads.into_iter().map(|(key, many, told)| {
        let told = told.map(|(told, others, other, behind)| (bits.list(told, 0, others), others, other, behind));
        let end = if key.starts_with('\0') { end + more } else { end };
        (key, bits.list(many, 0, end), told)
    });
    lists.collect()
}

impl Written {
    /// The pages that hold a phrase, or what the edition says in its place.
    fn pages(&self, asked: &str) -> Vec<usize> {
        let mut said = asked.chars().map(crate::convert::folding::character).collect::<String>();
        for pair in self.root["words"].as_array().unwrap() {
            said = said.replace(pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        }
        let mut pages = self.phrase(asked);
        pages.extend(self.phrase(&said));
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    fn phrase(&self, asked: &str) -> Vec<usize> {
        let words = Words::default();
        let phrase = phrase(&words, asked);
        let keys: BTreeMap<_, _> = words.sorted(|_| true).into_iter().map(|(text, key)| (key, text)).collect();
        let mut begins: Option<Vec<u32>> = None;
        for (at, key) in (0_u32..).zip(phrase.keys()).filter(|(_, key)| *key != GAP) {
            let places: Vec<u32> =
                self.lists.get(&*keys[&key]).into_iter().flatten().filter_map(|p| p.checked_sub(at)).collect();
            begins = Some(match begins {
                Some(known) => known.into_iter().filter(|begin| places.contains(begin)).collect(),
                None => places,
            });
        }
        let long = self.root["pages"][0].as_array().unwrap().iter();
        let starts: Vec<u64> = long
            .scan(0, |start, long| {
                *start += long.as_u64().unwrap();
                Some(*start)
            })
            .collect();
        let page = |begin: u32| starts.partition_point(|end| *end <= u64::from(begin));
        begins.unwrap_or_default().into_iter().map(page).collect()
    }
}

fn index(texts: &[&str]) -> Written {
    written(&made("", texts))
}

fn made(glossary: &str, texts: &[&str]) -> Vec<(RelPath, Vec<u8>)> {
    let words = Words::default();
    files(&converters(glossary), &words, "x", entries(&words, texts))
}

#[test]
fn questions_and_what_they_find() {
    // (text, question, found, why)
    let cases = [
        ("更小的包体积", "包体积", true, "words inside a run of characters"),
        ("物联网平台", "物联网", true, "three characters"),
        ("头发护理", "頭髮", true, "the other script"),
        ("國際論壇", "国际论坛", true, "the other script, the other way"),
        ("人工智慧軟體", "人工智能软件", true, "words of another region"),
        ("安装软件", "軟體", true, "and back"),
        ("猫", "猫", true, "one character"),
        ("Rust编程语言", "rust", true, "Latin letters inside Chinese"),
        ("Rust 编程语言", "Rust编程", true, "a space is nothing"),
        ("所有權", "所有权", true, "a phrase in both scripts"),
        ("所有的权利", "所有权", false, "a phrase is a phrase"),
        ("所有，权利", "所有权", false, "and ends at punctuation"),
        ("变量与绑定", "变量绑定", false, "characters apart are no phrase"),
        ("Émile Zola", "emile", true, "accents"),
        ("don't panic", "don't panic", true, "signs inside words"),
    ];
    for (text, asked, found, why) in cases {
        let wanted: &[usize] = if found { &[1] } else { &[] };
        assert_eq!(index(&["无关的一页。", text, "another page"]).pages(asked), wanted, "{asked} in {text}: {why}");
    }
}

#[test]
fn a_glossary_brings_words_together() {
    let made = made("zh-Hans,zh-Hant\n译本,雙語書\n", &["雙語書的編者"]);
    assert_eq!(written(&made).pages("译本"), [0]);
}

#[test]
fn a_word_that_the_edition_says_itself_is_asked_for_as_it_is() {
    let index = index(&["档案馆里的档案", "打开文件", "另一个文件"]);
    assert_eq!(index.pages("档案"), [0], "檔案 is 文件 in Taiwan, but here there are archives");
}

#[test]
fn a_long_list_is_cut_into_files_of_bearable_size() {
    let text = "的了在".repeat(9000);
    let index = index(&[&text, "末页"]);
    assert!(index.sizes.len() > 2 && index.sizes.iter().all(|size| *size < 16 << 10), "{:?}", index.sizes);
    assert_eq!(index.pages("末页"), [1]);
    assert_eq!(index.lists["的"].len(), 9000);
}

#[test]
fn how_often_each_page_says_what_is_very_common() {
    let text = "的在".repeat(70_000);
    let index = index(&["的末页", &text, "无"]);
    assert_eq!(index.root["counted"], serde_json::json!(["在", "的"]));
    let part = index.root["part"].as_u64().unwrap();
    assert_eq!(index.lists["的"].len() as u64 / part, 11, "files that are full");
    // Of each page its title, its headings, its text, and one more each time.
    let of = |counts: [u32; 9]| counts.into_iter().enumerate().map(|(at, count)| count + at as u32).collect::<Vec<_>>();
    assert_eq!(index.lists["\0的"], of([0, 0, 1, 1, 1, 70_001, 70_001, 70_001, 70_001]));
    assert_eq!(index.lists["\0在"], of([0, 0, 0, 0, 0, 70_000, 70_000, 70_000, 70_000]));
}

#[test]
fn characters_beside_each_other_tell_where_they_are() {
    let text = "数据，根据，数目，数据库，".repeat(60);
    let other = "这是另一页，数据与数据库".repeat(30);
    let index = index(&[&text, &other, "依据在此"]);
    assert!(index.told > 2, "{}", index.told);
    assert_eq!(index.pages("数据库"), [0, 1]);
    assert_eq!(index.pages("根据"), [0]);
    assert_eq!(index.pages("依据"), [2]);
    assert_eq!(index.lists["据"].len(), 60 * 3 + 30 * 2 + 1);
}

proptest! {
    /// Whatever stands in a text is found there, and only there.
    #[test]
    fn exactly_the_pages_that_say_it(
        texts in proptest::collection::vec("[甲乙丙丁，a-c ]{0,24}", 1..5),
        asked in "[甲乙丙丁]{1,4}",
    ) {
        let list: Vec<&str> = texts.iter().map(String::as_str).collect();
        let says = |text: &&str| text.replace(' ', "").contains(&asked);
        let wanted: Vec<usize> = (0..list.len()).filter(|at| says(&list[*at])).collect();
        let mut found = index(&list).phrase(&asked);
        found.dedup();
        prop_assert_eq!(found, wanted);
    }
}

/// What a browser makes of a heading for its id, as `theme/scripts/search.js` has it.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-');
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

proptest! {
    #[test]
    fn ids_that_a_browser_makes_itself_are_known(heading in "[ \\-a-cA-C0-2é甲乙İ！_.]{0,8}", other in "[\\-a-c甲]{0,3}") {
        let slug = slug(&heading);
        prop_assert!(is_slug(&slug, &heading));
        prop_assert_eq!(is_slug(&other, &heading), other == slug);
        let longer = slug + "-1";
        prop_assert!(!is_slug(&longer, &heading));
    }
}
