//! Small indexes, read as a browser reads them: which pages are found for a question.

use super::bits::reading::Bits;
use super::page::{PageText, phrase};
use super::words::{GAP, Words};
use super::{Entry, files};
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
    for at in 0..root["lists"].as_array().unwrap().len() {
        let name = format!("search-index/x/{at}.{}.bin", root["hash"].as_str().unwrap());
        sizes.push(bytes(&name).len());
        for (key, places) in read(bytes(&name), u32::try_from(root["places"].as_u64().unwrap()).unwrap()) {
            lists.entry(key).or_default().extend(places);
        }
    }
    Written { root, lists, sizes }
}

/// One file of lists.
fn read(bytes: &[u8], end: u32) -> Vec<(String, Vec<u32>)> {
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
        heads.push((String::from_utf8(key.clone()).unwrap(), number(&mut byte)));
    }
    let mut bits = Bits { bytes: &bytes[at..], at: 0 };
    heads.into_iter().map(|(key, count)| (key, bits.list(count, 0, end))).collect()
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
        let pages = self.root["pages"].as_array().unwrap();
        let starts: Vec<u64> = pages
            .chunks(3)
            .scan(0, |start, page| {
                *start += page[0].as_u64().unwrap();
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
    files(&converters(glossary), &words, "x", &entries(&words, texts))
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
