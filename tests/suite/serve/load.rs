//! A preview under load: thousands of requests and hundreds of open streams leave it standing, its memory flat.

use super::client::{BOOK, Preview, Stream, at_root};
use crate::support::Project;
use std::io::{BufRead, BufReader, Read, Write};
use std::time::Duration;

/// Asks for pages over one connection that is kept.
fn ask_many(preview: &Preview, number: usize) {
    let paths = ["/en/", "/zh-hans/leaves/", "/zh-hant/leaves/", "/en/water/", "/sitemap.xml", "/pot.svg", "/en/none/"];
    let mut reader = BufReader::new(preview.connect());
    for at in 0..number {
        let path = paths[at % paths.len()];
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
        reader.get_mut().write_all(head.as_bytes()).unwrap();
        let (mut line, mut length) = (String::new(), 0);
        loop {
            line.clear();
            assert!(reader.read_line(&mut line).unwrap() > 0, "the connection is kept");
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
    }
}

#[test]
fn ten_thousand_requests_and_two_hundred_streams_leave_it_standing() {
    let project = at_root();
    let mut preview = Preview::start(&project, &[]);
    let mut streams: Vec<Stream> = (0..200).map(|_| preview.stream("/zh-hant/leaves/")).collect();
    let from_four_sides = |number: usize| {
        std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(|| ask_many(&preview, number)))));
    };
    from_four_sides(500);
    let before = preview.memory();
    from_four_sides(2000);
    if let (Some(before), Some(after)) = (before, preview.memory()) {
        assert!(after < before + 16 * 1024, "from {before} to {after} KiB");
    }
    project.write("content/leaves.zh-Hans.md", "+++\ntitle = \"茶叶\"\n+++\n新的。\n".as_bytes());
    for stream in &mut streams {
        stream.until("event: change");
    }
    let took = preview.stop();
    assert!(took < Duration::from_secs(1), "it stopped after {took:?} with 200 open streams");
    assert!(streams.iter_mut().all(Stream::ends), "each came to its end");
}

#[test]
fn edits_without_end_leave_its_memory_flat() {
    let project = Project::new(BOOK);
    let preview = Preview::start(&project, &[]);
    let edit = |number: u32| {
        let text = format!(
            "+++\ntitle = \"Water\"\n+++\n## Heat\n\n```rust\nfn number_{number}() {{}}\n```\nversion {number}.\n"
        );
        project.write("content/water.md", text.as_bytes());
        preview.until("/book/zh-hant/water/", |page| page.text().contains(&format!("version {number}.")));
    };
    (0..40).for_each(edit);
    let before = preview.memory();
    (40..140).for_each(edit);
    if let (Some(before), Some(after)) = (before, preview.memory()) {
        assert!(after < before + 16 * 1024, "from {before} to {after} KiB");
    }
}
