//! The workflows that `yiben init` writes, the action and the release, run as far as one machine can: their steps are
//! taken out of the files and executed in order on a fresh clone of a new site. The program that was just built stands in
//! for the step that installs one; steps that are actions of others are passed over.

use crate::support::{Project, tree};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A machine that runs steps.
struct Runner {
    place: Project,
    /// What `${{ … }}` stands for here.
    expressions: BTreeMap<&'static str, String>,
    env: BTreeMap<String, String>,
}

/// What became of a step: its name, how it ended, and what it printed.
struct Step {
    name: String,
    fine: bool,
    said: String,
}

impl Runner {
    /// A runner with a fresh clone of a new site in `clone`, whose workflow is for `ci`.
    fn new(ci: &str) -> Self {
        let place = Project::new(&[]);
        let run = place.run(&["init", "source", "--ci", ci]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        for name in ["temp", "bin"] {
            fs::create_dir(place.path(name)).unwrap();
        }
        let mut runner = Self { place, expressions: BTreeMap::new(), env: BTreeMap::new() };
        let temp = runner.path("temp");
        runner.set("RUNNER_TEMP", &temp);
        runner.set("GITHUB_STEP_SUMMARY", &format!("{temp}/summary.md"));
        runner.set("GITHUB_OUTPUT", &format!("{temp}/output"));
        runner.set("GITHUB_PATH", &format!("{temp}/path"));
        runner.set("RUNNER_OS", "Linux");
        runner.set("RUNNER_ARCH", "X64");
        let program = Path::new(env!("CARGO_BIN_EXE_yiben")).parent().unwrap().display().to_string();
        runner.set("PATH", &format!("{program}:{}", std::env::var("PATH").unwrap()));
        runner
    }

    fn path(&self, name: &str) -> String {
        self.place.path(name).display().to_string()
    }

    fn set(&mut self, name: &str, value: &str) {
        self.env.insert(name.to_owned(), value.to_owned());
    }

    /// Commits the site and clones it anew, as a host does: without history.
    fn clone_site(&self) {
        let script = "cd source && git init -q -b main . && git add -A && git -c user.name=E -c user.email=e@example.org \
                      commit -qm site && cd .. && git clone -q --depth=1 \"file://$PWD/source\" clone";
        let done = Command::new("bash").args(["-ec", script]).current_dir(self.place.path("")).status().unwrap();
        assert!(done.success());
    }

    /// The value of a text with its expressions filled in.
    fn filled(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (expression, value) in &self.expressions {
            text = text.replace(&format!("${{{{ {expression} }}}}"), value);
        }
        assert!(!text.contains("${{"), "an expression that this test does not know: {text}");
        text
    }

    /// Runs a script in the clone.
    fn script(&self, script: &str, env: &BTreeMap<String, String>) -> (bool, String) {
        let output = Command::new("bash")
            .args(["-eo", "pipefail", "-c", script])
            .current_dir(self.place.path("clone"))
            .envs(&self.env)
            .envs(env)
            .output()
            .unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.success(), said)
    }

    /// Runs GitHub's `steps` in order. `conditions` are those that hold; after a step that failed only those go on that
    /// say so.
    fn github(&mut self, steps: &Value, conditions: &[&str], stand_in: bool) -> Vec<Step> {
        let mut ran: Vec<Step> = Vec::new();
        for step in steps.as_array().unwrap() {
            let Some(script) = step["run"].as_str() else { continue };
            let name = step["name"].as_str().unwrap().to_owned();
            assert!(!script.contains("${{"), "{name}: an expression in a script can be made to run anything");
            if stand_in && name == "Install yiben" {
                continue;
            }
            let condition = step["if"].as_str().unwrap_or_default();
            let failed = ran.iter().any(|step| !step.fine);
            let goes_on = condition.contains("!cancelled()");
            if (failed && !goes_on) || !(condition.is_empty() || goes_on || conditions.contains(&condition)) {
                continue;
            }
            let env = step["env"].as_object().into_iter().flatten();
            let env = env.map(|(name, value)| (name.clone(), self.filled(value.as_str().unwrap()))).collect();
            let (fine, said) = self.script(script, &env);
            ran.push(Step { name, fine, said });
            if let Ok(added) = fs::read_to_string(self.place.path("temp/path")) {
                let path = format!("{}:{}", added.trim(), self.env["PATH"]);
                self.set("PATH", &path);
            }
        }
        ran
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.place.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn sarif(&self) -> Value {
        serde_json::from_str(&self.read("temp/yiben.sarif")).unwrap()
    }
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap()
}

fn repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[track_caller]
fn all_fine(steps: &[Step]) {
    for Step { name, fine, said } in steps {
        assert!(fine, "{name}: {said}");
    }
}

/// The steps of the workflow that `init` wrote for GitHub.
fn github_steps(runner: &mut Runner) -> Value {
    let workflow = yaml(&runner.read("clone/.github/workflows/site.yml"));
    for (name, value) in workflow["env"].as_object().unwrap() {
        runner.set(name, value.as_str().unwrap());
    }
    workflow["jobs"]["site"]["steps"].clone()
}

#[test]
fn the_github_workflow_checks_builds_and_shows_the_status() {
    let mut runner = Runner::new("github");
    runner.clone_site();
    let steps = github_steps(&mut runner);
    runner.expressions.insert("steps.pages.outputs.base_url", "https://editor.example/book".into());
    let ran = runner.github(&steps, &["github.ref == 'refs/heads/main'"], true);
    all_fine(&ran);
    let names: Vec<_> = ran.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["Check", "Check for code scanning", "Build", "Show the status"]);
    let page = runner.read("temp/site/zh-hant/start/index.html");
    assert!(page.contains("https://editor.example/book/zh-hant/start/"), "{page}");
    assert!(runner.place.path("clone/.yiben/code.bin").exists(), "the folder that is kept holds no cache");
    assert!(runner.read("temp/summary.md").contains("zh-Hant"), "{}", runner.read("temp/summary.md"));
    assert_eq!(
        (&runner.sarif()["version"], runner.sarif()["runs"][0]["results"].as_array().unwrap().len()),
        (&"2.1.0".into(), 0)
    );
}

