//! `yiben check --external`: addresses elsewhere, asked of a server of the test.

use crate::outside::Server;
use crate::support::Project;

const BOOK: &str = "title = \"T\"\nbase-url = \"https://example.org/\"\ndefault = \"en\"\nignore-links = [\"*/ignored*\"]\n\
                    [editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";

/// What is said of a document with these links, and the last line.
fn check(project: &Project, server: &Server, links: &[&str], more: &str) -> (Vec<String>, String) {
    let links: Vec<String> = links.iter().map(|link| format!("[x](http://{}{link})\n", server.address())).collect();
    project.write("book.toml", BOOK.as_bytes());
    for name in ["_index.md", "_index.zh-Hans.md"] {
        project.write(&format!("content/{name}"), links.join("\n").as_bytes());
    }
    let line = format!("check --external --cache cache --format short --only dead-link moved-link {more}");
    let run = project.run(&line.split_whitespace().collect::<Vec<_>>());
    let said = |text: &str| text.replace(&server.address(), "server").lines().map(str::to_owned).collect::<Vec<_>>();
    let english = said(&run.stdout).into_iter().filter(|line| line.starts_with("content/_index.md")).collect();
    (english, said(&run.stderr).pop().unwrap_or_default())
}

#[test]
fn each_address_is_asked_once_and_said_of_at_every_place() {
    let server = Server::start();
    let project = Project::new(&[]);
    let links = [
        "/fine",
        "/page#here",
        "/page#old",
        "/page#%E8%8C%B6",
        "/page#none",
        "/picture#t=1",
        "/moved",
        "/for-now",
        "/round",
        "/login",
        "/no-head",
        "/lies",
        "/gone",
        "/ignored",
    ];
    let (found, last) = check(&project, &server, &links, "");
    assert_eq!(
        found,
        [
            "content/_index.md:9:5: warning[dead-link] the page of `http://server/page#none` has no `#none`",
            "content/_index.md:13:5: note[moved-link] `http://server/moved` has moved for good",
            "content/_index.md:17:5: warning[dead-link] `http://server/round` leads on more than 10 times",
            "content/_index.md:25:5: warning[dead-link] `http://server/gone` answers 404 Not Found",
        ]
    );
    assert!(last.contains("13 links elsewhere (1 not to be judged: they want a login, or no programs)"), "{last}");
    let asked = server.asked();
    assert_eq!(
        asked.iter().filter(|one| one.ends_with(" /fine")).count(),
        3,
        "once, and at the end of two redirections"
    );
    assert_eq!(asked.iter().filter(|one| one.ends_with(" /page")).count(), 1, "a page once for all its places");
    assert!(!asked.iter().any(|one| one.contains("ignored")), "{asked:?}");

    // What was good is known the next time, what was not is asked again.
    let (again, last) = check(&project, &server, &["/fine", "/moved", "/gone"], "");
    assert_eq!(again.len(), 2);
    assert!(last.contains("3 links elsewhere (2 known from the last day)"), "{last}");
    assert_eq!(server.asked(), ["HEAD /gone", "GET /gone"]);
}

#[test]
fn bad_luck_is_no_finding_and_a_server_that_wants_peace_is_left_in_it() {
    let server = Server::start();
    let project = Project::new(&[]);
    let (found, last) = check(&project, &server, &["/flaky", "/busy", "/soon"], "");
    assert_eq!(found, [""; 0]);
    assert!(last.contains("(1 not to be judged"), "{last}");
    assert_eq!(server.asked().iter().filter(|one| one.ends_with("/busy")).count(), 1, "and never again");
    let (found, _) = check(&project, &server, &["/closes"], "");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`http://server/closes` breaks off the connection"), "{found:?}");
}

#[test]
fn odd_servers_are_judged_as_a_browser_would() {
    let server = Server::start();
    let project = Project::new(&[]);
    let fine = ["/dots", "/query?a", "/cookies", "/shell#later", "/packed#x", "/odd-name", "/capitals#here", "/dated"];
    let (found, last) = check(&project, &server, &fine, "");
    assert_eq!(found, [""; 0]);
    assert!(last.contains("8 links elsewhere (3 not to be judged"), "{last}");
    let (found, _) = check(&project, &server, &["/to-mail"], "");
    let said = "content/_index.md:1:5: warning[dead-link] `http://server/to-mail` leads on to `mailto:a@example.org`, \
                which is no web page";
    assert_eq!(found, [said]);
}

#[test]
fn without_a_network_that_is_said_once() {
    let project = Project::new(&[("book.toml", BOOK)]);
    let links: String = (1..=3).map(|at| format!("[x](http://127.0.0.{at}:9/)\n\n")).collect();
    project.write("content/_index.md", links.as_bytes());
    let run = project.run(&["check", "--external", "--cache", "cache"]);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    run.finds(&["none of the addresses elsewhere could be reached", "on line"]);
}

#[test]
fn without_being_told_nobody_is_asked() {
    let server = Server::start();
    let project = Project::new(&[]);
    project.write("book.toml", BOOK.as_bytes());
    project.write("content/_index.md", format!("[x](http://{}/gone)\n", server.address()).as_bytes());
    let run = project.run(&["check", "--format", "short"]);
    assert!(!run.stdout.contains("dead-link"), "{}", run.stdout);
    assert_eq!(server.asked(), [""; 0]);
}
