//! `conversion.lock`: what the converter made of every sentence, so that an upgrade of its dictionaries shows what it
//! alters, sentence by sentence.
//!
//! For each converted page the file has a line `page`, the edition, the document and its blocks, each as the fingerprint of
//! the original and, behind a colon, that of the result. Below it stand the sentences whose result is *not* what one gets
//! character by character, with the original and the result. All others need no line: their result follows from the
//! original. So the file is small, and yet every sentence's former result is known when it changes, and a reviewer reads
//! the old wording beside the new one. Between the parts of a line stands a tab.

use super::document::sentences::{Block, Sentence};
use crate::content::DocKey;
use crate::content::blocks::Fingerprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{RelPath, Span};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file's name, beside book.toml.
pub const FILE: &str = "conversion.lock";

const HEAD: &str = "# What the converter made of each sentence; written by `yiben lock`. Commit it. Format 1.";

/// What was locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The dictionaries that it was locked with.
    pub dictionaries: String,
    /// The pages, by the edition's tag and the document.
    pub pages: BTreeMap<(String, DocKey), Page>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The fingerprints of original and result, block by block.
    pub blocks: Vec<(Fingerprint, Fingerprint)>,
    /// The sentences that are not converted character by character: original and result, in the order of the text.
    pub sentences: Vec<(String, String)>,
}

/// A sentence that is converted in another way than when it was locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// Its block in the original.
    pub span: Span,
    /// The original.
    pub source: String,
    /// What it was; `None` where the file does not tell.
    pub before: Option<String>,
    /// What it is.
    pub after: String,
}

