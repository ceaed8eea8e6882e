//! One answer as HTTP: validators, ranges and compression as a published site's server gives them (RFC 9110).

use super::kinds;
use crate::site::rules;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::UNIX_EPOCH;

/// How much of a file is held at once while it is sent, in bytes.
const CHUNK: u64 = 256 << 10;
/// The shortest text that is compressed, in bytes: below it, packing costs more than it saves.
const SHORT: usize = 1024;
/// The longest text that is compressed, in bytes.
const LONG: usize = 8 << 20;

/// How long a browser may keep an answer without asking again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// It asks each time, and is told if nothing changed.
    #[default]
    Ask,
    /// For ever: the address changes with the content.
    Forever,
    /// Not at all.
    Never,
}

/// What is sent.
#[derive(Debug)]
pub enum Content {
    /// Bytes.
    Bytes(Bytes),
    /// A file, from its beginning.
    File(File),
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// The status, before the request's conditions.
    pub status: StatusCode,
    /// The media type.
    pub kind: &'static str,
    /// The body.
    pub content: Content,
    /// How long it may be kept.
    pub keep: Keep,
    /// Other headers.
    pub headers: Vec<(header::HeaderName, HeaderValue)>,
}

impl Reply {
    /// A good answer.
    pub fn bytes(kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        let content = Content::Bytes(bytes.into());
        Self { status: StatusCode::OK, kind, content, keep: Keep::Ask, headers: Vec::new() }
    }

    /// A file.
    pub fn file(kind: &'static str, file: File) -> Self {
        Self { content: Content::File(file), ..Self::bytes(kind, Bytes::new()) }
    }

    /// A line of text that says why not.
    pub fn refusal(status: StatusCode, why: &str) -> Self {
        let text = format!("{why}\n");
        Self { keep: Keep::Never, ..Self::bytes("text/plain; charset=utf-8", text) }.status(status)
    }

    /// Leads to `address`.
    pub fn redirect(status: StatusCode, address: &str) -> Self {
        let mut reply = Self::refusal(status, address);
        reply.headers.extend(HeaderValue::from_str(address).ok().map(|value| (header::LOCATION, value)));
        reply
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same, to be kept otherwise.
    #[must_use]
    pub fn keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }

    /// The same with another header.
    #[must_use]
    pub fn with(mut self, name: header::HeaderName, value: &'static str) -> Self {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }

    /// The answer to a request of `method` with these `headers`.
    pub fn send(self, method: &Method, asked: &HeaderMap) -> Response<Body> {
        let tag = self.tag();
        let mut head = Head::new(&self, tag.as_deref());
        let text = |name: header::HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
        let good = self.status == StatusCode::OK;
        if let (true, Some(tag), Some(known)) = (good, &tag, text(header::IF_NONE_MATCH)) {
            let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
            if known.trim() == "*" || known.split(',').any(|known| weak(known) == weak(tag)) {
                return head.status(StatusCode::NOT_MODIFIED).empty();
            }
        }
        let length = self.length();
        head.ranges(good);
        let whole_only = text(header::IF_RANGE).is_some_and(|known| Some(known) != tag.as_deref());
        let range = text(header::RANGE).filter(|_| good && !whole_only).and_then(|range| Wanted::read(range, length));
        match range {
            Some(Wanted::Nothing) => {
                head.header(header::CONTENT_RANGE, &format!("bytes */{length}"));
                head.status(StatusCode::RANGE_NOT_SATISFIABLE).empty()
            }
            Some(Wanted::Part(from, to)) => {
                head.header(header::CONTENT_RANGE, &format!("bytes {from}-{}/{length}", to - 1));
                head.status(StatusCode::PARTIAL_CONTENT).body(method, self.content, from, to)
            }
            None => self.whole(head, method, asked, length),
        }
    }

    fn whole(self, mut head: Head, method: &Method, asked: &HeaderMap, length: u64) -> Response<Body> {
        if kinds::is_text(self.kind) && length >= SHORT as u64 && length <= LONG as u64 {
            head.header(header::VARY, "accept-encoding");
            if accepts_gzip(asked)
                && let Some(packed) = self.content.whole().and_then(|bytes| gzip(&bytes))
            {
                head.header(header::CONTENT_ENCODING, "gzip");
                head.weaken();
                let length = packed.len() as u64;
                return head.body(method, Content::Bytes(packed.into()), 0, length);
            }
            // The file was read for packing; what follows reads it from its beginning again.
        }
        head.body(method, self.content, 0, length)
    }

    fn length(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(file) => file.metadata().map_or(0, |meta| meta.len()),
        }
    }

    /// What changes whenever the content does.
    fn tag(&self) -> Option<String> {
        match &self.content {
            _ if self.keep == Keep::Never => None,
            Content::Bytes(bytes) => Some(format!("\"{}\"", &blake3::hash(bytes).to_hex()[..20])),
            Content::File(file) => {
                let meta = file.metadata().ok()?;
                let time = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
                Some(format!("\"{:x}-{:x}\"", meta.len(), time.as_nanos()))
            }
        }
    }
}

impl Content {
    fn whole(&self) -> Option<Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes.clone()),
            Self::File(file) => {
                let mut bytes = Vec::new();
                let mut file = file;
                file.seek(SeekFrom::Start(0)).ok()?;
                file.take(LONG as u64 + 1).read_to_end(&mut bytes).ok()?;
                Some(bytes.into())
            }
        }
    }
}

