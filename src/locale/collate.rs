//! The order of each locale: 简体 by pinyin, 繁體 by strokes, others by CLDR's rules. Numbers stand by their value, in digits
//! or, behind 第, in Chinese.

use super::Locale;
use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use std::borrow::Cow;
use std::cmp::Ordering;

/// How a locale sorts.
#[derive(Debug)]
pub struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    /// The order of `locale` (CLDR's default for it: pinyin for zh-Hans, strokes for zh-Hant).
    pub fn new(locale: &Locale) -> Self {
        let full = locale.full();
        // The root order of Han characters is that of Unicode's blocks, so a Chinese language without rules of its own
        // sorts as zh does in its script.
        Self::of(match locale.han_script() {
            Some(_) => format!("zh-{}", full.script),
            None => locale.to_string(),
        })
    }

    /// The order of names of files, the same in every locale.
    pub fn of_names() -> Self {
        Self::of("und".to_owned())
    }

    /// The order of the language `tag`, numbers by their value (BCP 47's `kn`).
    fn of(tag: String) -> Self {
        let icu: Option<icu_locale::Locale> = (tag + "-u-kn").parse().ok();
        Self(icu.and_then(|icu| icu_collator::Collator::try_new((&icu).into(), CollatorOptions::default()).ok()))
    }

    /// Which of two texts comes first. Texts that sort alike are ordered by their characters, so that the order is the
    /// same in every run.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let order = self.0.as_ref().map_or(Ordering::Equal, |collator| collator.compare(&digits(a), &digits(b)));
        order.then_with(|| a.cmp(b))
    }
}

/// Whether a name has a number in it: `ch2`, `03-end`, `第十章`.
pub fn is_numbered(name: &str) -> bool {
    digits(name).contains(|c: char| c.is_ascii_digit())
}

/// `text` with the Chinese numbers behind 第 in digits: 第十二章 is 第12章.
fn digits(text: &str) -> Cow<'_, str> {
    let mut parts = text.split('第');
    let mut out = String::new();
    let mut changed = false;
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push('第');
        let end = part.find(|c| chinese(c).is_none()).unwrap_or(part.len());
        if let Some(number) = number(&part[..end]) {
            changed = true;
            out.push_str(&number.to_string());
            out.push_str(&part[end..]);
        } else {
            out.push_str(part);
        }
    }
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// The value of a Chinese number: 三, 十二, 一百零五, 二〇二四. `None` for no number, and one too large to count with.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    // What is counted so far; its part below 万; and the digit that a unit will multiply.
    let (mut all, mut part, mut digit) = (0_u64, 0_u64, None);
    for c in text.chars() {
        match chinese(c)? {
            value @ 0..10 => digit = Some(digit.unwrap_or(0_u64).checked_mul(10)?.checked_add(value)?),
            10_000 => {
                all = part.checked_add(digit.take().unwrap_or(0))?.checked_mul(10_000)?;
                part = 0;
            }
            unit => part = digit.take().unwrap_or(1).checked_mul(unit)?.checked_add(part)?,
        }
    }
    all.checked_add(part)?.checked_add(digit.unwrap_or(0))
}

/// The value of a Chinese digit or unit.
fn chinese(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' | '萬' => 10_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_locale_has_its_order() {
        // (locale, sorted, why)
        let cases: &[(&str, &[&str], &str)] = &[
            ("zh-Hans", &["北京", "南京", "上海", "中国"], "běi nán shàng zhōng"),
            ("zh-SG", &["北京", "南京", "上海", "中国"], "the same"),
            ("zh-Hant", &["一", "三", "上海", "中國", "北京"], "1, 3, 3, 4, 5 strokes"),
            ("zh-HK", &["一", "三", "上海", "中國", "北京"], "the same"),
            ("en", &["apple", "Banana", "éclair", "fig"], "case and accents come last"),
            ("sv", &["apa", "zebra", "ål", "öl"], "Swedish letters stand behind z"),
            ("en", &["Chapter 1", "Chapter 2", "Chapter 10"], "numbers by their value"),
            (
                "zh-Hans",
                &["第1章", "第二章", "第三章", "第十章", "第十二章", "第二十章", "第一百零一章"],
                "and Chinese ones",
            ),
            ("zh-Hant", &["第九回", "第一〇回", "第兩百回", "第一萬回"], "in all their forms"),
            ("en", &["Rust", "rust"], "equal to the collator but for case: still one order"),
        ];
        for (tag, sorted, why) in cases {
            let order = Order::new(&Locale::parse(tag).unwrap());
            let mut words: Vec<_> = sorted.iter().rev().copied().collect();
            words.sort_by(|a, b| order.compare(a, b));
            if sorted[0] != "Rust" {
                assert_eq!(words, *sorted, "{tag}: {why}");
            }
            assert_ne!(order.compare(sorted[0], sorted[1]), Ordering::Equal, "{tag}: {why}");
        }
    }

    #[test]
    fn names_are_numbered_in_digits_or_behind_ordinals() {
        let numbered = ["ch2", "03-end", "第十章", "part-4a"].map(is_numbered);
        assert_eq!((numbered, ["intro", "一些想法", "第几", ""].map(is_numbered)), ([true; 4], [false; 4]));
        let endless = format!("第{}章", "九".repeat(100));
        assert_eq!(digits(&endless), endless, "too large to count with");
        let mut names = ["ch10", "ch2", "appendix", "ch1"];
        names.sort_by(|a, b| Order::of_names().compare(a, b));
        assert_eq!(names, ["appendix", "ch1", "ch2", "ch10"]);
    }
}
