//! Server-sent events: an open page holds one stream, and is told when it should look again.

use super::server::Server;
use super::site::{Place, Site};
use super::state::State;
use super::{compare, status};
use crate::content::DocKey;
use crate::resolve::links::decoded;
use crate::source::RelPath;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, StatusCode, header};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Where the streams are.
pub const PATH: &str = "/-/live";

/// How often a stream says that it is still there, so that one whose reader is gone comes to an end.
const PULSE: Duration = Duration::from_secs(15);

/// The most streams at once.
const STREAMS: usize = 1000;

/// What a page is, in a word that changes whenever the page does. Another run of the server gives other words.
pub fn mark(server: &Server, state: &State, path: &str) -> String {
    let run = server.run;
    if let (Some(site), Some(stamp)) = (&state.site, state.site.as_ref().and_then(|site| of_own(site, path))) {
        return format!("{run:x}-{:x}-{}-{stamp}", state.alarm, site.themed);
    }
    let stamp = match state.site.as_ref().map(|site| (site, place(site, path))) {
        Some((site, Some(Place::Page(id)))) => site.stamp(id).to_string(),
        // What is made shows the theme; what is missing is answered by a page of the edition, until it comes.
        Some((site, other)) => format!("{}.{}.{}", u8::from(other.is_some()), site.planned, site.themed),
        None => String::new(),
    };
    format!("{run:x}-{:x}-{stamp}", state.alarm)
}

/// The version in which a page of the preview itself last changed.
fn of_own(site: &Site, path: &str) -> Option<u64> {
    if path == status::PATH {
        return site.stamps.iter().max().copied();
    }
    let key = DocKey::new(path.strip_prefix(compare::PATH)?.trim_end_matches('/'));
    let pages = site.project.config.edition_ids().filter_map(|id| site.plan.by_document.get(&(key.clone(), id)));
    Some(pages.map(|id| site.stamp(*id)).max().unwrap_or(0))
}

/// What stands at the path of an address.
pub fn place(site: &Site, path: &str) -> Option<Place> {
    let rest = path.strip_prefix(site.project.config.base_url.path.as_str())?;
    let path = RelPath::new(rest.trim_end_matches('/')).ok()?;
    let path = if rest.is_empty() || rest.ends_with('/') { path.join("index.html").ok()? } else { path };
    site.page_at(&path).map(Place::Page).or_else(|| site.place(&path))
}

/// A stream for the page that `query` names: `path`, and the `mark` that it was served with.
pub fn stream(server: Arc<Server>, query: &str) -> Response<Body> {
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(known, _)| *known == name).map(|(_, value)| decoded(value)).next()
    };
    let mut response = Response::new(Body::empty());
    if server.versions.receiver_count() >= STREAMS {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        return response;
    }
    let (versions, stop) = (server.versions.subscribe(), server.stop.subscribe());
    let seen = *versions.borrow();
    let (path, mark) = (value("path").unwrap_or_default(), value("mark").unwrap_or_default());
    let reader = Reader { server, versions, stop, path, mark, seen, greeted: false };
    *response.body_mut() = Body::from_stream(futures_util::stream::unfold(reader, Reader::next));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whoever holds a stream.
struct Reader {
    server: Arc<Server>,
    versions: watch::Receiver<u64>,
    stop: watch::Receiver<bool>,
    path: String,
    mark: String,
    seen: u64,
    greeted: bool,
}

impl Reader {
    /// Waits for the next thing to say; the end of the server is the end of the stream.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if !self.greeted {
            self.greeted = true;
            return Some((Ok(Bytes::from_static(b"retry: 500\n\n")), self));
        }
        loop {
            self.versions.borrow_and_update();
            if let Some(news) = self.news() {
                return Some((Ok(news.into()), self));
            }
            let more = tokio::select! {
                changed = self.versions.changed() => changed.ok().map(|()| false),
                _ = self.stop.wait_for(|stop| *stop) => None,
                () = tokio::time::sleep(PULSE) => Some(true),
            };
            if more? {
                return Some((Ok(Bytes::from_static(b":\n\n")), self));
            }
        }
    }

    /// What this page does not know yet.
    fn news(&mut self) -> Option<String> {
        let state = self.server.state()?;
        let mut news = String::new();
        let touched = state.touched.iter().filter(|(version, _)| *version > self.seen);
        for (_, place) in touched {
            news.push_str(&format!("event: file\ndata: {place}\n\n"));
        }
        self.seen = state.version;
        let mark = mark(&self.server, &state, &self.path);
        if mark != self.mark {
            let gone = state.site.as_ref().is_some_and(|site| place(site, &self.path).is_none());
            match state.moves.get(&encoded(&state, &self.path)).filter(|_| gone) {
                Some(to) => news.push_str(&format!("event: moved\ndata: {to}\n\n")),
                None => news.push_str(&format!("event: change\ndata: {mark}\n\n")),
            }
            self.mark = mark;
        }
        (!news.is_empty()).then_some(news)
    }
}

/// A path as pages' addresses are written.
fn encoded(state: &State, path: &str) -> String {
    let Some(site) = &state.site else { return path.to_owned() };
    let base = &site.project.config.base_url;
    path.strip_prefix(base.path.as_str()).map_or_else(|| path.to_owned(), |rest| base.href(&format!("/{rest}")))
}
