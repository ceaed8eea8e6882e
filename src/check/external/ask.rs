//! The one place that speaks HTTP for a check.

use super::{Answer, Ask, Attempt};
use crate::resolve::links::decoded;
use std::time::Duration;
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body};

/// How long a server may take for a whole answer.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How often an address may lead to another one.
const HOPS: u32 = 10;
/// How much of a page is read for its fragments, in bytes.
const PAGE: u64 = 8 << 20;

/// Asks web servers.
pub struct Asker(Agent);

impl Asker {
    /// With our name and our patience.
    pub fn new() -> Self {
        let agent = concat!("yiben/", env!("CARGO_PKG_VERSION"), " (link check)");
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .user_agent(agent)
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .build();
        Self(config.into())
    }

    fn send(&self, address: &str, whole: bool) -> Result<Response<Body>, ureq::Error> {
        if whole { self.0.get(address).call() } else { self.0.head(address).call() }
    }

    /// The answer at the end of all redirections, the address there, and whether every one of them is for good.
    ///
    /// # Errors
    /// What to make of it if there is none.
    fn follow(&self, address: &str, whole: bool) -> Result<(Response<Body>, String, bool), Attempt> {
        let (mut at, mut for_good) = (address.to_owned(), true);
        for _ in 0..=HOPS {
            let answer = self.send(&at, whole).map_err(|error| failed(&error))?;
            let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            let Some(to) = to.filter(|_| answer.status().is_redirection()) else { return Ok((answer, at, for_good)) };
            for_good &= matches!(answer.status().as_u16(), 301 | 308);
            at = joined(&at, to);
        }
        Err(Attempt::Done(Answer::Dead(format!("leads on more than {HOPS} times"))))
    }
}

impl Ask for Asker {
    fn ask(&self, address: &str) -> Attempt {
        let (page, fragment) = address.split_once('#').map_or((address, ""), |(page, name)| (page, name));
        // A place on a page is looked for in the page; `:~:` begins what browsers look for in its text.
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        let whole = !fragment.is_empty() && !fragment.starts_with(['!', '/']);
        let mut followed = self.follow(page, whole);
        // Servers that do not know HEAD say so in many ways; one that wants peace means it.
        let enough =
            |answer: &Response<Body>| answer.status().is_success() || matches!(answer.status().as_u16(), 429 | 503);
        if !whole && !matches!(&followed, Ok((answer, ..)) if enough(answer)) {
            followed = self.follow(page, true);
        }
        match followed {
            Err(attempt) => attempt,
            Ok((mut answer, at, for_good)) => match judged(&answer) {
                Some(attempt) => attempt,
                None if whole && !has(&mut answer, fragment) => Attempt::Done(Answer::NoFragment(fragment.to_owned())),
                None if at != page && for_good => {
                    let fragment = address[page.len()..].to_owned();
                    Attempt::Done(Answer::Moved(at + &fragment))
                }
                None => Attempt::Done(Answer::Fine),
            },
        }
    }
}

/// What a status says by itself; `None` if there is something to read.
fn judged(answer: &Response<Body>) -> Option<Attempt> {
    let status = answer.status();
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        return None;
    }
    let why = match status.canonical_reason() {
        Some(reason) => format!("answers {} {reason}", status.as_u16()),
        None => format!("answers {}", status.as_u16()),
    };
    let after = answer.headers().get(header::RETRY_AFTER).and_then(|after| after.to_str().ok()?.trim().parse().ok());
    Some(match status.as_u16() {
        // A login, a fee, a law, or no programs: people may well see the page.
        401 | 402 | 403 | 405 | 406 | 407 | 451 | 999 => Attempt::Done(Answer::Unknown),
        408 | 425 | 429 | 500 | 502 | 503 | 504 => Attempt::Later(why, after.map(Duration::from_secs)),
        _ => Attempt::Done(Answer::Dead(why)),
    })
}

/// Whether a page has something of this name: `id` or `name`. A page that is no HTML has everything.
fn has(answer: &mut Response<Body>, fragment: &str) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.contains("html") {
        return true;
    }
    let Ok(bytes) = answer.body_mut().with_config().limit(PAGE).read_to_vec() else { return true };
    let text = String::from_utf8_lossy(&bytes);
    let decoded = decoded(fragment);
    if fragment.eq_ignore_ascii_case("top") {
        return true;
    }
    // Sites like GitHub put something before the ids of what people write.
    let names = [fragment, &decoded].map(|name| [name.to_owned(), format!("user-content-{name}")]).concat();
    names.iter().any(|name| {
        text.match_indices(name.as_str()).any(|(at, _)| {
            let before = text[..at].trim_end_matches(['"', '\'']).trim_end().trim_end_matches('=').trim_end();
            let after = text[at + name.len()..].chars().next();
            (before.ends_with("id") || before.ends_with("name")) && after.is_none_or(|c| "\"' >/\t\n".contains(c))
        })
    })
}

/// Where `to` leads from `from` (RFC 3986, section 5.2, without dot segments, which servers resolve).
fn joined(from: &str, to: &str) -> String {
    let to = to.split('#').next().unwrap_or(to);
    let (scheme, rest) = from.split_once("://").unwrap_or(("http", from));
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // A query may hold a whole address: `login?next=https://…`.
    let scheme_of_its_own = to.split_once("://").is_some_and(|(before, _)| !before.contains(['/', '?']));
    if scheme_of_its_own {
        to.to_owned()
    } else if to.starts_with("//") {
        format!("{scheme}:{to}")
    } else if to.starts_with('/') {
        format!("{scheme}://{host}{to}")
    } else {
        let path = rest[host.len()..].split(['?', '#']).next().unwrap_or_default();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{host}{folder}/{to}")
    }
}

/// What to make of there being no answer.
fn failed(error: &ureq::Error) -> Attempt {
    match error {
        ureq::Error::HostNotFound => Attempt::Silence("names a host that does not exist".to_owned()),
        ureq::Error::Timeout(_) => Attempt::Silence(format!("does not answer within {} seconds", TIMEOUT.as_secs())),
        ureq::Error::ConnectionFailed => Attempt::Silence("cannot be reached: nothing answers there".to_owned()),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            Attempt::Silence("cannot be reached: nothing answers there".to_owned())
        }
        other => Attempt::Later(format!("cannot be reached: {other}"), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirections_are_joined() {
        let from = "https://example.org/a/b?q#f";
        for (to, wanted) in [
            ("https://other.example/x", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/x?y", "https://example.org/x?y"),
            ("c/", "https://example.org/a/c/"),
            ("/login?next=https://example.org/", "https://example.org/login?next=https://example.org/"),
        ] {
            assert_eq!(joined(from, to), wanted);
        }
        assert_eq!(joined("http://example.org", "x"), "http://example.org/x");
    }
}
