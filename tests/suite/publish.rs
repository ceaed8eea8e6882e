//! `yiben publish` as its users use it: a site in three editions, from a clean clone, to a folder and to a branch, and
//! fetched back byte for byte. Object stores have a test of their own, `tests/store`.

use crate::support::{Project, Run, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The targets of the sample site. Paths are relative to the project's folder.
const TARGETS: &str = r#"

[publish.web]
folder = "../www"

[publish.pages]
git = "origin"

[publish.latest]
git = "../bare.git"
branch = "site"
history = "replace"
"#;

/// A three-edition site in a clean clone, beside the repository that it was cloned from.
struct Case {
    place: Project,
}

impl Case {
    fn new() -> Self {
        let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/default-theme");
        let place = Project::new(&[]);
        for (path, bytes) in tree(&book) {
            if !path.starts_with("expected") {
                place.write(&format!("source/{path}"), &bytes);
            }
        }
        place.write("source/content/picture.png", b"\x89PNG no picture, but bytes \x00\xff\r\n");
        place.write("source/.gitattributes", b"* text=auto\n");
        let settings = fs::read_to_string(place.path("source/book.toml")).unwrap();
        place.write("source/book.toml", (settings + TARGETS).as_bytes());
        let case = Self { place };
        let source = case.place.path("source");
        git(&source, &["init", "--quiet", "--initial-branch=main", "."]);
        git(&source, &["add", "--all"]);
        git(&source, &["commit", "--quiet", "-m", "A site"]);
        git(&source, &["clone", "--quiet", "--bare", ".", "../bare.git"]);
        let address = format!("file://{}", case.place.path("bare.git").display());
        git(&case.place.path(""), &["clone", "--quiet", "--depth=1", &address, "site"]);
        case
    }

    fn site(&self) -> PathBuf {
        self.place.path("site")
    }

    fn publish(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["publish", "site"];
        all.extend(arguments);
        self.place.run(&all)
    }

    #[track_caller]
    fn published(&self, arguments: &[&str]) -> Run {
        let run = self.publish(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    }

    /// The built site without the build's manifest.
    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&self.site().join("public"));
        files.remove(".yiben").expect("a build writes its manifest");
        files
    }

    /// The files of a branch, fetched back by a clone.
    fn branch(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let to = self.place.path("fetched");
        drop(fs::remove_dir_all(&to));
        let address = format!("file://{}", self.place.path("bare.git").display());
        let clone =
            ["-c", "core.autocrlf=false", "clone", "--quiet", "--depth=1", "--branch", name, &address, "fetched"];
        git(&self.place.path(""), &clone);
        let mut files = tree(&to);
        files.retain(|path, _| !path.starts_with(".git/") && path != ".yiben" && path != ".nojekyll");
        files
    }

    fn commits(&self, branch: &str) -> usize {
        git(&self.place.path("bare.git"), &["rev-list", "--count", branch]).trim().parse().unwrap()
    }
}

/// Runs git, which must succeed.
#[track_caller]
fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn without_record(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(folder);
    files.remove(".yiben");
    files
}

