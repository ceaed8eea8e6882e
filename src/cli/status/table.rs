//! The status as a table for people: columns that stand under each other whatever the width of their characters.

use super::Status;
use crate::content::DocKey;
use crate::resolve::coverage::{Counts, State};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// What stands between two columns.
const GAP: usize = 2;

/// Documents or folders, then a summary of each edition.
pub(super) fn of(status: &Status<'_>) -> String {
    let first = match &status.folders {
        Some(folders) => folder_rows(status, folders.iter()),
        None => document_rows(status),
    };
    format!("{}\n{}", aligned(&first, 0), aligned(&summary(status), 2))
}

fn head(status: &Status<'_>, first: &str) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(status.editions.iter().map(|edition| status.tag(*edition))).collect()
}

fn document_rows(status: &Status<'_>) -> Vec<Vec<String>> {
    let rows = status.grid.rows.iter().map(|row| {
        let cells = status.editions.iter().map(|edition| row.cells[usize::from(edition.0)].state.name().to_owned());
        std::iter::once(row.key.to_string()).chain(cells).collect()
    });
    std::iter::once(head(status, "document")).chain(rows).collect()
}

fn folder_rows<'c>(
    status: &Status<'_>,
    folders: impl Iterator<Item = (&'c DocKey, &'c Vec<Counts>)>,
) -> Vec<Vec<String>> {
    let rows = folders.map(|(key, counts)| {
        let cells = status.editions.iter().map(|edition| folder_cell(&counts[usize::from(edition.0)]));
        std::iter::once(key.to_string()).chain(cells).collect()
    });
    std::iter::once(head(status, "folder")).chain(rows).collect()
}

/// `3 of 5`, and how many of the others are outdated.
fn folder_cell(counts: &Counts) -> String {
    let outdated = match counts.of(State::Outdated) {
        0 => String::new(),
        number => format!(", {number} outdated"),
    };
    format!("{} of {}{outdated}", counts.done(), counts.all())
}

fn summary(status: &Status<'_>) -> Vec<Vec<String>> {
    let mut head = vec!["edition".to_owned(), "label".to_owned()];
    head.extend(State::ALL.iter().map(|state| state.name().to_owned()));
    head.extend(["done".to_owned(), "words left".to_owned()]);
    let totals = status.grid.totals();
    let rows = status.editions.iter().map(|edition| {
        let counts = &totals[usize::from(edition.0)];
        let mut row = vec![status.tag(*edition), status.config.edition(*edition).label().to_owned()];
        row.extend(State::ALL.iter().map(|state| counts.of(*state).to_string()));
        row.extend([format!("{} %", counts.percent()), counts.words.to_string()]);
        row
    });
    std::iter::once(head).chain(rows).collect()
}

/// Lines of cells; from the column `numbers` on, where that is not 0, cells stand at the right.
fn aligned(rows: &[Vec<String>], numbers: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, at: usize| row.get(at).map_or(0, |text| text.width());
    let widths: Vec<usize> = (0..columns).map(|at| rows.iter().map(|row| cell(row, at)).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, text) in row.iter().enumerate() {
            let room = " ".repeat(widths[at] - text.width());
            let right = numbers > 0 && at >= numbers;
            let (before, after) = if right { (room.as_str(), "") } else { ("", room.as_str()) };
            let gap = if at == 0 { 0 } else { GAP };
            let _ = write!(line, "{:gap$}{before}{text}{after}", "");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_their_characters() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let table = aligned(&[row(&["名字", "n", "9"]), row(&["a", "繁體", "10"])], 2);
        assert_eq!(table, "名字  n      9\na     繁體  10\n");
    }
}
