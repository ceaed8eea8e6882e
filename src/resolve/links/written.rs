//! A destination as written, taken apart.

/// The parts of a destination inside the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The path, percent-decoded.
    pub(super) path: String,
    /// The query, without `?`.
    pub(super) query: Option<String>,
    /// The fragment, without `#`, percent-decoded.
    pub(super) fragment: Option<String>,
}

impl Written {
    /// Takes `destination` apart; `None` if it leads out of the site or is to be passed through.
    pub(super) fn read(destination: &str) -> Option<Self> {
        let destination = destination.trim();
        if destination.starts_with("//") || destination == "#" || destination == "#top" || has_scheme(destination) {
            return None;
        }
        let (rest, fragment) = match destination.split_once('#') {
            Some((rest, fragment)) => (rest, Some(decoded(fragment))),
            None => (destination, None),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (rest, None),
        };
        // A fragment that names a piece of text is the browser's own.
        if path.is_empty() && (query.is_some() || fragment.as_deref().is_some_and(|id| id.starts_with(":~:"))) {
            return None;
        }
        Some(Self { path: decoded(path), query, fragment })
    }

    /// What follows the path in `destination`: query and fragment with their marks.
    pub(super) fn rest<'d>(&self, destination: &'d str) -> &'d str {
        destination.find(['?', '#']).map_or("", |at| &destination[at..])
    }
}

/// Whether a destination begins with a scheme (RFC 3986, 3.1). One letter is a Windows drive and no scheme.
fn has_scheme(destination: &str) -> bool {
    let Some((scheme, _)) = destination.split_once(':') else { return false };
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// `text` with its `%XX` decoded; as it stands where that gives no UTF-8.
pub fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |offset: usize| bytes.get(at + offset).and_then(|byte| char::from(*byte).to_digit(16));
        match (bytes[at], digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
            }
            (byte, _, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
