//! A web server for tests that ask addresses elsewhere: each path answers in its own way.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server that runs until the tests end.
pub struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Begins to answer on a free port of this machine.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let heard = Arc::clone(&heard);
                std::thread::spawn(move || answer(&stream, &heard));
            }
        });
        Self { address, asked }
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// `METHOD /path` of everything that was asked so far, in order; and then no more of it.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn answer(mut stream: &TcpStream, heard: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut lines = Vec::new();
        let mut line = String::new();
        while reader.read_line(&mut line).is_ok_and(|read| read > 0) && !line.trim().is_empty() {
            lines.push(line.trim().to_owned());
            line.clear();
        }
        let Some(request) = lines.first() else { return };
        let mut words = request.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let before = {
            let mut heard = heard.lock().unwrap();
            heard.push(format!("{method} {path}"));
            heard.iter().filter(|one| one.ends_with(&format!(" {path}"))).count()
        };
        let (status, header, body) = match (method, path) {
            (_, "/fine") => ("200 OK", "", ""),
            (_, "/page") => {
                ("200 OK", "Content-Type: text/html\r\n", "<p id=here>Here</p><a name='old'></a><h2 id=\"茶\">茶</h2>")
            }
            (_, "/picture") => ("200 OK", "Content-Type: image/png\r\n", "PNG"),
            (_, "/moved") => ("301 Moved Permanently", "Location: /fine\r\n", ""),
            (_, "/for-now") => ("302 Found", "Location: fine\r\n", ""),
            (_, "/round") => ("302 Found", "Location: /round\r\n", ""),
            (_, "/login") => ("401 Unauthorized", "", ""),
            (_, "/busy") => ("429 Too Many Requests", "Retry-After: 3600\r\n", ""),
            (_, "/flaky") if before < 2 => ("503 Service Unavailable", "Retry-After: 0\r\n", ""),
            (_, "/flaky") => ("200 OK", "", ""),
            (_, "/soon") if before < 2 => {
                let now = "Wed, 21 Oct 2015 07:28:00 GMT\r\n";
                ("503 Service Unavailable", &*format!("Date: {now}Retry-After: {now}"), "")
            }
            (_, "/soon") => ("200 OK", "", ""),
            ("HEAD", "/no-head") => ("405 Method Not Allowed", "", ""),
            ("HEAD", "/lies") => ("404 Not Found", "", ""),
            (_, "/no-head" | "/lies") => ("200 OK", "", ""),
            (_, "/dots") => ("302 Found", "Location: a/./../fine\r\n", ""),
            (_, "/query?a") => ("302 Found", "Location: ?b\r\n", ""),
            (_, "/query?b") => ("200 OK", "", ""),
            // A server that lets nobody in without its cookie.
            (_, "/cookies") => ("302 Found", "Location: /cookies\r\nSet-Cookie: a=b\r\n", ""),
            (_, "/to-mail") => ("302 Found", "Location: mailto:a@example.org\r\n", ""),
            (_, "/shell") => {
                ("200 OK", "Content-Type: text/html\r\n", "<body><div id=app></div><script src=app.js></script>")
            }
            (_, "/packed") => ("200 OK", "Content-Type: text/html\r\nContent-Encoding: br\r\n", "?"),
            (_, "/odd-name") => ("200 OK", "X-名: 值\r\n", ""),
            (_, "/capitals") => ("200 OK", "Content-Type: text/html\r\n", "<A NAME = here>"),
            (_, "/dated") => ("429 Too Many Requests", "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n", ""),
            (_, "/closes") => return,
            _ => ("404 Not Found", "", ""),
        };
        let body = if method == "HEAD" { "" } else { body };
        let text = format!("HTTP/1.1 {status}\r\n{header}Content-Length: {}\r\n\r\n{body}", body.len());
        if stream.write_all(text.as_bytes()).is_err() {
            return;
        }
    }
}
