//! The least of HTTP that these tests need: one request, and a relay that has its whims.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// The server's address: host and port.
pub fn server() -> String {
    std::env::var("YIBEN_S3").expect("tests/store.sh names the server in `YIBEN_S3`")
}

/// The server looks whether a request is signed, and not how.
const SIGNED: &str = "Authorization: AWS4-HMAC-SHA256 Credential=x/20200101/us-east-1/s3/aws4_request, \
                      SignedHeaders=host, Signature=0";

/// Sends a request without a body to `address`.
pub fn fetch(address: &str, method: &str, path: &str) -> Answer {
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{SIGNED}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    read_answer(&exchange(address, head.as_bytes()).unwrap())
}

/// The names of all objects of a bucket.
pub fn keys(bucket: &str) -> Vec<String> {
    let answer = fetch(&server(), "GET", &format!("/{bucket}?list-type=2&max-keys=1000"));
    let text = String::from_utf8(answer.body).unwrap();
    text.split("<Key>").skip(1).map(|rest| rest.split("</Key>").next().unwrap().to_owned()).collect()
}

/// A path as it stands in a request.
pub fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// How a relay behaves.
#[derive(Clone, Debug)]
pub enum Whim {
    /// It passes everything on.
    None,
    /// It answers every so many requests that the server is busy.
    FailEvery(usize),
    /// It takes its time over every object that is written.
    Slow(Duration),
    /// It refuses everything with this text.
    Deny(String),
}

/// Stands between a publication and the server.
pub struct Relay {
    address: String,
    state: Arc<Mutex<State>>,
}

struct State {
    whim: Whim,
    requests: Vec<(String, String)>,
    seen: usize,
}

impl Relay {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State { whim: Whim::None, requests: Vec::new(), seen: 0 }));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                std::thread::spawn(move || drop(relay(stream, &state)));
            }
        });
        Self { address, state }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn set(&self, whim: Whim) {
        self.state.lock().unwrap().whim = whim;
    }

    /// The requests that were passed on since the relay last forgot: method and path.
    pub fn requests(&self) -> Vec<(String, String)> {
        self.state.lock().unwrap().requests.clone()
    }

    pub fn forget(&self) {
        self.state.lock().unwrap().requests.clear();
    }
}

/// Reads one request, and passes it on unless there is a reason not to.
fn relay(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            break;
        }
        // The host stays: it is part of what was signed.
        if !lower.starts_with("connection:") {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut words = head.split_whitespace().map(str::to_owned);
    let request = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_object = request.0 == "PUT" && !request.1.contains(".yiben");
    let (whim, seen) = {
        let mut state = state.lock().unwrap();
        state.seen += 1;
        (state.whim.clone(), state.seen)
    };
    let refused = match whim {
        Whim::FailEvery(number) if seen % number == 0 => {
            Some(("503 Slow Down", "<Error><Code>SlowDown</Code></Error>".to_owned()))
        }
        Whim::Deny(text) => Some(("403 Forbidden", text)),
        Whim::Slow(pause) if is_object => {
            std::thread::sleep(pause);
            None
        }
        _ => None,
    };
    let answer = match refused {
        Some((status, text)) => {
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}", text.len())
                .into_bytes()
        }
        None => {
            let mut whole = format!("{head}Connection: close\r\n\r\n").into_bytes();
            whole.extend_from_slice(&body);
            let answer = exchange(&server(), &whole)?;
            state.lock().unwrap().requests.push(request);
            answer
        }
    };
    stream.write_all(&answer)
}

/// Sends `request` and reads until the other side closes.
fn exchange(address: &str, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

fn read_answer(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split_whitespace().nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Answer { status, headers, body: bytes[end + 4..].to_vec() }
}
