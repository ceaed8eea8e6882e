//! A title in lines: Latin words whole, Han anywhere but before closing and after opening punctuation (clreq, 3.1.3).

/// What may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）」』】》〉〕”’…—·～,.;:?!)]}%";

/// What may not end a line.
const NOT_LAST: &str = "（「『【《〈〔“‘([{";

/// The pieces of `text` that stay on one line, blanks at their ends.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let is_wide = |c: char| c >= '\u{2E80}';
    let mut previous: Option<char> = None;
    for c in text.chars() {
        let joined = previous.is_some_and(|before| {
            let between_words = !is_wide(before) && !is_wide(c) && !before.is_whitespace();
            c.is_whitespace() || between_words || NOT_FIRST.contains(c) || NOT_LAST.contains(before)
        });
        match pieces.last_mut().filter(|_| joined) {
            Some(last) => last.push(c),
            None => pieces.push(c.to_string()),
        }
        previous = Some(c);
    }
    pieces
}

/// The lines of `text`, each at most `width` wide by `measure`, as even as they can be: the narrowest width that needs no
/// more lines. At most `most` lines; what is beyond is cut with an ellipsis.
pub fn broken(text: &str, width: f32, most: usize, measure: &dyn Fn(&str) -> f32) -> Option<Vec<String>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = pieces(&text);
    let lines = filled(&pieces, width, measure);
    if lines.len() > most {
        return None;
    }
    let mut best = lines;
    for step in 1..12_u8 {
        let tried = filled(&pieces, width * (1.0 - f32::from(step) * 0.05), measure);
        if tried.len() > best.len() || tried.iter().any(|line| measure(line) > width) {
            break;
        }
        best = tried;
    }
    Some(best)
}

/// As many pieces in each line as fit.
fn filled(pieces: &[String], width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && measure(longer.trim_end()) > width {
            lines.push(line.trim_end().to_owned());
            line = piece.clone();
        } else {
            line = longer;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The beginning of `text` that fits into `most` lines, with an ellipsis.
pub fn cut(text: &str, width: f32, most: usize, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let fits = |length: usize| {
        let beginning: String = characters[..length].iter().collect();
        broken(&format!("{}…", beginning.trim_end()), width, most, measure)
            .filter(|lines| lines.iter().all(|line| measure(line) <= width))
    };
    // A longer beginning never needs fewer lines, so the longest that fits is found by halves.
    let (mut least, mut most_fitting) = (0, characters.len());
    while least + 1 < most_fitting {
        let middle = usize::midpoint(least, most_fitting);
        if fits(middle).is_some() { least = middle } else { most_fitting = middle }
    }
    fits(least).unwrap_or_else(|| vec!["…".to_owned()])
}
