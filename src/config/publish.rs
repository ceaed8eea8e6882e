//! `[publish.<name>]`: the places that `yiben publish` sends the site to. No key of them holds a credential.

use super::BaseUrl;
use super::table::{At, Entry, Findings, Table};
use crate::diagnostic::Code;
use crate::source::Span;

/// One place that the site is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name, as `--to` gives it: letters, digits, `-` and `_`.
    pub name: String,
    /// Where the site stands there, where that is not the site's own `base-url`.
    pub base_url: Option<String>,
    /// What kind of place it is.
    pub kind: Kind,
    /// Where the table stands in book.toml.
    pub span: Span,
}

/// A kind of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder of this machine.
    Folder {
        /// The folder, relative to the project.
        path: String,
    },
    /// A branch of a git repository.
    Git {
        /// A remote's name, an address, or a path.
        remote: String,
        /// The branch.
        branch: String,
        /// What becomes of what was published before.
        history: History,
    },
    /// A bucket of an object store that speaks S3.
    Store {
        /// The bucket.
        bucket: String,
        /// What every object's name begins with, without slashes at its ends; may be empty.
        prefix: String,
        /// The store's address, where it is not Amazon's.
        endpoint: Option<String>,
        /// The region, where the environment does not say it.
        region: Option<String>,
    },
}

/// What becomes of the former commits of a branch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// Each publication is a commit after the one before.
    #[default]
    Keep,
    /// The branch has one commit, the latest publication.
    Replace,
}

/// The branch where none is named.
const BRANCH: &str = "gh-pages";

/// Reads every table of `[publish]`.
pub(super) fn read(table: &Table<'_, '_>, findings: &mut Findings<'_>) -> Vec<Target> {
    table.entries().iter().filter_map(|entry| target(table, entry, findings)).collect()
}

fn target(table: &Table<'_, '_>, entry: &Entry<'_, '_>, findings: &mut Findings<'_>) -> Option<Target> {
    let dotted = table.dotted(entry.key);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if entry.key.is_empty() || !entry.key.chars().all(is_plain) || entry.key.starts_with('-') {
        let help = "use letters from a to z, digits, `-` and `_`";
        findings.add_help(Code::ConfigKey, entry.key_span, format!("`{}` cannot name a target", entry.key), help);
        return None;
    }
    let mut inner = super::table::table(entry.value, dotted.clone(), findings)?;
    let ways = ["folder", "git", "s3"].into_iter().filter(|way| inner.has(way)).count();
    if ways != 1 {
        let message = if ways == 0 {
            format!("`{dotted}` does not say where the site goes")
        } else {
            format!("`{dotted}` names more than one place")
        };
        let help = "give it one of `folder = \"…\"`, `git = \"…\"` and `s3 = \"…\"`";
        findings.add_help(Code::ConfigValue, entry.key_span, message, help);
        return None;
    }
    let base_url = inner.text("base-url", findings).and_then(|given| base_url(given, findings));
    let kind = if inner.has("folder") {
        folder(&mut inner, findings)
    } else if inner.has("git") {
        git(&mut inner, findings)
    } else {
        store(&mut inner, findings)
    };
    inner.finish(findings);
    Some(Target { name: entry.key.to_owned(), base_url, kind: kind?, span: entry.key_span })
}

fn base_url(given: At<String>, findings: &mut Findings<'_>) -> Option<String> {
    match BaseUrl::parse(&given.value) {
        Ok(_) => Some(given.value),
        Err(wrong) => {
            findings.add(Code::ConfigValue, given.part(wrong.at.clone()), format!("`{}` {wrong}", given.value));
            None
        }
    }
}