#[test]
fn three_editions_are_fetched_back_byte_for_byte() {
    let case = Case::new();
    let before = tree(&case.site().join(".git/refs"));
    case.published(&["--to", "web,pages,latest"]);
    let built = case.built();
    assert!(built.keys().any(|path| path.starts_with("zh-hant/")) && built.contains_key("picture.png"));
    assert_eq!(without_record(&case.place.path("www")), built);
    assert_eq!(case.branch("gh-pages"), built);
    assert_eq!(case.branch("site"), built);
    // No working copy, index or branch of the clone was touched.
    assert_eq!(git(&case.site(), &["status", "--porcelain", "--untracked-files=no"]), "");
    let after = tree(&case.site().join(".git/refs"));
    let branches = |refs: &BTreeMap<String, Vec<u8>>| {
        refs.iter()
            .filter(|(name, _)| !name.starts_with("yiben/"))
            .map(|(n, t)| (n.clone(), t.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(branches(&before), branches(&after));
}

#[test]
fn only_what_changed_is_sent_and_history_is_kept_or_replaced() {
    let case = Case::new();
    case.published(&["--to", "web,pages,latest"]);
    let run = case.published(&["--to", "web,pages,latest"]);
    assert_eq!(run.stderr.matches("0 files (0 B) sent to").count(), 3, "{}", run.stderr);
    assert_eq!((case.commits("gh-pages"), case.commits("site")), (1, 1), "nothing changed, nothing is committed");
    let page = case.site().join("content/granite.md");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\nOne line more.\n").unwrap();
    let run = case.published(&["--to", "web,pages,latest", "--dry-run"]);
    assert!(run.stdout.contains("changed\ten/granite/index.html\t"), "{}", run.stdout);
    assert!(!run.stdout.contains("picture.png"), "{}", run.stdout);
    assert_eq!((case.commits("gh-pages"), case.commits("site")), (1, 1), "a dry run sends nothing");
    assert_ne!(without_record(&case.place.path("www")), case.built());
    case.published(&["--to", "web,pages,latest"]);
    assert_eq!((case.commits("gh-pages"), case.commits("site")), (2, 1));
    let built = case.built();
    assert_eq!((case.branch("gh-pages"), case.branch("site")), (built.clone(), built.clone()));
    assert_eq!(without_record(&case.place.path("www")), built);
}

#[test]
fn a_branch_of_one_commit_receives_only_what_changed() {
    let case = Case::new();
    // A whole clone: in one of depth 1 git compares with the branch in any case.
    git(&case.site(), &["fetch", "--quiet", "--unshallow"]);
    let bare = case.place.path("bare.git");
    git(&bare, &["config", "receive.unpackLimit", "1"]);
    case.published(&["--to", "latest"]);
    let packs =
        || tree(&bare.join("objects/pack")).into_keys().filter(|name| name.ends_with(".idx")).collect::<Vec<_>>();
    let before = packs();
    let page = case.site().join("content/granite.md");
    // A heading is no part of the beginning that describes the page in lists.
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\n## One line more\n").unwrap();
    case.published(&["--to", "latest"]);
    let new: Vec<_> = packs().into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(new.len(), 1, "{new:?}");
    let listed = git(&bare.join("objects/pack"), &["verify-pack", "-v", &new[0]]);
    let count = |kind: &str| listed.lines().filter(|line| line.split_whitespace().nth(1) == Some(kind)).count();
    let (site, sent) = (case.built().len(), count("blob"));
    assert!(sent < site / 3, "{sent} of {site} files were sent again");
    assert_eq!((case.commits("site"), case.branch("site")), (1, case.built()));
    assert!(!case.site().join(".git/shallow").exists(), "the clone became a shallow one");
}

#[test]
fn a_branch_of_others_is_not_replaced_and_a_branch_of_sources_never() {
    let case = Case::new();
    let source = case.place.path("source");
    git(&source, &["checkout", "--quiet", "--orphan", "gh-pages"]);
    git(&source, &["rm", "--quiet", "-rf", "."]);
    fs::write(source.join("CNAME"), "book.example\n").unwrap();
    fs::write(source.join("old.html"), "old").unwrap();
    git(&source, &["add", "--all"]);
    git(&source, &["commit", "--quiet", "-m", "Another program's site"]);
    git(&source, &["push", "--quiet", "../bare.git", "gh-pages"]);
    let run = case.publish(&["--to", "pages"]);
    assert_eq!(run.code, 2);
    run.finds(&["the branch `gh-pages` holds files that yiben did not publish", "--take-over"]);
    case.published(&["--to", "pages", "--take-over"]);
    let there = case.branch("gh-pages");
    assert!(!there.contains_key("old.html") && there["CNAME"] == b"book.example\n");
    assert_eq!(case.commits("gh-pages"), 2, "what was there stays in the history");

    let book = case.site().join("book.toml");
    fs::write(&book, fs::read_to_string(&book).unwrap().replace("branch = \"site\"", "branch = \"main\"")).unwrap();
    let run = case.publish(&["--to", "latest", "--take-over"]);
    assert_eq!(run.code, 2);
    run.finds(&["the branch `main` holds the sources of a site"]);
}

#[test]
fn of_two_publications_to_a_branch_one_wins_and_the_other_is_told() {
    let case = Case::new();
    case.published(&["--to", "pages"]);
    // Between the other's look and its push, this hook of the remote lets another commit come first.
    let bare = case.place.path("bare.git");
    let tip = git(&bare, &["rev-parse", "gh-pages"]);
    let tree = git(&bare, &["rev-parse", "gh-pages^{tree}"]);
    let rival = git(&bare, &["commit-tree", tree.trim(), "-p", tip.trim(), "-m", "rival"]);
    let page = case.site().join("content/granite.md");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\nMore.\n").unwrap();
    let wrapper = case.place.path("bin/git");
    let real = String::from_utf8(Command::new("which").arg("git").output().unwrap().stdout).unwrap();
    let script = format!(
        "#!/bin/sh\nfor a in \"$@\"; do [ \"$a\" = push ] && {real} -C {bare} update-ref refs/heads/gh-pages {rival}; done\nexec {real} \"$@\"\n",
        real = real.trim(),
        bare = bare.display(),
        rival = rival.trim()
    );
    case.place.write("bin/git", script.as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", case.place.path("bin").display(), std::env::var("PATH").unwrap());
    let output = Command::new(env!("CARGO_BIN_EXE_yiben"))
        .args(["publish", "site", "--to", "pages"])
        .current_dir(case.place.path(""))
        .env("PATH", path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("another publication to `gh-pages` came first"), "{said}");
    assert_eq!(git(&bare, &["rev-parse", "gh-pages"]), rival, "the rival's commit stays");
    case.published(&["--to", "pages"]);
    assert_eq!(case.branch("gh-pages"), case.built());
}

#[test]
fn a_site_with_errors_is_not_published() {
    let case = Case::new();
    case.published(&["--to", "web"]);
    let before = tree(&case.place.path("www"));
    fs::write(case.site().join("content/granite.md"), "+++\ntitle = \n+++\n").unwrap();
    let run = case.publish(&["--to", "web"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    run.finds(&["nothing was published"]);
    assert_eq!(tree(&case.place.path("www")), before);
}

#[test]
fn targets_are_named_and_their_settings_checked() {
    let case = Case::new();
    case.publish(&[]).finds(&["several places", "`web`, `pages` or `latest`"]);
    case.publish(&["--to", "wep"]).finds(&["no `[publish.wep]`", "did you mean `web`?"]);
    let settings = |text: &str| {
        let book = fs::read_to_string(case.place.path("source/book.toml")).unwrap();
        let own = book.replace(TARGETS, &format!("\n{text}\n"));
        fs::write(case.site().join("book.toml"), own).unwrap();
        let run = case.publish(&["--dry-run"]);
        assert_ne!(run.code, 0, "{text}");
        run
    };
    settings("").finds(&["book.toml names no place to publish to"]);
    settings("[publish.a]\nbranch = \"x\"").finds(&["`publish.a` does not say where the site goes"]);
    settings("[publish.a]\nfolder = \"x\"\ngit = \"y\"").finds(&["`publish.a` names more than one place"]);
    settings("[publish.a]\nfolder = \"../x\"\nbranch = \"y\"").finds(&["unknown key `branch` in `publish.a`"]);
    settings("[publish.a]\ngit = \"origin\"\nbranch = \"a..b\"").finds(&["`a..b` cannot be a branch"]);
    settings("[publish.a]\nfolder = \"content/x\"").finds(&["lies inside the source folder `content`"]);
    settings("[publish.a]\nfolder = \"public\"").finds(&["the folder", "public"]);
    // A password is not even shown as part of the line that holds it.
    let run = settings("[publish.a]\ngit = \"https://me:hunter2secret@example.org/a.git\"");
    run.finds(&["the address `publish.a.git` holds a credential"]);
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("hunter2secret"), "{}", run.stderr);
}

#[test]
fn a_token_of_the_remote_is_never_shown() {
    let case = Case::new();
    let address = "https://x:ghs_notarealtoken@127.0.0.1:9/a.git";
    git(&case.site(), &["remote", "set-url", "origin", address]);
    git(&case.site(), &["config", "http.lowSpeedTime", "1"]);
    let settings = fs::read_to_string(case.site().join("book.toml")).unwrap();
    fs::write(case.site().join("book.toml"), settings).unwrap();
    let run = case.publish(&["--to", "pages"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    run.finds(&["`git ls-remote` failed", "127.0.0.1"]);
    assert!(!run.stderr.contains("ghs_notarealtoken"), "{}", run.stderr);
}

/// A book whose every page names its state, and needs a picture of that very state.
fn write_state(project: &Project, state: &str) {
    drop(fs::remove_dir_all(project.path("content")));
    for number in 0..60 {
        for ending in ["md", "zh-Hans.md"] {
            let text =
                format!("+++\ntitle = \"P {number}\"\n+++\n\nState {state}.\n\n![x](/assets/{state}-{number}.svg)\n");
            project.write(&format!("content/part/p{number}.{ending}"), text.as_bytes());
        }
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{state}</title></svg>");
        project.write(&format!("content/assets/{state}-{number}.svg"), svg.as_bytes());
    }
}

const STATES: &str = "title = \"Long\"\n\n[editions.en]\nprefix = \"\"\n\n[editions.zh-Hans]\n\n[editions.zh-Hant]\n\
                      convert-from = \"zh-Hans\"\n\n[publish.web]\nfolder = \"www\"\n";

#[test]
fn a_reader_never_meets_a_page_whose_picture_is_missing() {
    let project = Project::new(&[("book.toml", STATES)]);
    write_state(&project, "one");
    assert_eq!(project.run(&["publish"]).code, 0);
    let stop = std::sync::atomic::AtomicBool::new(false);
    let missing = std::sync::Mutex::new(Vec::new());
    let read = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                number = (number + 7) % 60;
                for edition in ["", "zh-hans/", "zh-hant/"] {
                    let page = project.path(&format!("www/{edition}part/p{number}/index.html"));
                    let Ok(html) = fs::read_to_string(&page) else {
                        missing.lock().unwrap().push(format!("{} itself", page.display()));
                        continue;
                    };
                    let from = html.find("src=\"").map(|at| at + 5).unwrap();
                    let address = html[from..].split(['"', '?']).next().unwrap();
                    let picture = address.rsplit_once("assets/").unwrap().1;
                    if !project.path(&format!("www/assets/{picture}")).exists() {
                        // The page may have been replaced since it was read; then the reader loads it anew.
                        if fs::read_to_string(&page).is_ok_and(|again| again == html) {
                            missing.lock().unwrap().push(format!("{} for {}", picture, page.display()));
                        }
                    }
                    read.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
            }
        });
        for state in ["two", "three", "one"] {
            write_state(&project, state);
            let run = project.run(&["publish"]);
            assert_eq!(run.code, 0, "{}", run.stderr);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(missing.into_inner().unwrap(), Vec::<String>::new());
    assert!(read.into_inner() > 500, "the reader hardly read");
}

#[test]
fn a_publication_that_is_killed_is_taken_up_by_the_next() {
    let project = Project::new(&[("book.toml", STATES)]);
    write_state(&project, "one");
    assert_eq!(project.run(&["publish"]).code, 0);
    write_state(&project, "two");
    let began = Instant::now();
    assert_eq!(project.run(&["publish"]).code, 0);
    let usual = began.elapsed();
    let rounds = if std::env::var_os("YIBEN_LONG").is_some() { 100 } else { 12 };
    for round in 0..rounds {
        write_state(&project, if round % 2 == 0 { "one" } else { "two" });
        let mut child = Command::new(env!("CARGO_BIN_EXE_yiben"))
            .arg("publish")
            .current_dir(project.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The build comes first and takes longest: most rounds fall into what follows it.
        std::thread::sleep(
            usual.mul_f64(0.4 + 0.7 * f64::from(round) / f64::from(rounds)) + Duration::from_micros(300),
        );
        drop(child.kill());
        child.wait().unwrap();
    }
    let run = project.run(&["publish"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut built = project.site();
    built.remove(".yiben");
    assert_eq!(without_record(&project.path("www")), built, "something was left behind or is missing");
}
