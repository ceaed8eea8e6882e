//! What stands at an address: a page, another file of the site, a page of the preview itself, or nothing.

use super::folder::{Door, Folder};
use super::guard::Guard;
use super::reply::{Keep, Reply};
use super::server::{Server, Source};
use super::site::{Place, Site};
use super::state::State;
use super::{inject, kinds, live, problems};
use crate::locale::{Locale, negotiate};
use crate::resolve::links::decoded;
use crate::resolve::plan::PageId;
use crate::site::{self, Content};
use crate::source::{Files, RelPath};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use std::sync::Arc;

/// The folder of addresses that belong to the preview itself.
const OWN: &str = "/-/";

/// Answers a request.
pub async fn answer(server: Arc<Server>, request: Request) -> Response<Body> {
    let (head, _) = request.into_parts();
    let refuse = |status, why: &str| Reply::refusal(status, why).send(&head.method, &head.headers);
    if !Guard::knows(&head.headers) {
        return refuse(StatusCode::FORBIDDEN, "this server answers to its address in numbers and to `localhost` alone");
    }
    if head.method != Method::GET && head.method != Method::HEAD {
        let reply = Reply::refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        return reply.with(header::ALLOW, "GET, HEAD").send(&head.method, &head.headers);
    }
    if head.uri.path() == live::PATH && head.method == Method::GET {
        return live::stream(server, head.uri.query().unwrap_or_default());
    }
    // Rendering takes a moment; whoever waits for the network must not wait for it.
    let made = tokio::task::spawn_blocking(move || {
        let reply = find(&server, &head.uri, &head.headers);
        reply.send(&head.method, &head.headers)
    });
    made.await.unwrap_or_else(|_| {
        let why = "this page could not be made; the others can";
        Reply::refusal(StatusCode::INTERNAL_SERVER_ERROR, why).send(&Method::GET, &HeaderMap::new())
    })
}

/// An address that is looked for.
#[derive(Clone, Copy)]
struct Asked<'a> {
    /// The path, decoded.
    path: &'a str,
    uri: &'a Uri,
    headers: &'a HeaderMap,
}

fn find(server: &Server, uri: &Uri, headers: &HeaderMap) -> Reply {
    let path = decoded(uri.path());
    let asked = Asked { path: &path, uri, headers };
    if let Some(rest) = path.strip_prefix(OWN)
        && let Some(reply) = own(rest)
    {
        return reply;
    }
    match &server.source {
        Source::Folder(folder) => in_folder(folder, asked),
        Source::Site { .. } => {
            let Some(state) = server.state() else { return nothing() };
            match state.site.clone() {
                Some(site) => in_site(server, &state, &site, asked),
                None => problems::alone(server, &state, asked.path, asked.headers),
            }
        }
    }
}

/// A page or file of the preview itself.
fn own(rest: &str) -> Option<Reply> {
    match rest {
        "preview.js" => Some(Reply::bytes(kinds::of(rest), inject::SCRIPT).keep(Keep::Forever)),
        _ => None,
    }
}

fn nothing() -> Reply {
    Reply::refusal(StatusCode::NOT_FOUND, "there is nothing at this address")
}

/// Where a path below the site's root leads.
enum Way {
    /// To this file.
    File(RelPath),
    /// To the root.
    Root,
    /// To a folder: the address lacks its slash.
    Folder,
    /// Nowhere.
    Nowhere,
}

/// Reads a path as servers of files do: a folder's address ends with a slash and means its `index.html`.
fn way(rest: &str, exists: impl Fn(&RelPath) -> bool) -> Way {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let trimmed = rest.strip_suffix('/').unwrap_or(rest);
    if rest.is_empty() {
        return Way::Root;
    }
    let Some(path) = RelPath::new(trimmed).ok().filter(|_| trimmed.split('/').all(plain)) else { return Way::Nowhere };
    let index = path.join("index.html").unwrap_or_default();
    match rest.ends_with('/') {
        true if exists(&index) => Way::File(index),
        true => Way::Nowhere,
        false if exists(&path) => Way::File(path),
        false if exists(&index) => Way::Folder,
        false => Way::Nowhere,
    }
}

