//! A build that is killed at any moment leaves a whole site behind, and the next build succeeds.

use crate::support::{Project, tree};
use std::process::{Command, Stdio};
use std::time::Instant;

const BOOK: &str = "title = \"Long\"\n\n[editions.en]\nprefix = \"\"\n\n[editions.zh-Hans]\n\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";

/// A book of some hundred pages in its first or second state; every page says which.
fn write(project: &Project, state: &str) {
    for number in 0..40 {
        for (ending, word) in [("md", "page"), ("zh-Hans.md", "页面")] {
            let text = format!("+++\ntitle = \"{word} {number}\"\n+++\n\nState {state}.\n");
            project.write(&format!("content/part/p{number}.{ending}"), text.as_bytes());
        }
    }
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let project = Project::new(&[("book.toml", BOOK)]);
    write(&project, "two");
    project.build();
    let two = project.site();
    write(&project, "one");
    let began = Instant::now();
    project.build();
    let usual = began.elapsed();
    let one = project.site();
    assert!(one != two && one.len() > 120);
    write(&project, "two");
    // Those who run it beside their work are waiting.
    let rounds = if ["CI", "YIBEN_LONG"].iter().any(|name| std::env::var_os(name).is_some()) { 200 } else { 40 };
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..rounds {
        let mut child = Command::new(env!("CARGO_BIN_EXE_yiben"))
            // Every other one with a cache, which may be cut off as well.
            .args(if round % 2 == 0 { &["build"][..] } else { &["build", "--cache", "kept"] })
            .current_dir(project.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Moments at random from the first to a little after the end (xorshift, the same on every run).
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(usual.mul_f64(1.2) * u32::try_from(random >> 40).unwrap() / (1 << 24));
        drop(child.kill());
        child.wait().unwrap();
        let site = tree(&project.path("public"));
        assert!(site == one || site == two, "round {round}: the site is neither the old one nor the new one");
    }
    let run = project.run(&["build", "--cache", "kept"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(project.site(), two);
    assert!(!project.path(".public.yiben").exists(), "the staging folder is still there");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_a_failure_with_help() {
    let project = Project::new(&[("book.toml", BOOK), ("content/a.md", "Text.\n")]);
    let run = project.run(&["build", "-d", "/proc/yiben"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    run.finds(&["/proc/", "help"]);
}

/// A disk that is full at the first large file, as the limit of a file's size is one: the signal that goes with it is
/// ignored, so that the write fails.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_previous_site() {
    let project = Project::new(&[("book.toml", BOOK), ("content/a.md", "Text.\n")]);
    project.build();
    let before = project.site();
    project.write("content/a.md", b"Another text.\n");
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{}' build", env!("CARGO_BIN_EXE_yiben"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(project.path("")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("error: cannot write `") && said.contains("the previous site is untouched"), "{said}");
    assert_eq!(project.site(), before);
    assert!(!project.path(".public.yiben").exists(), "the staging folder is still there");
}

/// A disk of 700 KiB that holds one site and has no room for the next one beside it; its mount ends with the shell.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_room_for_the_next_site_keeps_the_one_it_has() {
    let project = Project::new(&[("book.toml", BOOK), ("content/a.md", "Text.\n"), ("disk/x", "")]);
    let script = "mount -t tmpfs -o size=700k none disk || exit 77
        \"$0\" build -d disk/site 2>/dev/null || exit 78
        (cd disk && find . -type f -exec sha256sum {} + | sort) >before
        mv more.md content/more.md
        \"$0\" build -d disk/site
        echo \"code $?\"
        (cd disk && find . -type f -exec sha256sum {} + | sort) | cmp before - && echo whole";
    project.write("more.md", "A long text. ".repeat(80_000).as_bytes());
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_yiben")])
        .current_dir(project.path(""))
        .output();
    let refused = output.as_ref().map_or(true, |output| matches!(output.status.code(), Some(1 | 77)));
    if refused {
        eprintln!("\n!! NOT RUN: this machine lets nobody mount a small disk\n");
        return;
    }
    let output = output.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "code 2\nwhole\n", "{said}");
    assert!(said.contains("No space left") && said.contains("help: free some space there"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_is_a_failure_with_help() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new(&[("book.toml", BOOK), ("content/a.md", "Text.\n"), ("closed/x", "")]);
    let closed = project.path("closed");
    let allow = |mode| std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    // Nothing keeps root from writing, which is who runs the tests in a container.
    if std::fs::write(closed.join("try"), "").is_err() {
        let run = project.run(&["build", "-d", "closed/public"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        run.finds(&["cannot create `", "give yourself the right to write"]);
    }
    allow(0o755);
}
