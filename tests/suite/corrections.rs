//! Corrections by hand, as an editor makes them: they outlive builds, dictionaries and edits of other paragraphs.

use crate::support::Project;

const BOOK: &str =
    "title = \"书\"\ndefault = \"zh-Hans\"\n\n[editions.zh-Hans]\n\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";
const TEXT: &str = "content/guide/tea.zh-Hans.md";
const SHEET: &str = "corrections/zh-Hant/guide/tea.toml";

fn project() -> Project {
    let text = "+++\ntitle = \"泡茶\"\n+++\n\n水要**烧开**，\n软件不会泡茶。\n\n另一段。\n";
    Project::new(&[("book.toml", BOOK), (TEXT, text)])
}

fn page(project: &Project) -> String {
    project.build();
    String::from_utf8(project.site()["zh-hant/guide/tea/index.html"].clone()).unwrap()
}

/// What a check says about corrections.
fn check(project: &Project) -> String {
    project.run(&["check", "--format", "short", "--only", "correction-outdated,correction-unused"]).stdout
}

#[test]
fn a_correction_outlives_builds_and_dictionaries() {
    let project = project();
    assert!(page(&project).contains("<p>水要<strong>燒開</strong>，軟件不會泡茶。</p>"), "{}", page(&project));
    let run = project.run(&["fix", "zh-Hant", "guide/tea", "水要燒開，軟件不會泡茶。", "水要煮開，軟體泡不了茶。"]);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        (
            "content/guide/tea.zh-Hans.md:5: 水要烧开，软件不会泡茶。\n  水要燒開，軟件不會泡茶。 → 水要煮開，軟體泡不了茶。\n\
             written to corrections/zh-Hant/guide/tea.toml\n",
            ""
        )
    );
    let corrected = "<p>水要<strong>煮開</strong>，軟體泡不了茶。</p>";
    assert!(page(&project).contains(corrected), "{}", page(&project));
    assert!(page(&project).contains(corrected), "and at the next build");
    // Other vocabulary is what another dictionary would be: the converter says something else of the same words.
    project.write("book.toml", format!("{BOOK}vocabulary = [\"computing\"]\n").as_bytes());
    assert!(page(&project).contains(corrected), "with other words");
    project.write("glossary.csv", "zh-Hans,zh-Hant\n软件不会,程式不能\n".as_bytes());
    assert!(page(&project).contains(corrected), "with a glossary that disagrees");
    assert_eq!(check(&project), "");
}

#[test]
fn a_changed_paragraph_is_reported_with_both_texts() {
    let project = project();
    assert_eq!(project.run(&["fix", "zh-Hant", TEXT, "軟件不會", "軟體不會"]).code, 0);
    let text = String::from_utf8(std::fs::read(project.path(TEXT)).unwrap()).unwrap();
    project.write(TEXT, text.replace("另一段", "完全不同的一段").as_bytes());
    assert!(page(&project).contains("軟體不會") && check(&project).is_empty(), "another paragraph changed");
    project.write(TEXT, text.replace("软件不会", "电脑软件从来不会").as_bytes());
    assert!(page(&project).contains("軟件從來不會"));
    let said = check(&project);
    assert!(said.starts_with(&format!("{SHEET}:4:10: warning[correction-outdated] ")), "{said}");
    assert!(
        said.contains(
            "`软件不会` was corrected to `軟體不會`, but the original now says `水要烧开，电脑软件从来不会泡茶。`"
        ),
        "{said}"
    );
}

/// Whoever does what the help says is rid of the finding.
#[test]
fn what_the_help_of_a_changed_paragraph_says_settles_it() {
    let project = project();
    let text = String::from_utf8(std::fs::read(project.path(TEXT)).unwrap()).unwrap();
    assert_eq!(project.run(&["fix", "zh-Hant", TEXT, "軟件不會", "軟體不會"]).code, 0);
    project.write(TEXT, text.replace("软件不会", "软件不会也不能").as_bytes());
    let said = project.run(&["check"]).stderr;
    let help = "confirm it: `yiben fix zh-Hant guide/tea \"軟體不會\" \"軟體不會\"`";
    assert!(said.contains(help), "{said}");
    assert_eq!(project.run(&["fix", "zh-Hant", "guide/tea", "軟體不會", "軟體不會"]).code, 0);
    assert_eq!(check(&project), "");
    project.write(TEXT, text.replace("软件不会", "软件从来不会").as_bytes());
    assert!(check(&project).contains("correction-outdated"));
    let run = project.run(&["fix", "zh-Hant", "guide/tea", "軟件從來不會", "軟體從來不會"]);
    assert!(run.stdout.contains("in place of the correction of `软件不会` to `軟體不會`"), "{}", run.stdout);
    assert_eq!(check(&project), "");
    assert!(page(&project).contains("軟體從來不會"));
}