/// The `404.html` of each folder from that of `rest` up to the root.
fn missing(rest: &str) -> impl Iterator<Item = RelPath> {
    let plain = RelPath::root().join(rest).unwrap_or_default();
    let mut at = Some(if rest.ends_with('/') { plain } else { plain.parent() });
    std::iter::from_fn(move || {
        let folder = at.take()?;
        at = (!folder.is_root()).then(|| folder.parent());
        folder.join("404.html").ok()
    })
}

/// The same address with a slash at its end.
fn with_slash(uri: &Uri) -> Reply {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    // Two slashes at the beginning would name another host.
    let address = format!("/{}/{query}", uri.path().trim_start_matches('/'));
    Reply::redirect(StatusCode::MOVED_PERMANENTLY, &address).keep(Keep::Ask)
}

fn in_site(server: &Server, state: &State, site: &Arc<Site>, asked: Asked<'_>) -> Reply {
    let base = &site.project.config.base_url.path;
    let Some(rest) = asked.path.strip_prefix(base.as_str()) else {
        let home = site.project.config.base_url.href("/");
        let at_root = asked.path == "/" || format!("{}/", asked.path) == *base;
        return if at_root { Reply::redirect(StatusCode::FOUND, &home) } else { nothing() };
    };
    let index = RelPath::new("index.html").unwrap_or_default();
    let file = match way(rest, |path| site.place(path).is_some()) {
        Way::File(path) => path,
        Way::Folder => return with_slash(asked.uri),
        Way::Root if site.page_at(&index).is_none() => match choose(&doors(server, site), asked) {
            Some(reply) => return reply,
            None => index,
        },
        Way::Root => index,
        Way::Nowhere => RelPath::root(),
    };
    match site.place(&file) {
        Some(Place::Page(id)) => page(server, state, site, id, asked.path),
        Some(Place::Other(content)) => other(server, state, site, &content, &file, asked),
        None => {
            let place = missing(rest).find_map(|path| Some((site.place(&path)?, path)));
            let reply = match place {
                Some((Place::Page(id), _)) => page(server, state, site, id, asked.path),
                Some((Place::Other(content), path)) => other(server, state, site, &content, &path, asked),
                None => nothing(),
            };
            reply.status(StatusCode::NOT_FOUND)
        }
    }
}

fn page(server: &Server, state: &State, site: &Arc<Site>, id: PageId, path: &str) -> Reply {
    let (shown, fresh) = server.pages.page(site, id);
    if fresh {
        server.told.page(site.parts.href(id), &shown.found, &state.files, &server.console);
    }
    let status = if shown.html.is_empty() { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
    let html = inject::page(server, state, site, id, &shown, path);
    Reply::bytes(kinds::of(".html"), html).status(status)
}

fn other(
    server: &Server,
    state: &State,
    site: &Arc<Site>,
    content: &Content,
    file: &RelPath,
    asked: Asked<'_>,
) -> Reply {
    let kind = kinds::of(file.name());
    let keep = if asked.uri.query().is_some_and(|query| query.starts_with("v=")) { Keep::Forever } else { Keep::Ask };
    match content {
        Content::Page(id) => page(server, state, site, *id, asked.path),
        Content::Copy(source) => match site.project.files.open(source) {
            Ok(Some(opened)) => Reply::file(kind, opened),
            _ => nothing(),
        },
        Content::Made(bytes) if kind.starts_with("text/html") => {
            let text = String::from_utf8_lossy(bytes);
            Reply::bytes(kind, inject::made(server, state, site, &text, asked.path))
        }
        Content::Made(bytes) => Reply::bytes(kind, bytes.clone()).keep(keep),
        Content::Redirect(at) => match site.with(|renderer| renderer.redirect(site.plan.redirects[*at].to)) {
            Ok(html) => Reply::bytes(kind, html),
            Err(_) => Reply::refusal(StatusCode::INTERNAL_SERVER_ERROR, "the template `redirect.html` has a mistake"),
        },
        Content::Feed(edition) => {
            let feed = site.with(|renderer| {
                let body = |id| renderer.text(id);
                site::feed::file(&site.project.config, &site.library, &site.plan, *edition, &body)
            });
            feed.map_or_else(nothing, |(_, text)| Reply::bytes(kind, text))
        }
    }
}

fn doors(server: &Server, site: &Site) -> Vec<Door> {
    let Source::Site { settings, .. } = &server.source else { return Vec::new() };
    let config = &site.project.config;
    let named = settings.named(site);
    let door = |id: &crate::config::EditionId| {
        let home = site.plan.editions[usize::from(id.0)].home?;
        let href = site.parts.href(home).to_owned();
        Some(Door { locale: config.edition(*id).locale.clone(), href, default: *id == config.default })
    };
    named.iter().filter_map(door).collect()
}

/// Leads a reader at the root to the edition that fits: the one that they chose before, else by their languages.
fn choose(doors: &[Door], asked: Asked<'_>) -> Option<Reply> {
    let locales: Vec<Locale> = doors.iter().map(|door| door.locale.clone()).collect();
    let default = doors.iter().position(|door| door.default).unwrap_or(0);
    let text = |name: header::HeaderName| asked.headers.get(name).and_then(|value| value.to_str().ok());
    let cookies = text(header::COOKIE).unwrap_or_default();
    let chosen = cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("yiben-edition="));
    let before = chosen.and_then(|tag| locales.iter().position(|locale| locale.to_string() == tag));
    let best = || negotiate::best(text(header::ACCEPT_LANGUAGE).unwrap_or_default(), &locales, default);
    let door = doors.get(before.unwrap_or_else(best))?;
    let query = asked.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let reply = Reply::redirect(StatusCode::FOUND, &format!("{}{query}", door.href));
    Some(reply.with(header::VARY, "accept-language, cookie"))
}

