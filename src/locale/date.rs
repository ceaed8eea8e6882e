//! Dates, and how each locale writes them.

use super::Locale;
use icu_calendar::{Date as IcuDate, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDE};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A calendar date, with the time of day and offset where they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Proleptic Gregorian year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// Seconds since midnight, local to the offset; 0 where none was given.
    pub seconds: u32,
    /// Minutes east of UTC; 0 where none was given.
    pub offset: i16,
}

/// How much of a date is written, and how fully.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// 8/31/13 · 2013/8/31
    Short,
    /// Aug 31, 2013 · 2013年8月31日
    #[default]
    Medium,
    /// August 31, 2013 · 2013年8月31日
    Long,
    /// Saturday, August 31, 2013 · 2013年8月31日星期六
    Full,
}

impl Date {
    /// Reads the spellings of TOML, YAML and RFC 3339: `2013-08-31`, `2013-08-31T10:00:00+08:00`, a blank or `t` for the
    /// `T`, seconds and offset left out, a fraction of a second cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        let (month, day) = (number(month, 12)?, number(day, 31)?);
        let (seconds, offset) = time.map_or(Some((0, 0)), time_of_day)?;
        let date = Self { year: number(year, 9999)?.into(), month: month as u8, day: day as u8, seconds, offset };
        (month > 0 && date.is_real()).then_some(date)
    }

    fn is_real(self) -> bool {
        IcuDate::try_new_iso(self.year, self.month, self.day).is_ok()
    }

    /// `2013-08-31`, for `datetime` attributes and for sorting by eye.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `2013-08-31T10:00:00+08:00` (RFC 3339), as feeds want it; midnight UTC where no time was given.
    pub fn rfc3339(self) -> String {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        let zone = match self.offset {
            0 => "Z".to_owned(),
            east => {
                let sign = if east < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", east.unsigned_abs() / 60, east.unsigned_abs() % 60)
            }
        };
        format!("{}T{hours:02}:{minutes:02}:{seconds:02}{zone}", self.iso())
    }

    /// Seconds since 1970 in UTC, for comparing moments that were given in different zones.
    pub fn instant(self) -> i64 {
        // Days from a civil date: the year begins in March, so that a leap day is its last.
        let (year, month) = (i64::from(self.year) - i64::from(self.month <= 2), i64::from(self.month));
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(self.day) - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        days * 86_400 + i64::from(self.seconds) - i64::from(self.offset) * 60
    }
}

/// The number that `digits` are, if they are at most four digits and not above `most`.
fn number(digits: &str, most: u16) -> Option<u16> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| plain && *number <= most)
}

/// Seconds since midnight and minutes east of UTC.
fn time_of_day(text: &str) -> Option<(u32, i16)> {
    let zone = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = (text[..zone].trim_end(), &text[zone..]);
    let mut parts = clock.split(':');
    let (hours, minutes) = (number(parts.next()?, 23)?, number(parts.next()?, 59)?);
    let whole = parts.next().map(|seconds| seconds.split_once('.').map_or(seconds, |(whole, _)| whole));
    // RFC 3339 allows a leap second.
    let seconds = whole.map_or(Some(0), |whole| number(whole, 60))?.min(59);
    if parts.next().is_some() {
        return None;
    }
    Some((u32::from(hours) * 3600 + u32::from(minutes) * 60 + u32::from(seconds), offset(zone)?))
}

/// Minutes east of UTC: `Z`, `+08:00`, `+0800`, `+08`, or nothing.
fn offset(zone: &str) -> Option<i16> {
    let sign = match zone.bytes().next() {
        None => return Some(0),
        Some(b'Z' | b'z') => return (zone.len() == 1).then_some(0),
        Some(b'-') => -1,
        Some(_) => 1,
    };
    let digits = zone[1..].replace(':', "");
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..)?);
    let minutes = if minutes.is_empty() { 0 } else { number(minutes, 59)? };
    Some(sign * (number(hours, 23)? * 60 + minutes).cast_signed())
}

/// The date in the locale's own form, its time left out: `Aug 31, 2013` · `2013年8月31日`.
pub fn long(locale: &Locale, date: Date) -> String {
    written(locale, date, Style::Medium)
}