#[test]
fn the_github_workflow_marks_the_line_and_builds_nothing_when_a_change_is_broken() {
    let mut runner = Runner::new("github");
    let start = runner.read("source/content/start.md");
    let broken = start.replace("(_index.md)", "(nowhere.md)").replace("weight = 10", "weight = ten");
    fs::write(runner.place.path("source/content/start.md"), broken).unwrap();
    runner.clone_site();
    let steps = github_steps(&mut runner);
    // A change from a fork or a branch: not the branch that is published.
    runner.expressions.insert("steps.pages.outputs.base_url", String::new());
    let ran = runner.github(&steps, &[], true);
    let names: Vec<_> = ran.iter().map(|step| (step.name.as_str(), step.fine)).collect();
    assert_eq!(names, [("Check", false), ("Check for code scanning", true), ("Show the status", true)]);
    assert!(ran[0].said.contains("::error file=content/start.md,line=4"), "{}", ran[0].said);
    assert!(!runner.sarif()["runs"][0]["results"].as_array().unwrap().is_empty());
    assert!(!runner.place.path("temp/site").exists());
}

#[test]
fn the_gitlab_pipeline_reports_and_builds() {
    let mut runner = Runner::new("gitlab");
    runner.clone_site();
    let pipeline = yaml(&runner.read("clone/.gitlab-ci.yml"));
    for (name, value) in pipeline["variables"].as_object().unwrap() {
        runner.set(name, value.as_str().unwrap());
    }
    runner.set("CI_PAGES_URL", "https://editor.example/book");
    // The cache of an earlier run holds the program, so that the step that installs it is run as it stands.
    runner
        .place
        .write("clone/.ci/bin/yiben", format!("#!/bin/sh\nexec {} \"$@\"\n", env!("CARGO_BIN_EXE_yiben")).as_bytes());
    let done = Command::new("chmod").arg("+x").arg(runner.place.path("clone/.ci/bin/yiben")).status().unwrap();
    assert!(done.success());
    let lines = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    };
    for job in ["check", "pages"] {
        let mut script = lines(&pipeline["before_script"]);
        script.extend(lines(&pipeline[job]["script"]));
        let (fine, said) = runner.script(&script.join("\n"), &BTreeMap::new());
        assert!(fine, "{job}: {said}");
    }
    assert!(runner.read("clone/status.txt").contains("zh-Hant"));
    assert_eq!(runner.read("clone/gl-code-quality-report.json").trim(), "[]");
    assert!(
        runner.read("clone/public/zh-hant/start/index.html").contains("https://editor.example/book/zh-hant/start/")
    );

    // A broken change: the report is there, and the job fails.
    runner.place.write("clone/content/start.md", b"+++\nweight = ten\n+++\n");
    let script = [lines(&pipeline["before_script"]), lines(&pipeline["check"]["script"])].concat().join("\n");
    let (fine, said) = runner.script(&script, &BTreeMap::new());
    assert!(!fine && said.contains("content/start.md"), "{said}");
    let report: Value = serde_json::from_str(&runner.read("clone/gl-code-quality-report.json")).unwrap();
    assert_eq!(report[0]["location"]["path"], "content/start.md", "{report}");
}

