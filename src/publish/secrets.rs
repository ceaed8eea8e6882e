//! Credentials in messages: what others say is shown without them.

/// The texts that no message may hold.
#[derive(Clone, Default)]
pub struct Secrets(Vec<String>);

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

/// Names of environment variables whose values are credentials begin or end like this.
const MARKS: &[&str] =
    &["TOKEN", "SECRET", "PASSWORD", "PASSWD", "ACCESS_KEY", "ACCESS_KEY_ID", "CREDENTIALS", "API_KEY"];

/// Shorter values would be found by chance.
const SHORTEST: usize = 6;

impl Secrets {
    /// The credentials among `variables` of the environment, by their names.
    pub fn among(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let is_secret = |name: &str| {
            let name = name.to_ascii_uppercase();
            MARKS.iter().any(|mark| name.ends_with(mark) || name.starts_with(mark))
        };
        let found = variables.into_iter().filter(|(name, value)| is_secret(name) && value.len() >= SHORTEST);
        let mut values: Vec<_> = found.map(|(_, value)| value).collect();
        // A value that holds another one goes first, or its rest would stand there.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        Self(values)
    }

    /// `text` with `***` for every credential: the known ones, those in addresses, and signatures.
    pub fn hidden(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.0 {
            text = text.replace(secret, "***");
        }
        without_users(&signatures(&text))
    }
}

/// Takes out what stands before the `@` of an address.
fn without_users(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after.find(|c: char| c.is_whitespace() || "/'\"<>`".contains(c)).unwrap_or(after.len());
        match after[..end].rfind('@') {
            Some(user) => {
                out.push_str("***");
                rest = &after[user..];
            }
            None => rest = after,
        }
    }
    out + rest
}

/// Takes out the signature of a signed address.
fn signatures(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("X-Amz-") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let end = after.find(|c: char| c.is_whitespace() || "&)\"'<".contains(c)).unwrap_or(after.len());
        let name = after[..end].split_once('=').map(|(name, _)| name);
        match name {
            Some(name) => out.push_str(&format!("{name}=***")),
            None => out.push_str(&after[..end]),
        }
        rest = &after[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_shows_a_credential() {
        let secrets = Secrets::among(
            [
                ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"),
                ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG"),
                ("GITHUB_TOKEN", "ghs_0123456789"),
                ("EDITOR", "emacs-editor"),
                ("DB_PASSWORD", "abc"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        for (text, wanted) in [
            ("the key AKIAEXAMPLE does not exist", "the key *** does not exist"),
            ("fatal: https://x:ghs_0123456789@example.org/a.git", "fatal: https://***@example.org/a.git"),
            ("unable to access 'https://user:secret@host/a b'", "unable to access 'https://***@host/a b'"),
            ("ssh://git@example.org/a", "ssh://***@example.org/a"),
            ("GET http://s/b?X-Amz-Signature=0af1&x=1 failed", "GET http://s/b?X-Amz-Signature=***&x=1 failed"),
            ("emacs-editor abc", "emacs-editor abc"),
            ("mail me at a@b.example", "mail me at a@b.example"),
        ] {
            assert_eq!(secrets.hidden(text), wanted);
        }
        assert_eq!(format!("{secrets:?}"), "Secrets(3)");
    }
}
