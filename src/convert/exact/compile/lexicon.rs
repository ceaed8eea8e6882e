//! OpenCC's text dictionaries: one entry a line, a key, a tab, and its values with spaces between.

/// The entries of one dictionary, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Each key with its values, the one that conversion uses first. There is at least one, which may be empty.
    pub entries: Vec<(String, Vec<String>)>,
}

/// A line that is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// Where the line begins, in bytes.
    pub start: usize,
    /// Where it ends, without its line break.
    pub end: usize,
    /// What is wrong.
    pub problem: &'static str,
}

impl Lexicon {
    /// Reads a dictionary. Comments (`#` first), empty lines and a byte order mark are passed over. The good lines
    /// survive the bad ones.
    pub fn parse(text: &str) -> (Self, Vec<LineError>) {
        let mut lexicon = Self::default();
        let mut errors = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let end = start + content.len();
            let entry = content.strip_prefix('\u{feff}').filter(|_| start == 0).unwrap_or(content);
            if !entry.trim().is_empty() && !entry.starts_with('#') {
                match Self::entry(entry) {
                    Ok(entry) => lexicon.entries.push(entry),
                    Err(problem) => errors.push(LineError { start, end, problem }),
                }
            }
            start += line.len();
        }
        (lexicon, errors)
    }

    fn entry(line: &str) -> Result<(String, Vec<String>), &'static str> {
        let (key, values) = line.split_once('\t').ok_or("an entry needs a tab between its key and its values")?;
        if key.is_empty() {
            return Err("an entry needs a key before its tab");
        }
        Ok((key.to_owned(), values.split(' ').map(str::to_owned).collect()))
    }
}
