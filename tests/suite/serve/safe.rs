//! What a preview does not do: answer to strange names, leave its folder, change anything for strangers.

use super::client::{Preview, at_root};
use crate::support::Project;
use std::io::Write;
use std::net::TcpListener;

#[test]
fn strange_names_and_methods_are_refused() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("", 403),
    ] {
        assert_eq!(preview.ask("GET", "/en/", &[("Host", host)], b"").status, status, "{host:?}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(preview.ask(method, "/en/", &[], b"").status, 405, "{method}");
    }
}

#[test]
fn no_path_leaves_the_site() {
    let project = at_root();
    project.build();
    project.write("secret.txt", b"secret");
    project.write("content/.hidden.md", b"secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink(project.path("secret.txt"), project.path("content/link.txt")).unwrap();
    let paths = [
        "/../secret.txt",
        "/en/../../secret.txt",
        "/en/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/secret.txt",
        "/book.toml",
        "/content/leaves.md",
        "/.hidden/",
        "/link.txt",
        "/en/%00",
        "/%ff%fe",
        "/-/compare/../../secret",
        "/-/nothing",
    ];
    for arguments in [&[][..], &["--static", "public"]] {
        let preview = Preview::start(&project, arguments);
        for path in paths {
            let mut answer = preview.get(path);
            if answer.status == 302 {
                // An address in no edition is looked for in the reader's.
                assert!(answer.header("location").starts_with("/en/"), "{path}: {}", answer.header("location"));
                answer = preview.get(answer.header("location"));
            }
            assert!(answer.status == 404 || answer.status == 400, "{path}: {}", answer.status);
            assert!(!answer.text().contains("secret") || path.contains("secret"), "{path}");
        }
        let answer = preview.get("//evil.example/en");
        assert!(!answer.header("location").starts_with("//"), "no other site is named");
    }
}

#[test]
fn only_its_own_pages_with_their_token_may_write() {
    let project = at_root();
    let wish = br#"{"document":"leaves","edition":"zh-Hant","words":"\u53ea\u9e2d\u5b50","text":"\u96bb\u9d28\u5b50"}"#;
    let preview = Preview::start(&project, &["--edit"]);
    let page = preview.page("/-/compare/leaves");
    assert!(preview.get("/-/compare/leaves").header("content-security-policy").contains("script-src 'self'"));
    let token = page.split("\"token\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let origin = format!("http://127.0.0.1:{}", preview.port);
    let ask = |headers: &[(&str, &str)]| preview.ask("POST", "/-/glossary", headers, wish).status;
    let json = ("Content-Type", "application/json");
    for (headers, why) in [
        (vec![json], "nothing proves where it comes from"),
        (vec![json, ("Origin", origin.as_str())], "no token"),
        (vec![json, ("Origin", origin.as_str()), ("X-Yiben-Token", "0123")], "another token"),
        (vec![json, ("Origin", "http://evil.example"), ("X-Yiben-Token", token.as_str())], "another site"),
        (vec![json, ("Origin", "null"), ("X-Yiben-Token", token.as_str())], "a page without origin"),
        (vec![json, ("X-Yiben-Token", token.as_str())], "no origin"),
        (
            vec![("Content-Type", "text/plain"), ("Origin", origin.as_str()), ("X-Yiben-Token", token.as_str())],
            "a form",
        ),
    ] {
        assert_eq!(ask(&headers), 403, "{why}");
    }
    assert!(!project.path("glossary.csv").exists());
    let good = [json, ("Origin", origin.as_str()), ("X-Yiben-Token", token.as_str())];
    assert_eq!(ask(&good), 200);
    let glossary = std::fs::read_to_string(project.path("glossary.csv")).unwrap();
    assert_eq!(glossary, "zh-Hans,zh-Hant\n只鸭子,隻鴨子\n");
    let theirs = "\u{feff}# ours\r\nzh-Hans,zh-Hant,note\r\n头发,頭髮,x\r\n";
    project.write("glossary.csv", theirs.as_bytes());
    assert_eq!(ask(&good), 200);
    let glossary = std::fs::read_to_string(project.path("glossary.csv")).unwrap();
    assert_eq!(glossary, format!("{theirs}只鸭子,隻鴨子,\r\n"), "the mark, comments and line ends stay");
    let correction = r#"{"document":"leaves","edition":"zh-Hant","find":"這個軟件","replace":"那個軟件"}"#.as_bytes();
    assert_eq!(preview.ask("POST", "/-/correction", &[json], correction).status, 403);
    assert_eq!(preview.ask("POST", "/-/correction", &good, correction).status, 200);
    let file = std::fs::read_to_string(project.path("corrections/zh-Hant/leaves.toml")).unwrap();
    assert!(file.contains("那個軟件"), "{file}");
    preview.until("/zh-hant/leaves/", |page| page.text().contains("那個軟件"));
    assert_eq!(preview.ask("POST", "/-/correction", &good, correction).status, 409, "the page no longer says that");
    for bad in [&b"{}"[..], b"[]", br#"{"document":"leaves","edition":"zh-Hant","words":"a\nb","text":"x"}"#] {
        assert_eq!(preview.ask("POST", "/-/glossary", &good, bad).status, 400);
    }
    let long = vec![b' '; 20 << 10];
    assert_eq!(preview.ask("POST", "/-/glossary", &good, &long).status, 413);
    drop(preview);

    let preview = Preview::start(&project, &[]);
    let origin = format!("http://127.0.0.1:{}", preview.port);
    let headers = [json, ("Origin", origin.as_str()), ("X-Yiben-Token", token.as_str())];
    assert_eq!(preview.ask("POST", "/-/glossary", &headers, wish).status, 403, "without --edit nobody may");
    assert!(preview.page("/-/compare/leaves").contains("\"token\":null"));
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let project = at_root();
    let preview = Preview::start(&project, &["--port", &port.to_string()]);
    assert_ne!(preview.port, port);
    let said = format!("port {port} is taken; using {}\n", preview.port);
    let began = std::time::Instant::now();
    while preview.said() != said {
        assert!(began.elapsed().as_secs() < 5, "{}", preview.said());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(preview.get("/en/").status, 200);
}

#[test]
fn what_is_no_request_harms_nobody() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    for bytes in [&b"\x16\x03\x01\x02\x00\x01"[..], b"GET / HTTP/9.9\r\n\r\n", b"\0\0\0\0\r\n\r\n", b"GET"] {
        drop(preview.connect().write_all(bytes));
    }
    let long = format!("/{}", "a".repeat(100_000));
    drop(preview.connect().write_all(format!("GET {long} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes()));
    assert_eq!(preview.get("/en/").status, 200);
}

/// Killed again and again while it writes rows, the glossary is always one whole file, and no row that was answered for is
/// lost.
#[test]
fn a_kill_in_the_middle_of_a_write_loses_nothing() {
    let project = at_root();
    let rows = |project: &Project| std::fs::read_to_string(project.path("glossary.csv")).unwrap_or_default();
    let mut kept = 0;
    for round in 0..6_u32 {
        let mut preview = Preview::start(&project, &["--edit"]);
        let page = preview.page("/-/compare/leaves");
        let token = page.split("\"token\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let origin = format!("http://127.0.0.1:{}", preview.port);
        let port = preview.port;
        let writer = std::thread::spawn(move || {
            let mut answered = 0;
            for number in 0..1000 {
                let body = format!(
                    "{{\"document\":\"leaves\",\"edition\":\"zh-Hant\",\"words\":\"词{round}之{number}\",\"text\":\"詞\"}}"
                );
                let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", port)) else { break };
                let head = format!(
                    "POST /-/glossary HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {origin}\r\nConnection: close\r\n\
                     X-Yiben-Token: {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
                let mut answer = String::new();
                let sent = stream.write_all(head.as_bytes());
                if sent.is_err() || std::io::Read::read_to_string(&mut stream, &mut answer).is_err() {
                    break;
                }
                if answer.starts_with("HTTP/1.1 200") {
                    answered = number + 1;
                }
            }
            answered
        });
        std::thread::sleep(std::time::Duration::from_millis(60 + 37 * u64::from(round)));
        preview.signal("KILL");
        preview.wait();
        let answered: u32 = writer.join().unwrap();
        let text = rows(&project);
        assert!(text.is_empty() || text.ends_with('\n'), "a whole file: {:?}", &text[text.len().saturating_sub(40)..]);
        for number in 0..answered {
            assert!(
                text.contains(&format!("词{round}之{number},詞\n")),
                "row {number} of round {round} was answered for"
            );
        }
        let count = text.lines().count();
        assert!(count >= kept, "no row of an earlier round is lost");
        kept = count;
    }
    assert!(kept > 1, "something was written at all");
}
