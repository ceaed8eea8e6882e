//! Links that lead elsewhere: each address is asked once, politely, and what it answers is said at every place that names it.
//!
//! 1. [`links`] gathers the addresses with their places;
//! 2. [`rounds`] asks them, each host in turn and few hosts at a time, through [`ask`], and remembers good answers in a
//!    [`Memory`];
//! 3. [`findings`] says what is wrong with them.

mod address;
#[cfg(feature = "external")]
mod ask;
mod memory;
pub mod rounds;

pub use memory::Memory;

use super::Input;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::links::{Index, Resolver};
use crate::resolve::plan::{Origin, PageId, Target};
use crate::source::{RelPath, Span};
use std::collections::BTreeMap;
use std::time::Duration;

/// Addresses, as they are asked for, with every place that names them: the file, where in it, and how it is written there.
pub type Links = BTreeMap<String, Vec<(RelPath, Span, Box<str>)>>;

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is something to read.
    Fine,
    /// There is, at another address from now on.
    Moved(String),
    /// There is not, and why.
    Dead(String),
    /// Nobody answers there, and why.
    Silent(String),
    /// The page is there, but has nothing of this name.
    NoFragment(String),
    /// Nothing can be said: it wants a login, or no programs.
    Unknown,
}

/// What one attempt brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// An answer for each address.
    Done(Vec<Answer>),
    /// Nothing that lasts: it may be otherwise later, after this time if the server said so.
    Later(String, Option<Duration>),
    /// Nobody answered, and why: what is true of the whole host.
    Silence(String),
    /// The same, after a long wait.
    Hanging(String),
}

/// Somebody who asks addresses.
pub trait Ask: Sync {
    /// Asks one page, once, for these addresses: the page itself, and places on it.
    fn ask(&self, page: &str, addresses: &[&str]) -> Attempt;
}

/// Whoever asks the real servers; `None` if this yiben was built without that.
pub fn asker() -> Option<Box<dyn Ask>> {
    #[cfg(feature = "external")]
    return Some(Box::new(ask::Asker::new()));
    #[cfg(not(feature = "external"))]
    None
}

/// All addresses elsewhere that documents name, but for those that the settings leave out.
pub fn links(input: &Input<'_>) -> Links {
    let index = Index::new(input.config, input.library, input.plan);
    let resolver = Resolver::new(input.config, input.library, input.plan, &index);
    let mut links = Links::new();
    for (at, page) in (0_u32..).zip(&input.plan.pages) {
        let Origin::Authored(translation) = page.origin else { continue };
        let translation = &input.library.translations[translation.0 as usize];
        if page.part.0 > 1 || translation.links.is_empty() {
            continue;
        }
        for (link, target) in translation.links.iter().zip(resolver.page(PageId(at)).0) {
            let Target::Elsewhere(_) = target else { continue };
            if resolver.own_address(PageId(at), link).is_some() {
                continue;
            }
            let Some(address) = address::asked(&link.destination) else { continue };
            let is_meant = |pattern: &String| fits(pattern, &address) || fits(pattern, &link.destination);
            if input.config.ignore_links.iter().any(is_meant) {
                continue;
            }
            let place = (translation.path.clone(), link.span, link.destination.clone());
            let places = links.entry(address).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    links
}

/// Whether a pattern, in which `*` stands for anything, is the whole of an address.
fn fits(pattern: &str, address: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == address,
        Some((before, rest)) => address.strip_prefix(before).is_some_and(|left| {
            left.char_indices().map(|(at, _)| &left[at..]).chain([""]).any(|left| fits(rest, left))
        }),
    }
}

/// What is to be said of these answers, in the order of the addresses.
pub fn findings(links: &Links, answers: &BTreeMap<String, Answer>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (address, places) in links {
        for (path, span, written) in places {
            let (code, message, help) = match answers.get(address) {
                Some(Answer::Dead(why) | Answer::Silent(why)) => {
                    let help = "mend the address, or take the link away; a comment says that it is right for people";
                    (Code::DeadLink, format!("`{written}` {why}"), help.to_owned())
                }
                Some(Answer::NoFragment(name)) => {
                    let help = "open the page and take the address of the place from there";
                    (Code::DeadLink, format!("the page of `{written}` has no `#{name}`"), help.to_owned())
                }
                Some(Answer::Moved(to)) => {
                    (Code::MovedLink, format!("`{written}` has moved for good"), format!("write `{to}`"))
                }
                Some(Answer::Fine | Answer::Unknown) | None => continue,
            };
            found.push(Diagnostic::new(code, path, message).at(*span).help(help));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_leave_addresses_out() {
        let cases = [
            ("https://example.org/*", "https://example.org/a/b", true),
            ("https://example.org/", "https://example.org/a", false),
            ("*://localhost*", "http://localhost:4000/a", true),
            ("*/private/*", "https://example.org/private/x", true),
            ("*/private/*", "https://example.org/public/x", false),
            ("*", "https://example.org/", true),
        ];
        for (pattern, address, wanted) in cases {
            assert_eq!(fits(pattern, address), wanted, "{pattern} {address}");
        }
    }
}
