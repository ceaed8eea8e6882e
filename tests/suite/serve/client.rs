//! A preview of a project, and the smallest HTTP client that can look at it.

use crate::support::Project;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A running `yiben serve`, which ends with this value.
pub struct Preview {
    child: Child,
    pub port: u16,
    /// The line that it printed first.
    pub line: String,
    said: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// A stream of events.
pub struct Stream(BufReader<TcpStream>);

impl Preview {
    /// Starts it in the project's folder on a free port.
    pub fn start(project: &Project, arguments: &[&str]) -> Self {
        let port = if arguments.contains(&"--port") { &[][..] } else { &["--port", "0"] };
        let mut child = Command::new(env!("CARGO_BIN_EXE_yiben"))
            .arg("serve")
            .args(arguments)
            .args(port)
            .current_dir(project.path(""))
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = listen(child.stderr.take().unwrap());
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in {line:?}; {}", said.lock().unwrap()));
        Self { child, port, line, said }
    }

    /// What it has written to standard error so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// The text of a page, which must be there.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// A request with further headers; `Host` is this server's unless one of them is another.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{method} {path} HTTP/1.1\r\nConnection: close\r\n").unwrap();
        if !headers.iter().any(|(name, _)| *name == "Host") {
            write!(stream, "Host: 127.0.0.1:{}\r\n", self.port).unwrap();
        }
        for (name, value) in headers {
            write!(stream, "{name}: {value}\r\n").unwrap();
        }
        write!(stream, "Content-Length: {}\r\n\r\n", body.len()).unwrap();
        // A server that refuses a body need not read it.
        drop(stream.write_all(body));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        Answer::read(&bytes)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// A stream for the page at `path` as it is now.
    pub fn stream(&self, path: &str) -> Stream {
        let page = self.get(path).text();
        let mark = page.split("\"mark\":\"").nth(1).unwrap().split('"').next().unwrap();
        let mut stream = self.connect();
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET /-/live?path={path}&mark={mark} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut stream = Stream(BufReader::new(stream));
        stream.until("retry");
        stream
    }

    /// Asks for `path` until `good` holds of the page.
    #[track_caller]
    pub fn until(&self, path: &str, good: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if good(&answer) {
                return answer;
            }
            assert!(began.elapsed() < Duration::from_secs(10), "{path} stays: {}", answer.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Asks it to stop, and tells how long that took.
    pub fn stop(&mut self) -> Duration {
        let began = Instant::now();
        self.signal("INT");
        self.child.wait().unwrap();
        began.elapsed()
    }

    pub fn signal(&self, name: &str) {
        let killed = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    pub fn wait(&mut self) {
        self.child.wait().unwrap();
    }

    /// Resident memory in KiB; `None` where the system does not say.
    pub fn memory(&self) -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn listen(stream: ChildStderr) -> Arc<Mutex<String>> {
    let said = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&said);
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
            heard.lock().unwrap().push_str(&line);
            line.clear();
        }
    });
    said
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let pair =
            |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        let headers: BTreeMap<String, String> = lines.filter_map(pair).collect();
        let body = &bytes[end + 4..];
        let chunked = headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked");
        Self { status, headers, body: if chunked { joined(body) } else { body.to_vec() } }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A body that came in chunks.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[(end + 4 + length).min(rest.len())..];
    }
    body
}

impl Stream {
    /// Reads up to a line that holds `text`, and gives it.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).unwrap_or_else(|error| panic!("no {text:?} came: {error}"));
            assert!(read > 0, "the stream ended before {text:?}");
            if line.contains(text) {
                return line;
            }
        }
    }

    /// How many events come before it is quiet for `quiet`.
    pub fn count(&mut self, quiet: Duration) -> usize {
        self.0.get_ref().set_read_timeout(Some(quiet)).unwrap();
        let mut events = 0;
        let mut line = String::new();
        while self.0.read_line(&mut line).is_ok_and(|read| read > 0) {
            events += usize::from(line.starts_with("event:"));
            line.clear();
        }
        events
    }

    /// Whether it comes to its end.
    pub fn ends(&mut self) -> bool {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).is_ok()
    }
}

/// A small book in three editions.
pub const BOOK: &[(&str, &str)] = &[
    (
        "book.toml",
        "title = \"Tea\"\nbase-url = \"https://tea.example/book/\"\ndefault = \"en\"\n\n[editions.en]\nprefix = \"en\"\n\n\
         [editions.zh-Hans]\n\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n",
    ),
    ("content/_index.md", "+++\ntitle = \"Tea\"\n+++\nAll about tea.\n"),
    ("content/_index.zh-Hans.md", "+++\ntitle = \"茶\"\n+++\n关于茶的一切。\n"),
    (
        "content/leaves.md",
        "+++\ntitle = \"Leaves\"\ndate = 2026-01-02\naliases = [\"/old/leaf/\"]\n+++\nThe [water](water.md#heat).\n",
    ),
    ("content/leaves.zh-Hans.md", "+++\ntitle = \"茶叶\"\n+++\n这个软件走起来像一只鸭子。\n"),
    ("content/water.md", "+++\ntitle = \"Water\"\n+++\n## Heat\n\nNot boiling. ![pot](pot.svg)\n"),
    ("content/pot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
];

/// [`BOOK`], with the whole of it at the root of its address.
pub fn at_root() -> Project {
    let project = Project::new(BOOK);
    let book = BOOK[0].1.replace("https://tea.example/book/", "https://tea.example/");
    project.write("book.toml", book.as_bytes());
    project
}
