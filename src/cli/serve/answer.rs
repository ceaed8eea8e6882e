//! What stands at an address: a page, another file of the site, a page of the preview itself, or nothing.

use super::choose::{choose, doors, inside, named};
use super::folder::Folder;
use super::guard::Guard;
use super::reply::{Keep, Reply};
use super::server::{Server, Source};
use super::site::{Place, Site};
use super::state::State;
use super::way::{Way, missing, way};
use super::{compare, edit, inject, kinds, live, own, problems, status};
use crate::config::BaseUrl;
use crate::resolve::links::decoded;
use crate::resolve::plan::PageId;
use crate::site::{self, Content};
use crate::source::{Files, RelPath};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri, header};
use std::sync::Arc;

/// Answers a request.
pub async fn answer(server: Arc<Server>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let refuse = |status, why: &str| Reply::refusal(status, why).send(&head.method, &head.headers);
    if !Guard::knows(&head.headers) {
        return refuse(StatusCode::FORBIDDEN, "this server answers to its address in numbers and to `localhost` alone");
    }
    if head.method == Method::POST && edit::takes(head.uri.path()) {
        let Ok(body) = axum::body::to_bytes(body, edit::LONGEST).await else {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "the request is too long");
        };
        let written = tokio::task::spawn_blocking(move || {
            edit::answer(&server, &server.guard, head.uri.path(), &head.headers, &body)
                .send(&Method::POST, &head.headers)
        });
        return written.await.unwrap_or_else(|_| failed("nothing could be written"));
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
    made.await.unwrap_or_else(|_| failed("this page could not be made; the others can"))
}

fn failed(why: &str) -> Response<Body> {
    Reply::refusal(StatusCode::INTERNAL_SERVER_ERROR, why).send(&Method::GET, &HeaderMap::new())
}

/// An address that is looked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The path, decoded.
    pub path: &'a str,
    /// As it was asked.
    pub uri: &'a Uri,
    /// With these headers.
    pub headers: &'a HeaderMap,
}

fn find(server: &Server, uri: &Uri, headers: &HeaderMap) -> Reply {
    let path = decoded(uri.path());
    let asked = Asked { path: &path, uri, headers };
    if let Some(reply) = path.strip_prefix(own::FOLDER).and_then(own::file) {
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

fn nothing() -> Reply {
    Reply::refusal(StatusCode::NOT_FOUND, "there is nothing at this address")
}

/// The same address with a slash at its end.
fn with_slash(uri: &Uri) -> Reply {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    // Two slashes at the beginning would name another host.
    let address = format!("/{}/{query}", uri.path().trim_start_matches('/'));
    Reply::redirect(StatusCode::MOVED_PERMANENTLY, &address).keep(Keep::Ask)
}

fn in_site(server: &Server, state: &State, site: &Arc<Site>, asked: Asked<'_>) -> Reply {
    let query = asked.uri.query().unwrap_or_default();
    if asked.path == status::PATH
        && let Some(reply) = status::page(server, state, site, query)
    {
        return reply;
    }
    if let Some(rest) = asked.path.strip_prefix(compare::PATH)
        && let Some(reply) = compare::page(server, state, site, rest, query)
    {
        return reply;
    }
    let base = &site.project.config.base_url.path;
    let Some(rest) = asked.path.strip_prefix(base.as_str()) else {
        let home = site.project.config.base_url.href("/");
        let at_root = asked.path == "/" || format!("{}/", asked.path) == *base;
        return if at_root { Reply::redirect(StatusCode::FOUND, &home) } else { nothing() };
    };
    let index = RelPath::new("index.html").unwrap_or_default();
    let exists = |path: &RelPath| site.place(path).is_some();
    let no_edition = |rest: &str| {
        let all: Vec<_> = site.project.config.edition_ids().collect();
        let outside = site.page_at(&index).is_none() && !inside(&doors(site, &all), asked.path);
        if outside { choose(&doors(site, &named(server, site)), base, rest, asked, &exists) } else { None }
    };
    let file = match way(rest, exists) {
        Way::File(path) => path,
        Way::Folder => return with_slash(asked.uri),
        Way::Root => match no_edition("") {
            Some(reply) => return reply,
            None => index,
        },
        Way::Nowhere => match no_edition(rest) {
            Some(reply) => return reply,
            None => RelPath::root(),
        },
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
        Content::Made(bytes) => Reply::bytes(kind, bytes.clone()).keep(keep(file)),
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

/// How long a file may be kept: for ever, if its name holds a hash of what it says.
fn keep(file: &RelPath) -> Keep {
    let is_hash = |part: &str| part.len() >= 8 && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let mut parts = file.name().split('.').rev().skip(1);
    if parts.next().is_some_and(is_hash) && parts.next().is_some() { Keep::Forever } else { Keep::Ask }
}

fn in_folder(folder: &Folder, asked: Asked<'_>) -> Reply {
    let files = &folder.files;
    let Some(rest) = asked.path.strip_prefix(folder.base.as_str()) else {
        let at_root = asked.path == "/" || format!("{}/", asked.path) == folder.base;
        let home = BaseUrl { path: folder.base.clone(), ..BaseUrl::default() }.href("/");
        return if at_root { Reply::redirect(StatusCode::FOUND, &home) } else { nothing() };
    };
    let index = RelPath::new("index.html").unwrap_or_default();
    let visible = |path: &RelPath| {
        files.is_file(path) && path.parts().all(|part| !part.starts_with('.') || part == ".well-known")
    };
    let no_edition = |rest: &str| {
        let doors = folder.doors();
        if inside(&doors, asked.path) { None } else { choose(&doors, &folder.base, rest, asked, &visible) }
    };
    let file = match way(rest, visible) {
        Way::File(path) => path,
        Way::Folder => return with_slash(asked.uri),
        Way::Root => match no_edition("") {
            Some(reply) => return reply,
            None => index,
        },
        Way::Nowhere => match no_edition(rest) {
            Some(reply) => return reply,
            None => RelPath::root(),
        },
    };
    let open = |path: &RelPath, files: &Files| match files.open(path) {
        Ok(Some(opened)) if files.is_file(path) => Some(Reply::file(kinds::of(path.name()), opened)),
        _ => None,
    };
    if let Some(reply) = open(&file, files) {
        return reply.keep(keep(&file));
    }
    let reply = missing(rest).find_map(|path| open(&path, files));
    reply.unwrap_or_else(nothing).status(StatusCode::NOT_FOUND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_whose_names_change_with_them_are_kept_for_ever() {
        for (name, wanted) in [
            ("assets/yiben.51569b90.css", Keep::Forever),
            ("assets/yiben.css", Keep::Ask),
            ("51569b90.css", Keep::Ask),
            ("notes.download.pdf", Keep::Ask),
            ("en/index.html", Keep::Ask),
        ] {
            assert_eq!(keep(&RelPath::new(name).unwrap()), wanted, "{name}");
        }
    }
}
