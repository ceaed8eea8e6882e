//! Redirects: the old addresses that documents name as `aliases`, for each edition.

use super::Input;
use super::plan::{Page, PageId, PageKind, Redirect};
use crate::config::EditionId;
use crate::content::library::place_in;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;

/// The redirects of all pages, sorted. An alias counts from its edition's root, or, without a slash before it, from its
/// document's section.
pub fn of_aliases(input: &Input<'_>, pages: &[Page], found: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let (Some(id), (1, _), false) = (page.origin.translation(), page.part, page.origin.is_fallback()) else {
            continue;
        };
        let translation = &input.library.translations[id.0 as usize];
        let section = match &page.kind {
            PageKind::Document(key) | PageKind::Section(key) => key.section().unwrap_or_default(),
            _ => crate::content::DocKey::home(),
        };
        let prefix = &input.config.edition(page.edition).prefix;
        let own = input.config.edition_of(&translation.locale);
        for alias in &translation.front.aliases {
            // The whole old address of one edition's page is no old address of the page that is converted from it.
            if own.is_some_and(|own| own != page.edition && is_below(input, own, alias)) {
                continue;
            }
            match output(prefix, section.as_str(), alias) {
                Some((from, output)) if output == page.output => drop(from),
                Some((from, output)) => {
                    let to = PageId(u32::try_from(at).unwrap_or(u32::MAX));
                    redirects.push(Redirect { from, output, to });
                }
                None => {
                    let message = format!("the alias `{}` is no plain path inside the site", alias.escape_debug());
                    let span = place_in(&translation.front.spans, "aliases", alias);
                    let help = "write an alias as a path from the edition's root: `/old/place/`";
                    found.push(Diagnostic::new(Code::BadSlug, &translation.path, message).at(span).help(help));
                }
            }
        }
    }
    redirects.sort();
    redirects.dedup();
    redirects
}

/// Whether an alias already begins with the prefix of that edition.
fn is_below(input: &Input<'_>, edition: EditionId, alias: &str) -> bool {
    let prefix = &*input.config.edition(edition).prefix;
    let rest = alias.trim().strip_prefix('/').and_then(|path| path.strip_prefix(prefix));
    !prefix.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The address and the file of an alias; `None` if it is no plain path.
fn output(prefix: &str, section: &str, alias: &str) -> Option<(String, RelPath)> {
    let alias = super::links::decoded(alias.trim());
    let bad = alias.is_empty()
        || alias.contains("://")
        || alias.starts_with("//")
        || alias.split('/').any(|part| part == ".." || part.len() > 200)
        || alias.chars().any(|c| c.is_control() || matches!(c, '\\' | '?' | '#'));
    if bad {
        return None;
    }
    let root = RelPath::root();
    let path = match alias.strip_prefix('/') {
        Some(rest) => root.join(rest).ok()?,
        None => root.join(section).ok()?.join(&alias).ok()?,
    };
    let edition = root.join(prefix).ok()?;
    // An alias that already begins with the edition's prefix is the whole old address.
    let inside = !edition.is_root() && path.strip_prefix(&edition).is_some();
    let path = if inside { path } else { edition.join(path.as_str()).ok()? };
    let file = matches!(path.extension(), Some("html" | "htm" | "php" | "aspx"));
    let output = if file { path.clone() } else { path.join("index.html").ok()? };
    let from = match (file, path.is_root()) {
        (_, true) => "/".to_owned(),
        (true, _) => format!("/{path}"),
        (false, _) => format!("/{path}/"),
    };
    Some((from, output))
}
