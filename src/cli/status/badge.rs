//! The status as a badge for a README: one line of SVG with each edition's share.

use super::Status;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The width of a letter of Verdana at 11 pixels, roughly; a wide character takes two. `textLength` makes it fit.
const LETTER: usize = 7;
/// The room on each side of a text.
const PADDING: usize = 5;

/// One part of a badge.
struct Part {
    text: String,
    colour: &'static str,
}

/// A badge: what it is about, then a part for each edition.
pub(super) fn of(status: &Status<'_>) -> String {
    let totals = status.grid.totals();
    let mut parts = vec![Part { text: "translated".to_owned(), colour: "#555" }];
    parts.extend(status.editions.iter().map(|edition| {
        let percent = totals[usize::from(edition.0)].percent();
        Part { text: format!("{} {percent}%", status.tag(*edition)), colour: colour(percent) }
    }));
    svg(&parts)
}

/// Each colour has a contrast of at least 4.5 : 1 to white.
fn colour(percent: u32) -> &'static str {
    match percent {
        100 => "#2a7a2a",
        80..100 => "#55730a",
        50..80 => "#8a6100",
        _ => "#b1361e",
    }
}

fn svg(parts: &[Part]) -> String {
    let mut boxes = String::new();
    let mut x = 0;
    for part in parts {
        let letters = part.text.width() * LETTER;
        let width = letters + 2 * PADDING;
        let text = escaped(&part.text);
        let _ = writeln!(boxes, "<rect x=\"{x}\" width=\"{width}\" height=\"20\" fill=\"{}\"/>", part.colour);
        let _ = writeln!(boxes, "<text x=\"{}\" y=\"14\" textLength=\"{letters}\">{text}</text>", x + PADDING);
        x += width;
    }
    let all: Vec<String> = parts.iter().map(|part| escaped(&part.text)).collect();
    let title = all.join(" · ");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{x}\" height=\"20\" role=\"img\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n{boxes}</g>\n</svg>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_as_wide_as_its_parts_and_says_what_it_shows() {
        let part = |text: &str| Part { text: text.to_owned(), colour: colour(50) };
        let badge = svg(&[part("a<b"), part("zh-Hans 50%")]);
        assert!(badge.contains("width=\"118\"") && badge.contains("<title>a&lt;b · zh-Hans 50%</title>"), "{badge}");
    }
}
