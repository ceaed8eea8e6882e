//! The one place that speaks HTTP for a check.

use super::address::joined;
use super::{Answer, Ask, Attempt};
use crate::resolve::links::decoded;
use std::time::Duration;
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body};

/// How long a server may take for a whole answer.
const TIMEOUT: Duration = Duration::from_secs(20);
/// How long it may take to say that it has one.
const HEAD: Duration = Duration::from_secs(10);
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
        if whole {
            return self.0.get(address).call();
        }
        self.0.head(address).config().timeout_global(Some(HEAD)).build().call()
    }

    /// The answer at the end of all redirections, the address there, and whether every one of them is for good.
    ///
    /// # Errors
    /// What to make of it if there is none.
    fn follow(&self, address: &str, whole: bool) -> Result<(Response<Body>, String, bool), Failed> {
        let (mut at, mut for_good, mut cookies) = (address.to_owned(), true, false);
        for _ in 0..=HOPS {
            let answer = self.send(&at, whole).map_err(|error| failed(&error))?;
            let to =
                answer.headers().get(header::LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
            let Some(to) = to.filter(|_| answer.status().is_redirection()) else { return Ok((answer, at, for_good)) };
            for_good &= matches!(answer.status().as_u16(), 301 | 308);
            cookies |= answer.headers().contains_key(header::SET_COOKIE);
            let leads = || Failed::Answer(Answer::Dead(format!("leads on to `{to}`, which is no web page")));
            at = joined(&at, &to).ok_or_else(leads)?;
        }
        // Who gives cookies sends a browser round once, and lets it in with them.
        let circle = Answer::Dead(format!("leads on more than {HOPS} times"));
        Err(Failed::Answer(if cookies { Answer::Unknown } else { circle }))
    }
}

/// Why there is nothing to read.
enum Failed {
    /// That is the answer, for every place on the page.
    Answer(Answer),
    /// It may be otherwise another time.
    Attempt(Attempt),
}

impl Failed {
    fn of(self, addresses: &[&str]) -> Attempt {
        match self {
            Self::Answer(answer) => Attempt::Done(vec![answer; addresses.len()]),
            Self::Attempt(attempt) => attempt,
        }
    }
}

/// The place on its page that an address names; empty if it is the page itself. `:~:` begins what browsers look for in
/// a page's text, and a name like `#!/a` is for programs.
fn place(address: &str) -> &str {
    let name = address.split_once('#').map_or("", |(_, name)| name).split(":~:").next().unwrap_or_default();
    if name.starts_with(['!', '/']) { "" } else { name }
}

impl Ask for Asker {
    fn ask(&self, page: &str, addresses: &[&str]) -> Attempt {
        // A place on a page is looked for in the page.
        let whole = addresses.iter().any(|address| !place(address).is_empty());
        let mut followed = self.follow(page, whole);
        // Servers that do not know HEAD say so in many ways; one that wants peace means it, and one that nobody reaches is not
        // there for GET either.
        let enough = match &followed {
            Ok((answer, ..)) => answer.status().is_success() || matches!(answer.status().as_u16(), 429 | 503),
            Err(Failed::Attempt(Attempt::Silence(_))) => true,
            Err(_) => false,
        };
        if !whole && !enough {
            followed = self.follow(page, true);
        }
        let (mut answer, at, for_good) = match followed {
            Err(failed) => return failed.of(addresses),
            Ok(followed) => followed,
        };
        if let Some(failed) = judged(&answer) {
            return failed.of(addresses);
        }
        let text = if whole { text(&mut answer) } else { None };
        let of = |address: &&str| match place(address) {
            name if !name.is_empty() && text.as_ref().is_some_and(|text| !has(text, name)) => {
                Answer::NoFragment(name.to_owned())
            }
            _ if at != page && for_good => Answer::Moved(format!("{at}{}", &address[page.len()..])),
            _ => Answer::Fine,
        };
        Attempt::Done(addresses.iter().map(of).collect())
    }
}

/// What a status says by itself; `None` if there is something to read.
fn judged(answer: &Response<Body>) -> Option<Failed> {
    let status = answer.status();
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        return None;
    }
    let why = match status.canonical_reason() {
        Some(reason) => format!("answers {} {reason}", status.as_u16()),
        None => format!("answers {}", status.as_u16()),
    };
    Some(match status.as_u16() {
        // A login, a fee, a law, or no programs: people may well see the page.
        401 | 402 | 403 | 405 | 406 | 407 | 451 | 999 => Failed::Answer(Answer::Unknown),
        408 | 425 | 429 | 500 | 502 | 503 | 504 => Failed::Attempt(Attempt::Later(why, wait(answer))),
        _ => Failed::Answer(Answer::Dead(why)),
    })
}

