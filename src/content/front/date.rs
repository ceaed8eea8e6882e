//! Dates as people write them in front matter: `2013-08-31`, with a time of day and an offset if they like.

use crate::locale::Date;

/// Reads an ISO 8601 date, with `T` or a space before a time, and `Z`, `+08:00` or `+0800` behind it.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    let mut parts = day.split('-');
    let (year, month, day_of_month) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day_of_month.len() != 2 {
        return None;
    }
    let year = i32::try_from(number(year)?).ok()?;
    let month = u8::try_from(number(month)?).ok()?;
    let day = u8::try_from(number(day_of_month)?).ok()?;
    if !(1..=12).contains(&month) || day == 0 || day > days(year, month) {
        return None;
    }
    let (seconds, offset) = if rest.is_empty() { (0, 0) } else { time(rest.strip_prefix(['T', 't', ' '])?)? };
    Some(Date { year, month, day, seconds, offset })
}

/// A time of day as seconds, and its offset as minutes.
fn time(text: &str) -> Option<(u32, i16)> {
    let text = text.trim();
    let clock_end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (clock, zone) = text.split_at(clock_end);
    let mut parts = clock.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let second = parts.next().map_or(Some(0), |part| number(part.split('.').next()?))?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some((hour * 3600 + minute * 60 + second, offset(zone.trim())?))
}

fn offset(zone: &str) -> Option<i16> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") || zone == "UTC" {
        return Some(0);
    }
    let (sign, digits) = zone.split_at_checked(1)?;
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 {
        return None;
    }
    let minutes = i16::try_from(number(&digits[..2])? * 60 + number(&digits[2..])?).ok()?;
    match sign {
        "+" => Some(minutes),
        "-" => Some(-minutes),
        _ => None,
    }
}

fn number(digits: &str) -> Option<u32> {
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

fn days(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
