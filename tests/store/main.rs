//! Publishing to an object store, against a real server of the S3 protocol on this machine: `tests/store.sh` starts one
//! and names it in `YIBEN_S3`. A relay between the two notes the order of requests, and fails, waits or refuses on demand.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on should stop, and say why")]

mod http;
#[path = "../suite/support.rs"]
#[allow(dead_code, reason = "the suite uses the rest")]
mod support;

use http::{Relay, Whim, fetch, keys, server};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Project, Run, tree};

const KEY: &str = "AKIATESTTESTTEST";
const SECRET: &str = "wJalrXUtnFEMIK7MDENGbPxRfiCYTESTKEY";

/// A three-edition site that is published into `bucket` through a relay.
struct Case {
    project: Project,
    relay: Relay,
    bucket: &'static str,
}

impl Case {
    fn new(bucket: &'static str) -> Self {
        let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/default-theme");
        let project = Project::copy(&book, &["expected", "expected.txt"]);
        project.write("content/第0页.png", b"\x89PNG no picture, but bytes \x00\xff\r\n");
        project.write("content/fonts/book.3f2a9c1b.woff2", b"wOF2");
        let relay = Relay::start();
        let settings = fs::read_to_string(project.path("book.toml")).unwrap();
        let target = format!(
            "\n[publish.store]\ns3 = \"{bucket}\"\nprefix = \"book\"\nendpoint = \"{}\"\nregion = \"eu-central-1\"\n",
            relay.address()
        );
        project.write("book.toml", (settings + &target).as_bytes());
        assert!(fetch(&server(), "PUT", &format!("/{bucket}")).status < 300);
        Self { project, relay, bucket }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yiben"));
        command.arg("publish").args(arguments).current_dir(self.project.path(""));
        command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET).env_remove("AWS_SESSION_TOKEN");
        command
    }

    fn publish(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let run =
            Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) };
        for secret in [KEY, SECRET] {
            assert!(!run.stderr.contains(secret) && !run.stdout.contains(secret), "{run:?}");
        }
        run
    }

    #[track_caller]
    fn published(&self, arguments: &[&str]) -> Run {
        let run = self.publish(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    }

    fn start(&self) -> Child {
        self.command(&[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.project.site();
        files.remove(".yiben").unwrap();
        files
    }

    /// Every object below the prefix, fetched back, without yiben's own.
    fn there(&self) -> BTreeMap<String, Vec<u8>> {
        let of_ours = |key: &String| !key.ends_with("/.yiben") && !key.ends_with("/.yiben.lock");
        let names = keys(self.bucket).into_iter().filter(of_ours);
        names
            .filter_map(|key| {
                let below = key.strip_prefix("book/")?.to_owned();
                let answer = fetch(&server(), "GET", &format!("/{}/{}", self.bucket, http::encoded(&key)));
                assert_eq!(answer.status, 200, "{key}");
                Some((below, answer.body))
            })
            .collect()
    }

    fn change(&self) {
        let page = self.project.path("content/granite.md");
        fs::write(&page, fs::read_to_string(&page).unwrap() + "\nOne line more.\n").unwrap();
    }

    /// The objects that were written since the relay last forgot, in order, without yiben's own.
    fn written(&self, method: &str) -> Vec<String> {
        let place = format!("/{}/book/", self.bucket);
        let requests = self.relay.requests();
        let of_method = requests.iter().filter(|(sent, _)| sent == method);
        let names = of_method.filter_map(|(_, path)| path.split('?').next()?.strip_prefix(&place));
        names.filter(|name| !name.starts_with(".yiben")).map(support::decoded).collect()
    }
}

/// Asserts that the bucket holds what was built.
#[track_caller]
fn same(there: &BTreeMap<String, Vec<u8>>, built: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(there), names(built));
    let differing: Vec<_> = built.keys().filter(|name| there[*name] != built[*name]).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn three_editions_are_fetched_back_byte_for_byte_with_their_headers() {
    let case = Case::new("whole");
    let dry = case.published(&["--dry-run"]);
    assert!(dry.stdout.contains("new\ten/index.html\t") && dry.stdout.contains("text/html; charset=utf-8"), "{dry:?}");
    assert_eq!(keys("whole"), Vec::<String>::new(), "a dry run sends nothing, and leaves no lock");
    case.published(&[]);
    let built = case.built();
    assert!(built.contains_key("第0页.png") && built.keys().any(|path| path.starts_with("zh-hant/")));
    same(&case.there(), &built);
    assert!(!keys("whole").contains(&"book/.yiben.lock".to_owned()), "the lock is still there");
    let header = |name: &str, header: &str| {
        let answer = fetch(&server(), "GET", &format!("/whole/book/{}", http::encoded(name)));
        answer.headers.get(header).cloned().unwrap_or_default()
    };
    assert_eq!(header("zh-hans/index.html", "content-type"), "text/html; charset=utf-8");
    assert_eq!(header("zh-hans/index.html", "cache-control"), "public, max-age=60, must-revalidate");
    assert_eq!(header("fonts/book.3f2a9c1b.woff2", "cache-control"), "public, max-age=31536000, immutable");
    // Where an entity tag is no MD5, the record alone tells what is the same: it has to name it as the store does.
    let record = String::from_utf8(fetch(&server(), "GET", "/whole/book/.yiben").body).unwrap();
    assert!(record.contains(&format!(":{} zh-hans/index.html\n", header("zh-hans/index.html", "etag"))), "{record}");
    assert_eq!(header("第0页.png", "content-type"), "image/png");
    assert_eq!(header("第0页.png", "cache-control"), "public, max-age=3600");
}

#[test]
fn only_what_changed_is_sent_pages_last_and_what_is_gone_is_removed() {
    let case = Case::new("changed");
    case.project.write("content/old.png", b"old");
    case.published(&[]);
    let sent = case.written("PUT");
    let first_page = sent.iter().position(|name| name.ends_with(".html")).unwrap();
    assert!(sent[first_page..].iter().all(|name| name.ends_with(".html")), "{sent:?}");
    fetch(&server(), "PUT", "/changed/book/mine.txt");

    case.relay.forget();
    case.published(&[]);
    assert_eq!((case.written("PUT"), case.written("DELETE")), (Vec::new(), Vec::new()));

    fs::remove_file(case.project.path("content/old.png")).unwrap();
    case.change();
    case.relay.forget();
    case.published(&[]);
    let sent = case.written("PUT");
    assert!(sent.contains(&"en/granite/index.html".to_owned()), "{sent:?}");
    assert!(!sent.iter().any(|name| name.ends_with(".png") || name.starts_with("zh-hans/")), "{sent:?}");
    let index = |name: &String| name.starts_with("search-index/en/");
    let gone: Vec<_> = case.written("DELETE").into_iter().filter(|name| !index(name)).collect();
    assert_eq!(gone, ["old.png"], "beside the old parts of the index that changed");
    let mut there = case.there();
    assert_eq!(there.remove("mine.txt").as_deref(), Some(&b""[..]), "an object of others is gone");
    same(&there, &case.built());

    case.project.write("content/mine.txt", b"ours");
    let refused = case.publish(&[]);
    refused.finds(&["holds an object that yiben did not publish: `mine.txt`", "--take-over"]);
    case.published(&["--take-over"]);
    same(&case.there(), &case.built());
}

#[test]
fn requests_that_fail_in_passing_are_tried_again() {
    let case = Case::new("flaky");
    case.relay.set(Whim::FailEvery(4));
    case.published(&[]);
    same(&case.there(), &case.built());
}

#[test]
fn a_publication_that_is_killed_is_taken_up_by_the_next_one() {
    let case = Case::new("killed");
    case.relay.set(Whim::Slow(Duration::from_millis(30)));
    let mut child = case.start();
    let began = Instant::now();
    while case.written("PUT").len() < 25 {
        assert!(began.elapsed() < Duration::from_secs(60), "it does not begin");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let sent = case.written("PUT").len();
    case.relay.set(Whim::None);
    case.relay.forget();
    // Nobody renews the lock that it left: it is watched, and taken over.
    let run = case.published(&[]);
    run.finds(&["another publication is under way", "waiting to see"]);
    let total = case.built().len();
    let again = case.written("PUT").len();
    assert!(again <= total - sent + 20, "{again} of {total} were sent after {sent} had been");
    same(&case.there(), &case.built());

    // Whoever knows that it is gone does not wait.
    case.change();
    fetch(&server(), "PUT", "/killed/book/.yiben.lock");
    let began = Instant::now();
    case.published(&["--break-lock"]);
    assert!(began.elapsed() < Duration::from_secs(15));
    same(&case.there(), &case.built());
}

#[test]
fn of_two_publications_the_second_is_refused_while_the_first_is_at_work() {
    let case = Case::new("two");
    case.relay.set(Whim::Slow(Duration::from_millis(2500)));
    let mut first = case.start();
    let began = Instant::now();
    while case.written("PUT").is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "it does not begin");
        std::thread::sleep(Duration::from_millis(20));
    }
    let second = case.publish(&[]);
    assert_eq!(second.code, 2, "{}", second.stderr);
    second.finds(&["another publication is under way", "--break-lock"]);
    case.relay.set(Whim::None);
    assert!(first.wait().unwrap().success());
    same(&case.there(), &case.built());
}

#[test]
fn no_credential_is_shown_whatever_the_store_says() {
    let case = Case::new("denied");
    case.relay.set(Whim::Deny(format!(
        "<Error><Code>InvalidAccessKeyId</Code><Message>no such key</Message><AWSAccessKeyId>{KEY}</AWSAccessKeyId></Error>"
    )));
    let run = case.publish(&[]);
    assert_eq!(run.code, 2);
    run.finds(&["`store`: cannot lock", "does not accept the credentials"]);
    let mut without = case.command(&[]);
    without.env_remove("AWS_ACCESS_KEY_ID");
    let output = without.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("holds no credentials") && said.contains("AWS_ACCESS_KEY_ID"), "{said}");
}

#[test]
fn the_files_of_a_project_stay_as_they_are() {
    let case = Case::new("untouched");
    let before = tree(&case.project.path("content"));
    case.published(&[]);
    assert_eq!(tree(&case.project.path("content")), before);
}