fn in_folder(folder: &Folder, asked: Asked<'_>) -> Reply {
    let files = &folder.files;
    let rest = asked.path.trim_start_matches('/');
    let index = RelPath::new("index.html").unwrap_or_default();
    let visible = |path: &RelPath| {
        files.is_file(path) && path.parts().all(|part| !part.starts_with('.') || part == ".well-known")
    };
    let file = match way(rest, visible) {
        Way::File(path) => path,
        Way::Folder => return with_slash(asked.uri),
        Way::Root => match choose(&folder.doors(), asked) {
            Some(reply) => return reply,
            None => index,
        },
        Way::Nowhere => RelPath::root(),
    };
    let keep = if asked.uri.query().is_some_and(|query| query.starts_with("v=")) { Keep::Forever } else { Keep::Ask };
    let open = |path: &RelPath, files: &Files| match files.open(path) {
        Ok(Some(opened)) if files.is_file(path) => Some(Reply::file(kinds::of(path.name()), opened)),
        _ => None,
    };
    if let Some(reply) = open(&file, files) {
        return reply.keep(keep);
    }
    let reply = missing(rest).find_map(|path| open(&path, files));
    reply.unwrap_or_else(nothing).status(StatusCode::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_files_and_never_leave_the_site() {
        let exists = |path: &RelPath| ["index.html", "a/index.html", "a/b.css"].contains(&path.as_str());
        // (path below the root, what it means)
        let cases = [
            ("a/", "file a/index.html"),
            ("a/b.css", "file a/b.css"),
            ("a", "folder"),
            ("", "root"),
            ("a/b.css/", "nowhere"),
            ("x/", "nowhere"),
            ("a//b.css", "nowhere"),
            ("../a/", "nowhere"),
            ("a/../a/", "nowhere"),
            ("./a/", "nowhere"),
            ("..", "nowhere"),
            ("a\\..\\b", "nowhere"),
            ("a/\0", "nowhere"),
            ("/", "nowhere"),
            ("//evil.example/", "nowhere"),
        ];
        for (rest, wanted) in cases {
            let found = match way(rest, exists) {
                Way::File(path) => format!("file {path}"),
                Way::Folder => "folder".into(),
                Way::Root => "root".into(),
                Way::Nowhere => "nowhere".into(),
            };
            assert_eq!(found, wanted, "{rest:?}");
        }
    }

    #[test]
    fn what_is_missing_is_answered_by_the_nearest_page() {
        let all = |rest| missing(rest).map(|path| path.to_string()).collect::<Vec<_>>();
        assert_eq!(all("zh/a/b"), ["zh/a/404.html", "zh/404.html", "404.html"]);
        assert_eq!(all("zh/"), ["zh/404.html", "404.html"]);
        assert_eq!(all("x"), ["404.html"]);
    }
}