fn folder(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Option<Kind> {
    let path = filled(table, "folder", findings)?;
    Some(Kind::Folder { path: path.value })
}

fn git(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Option<Kind> {
    const HISTORIES: &[(&str, History)] = &[("keep", History::Keep), ("replace", History::Replace)];
    let remote = without_password(filled(table, "git", findings), &table.dotted("git"), findings);
    let branch = table.text("branch", findings);
    let history = table.choice("history", HISTORIES, findings).unwrap_or_default();
    let branch = match branch {
        Some(branch) if !is_branch(&branch.value) => {
            let message = format!("`{}` cannot be a branch", branch.value);
            findings.add_help(Code::ConfigValue, branch.span, message, "name it as git does, such as `gh-pages`");
            return None;
        }
        Some(branch) => branch.value,
        None => BRANCH.to_owned(),
    };
    let remote = remote?;
    if remote.value.starts_with('-') {
        findings.add(Code::ConfigValue, remote.span, format!("`{}` cannot be a repository", remote.value));
        return None;
    }
    Some(Kind::Git { remote: remote.value, branch, history })
}

/// The rules of `git check-ref-format` for a branch.
fn is_branch(name: &str) -> bool {
    let parts_are_sound =
        name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock"));
    let forbidden = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    parts_are_sound
        && !name.starts_with('-')
        && !name.ends_with('.')
        && !name.contains("..")
        && !name.contains("@{")
        && !name.contains(forbidden)
        && name != "@"
        && !name.starts_with("refs/")
}

fn store(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Option<Kind> {
    let given = filled(table, "s3", findings);
    let prefix = table.text("prefix", findings).map(|prefix| prefix.value);
    let endpoint = table.text("endpoint", findings);
    let named = endpoint.is_some();
    let endpoint = without_password(endpoint, &table.dotted("endpoint"), findings);
    let region = table.text("region", findings).map(|region| region.value);
    let given = given?;
    let address = given.value.strip_prefix("s3://").unwrap_or(&given.value);
    let (bucket, below) = address.split_once('/').unwrap_or((address, ""));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    if bucket.is_empty() || !bucket.chars().all(is_plain) {
        let help = "name the bucket alone, such as `s3 = \"my-book\"`; the store's address is `endpoint`";
        findings.add_help(Code::ConfigValue, given.span, format!("`{}` cannot be a bucket", given.value), help);
        return None;
    }
    if let Some(endpoint) = &endpoint
        && !["https://", "http://"].iter().any(|scheme| endpoint.value.starts_with(scheme))
    {
        let message = format!("`{}` is no address of a store", endpoint.value);
        findings.add_help(Code::ConfigValue, endpoint.span, message, "write it as `https://s3.example.org`");
        return None;
    }
    if named && endpoint.is_none() {
        return None;
    }
    let prefix = prefix.unwrap_or_else(|| below.to_owned()).trim_matches('/').to_owned();
    Some(Kind::Store { bucket: bucket.to_owned(), prefix, endpoint: endpoint.map(|given| given.value), region })
}

/// A text that is not empty.
fn filled(table: &mut Table<'_, '_>, key: &'static str, findings: &mut Findings<'_>) -> Option<At<String>> {
    let given = table.text(key, findings)?;
    if given.value.trim().is_empty() {
        findings.add(Code::ConfigValue, given.span, format!("`{}` is empty", table.dotted(key)));
        return None;
    }
    Some(given)
}

/// Refuses an address with a password. The finding has no place in the file, because its line would be shown.
fn without_password(given: Option<At<String>>, name: &str, findings: &mut Findings<'_>) -> Option<At<String>> {
    let given = given?;
    let authority = given.value.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
    let user = authority.and_then(|authority| authority.rsplit_once('@')).map(|(user, _)| user);
    let is_secret = user.is_some_and(|user| user.contains(':') || given.value.starts_with("http"));
    if is_secret {
        let help = "take it out, and let it count as known to others; credentials come from the environment alone";
        findings.add_whole(Code::ConfigValue, format!("the address `{name}` holds a credential")).help =
            Some(help.into());
        return None;
    }
    Some(given)
}
