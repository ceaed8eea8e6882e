//! Which edition a reader is led to from an address that is in none.

use super::answer::Asked;
use super::folder::Door;
use super::reply::Reply;
use super::server::{Server, Source};
use super::site::Site;
use super::way::{Way, way};
use crate::config::{BaseUrl, EditionId};
use crate::locale::{Locale, negotiate};
use crate::resolve::links::decoded;
use crate::source::RelPath;
use axum::http::{StatusCode, header};

/// The editions that the command line names.
pub fn named(server: &Server, site: &Site) -> Vec<EditionId> {
    match &server.source {
        Source::Site { settings, .. } => settings.named(site),
        Source::Folder(_) => Vec::new(),
    }
}

/// The home pages of editions.
pub fn doors(site: &Site, editions: &[EditionId]) -> Vec<Door> {
    let config = &site.project.config;
    let door = |id: &EditionId| {
        let home = site.plan.editions[usize::from(id.0)].home?;
        let href = site.parts.href(home).to_owned();
        Some(Door { locale: config.edition(*id).locale.clone(), href, default: *id == config.default })
    };
    editions.iter().filter_map(door).collect()
}

/// Leads a reader from `rest`, an address in no edition, to an edition: the one that they chose before, the one that fits
/// their languages, or another, the first that has it. The rules that yiben writes for servers do the same.
pub fn choose(
    doors: &[Door],
    base: &str,
    rest: &str,
    asked: Asked<'_>,
    exists: &dyn Fn(&RelPath) -> bool,
) -> Option<Reply> {
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(|c: char| c == '\\' || c.is_control())
    };
    if !rest.is_empty() && !rest.strip_suffix('/').unwrap_or(rest).split('/').all(plain) {
        return None;
    }
    let locales: Vec<Locale> = doors.iter().map(|door| door.locale.clone()).collect();
    let default = doors.iter().position(|door| door.default).unwrap_or(0);
    let text = |name: header::HeaderName| asked.headers.get(name).and_then(|value| value.to_str().ok());
    let cookies = text(header::COOKIE).unwrap_or_default();
    let saved = cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(negotiate::COOKIE)?.strip_prefix('='));
    let saved = saved.and_then(|tag| locales.iter().position(|locale| locale.to_string() == tag));
    let fits = negotiate::best(text(header::ACCEPT_LANGUAGE).unwrap_or_default(), &locales, default);
    let order = saved.into_iter().chain([fits, default]).chain(0..doors.len());
    let order: Vec<&Door> = order.filter_map(|at| doors.get(at)).collect();
    let has = |door: &&&Door| {
        let home = decoded(&door.href);
        let below = format!("{}{rest}", home.strip_prefix(base).unwrap_or_default());
        rest.is_empty() || matches!(way(&below, exists), Way::File(_) | Way::Folder)
    };
    let door = order.iter().find(has).or(order.first())?;
    let rest = BaseUrl::default().href(&format!("/{rest}"));
    let query = asked.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let reply = Reply::redirect(StatusCode::FOUND, &format!("{}{}{query}", door.href, rest.trim_start_matches('/')));
    Some(reply.with(header::VARY, "Accept-Language, Cookie"))
}

/// Whether an address lies in an edition.
pub fn inside(doors: &[Door], path: &str) -> bool {
    doors.iter().any(|door| format!("{path}/").starts_with(&decoded(&door.href)))
}
