//! Numbers as each locale writes them: digits, grouping, the decimal sign.

use super::Locale;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// `digits` (an optional sign, ASCII digits, perhaps a dot) in the locale's form; as it stands if it is no number.
pub fn written(locale: &Locale, digits: &str, grouped: bool) -> String {
    thread_local!(static MADE: RefCell<BTreeMap<(Locale, bool), Option<DecimalFormatter>>> = const { RefCell::new(BTreeMap::new()) });
    let Ok(decimal) = Decimal::try_from_str(digits) else { return digits.to_owned() };
    MADE.with_borrow_mut(|made| {
        let formatter = made.entry((locale.clone(), grouped)).or_insert_with(|| formatter(locale, grouped));
        formatter.as_ref().map_or_else(|| digits.to_owned(), |formatter| formatter.format(&decimal).to_string())
    })
}

fn formatter(locale: &Locale, grouped: bool) -> Option<DecimalFormatter> {
    let icu: icu_locale::Locale = locale.to_string().parse().ok()?;
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(if grouped { GroupingStrategy::Auto } else { GroupingStrategy::Never });
    DecimalFormatter::try_new((&icu).into(), options).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_locale_does() {
        // (locale, digits, grouped, written)
        let cases = [
            ("en", "1234567.5", true, "1,234,567.5"),
            ("en", "2013", false, "2013"),
            ("zh-Hant", "12345", true, "12,345"),
            ("de", "12345.5", true, "12.345,5"),
            ("en", "-3", true, "-3"),
            ("en", "NaN", true, "NaN"),
        ];
        for (tag, digits, grouped, text) in cases {
            assert_eq!(written(&Locale::parse(tag).unwrap(), digits, grouped), text, "{tag} {digits}");
        }
    }
}