/// How long a server wants to be left in peace: so many seconds, or up to a date (RFC 9110, section 10.2.3), which is held
/// against the server's own clock. One that names neither wants more than anybody's patience.
fn wait(answer: &Response<Body>) -> Option<Duration> {
    let said = |name: header::HeaderName| answer.headers().get(name)?.to_str().ok().map(str::trim);
    let after = answer.headers().get(header::RETRY_AFTER)?;
    let after = after.to_str().unwrap_or_default().trim();
    let seconds = || after.parse().ok().map(Duration::from_secs);
    let date = || {
        let (then, now) =
            (httpdate::parse_http_date(after).ok()?, httpdate::parse_http_date(said(header::DATE)?).ok()?);
        Some(then.duration_since(now).unwrap_or_default())
    };
    Some(seconds().or_else(date).unwrap_or(Duration::MAX))
}

/// The text of a page. `None` for one that cannot be read: it is no HTML, or it is packed though nobody asked for that.
fn text(answer: &mut Response<Body>) -> Option<String> {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.contains("html") || answer.headers().contains_key(header::CONTENT_ENCODING) {
        return None;
    }
    let bytes = answer.body_mut().with_config().limit(PAGE).read_to_vec().ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a page has something of this name: `id` or `name`. One that programs write in the browser has everything.
fn has(text: &str, fragment: &str) -> bool {
    if fragment.eq_ignore_ascii_case("top") {
        return true;
    }
    // Sites like GitHub put something before the ids of what people write.
    let names = [fragment, &decoded(fragment)].map(|name| [name.to_owned(), format!("user-content-{name}")]).concat();
    let is_named = |name: &String| text.match_indices(name.as_str()).any(|(at, _)| is_attribute(text, at, name.len()));
    names.iter().any(is_named) || is_written_by_programs(text)
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
fn failed(error: &ureq::Error) -> Failed {
    let silence = |why: &str| Failed::Attempt(Attempt::Silence(why.to_owned()));
    let dead = |why: &str| Failed::Answer(Answer::Dead(why.to_owned()));
    match error {
        ureq::Error::HostNotFound => silence("names a host that cannot be found"),
        ureq::Error::Timeout(_) => {
            Failed::Attempt(Attempt::Hanging(format!("does not answer within {} seconds", TIMEOUT.as_secs())))
        }
        ureq::Error::ConnectionFailed => silence("cannot be reached: nothing answers there"),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            silence("cannot be reached: nothing answers there")
        }
        // What looks names up gives no kind of its own.
        ureq::Error::Io(io) if io.to_string().contains("lookup address") => {
            silence("names a host that cannot be found")
        }
        ureq::Error::Io(io) if io.to_string().contains("certificate") => {
            dead("has a certificate that browsers do not trust")
        }
        ureq::Error::Io(_) => Failed::Attempt(Attempt::Later("breaks off the connection".to_owned(), None)),
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => dead("is no address that a server can be asked for"),
        // People's programs put up with much that ours does not.
        ureq::Error::Protocol(_) => Failed::Answer(Answer::Unknown),
        other => Failed::Attempt(Attempt::Later(format!("cannot be reached: {other}"), None)),
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
    fn servers_say_how_long_in_seconds_or_by_a_date() {
        let wait = |after: Option<&str>, date: Option<&str>| {
            let mut answer = Response::builder().status(429);
            for (name, value) in [(header::RETRY_AFTER, after), (header::DATE, date)] {
                answer = value.into_iter().fold(answer, |answer, value| answer.header(&name, value));
            }
            super::wait(&answer.body(Body::builder().data("")).unwrap())
        };
        let date = Some("Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(wait(None, date), None);
        assert_eq!(wait(Some(" 12 "), None), Some(Duration::from_secs(12)));
        assert_eq!(wait(Some("Wed, 21 Oct 2015 07:28:20 GMT"), date), Some(Duration::from_secs(20)));
        assert_eq!(wait(Some("Wednesday, 21-Oct-15 07:29:00 GMT"), date), Some(Duration::from_secs(60)), "an old form");
        assert_eq!(wait(Some("Wed, 21 Oct 2015 07:27:00 GMT"), date), Some(Duration::ZERO), "it is over");
        assert_eq!(wait(Some("Wed, 21 Oct 2015 07:28:20 GMT"), None), Some(Duration::MAX), "by whose clock?");
        assert_eq!(wait(Some("soon"), date), Some(Duration::MAX));
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
