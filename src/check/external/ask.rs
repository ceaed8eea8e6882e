//! The one place that speaks HTTP for a check.

use super::address::joined;
use super::{Answer, Ask, Attempt};
use crate::resolve::links::decoded;
use std::time::Duration;
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body};

/// How long a server may take for a whole answer.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How often an address may lead to another one.
const HOPS: u32 = 10;
/// A page of fewer letters than this is a shell for programs.
const FEW: usize = 200;
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
        let (mut at, mut for_good, mut cookies) = (address.to_owned(), true, false);
        for _ in 0..=HOPS {
            let answer = self.send(&at, whole).map_err(|error| failed(&error))?;
            let to =
                answer.headers().get(header::LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
            let Some(to) = to.filter(|_| answer.status().is_redirection()) else { return Ok((answer, at, for_good)) };
            for_good &= matches!(answer.status().as_u16(), 301 | 308);
            cookies |= answer.headers().contains_key(header::SET_COOKIE);
            let leads = || Attempt::Done(Answer::Dead(format!("leads on to `{to}`, which is no web page")));
            at = joined(&at, &to).ok_or_else(leads)?;
        }
        // Who gives cookies sends a browser round once, and lets it in with them.
        let circle = Answer::Dead(format!("leads on more than {HOPS} times"));
        Err(Attempt::Done(if cookies { Answer::Unknown } else { circle }))
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
    // It may be a date as well (RFC 9110, section 10.2.3): then it is no matter of seconds.
    let seconds = |after: &header::HeaderValue| after.to_str().ok()?.trim().parse().ok();
    let after = answer.headers().get(header::RETRY_AFTER).map(|after| seconds(after).unwrap_or(u64::MAX));
    Some(match status.as_u16() {
        // A login, a fee, a law, or no programs: people may well see the page.
        401 | 402 | 403 | 405 | 406 | 407 | 451 | 999 => Attempt::Done(Answer::Unknown),
        408 | 425 | 429 | 500 | 502 | 503 | 504 => Attempt::Later(why, after.map(Duration::from_secs)),
        _ => Attempt::Done(Answer::Dead(why)),
    })
}

/// Whether a page has something of this name: `id` or `name`. A page that cannot be read has everything: it is no HTML, it is
/// packed though nobody asked for that, or programs write it in the browser.
fn has(answer: &mut Response<Body>, fragment: &str) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.contains("html") || answer.headers().contains_key(header::CONTENT_ENCODING) {
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
    let is_named = |name: &String| text.match_indices(name.as_str()).any(|(at, _)| is_attribute(&text, at, name.len()));
    names.iter().any(is_named) || is_written_by_programs(&text)
}

/// Whether the value of an `id` or a `name` stands at `at` of a page.
fn is_attribute(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].trim_end_matches(['"', '\'']).trim_end();
    let Some(before) = before.strip_suffix('=').map(str::trim_end) else { return false };
    let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    let after = text[at + length..].chars().next();
    ["id", "name"].iter().any(|known| name.eq_ignore_ascii_case(known))
        && after.is_none_or(|c| "\"' >/\t\r\n".contains(c))
}

/// A page with programs and hardly a word has what these will put there.
fn is_written_by_programs(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let body = lower.find("<body").map_or(&*lower, |at| &lower[at..]);
    let (mut words, mut rest) = (0, body);
    while let Some((before, tag)) = rest.split_once('<') {
        words += before.chars().filter(|c| c.is_alphanumeric()).count();
        let skipped = ["script", "style", "noscript"].iter().find(|name| tag.starts_with(*name));
        let end = skipped.and_then(|name| tag.find(&format!("</{name}"))).unwrap_or(0);
        rest = tag[end..].split_once('>').map_or("", |(_, rest)| rest);
    }
    words < FEW && lower.contains("<script")
}

/// What to make of there being no answer.
fn failed(error: &ureq::Error) -> Attempt {
    match error {
        ureq::Error::HostNotFound => Attempt::Silence("names a host that cannot be found".to_owned()),
        ureq::Error::Timeout(_) => Attempt::Silence(format!("does not answer within {} seconds", TIMEOUT.as_secs())),
        ureq::Error::ConnectionFailed => Attempt::Silence("cannot be reached: nothing answers there".to_owned()),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            Attempt::Silence("cannot be reached: nothing answers there".to_owned())
        }
        // What looks names up gives no kind of its own.
        ureq::Error::Io(io) if io.to_string().contains("lookup address") => {
            Attempt::Silence("names a host that cannot be found".to_owned())
        }
        ureq::Error::Io(io) if io.to_string().contains("certificate") => {
            Attempt::Done(Answer::Dead("has a certificate that browsers do not trust".to_owned()))
        }
        ureq::Error::Io(_) => Attempt::Later("breaks off the connection".to_owned(), None),
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => {
            Attempt::Done(Answer::Dead("is no address that a server can be asked for".to_owned()))
        }
        // People's programs put up with much that ours does not.
        ureq::Error::Protocol(_) => Attempt::Done(Answer::Unknown),
        other => Attempt::Later(format!("cannot be reached: {other}"), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_a_page() {
        for (text, name, wanted) in [
            ("<p id=\"here\">", "here", true),
            ("<a NAME = here>", "here", true),
            ("<p id='here'>", "here", true),
            ("<p id=hereafter>", "here", false),
            ("<p class=\"here\">", "here", false),
            ("<p data-id=\"here\">", "here", false),
            ("here, id here", "here", false),
        ] {
            let found = text.match_indices(name).any(|(at, _)| is_attribute(text, at, name.len()));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn a_page_that_programs_write() {
        let shell = "<html><head><title>T</title><style>a{}</style></head><body><div id=root></div><script>var x = \"many words\
                     \";</script></body>";
        assert!(is_written_by_programs(shell));
        assert!(!is_written_by_programs(&shell.replace("<div", &format!("<p>{}</p><div", "words ".repeat(60)))));
        assert!(!is_written_by_programs("<p id=a>Few words.</p>"));
    }
}