#[test]
fn the_action_installs_what_the_release_packed_and_builds_with_it() {
    let mut runner = Runner::new("none");
    runner.clone_site();
    let release = yaml(&fs::read_to_string(repository(".github/workflows/release.yml")).unwrap());
    let steps = &release["jobs"]["build"]["steps"];
    let step = |name: &str| {
        let found = steps.as_array().unwrap().iter().find(|step| step["name"] == name);
        found.unwrap()["run"].as_str().unwrap().to_owned()
    };
    // The release packs a program, here one that calls the real one, among the files of the repository.
    let target = "x86_64-unknown-linux-musl";
    let program = format!("#!/bin/sh\nexec {} \"$@\"\n", env!("CARGO_BIN_EXE_yiben"));
    runner.place.write(&format!("release/target/{target}/release/yiben"), program.as_bytes());
    for name in ["Cargo.toml", "README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE"] {
        runner.place.write(&format!("release/{name}"), &fs::read(repository(name)).unwrap());
    }
    let version = env!("CARGO_PKG_VERSION");
    let script =
        format!("cd ../release && chmod +x target/*/release/yiben\n{}\n", step("Compare the tag with the version"))
            + &format!("({})\n{}\n", step("Pack"), step("Try"))
            + "mkdir v${VERSION#v} && mv dist/* v${VERSION#v}/";
    let env = [("VERSION", format!("v{version}")), ("TARGET", target.into()), ("ENDING", String::new())];
    let env = env.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let (fine, said) = runner.script(&script, &env);
    assert!(fine, "{said}");

    let action = yaml(&fs::read_to_string(repository("action.yml")).unwrap());
    assert_eq!(action["inputs"]["version"]["default"], version, "the action installs another version than this one");
    let releases = format!("file://{}", runner.path("release"));
    runner.expressions = BTreeMap::from([
        ("inputs.version", version.to_owned()),
        ("inputs.directory", ".".to_owned()),
        ("inputs.base-url", "https://editor.example/book".to_owned()),
        ("inputs.destination", String::new()),
    ]);
    // The address of the releases is made of three parts; here it is a folder.
    let mut steps = action["runs"]["steps"].clone();
    steps[0]["env"]["RELEASES"] = releases.into();
    // Only the installed program is to be found.
    let path = std::env::var("PATH").unwrap();
    runner.set("PATH", &path);
    let ran = runner.github(&steps, &["inputs.check == 'true'"], false);
    all_fine(&ran);
    assert_eq!(ran.len(), 5);
    assert!(runner.read("temp/path").contains(&format!("yiben-{version}-{target}")));
    assert!(runner.read("temp/site/zh-hans/start/index.html").contains("https://editor.example/book/"));
    assert!(runner.read("temp/output").contains("yiben.sarif"));

    // An archive that is not what the release says is not installed.
    runner.place.write(&format!("release/v{version}/yiben-{version}-{target}.tar.gz"), b"something else");
    let ran = runner.github(&steps, &[], false);
    assert!(!ran[0].fine, "{}", ran[0].said);
}

#[test]
fn actions_of_others_are_pinned_and_no_job_may_more_than_it_must() {
    let mut texts = vec![
        ("action.yml".to_owned(), fs::read_to_string(repository("action.yml")).unwrap()),
        ("release.yml".to_owned(), fs::read_to_string(repository(".github/workflows/release.yml")).unwrap()),
    ];
    texts.push(("github.yml".to_owned(), fs::read_to_string(repository("starter/ci/github.yml")).unwrap()));
    for (name, text) in &texts {
        for line in text.lines().filter(|line| line.trim_start().trim_start_matches("- ").starts_with("uses:")) {
            let (pin, version) = line.split_once(" # v").unwrap_or_else(|| panic!("{name}: no version in `{line}`"));
            let hash = pin.rsplit('@').next().unwrap();
            let is_commit = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && version.split('.').count() == 3, "{name}: `{line}` is not pinned");
        }
    }
    for (name, text) in &texts[1..] {
        let workflow = yaml(&text.replace("{version}", "0").replace("{site}", "."));
        let may = |of: &Value| of["permissions"].as_object().cloned().unwrap_or_default();
        assert_eq!(may(&workflow), may(&yaml("permissions: {contents: read}")), "{name}");
        for (job, value) in workflow["jobs"].as_object().unwrap() {
            let writes: Vec<_> =
                may(value).into_iter().filter(|(_, how)| how == "write").map(|(what, _)| what).collect();
            let needed: &[&str] = match (name.as_str(), job.as_str()) {
                ("github.yml", "site") => &["security-events"],
                ("github.yml", "publish") => &["id-token", "pages"],
                ("release.yml", "release") => &["contents"],
                _ => &[],
            };
            assert_eq!(writes, needed, "{name}: {job}");
        }
    }
}

#[test]
fn the_crate_holds_every_file_that_is_compiled_in() {
    let list = ["package", "--list", "--allow-dirty", "--offline"];
    let output = Command::new(env!("CARGO")).args(list).current_dir(repository("")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).unwrap();
    let listed: BTreeSet<_> = listed.lines().collect();
    for folder in ["src", "dictionaries", "locales", "theme", "starter"] {
        for file in tree(&repository(folder)).keys() {
            let path = format!("{folder}/{file}");
            assert!(listed.contains(path.as_str()), "`cargo install yiben` would lack {path}");
        }
    }
    assert!(listed.contains("content/guide/codes.md") && listed.contains("build.rs"));
    assert!(!listed.iter().any(|path| path.starts_with("tests/")), "tests are no part of the crate");
}
