//! The same input gives the same bytes: on one thread and on several, twice in a row, and from another folder.

use crate::support::{Project, tree};
use std::path::Path;

/// A book with enough of everything that an unstable order would show.
fn book() -> Project {
    let project = Project::copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/default-theme"),
        &["expected", "expected.txt"],
    );
    for number in 0..60 {
        let tags = format!("tags = [\"t{}\", \"t{}\"]", number % 7, number % 5);
        let text = format!(
            "+++\ntitle = \"Stone {number}\"\ndate = 2020-01-{:02}\n{tags}\n+++\n\n## Head\n\nSee [next](s{}.md#head).\n",
            number % 28 + 1,
            (number + 1) % 60
        );
        project.write(&format!("content/many/s{number}.md"), text.as_bytes());
        if number % 2 == 0 {
            let text = format!(
                "+++\ntitle = \"石头{number}\"\ndate = 2020-01-{:02}\n{tags}\n+++\n\n## 头\n\n头发里面。\n",
                number % 28 + 1
            );
            project.write(&format!("content/many/s{number}.zh-Hans.md"), text.as_bytes());
        }
    }
    project
}

#[test]
fn threads_runs_and_places_change_nothing() {
    let first = book();
    let second = book();
    let build = |project: &Project, jobs: &str, out: &str| {
        let run = project.run(&["build", "--jobs", jobs, "-d", out]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        tree(&project.path(out))
    };
    let once = build(&first, "1", "one");
    assert!(once.len() > 100);
    for (other, what) in [
        (build(&first, "2", "two"), "two threads"),
        (build(&first, "7", "seven"), "seven threads"),
        (build(&first, "1", "one"), "a second build in one place"),
        (build(&second, "2", "elsewhere/deep"), "another place"),
    ] {
        let differing: Vec<_> =
            once.iter().filter(|(name, bytes)| other.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
        assert!(differing.is_empty() && once.len() == other.len(), "{what}: {differing:?}");
    }
}