/// The dictionaries that are built in: their hash.
pub fn dictionaries() -> String {
    let mut hasher = blake3::Hasher::new();
    for part in super::words::bytes().into_iter().chain(super::exact::bytes()) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

impl Page {
    /// What is to be locked of a page as it is converted now.
    pub fn of(blocks: &[Block]) -> Self {
        let mut page = Self::default();
        for block in blocks {
            page.blocks.push((block.source, block.result));
            for Sentence { source, result, naive } in &block.sentences {
                let known = || page.sentences.iter().any(|(known, _)| known == source);
                if result != naive && !known() {
                    page.sentences.push((source.clone(), result.clone()));
                }
            }
        }
        page
    }

    /// Whether a block was locked with that result.
    pub fn has(&self, source: Fingerprint, result: Fingerprint) -> bool {
        self.blocks.contains(&(source, result))
    }

    /// What has changed since: the sentences that are converted in another way, and the number of blocks that were not
    /// there when the page was locked.
    pub fn compare(&self, now: &[Block]) -> (Vec<Altered>, usize) {
        let before: BTreeMap<&str, &str> = self.sentences.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let (mut altered, mut new) = (Vec::new(), 0);
        for block in now {
            let mut known = self.blocks.iter().filter(|(source, _)| *source == block.source).peekable();
            if known.peek().is_none() {
                new += 1;
            } else if !known.any(|(_, result)| *result == block.result) {
                let former = |sentence: &Sentence| {
                    before.get(sentence.source.as_str()).map_or(sentence.naive.clone(), |b| (*b).to_owned())
                };
                let changed = block.sentences.iter().map(|sentence| (sentence, former(sentence)));
                let changed: Vec<_> = changed.filter(|(sentence, before)| sentence.result != *before).collect();
                let of = |sentence: &Sentence, before| Altered {
                    span: block.span,
                    source: sentence.source.clone(),
                    before,
                    after: sentence.result.clone(),
                };
                if changed.is_empty() {
                    // Only the counterpart of a single character can have changed.
                    altered.extend(block.sentences.iter().map(|sentence| of(sentence, None)));
                } else {
                    altered.extend(changed.into_iter().map(|(sentence, before)| of(sentence, Some(before))));
                }
            }
        }
        (altered, new)
    }
}

impl Lock {
    /// Reads the text of a file. A line that cannot be read is left out and reported.
    pub fn parse(text: &str, path: &RelPath) -> (Self, Vec<Diagnostic>) {
        let (mut lock, mut found) = (Self::default(), Vec::new());
        let mut report = |message: &str, span: Option<Span>, help: &str| {
            let mut finding = Diagnostic::new(Code::LockFile, path, message).help(help);
            finding.place.span = span;
            found.push(finding);
        };
        if text.lines().next().map(str::trim_end) != Some(HEAD) {
            report(
                "the file is not in a format that this version of yiben reads",
                None,
                "use the version that wrote it, or delete it and run `yiben lock`",
            );
            return (lock, found);
        }
        let (mut page, mut at, mut bad) = (None, 0, None);
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            if lock.line(line.trim_end_matches(['\r', '\n']), &mut page).is_none() {
                bad.get_or_insert(span);
            }
        }
        if bad.is_some() {
            report("a line of the file cannot be read, and others may be missing", bad, "run `yiben lock` again");
        }
        (lock, found)
    }

    /// Reads one line; `page` is the page that sentences belong to.
    fn line(&mut self, line: &str, page: &mut Option<(String, DocKey)>) -> Option<()> {
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["dictionaries", hash] => (*hash).clone_into(&mut self.dictionaries),
            ["page", edition, key, blocks] => {
                let block = |pair: &str| {
                    let (source, result) = pair.split_once(':')?;
                    Some((Fingerprint::parse(source)?, Fingerprint::parse(result)?))
                };
                let key = if *key == "/" { DocKey::home() } else { DocKey::new(*key) };
                let blocks: Vec<_> =
                    blocks.split(' ').filter(|pair| !pair.is_empty()).map(block).collect::<Option<_>>()?;
                let id = ((*edition).to_owned(), key);
                self.pages.entry(id.clone()).or_default().blocks.extend(blocks);
                *page = Some(id);
            }
            ["", source, result] => {
                let page = self.pages.get_mut(page.as_ref()?)?;
                page.sentences.push(((*source).to_owned(), (*result).to_owned()));
            }
            _ => return None,
        }
        Some(())
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\ndictionaries\t{}\n", self.dictionaries);
        for ((edition, key), page) in &self.pages {
            let blocks: Vec<String> = page.blocks.iter().map(|(a, b)| format!("{a}:{b}")).collect();
            let _ = writeln!(text, "page\t{edition}\t{key}\t{}", blocks.join(" "));
            for (source, result) in &page.sentences {
                let _ = writeln!(text, "\t{source}\t{result}");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::blocks::BlockKind;

    fn block(sentences: &[(&str, &str, &str)]) -> Block {
        let all = |pick: fn(&(&str, &str, &str)) -> String| sentences.iter().map(pick).collect::<String>();
        Block {
            span: Span::default(),
            source: Fingerprint::of(BlockKind::Text, &all(|s| s.0.to_owned())),
            result: Fingerprint::of(BlockKind::Text, &all(|s| s.1.to_owned())),
            sentences: sentences
                .iter()
                .map(|(source, result, naive)| Sentence {
                    source: (*source).to_owned(),
                    result: (*result).to_owned(),
                    naive: (*naive).to_owned(),
                })
                .collect(),
        }
    }

    #[test]
    fn an_upgrade_shows_each_altered_sentence_with_its_former_wording() {
        let then = [block(&[
            ("电视频道。", "電影片道。", "電視頻道。"),
            ("头发。", "頭發。", "頭發。"),
            ("一。", "一。", "一。"),
        ])];
        let now = [block(&[
            ("电视频道。", "電視頻道。", "電視頻道。"),
            ("头发。", "頭髮。", "頭發。"),
            ("一。", "一。", "一。"),
        ])];
        let page = Page::of(&then);
        assert_eq!(page.sentences, [("电视频道。".to_owned(), "電影片道。".to_owned())], "the rest follows");
        let (altered, new) = page.compare(&now);
        let said: Vec<_> = altered.iter().map(|a| (a.before.as_deref().unwrap(), a.after.as_str())).collect();
        assert_eq!((said, new), (vec![("電影片道。", "電視頻道。"), ("頭發。", "頭髮。")], 0));
        assert_eq!(page.compare(&then), (vec![], 0));
        assert_eq!(
            page.compare(&[block(&[("新的。", "新的。", "新的。")])]),
            (vec![], 1),
            "what is new is not altered"
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        let page = Page::of(&[block(&[("发。", "髮。", "發。")]), block(&[])]);
        let key = |key: &str| ("zh-Hant".to_owned(), DocKey::new(key));
        let lock = Lock { dictionaries: dictionaries(), pages: [(key(""), page.clone()), (key("a b"), page)].into() };
        let path = RelPath::new(FILE).unwrap();
        assert_eq!(Lock::parse(&lock.text(), &path), (lock.clone(), vec![]));
        assert_eq!(Lock::parse(&lock.text().replace('\n', "\r\n"), &path), (lock.clone(), vec![]));
        let (read, found) = Lock::parse(&lock.text().replace("\tzh-Hant\ta b", "\tzh-Hant"), &path);
        assert_eq!((read.pages.len(), found.len()), (1, 1));
        assert_eq!(Lock::parse("nonsense", &path).1.len(), 1);
    }
}