/// The headers of an answer while they are gathered.
struct Head(Response<Body>);

impl Head {
    fn new(reply: &Reply, tag: Option<&str>) -> Self {
        let mut head = Self(Response::new(Body::empty()));
        *head.0.status_mut() = reply.status;
        head.header(header::CONTENT_TYPE, reply.kind);
        head.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        let keep = match reply.keep {
            Keep::Ask => rules::ASK_AGAIN,
            Keep::Forever => rules::FOR_EVER,
            Keep::Never => "no-store",
        };
        head.header(header::CACHE_CONTROL, keep);
        if let Some(tag) = tag {
            head.header(header::ETAG, tag);
        }
        for (name, value) in &reply.headers {
            head.0.headers_mut().append(name, value.clone());
        }
        head
    }

    fn status(mut self, status: StatusCode) -> Self {
        *self.0.status_mut() = status;
        self
    }

    fn header(&mut self, name: header::HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers_mut().append(name, value);
        }
    }

    fn ranges(&mut self, good: bool) {
        if good {
            self.header(header::ACCEPT_RANGES, "bytes");
        }
    }

    /// The packed bytes are not the ones that the tag was made from.
    fn weaken(&mut self) {
        let headers = self.0.headers_mut();
        headers.remove(header::ACCEPT_RANGES);
        let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(|tag| format!("W/{tag}"));
        if let Some(Ok(tag)) = tag.map(|tag| HeaderValue::from_str(&tag)) {
            headers.insert(header::ETAG, tag);
        }
    }

    fn empty(self) -> Response<Body> {
        self.0
    }

    fn body(mut self, method: &Method, content: Content, from: u64, to: u64) -> Response<Body> {
        self.header(header::CONTENT_LENGTH, &(to - from).to_string());
        if method != Method::HEAD {
            *self.0.body_mut() = match content {
                Content::Bytes(bytes) => {
                    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                    Body::from(bytes.slice(place(from)..place(to)))
                }
                Content::File(file) => from_file(file, from, to),
            };
        }
        self.0
    }
}

/// A part of a file, read piece by piece as the reader takes it.
fn from_file(file: File, from: u64, to: u64) -> Body {
    let stream = futures_util::stream::try_unfold((file, from), move |(mut file, at)| async move {
        if at >= to {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(at))?;
            (&file).take(CHUNK.min(to - at)).read_to_end(&mut bytes)?;
            Ok::<_, std::io::Error>((file, bytes))
        });
        let (file, bytes) = read.await.map_err(std::io::Error::other)??;
        if bytes.is_empty() {
            return Err(std::io::Error::other("the file became shorter while it was sent"));
        }
        let next = at + bytes.len() as u64;
        Ok(Some((Bytes::from(bytes), (file, next))))
    });
    Body::from_stream(stream)
}

/// The part of a body that a `Range` header asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// From a byte up to another.
    Part(u64, u64),
    /// None that there is.
    Nothing,
}

impl Wanted {
    /// Reads a header. Several ranges, and what cannot be read, ask for the whole: `None`.
    fn read(header: &str, length: u64) -> Option<Self> {
        let (from, to) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
        if to.contains(',') {
            return None;
        }
        let (from, to) = (from.trim(), to.trim());
        let part = match (from.is_empty(), to.is_empty()) {
            (true, true) => return None,
            (true, false) => (length.saturating_sub(to.parse().ok()?), length),
            (false, true) => (from.parse().ok()?, length),
            (false, false) => {
                let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
                if to < from {
                    return None;
                }
                (from, to.saturating_add(1).min(length))
            }
        };
        Some(if part.0 < part.1 { Self::Part(part.0, part.1) } else { Self::Nothing })
    }
}

/// Whether the reader takes packed answers.
fn accepts_gzip(asked: &HeaderMap) -> bool {
    let given = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|part| {
        let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
        matches!(coding.trim(), "gzip" | "x-gzip" | "*") && !refused
    })
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        // (header, length, wanted)
        let cases = [
            ("bytes=0-3", 10, Some(Wanted::Part(0, 4))),
            ("bytes=4-", 10, Some(Wanted::Part(4, 10))),
            ("bytes=-3", 10, Some(Wanted::Part(7, 10))),
            ("bytes=-30", 10, Some(Wanted::Part(0, 10))),
            ("bytes=8-99", 10, Some(Wanted::Part(8, 10))),
            ("bytes=10-", 10, Some(Wanted::Nothing)),
            ("bytes=-0", 10, Some(Wanted::Nothing)),
            ("bytes=5-4", 10, None),
            ("bytes=0-1,3-4", 10, None),
            ("lines=0-1", 10, None),
            ("bytes=x-1", 10, None),
        ];
        for (header, length, wanted) in cases {
            assert_eq!(Wanted::read(header, length), wanted, "{header} of {length}");
        }
    }

    #[test]
    fn packing_is_done_for_those_who_ask() {
        let asks = |text: &str| accepts_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, text.parse().unwrap())]));
        assert!(asks("gzip, deflate, br") && asks("br;q=1.0, gzip;q=0.5") && asks("*"));
        assert!(!asks("br") && !asks("gzip;q=0") && !asks("identity"));
    }
}