/// The date in the locale's own form and the given style (CLDR's date formats).
pub fn written(locale: &Locale, date: Date, style: Style) -> String {
    let Ok(iso) = IcuDate::try_new_iso(date.year, date.month, date.day) else { return date.iso() };
    // A formatter is not `Sync`, and making one takes a thousand times as long as using it.
    thread_local!(static MADE: RefCell<BTreeMap<(Locale, Style), Option<Formatter>>> = const { RefCell::new(BTreeMap::new()) });
    MADE.with_borrow_mut(|made| match made.get(&(locale.clone(), style)) {
        Some(formatter) => formatter.as_ref().map(|formatter| formatter.format(iso)),
        None => {
            let formatter = made.entry((locale.clone(), style)).or_insert_with(|| Formatter::new(locale, style));
            formatter.as_ref().map(|formatter| formatter.format(iso))
        }
    })
    .unwrap_or_else(|| date.iso())
}

enum Formatter {
    Day(DateTimeFormatter<YMD>),
    Weekday(DateTimeFormatter<YMDE>),
}

impl Formatter {
    fn new(locale: &Locale, style: Style) -> Option<Self> {
        let icu: icu_locale::Locale = locale.to_string().parse().ok()?;
        let day = |fields| DateTimeFormatter::try_new((&icu).into(), fields).map(Self::Day).ok();
        match style {
            Style::Short => day(YMD::short()),
            Style::Medium => day(YMD::medium()),
            Style::Long => day(YMD::long()),
            Style::Full => DateTimeFormatter::try_new((&icu).into(), YMDE::long()).map(Self::Weekday).ok(),
        }
    }

    fn format(&self, date: IcuDate<Iso>) -> String {
        match self {
            Self::Day(formatter) => formatter.format(&date).to_string(),
            Self::Weekday(formatter) => formatter.format(&date).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_locale_writes_dates_in_its_own_form() {
        let date = Date::parse("2013-08-31").unwrap();
        // (locale, style, written)
        let cases = [
            ("en", Style::Medium, "Aug 31, 2013"),
            ("en", Style::Long, "August 31, 2013"),
            ("en", Style::Full, "Saturday, August 31, 2013"),
            ("en-GB", Style::Medium, "31 Aug 2013"),
            ("zh-Hans", Style::Medium, "2013年8月31日"),
            ("zh-Hant", Style::Medium, "2013年8月31日"),
            ("zh-HK", Style::Medium, "2013年8月31日"),
            ("zh-Hans", Style::Full, "2013年8月31日星期六"),
            ("zh-Hans", Style::Short, "2013/8/31"),
            ("ja", Style::Long, "2013年8月31日"),
            ("de", Style::Medium, "31.08.2013"),
        ];
        for (tag, style, text) in cases {
            assert_eq!(written(&Locale::parse(tag).unwrap(), date, style), text, "{tag} {style:?}");
        }
    }

    #[test]
    fn spellings_of_toml_and_yaml_are_read() {
        // (text, RFC 3339, seconds since 1970)
        let cases = [
            ("2013-08-31", "2013-08-31T00:00:00Z", 1_377_907_200),
            ("2013-08-31T10:00:00+08:00", "2013-08-31T10:00:00+08:00", 1_377_914_400),
            ("2013-08-31 10:00:00", "2013-08-31T10:00:00Z", 1_377_943_200),
            ("2013-08-31 10:00:00 +0800", "2013-08-31T10:00:00+08:00", 1_377_914_400),
            ("2013-08-31t10:00z", "2013-08-31T10:00:00Z", 1_377_943_200),
            ("2013-8-1", "2013-08-01T00:00:00Z", 1_375_315_200),
            ("2024-02-29T23:59:60.5-03:30", "2024-02-29T23:59:59-03:30", 1_709_263_799),
            ("1969-12-31", "1969-12-31T00:00:00Z", -86_400),
        ];
        for (text, rfc, instant) in cases {
            let date = Date::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((date.rfc3339().as_str(), date.instant()), (rfc, instant), "{text}");
        }
        let wrong = ["", "2013", "2013-08", "2013-13-01", "2013-02-30", "13-08-31", "2013-08-31-1", "2013-08-31T25:00"];
        for text in
            wrong.into_iter().chain(["2013-08-31T10", "2013-08-31T10:00:00+8", "昨天", "2013-+8-01", "2013-00-01"])
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
