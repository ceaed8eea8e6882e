//! Who may ask: requests that name this server.
//!
//! A page elsewhere may make a reader's browser ask `127.0.0.1` under a name of its own (DNS rebinding); such a request
//! carries that name in `Host`. An address in numbers cannot be rebound, so it is always welcome.

use axum::http::{HeaderMap, header};
use std::net::IpAddr;

/// The rules.
#[derive(Debug)]
pub struct Guard;

impl Guard {
    /// Whether the request was made to this server by a name of its own: an address in numbers, or `localhost`.
    pub fn knows(headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        match (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) {
            (Some(host), None) => is_own(host),
            _ => false,
        }
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
}