#[test]
fn titles_are_corrected_wherever_they_stand() {
    let project = project();
    let run = project.run(&["fix", "zh-Hant", "guide/tea", "泡茶", "沏茶", "--all"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = project.run(&["fix", "zh-Hant", "guide/tea", "軟件不會泡茶", "軟件不會泡茶呀"]);
    assert_eq!(run.code, 2, "it says 沏茶 by now");
    let project = Project::new(&[("book.toml", BOOK), (TEXT, "+++\ntitle = \"泡茶\"\n+++\n\n文。\n")]);
    assert_eq!(project.run(&["fix", "zh-Hant", "guide/tea", "泡茶", "沏茶"]).code, 0);
    assert!(page(&project).contains("<title>沏茶 ·") && check(&project).is_empty());
    let section = String::from_utf8(project.site()["zh-hant/guide/index.html"].clone()).unwrap();
    assert!(section.contains("沏茶") && !section.contains("泡茶</a>"), "in lists and navigation too");
}

#[test]
fn what_cannot_be_corrected_is_refused_with_help() {
    let project = project();
    project.write("content/own.zh-Hans.md", "文。\n".as_bytes());
    project.write("content/own.zh-Hant.md", "文。\n".as_bytes());
    project.write("content/twice.zh-Hans.md", "软件。\n\n软件。\n".as_bytes());
    for (arguments, message, help) in [
        (["zh-Hant", "guide/tea", "沒有這句", "x"], "the page does not say `沒有這句`", "copy the words"),
        (["zh-Hant", "twice", "软件", "x"], "the page does not say `软件`", "the page says `軟件`"),
        (["zh-Hant", "guide/te", "水", "x"], "has no page `guide/te`", "did you mean `guide/tea`?"),
        (["zh-Hant", "own", "文", "x"], "is not converted", "edit content/own.zh-Hant.md"),
        (["zh-Hant", "twice", "軟件", "x"], "2 times: its original on lines 1, 3", "--all"),
        (["ja", "twice", "軟件", "x"], "there is no edition `ja`", "the editions are"),
    ] {
        let run = project.run(&[&["fix"], &arguments[..]].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stdout);
        run.finds(&[message, help]);
    }
    assert!(!project.path("corrections").exists(), "nothing was written");
}

#[test]
fn corrections_without_a_page_are_reported() {
    let project = project();
    let entry = "[[correction]]\nsource = \"水\"\nfind = \"水\"\nreplace = \"水水\"\nblock = \"00000000\"\n";
    project.write("corrections/zh-Hant/gone.toml", entry.as_bytes());
    project.write("corrections/fr/guide/tea.toml", entry.as_bytes());
    let said = check(&project);
    assert!(said.contains("corrections/zh-Hant/gone.toml:1:1: warning[correction-unused]"), "{said}");
    assert!(said.contains("corrections/fr/guide/tea.toml:1:1: warning[correction-unused]"), "{said}");
}

#[test]
fn a_lock_shows_what_other_dictionaries_alter() {
    let project = project();
    let check = || {
        project
            .run(&["check", "--format", "short", "--only", "conversion-changed,conversion-unlocked,lock-file"])
            .stdout
    };
    assert_eq!(check(), "", "a site without a lock hears nothing of it");
    let run = project.run(&["lock"]);
    assert_eq!(run.stdout, "1 converted page with 3 sentences locked in conversion.lock, 0 altered\n");
    assert_eq!(check(), "");
    // Other vocabulary is what another dictionary would be.
    project.write("book.toml", format!("{BOOK}vocabulary = [\"computing\"]\n").as_bytes());
    let (before, after) = ("水要燒開，軟件不會泡茶。", "水要燒開，軟體不會泡茶。");
    project.write("glossary.csv", "zh-Hans,zh-Hant\n软件,軟體\n".as_bytes());
    assert_eq!(
        check(),
        format!(
            "{TEXT}:5:1: warning[conversion-changed] for `zh-Hant`, `水要烧开，软件不会泡茶。` became `{before}` when it was \
             locked and becomes `{after}` now\n"
        )
    );
    let lock = || std::fs::read_to_string(project.path("conversion.lock")).unwrap();
    let was = lock();
    let run = project.run(&["lock"]);
    assert_eq!(
        run.stdout,
        format!(
            "{TEXT}:5 [zh-Hant] 水要烧开，软件不会泡茶。\n  - {before}\n  + {after}\n1 converted page with 3 sentences locked in \
             conversion.lock, 1 altered\n"
        )
    );
    assert!(!was.contains(after) && lock().contains(&format!("\t水要烧开，软件不会泡茶。\t{after}\n")), "{}", lock());
    assert_eq!(check(), "");
    let text = String::from_utf8(std::fs::read(project.path(TEXT)).unwrap()).unwrap();
    project.write(TEXT, format!("{text}\n新的一段。\n").as_bytes());
    project.write("conversion.lock", lock().replace("dictionaries\t", "dictionaries\t0").as_bytes());
    assert_eq!(
        check(),
        "book.toml:1:1: note[conversion-unlocked] 1 converted block that conversion.lock does not know\n\
         book.toml:1:1: note[conversion-unlocked] conversion.lock was written with other dictionaries; these alter no sentence\n"
    );
}
