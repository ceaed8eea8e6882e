//! Who may ask: requests that name this server, and for changes only pages that it served itself.
//!
//! A page elsewhere may make a reader's browser ask `127.0.0.1` under a name of its own (DNS rebinding); such a request
//! carries that name in `Host`. An address in numbers cannot be rebound, so it is always welcome.

use axum::http::{HeaderMap, header};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;

/// The header that a page of the preview proves itself with.
pub const TOKEN: &str = "x-yiben-token";

/// The rules.
#[derive(Debug)]
pub struct Guard {
    /// What a page must know to change anything; `None` where nothing may be changed.
    token: Option<String>,
}

impl Guard {
    /// The rules of a new server; with `edit`, its pages may change files.
    pub fn new(edit: bool) -> Self {
        Self { token: edit.then(token) }
    }

    /// What the server's own pages are told; `None` where nothing may be changed.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Whether the request was made to this server by a name of its own: an address in numbers, or `localhost`.
    pub fn knows(headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        match (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) {
            (Some(host), None) => is_own(host),
            _ => false,
        }
    }

    /// Whether the request comes from a page that this server served, and that it gave its token.
    pub fn trusts(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let Some(token) = &self.token else { return false };
        let given = headers.get(TOKEN).is_some_and(|given| same(given.as_bytes(), token.as_bytes()));
        let host = text(header::HOST).unwrap_or_default();
        let origin = text(header::ORIGIN).is_some_and(|origin| origin.eq_ignore_ascii_case(&format!("http://{host}")));
        let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin");
        given && origin && site && Self::knows(headers)
    }
}

/// Whether `host`, perhaps with a port, is an address in numbers or a name that always means this machine.
fn is_own(host: &str) -> bool {
    let without_port = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    };
    let name = without_port.strip_suffix('.').unwrap_or(without_port).to_ascii_lowercase();
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name);
    name == "localhost" || name.ends_with(".localhost") || bare.parse::<IpAddr>().is_ok()
}

/// Compares in a time that does not depend on where the two differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |found, (a, b)| found | (a ^ b)) == 0
}

/// 128 bits that nobody can guess: the standard library's hash keys come from the system's random numbers.
fn token() -> String {
    let half = |salt: u8| RandomState::new().hash_one((salt, std::process::id(), std::time::SystemTime::now()));
    format!("{:016x}{:016x}", half(1), half(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_names_that_cannot_be_rebound_are_known() {
        // (host, whether it is this server's, why)
        let cases = [
            ("127.0.0.1:4000", true, "the usual one"),
            ("localhost", true, "browsers resolve it themselves (RFC 6761)"),
            ("LOCALHOST.:80", true, "case and the root's dot do not matter"),
            ("book.localhost:4000", true, "so do names below it"),
            ("[::1]:4000", true, "version 6"),
            ("192.168.1.7:4000", true, "an address in numbers is not looked up"),
            ("evil.example:4000", false, "a name that its owner may point anywhere"),
            ("127.0.0.1.evil.example", false, "a name that looks like an address"),
            ("localhost.evil.example", false, "a name that looks like this machine"),
            ("notlocalhost", false, "another name"),
            ("", false, "no name at all"),
        ];
        for (host, known, why) in cases {
            assert_eq!(Guard::knows(&headers(&[("host", host)])), known, "{host}: {why}");
        }
        assert!(!Guard::knows(&HeaderMap::new()), "HTTP/1.1 asks for it");
        assert!(!Guard::knows(&headers(&[("host", "localhost"), ("host", "evil.example")])), "two names");
    }

    #[test]
    fn only_its_own_pages_may_change_anything() {
        let guard = Guard::new(true);
        let token = guard.token().unwrap().to_owned();
        let own = [("host", "localhost:4000"), ("origin", "http://localhost:4000"), (TOKEN, token.as_str())];
        assert!(guard.trusts(&headers(&own)));
        let without = |name: &str| own.iter().copied().filter(|(own, _)| *own != name).collect::<Vec<_>>();
        let with = |name: &'static str, value: &'static str| {
            let mut list = without(name);
            list.push((name, value));
            list
        };
        for list in [
            without(TOKEN),
            without("origin"),
            with("origin", "http://localhost:4001"),
            with("origin", "null"),
            with("sec-fetch-site", "same-site"),
            with(TOKEN, "0"),
            with("host", "evil.example"),
        ] {
            assert!(!guard.trusts(&headers(&list)), "{list:?}");
        }
        assert!(!Guard::new(false).trusts(&headers(&own)), "nothing may be changed without --edit");
        assert_ne!(Guard::new(true).token(), Guard::new(true).token());
    }
}
