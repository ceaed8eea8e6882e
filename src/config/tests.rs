//! Whole configurations with what they give, and broken ones with every message.

use super::*;
use crate::diagnostic::{Diagnostic, human};
use crate::source::{Files, LineIndex};

fn loaded(toml: &str) -> (Config, Vec<String>) {
    let files = Files::memory([("book.toml", toml), ("content/_index.md", "")]);
    let (config, _, found) = load(&files);
    (config.expect("a configuration"), shown(toml, &found))
}

fn shown(toml: &str, found: &[Diagnostic]) -> Vec<String> {
    let lines = LineIndex::new(toml);
    let shown = found.iter().map(|diagnostic| {
        let line = diagnostic.place.span.map_or(0, |span| lines.locate(toml, span.start).line);
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!(" | {help}"));
        format!("{line}: {}{help}", diagnostic.message)
    });
    shown.collect()
}

fn fine(toml: &str) -> Config {
    let (config, found) = loaded(toml);
    assert_eq!(found, Vec::<String>::new());
    config
}

fn tag(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

#[test]
fn an_empty_file_is_one_english_edition_at_the_root() {
    let config = fine("");
    assert_eq!(config.editions.len(), 1);
    assert_eq!((config.editions[0].prefix.as_str(), config.editions[0].label()), ("", "English"));
    assert_eq!((config.source.as_str(), config.destination.as_str(), config.feed), ("content", "public", Some(20)));
    assert_eq!(fine("default = \"ja\"").editions[0].label(), "日本語");
}

#[test]
fn three_editions_in_written_order_with_their_defaults() {
    let config = fine(
        r#"
title = { en = "One book", zh-Hans = "一本书" }
base-url = "https://example.org/book"
default = "en"
[editions.zh-Hant]
convert-from = "zh-Hans"
vocabulary = ["computing", "general"]
[editions.en]
prefix = ""
[editions.zh-Hans]
label = "简体"
[tags]
rust = "Rust"
ownership = { en = "Ownership", zh-CN = "所有权" }
[[navigation]]
text = { en = "Guide", zh-Hans = "指南" }
to = "guide"
[theme]
colour = "teal"
footer = { en = "Bye", zh-Hans = "再见" }
dark = { bg = "black", fg = "white" }
[extra]
count = 3
"#,
    );
    let tags: Vec<_> = config.editions.iter().map(|edition| edition.locale.to_string()).collect();
    assert_eq!(tags, ["zh-Hant", "en", "zh-Hans"]);
    let labels: Vec<_> = config.editions.iter().map(super::Edition::label).collect();
    assert_eq!(labels, ["繁體中文", "English", "简体"]);
    let prefixes: Vec<_> = config.editions.iter().map(|edition| edition.prefix.as_str()).collect();
    assert_eq!(prefixes, ["zh-hant", "", "zh-hans"]);
    assert_eq!(config.default, EditionId(1));
    assert_eq!(config.editions[0].convert_from, Some(EditionId(2)));
    assert_eq!(config.editions[0].fallback, [EditionId(1)], "English, never Simplified");
    assert_eq!(config.editions[2].fallback, [EditionId(1)]);
    assert_eq!(config.title.given_for(&tag("zh-Hans")), Some("一本书"));
    assert_eq!(config.tags["ownership"].given_for(&tag("zh-Hans")), Some("所有权"));
    assert_eq!(config.base_url.path, "/book/");
    assert!(matches!(&config.theme["footer"], ThemeValue::Text(text) if text.by.len() == 2));
    assert!(matches!(&config.theme["dark"], ThemeValue::Table(table) if table.len() == 2), "`bg` is no edition here");
    assert_eq!(config.extra["count"], ThemeValue::Other(3.into()));
    assert!(config.spans.contains_key("editions.zh-Hant.convert-from"));
}

#[test]
fn chains_never_cross_scripts_by_themselves() {
    // (editions in order, default, the chain of the first, why)
    let cases: &[(&[&str], &str, &[&str], &str)] = &[
        (
            &["zh-HK", "en", "zh-Hans", "zh-Hant"],
            "en",
            &["zh-Hant", "en"],
            "Hong Kong reads Taiwan's text before English",
        ),
        (&["zh-HK", "zh-TW", "zh-Hant", "en"], "en", &["zh-Hant", "zh-TW", "en"], "the whole script before a region"),
        (&["zh-Hant", "zh-Hans", "en"], "zh-Hans", &["en"], "a Simplified default is skipped"),
        (&["zh-Hant", "zh-Hans"], "zh-Hans", &[], "and nothing is better than the wrong script"),
        (&["en", "fr"], "fr", &["fr"], "another language falls back to the default"),
        (&["en", "fr"], "en", &[], "the default falls back to nothing"),
        (&["en-GB", "fr", "en"], "fr", &["en", "fr"], "its own language first"),
    ];
    for (editions, default, chain, why) in cases {
        let tables: String = editions.iter().map(|tag| format!("[editions.{tag}]\n")).collect();
        let config = fine(&format!("default = \"{default}\"\n{tables}"));
        let found: Vec<_> =
            config.editions[0].fallback.iter().map(|id| config.edition(*id).locale.to_string()).collect();
        assert_eq!(found, *chain, "{editions:?}: {why}");
    }
}

#[test]
fn every_mistake_is_reported_in_one_run_at_its_line() {
    let (_, found) = loaded(
        r#"titel = "Typo"
per-page = "ten"
default = "fr"
authors = [1]
base-url = "example.org"
[editions.en]
prefix = "x"
lable = "English"
[editions.cn]
[editions.zh-Hans]
prefix = "X"
convert-from = "en"
missing = "omitt"
[editions.zh-Hant]
fallback = ["zh-Hans", "zh-Hant", "de"]
vocabulary = ["compute"]
[diagnostics]
broken-lnk = "off"
broken-link = "ignore"
"#,
    );
    let expected = [
        "1: unknown key `titel` | did you mean `title`?",
        "2: `per-page` should be a whole number from 1 up, and is a text",
        "3: `default` names `fr`, and there is no such edition | the editions are `en`, `zh-Hans` and `zh-Hant`",
        "4: `authors` should be a text, and is a number",
        "5: `example.org` needs a scheme: `https://…`",
        "8: unknown key `lable` in `editions.en` | did you mean `label`?",
        "9: unknown language `cn` | did you mean `zh-Hans`?",
        "11: two editions have the prefix `X`",
        "12: `zh-Hans` cannot be converted from `en` | only one Chinese script converts into the other; for another \
         language use `fallback`",
        "13: `editions.zh-Hans.missing` cannot be `omitt` | did you mean `omit`?",
        "15: `zh-Hant` would show the text of `zh-Hans`, which is in the other script | write `convert-from = \
         \"zh-Hans\"` to have it converted",
        "15: `zh-Hant` cannot fall back to itself",
        "15: `fallback` names `de`, and there is no such edition | the editions are `en`, `zh-Hans` and `zh-Hant`",
        "16: `editions.zh-Hant.vocabulary` cannot be `compute` | it may be `general` or `computing`",
        "18: unknown diagnostic `broken-lnk` | did you mean `broken-link`?",
        "19: `diagnostics.broken-link` cannot be `ignore` | it may be `error`, `warning`, `note` or `off`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn circles_are_reported_once_where_they_close() {
    // (tables, message)
    let cases = [
        (
            "[editions.zh-Hans]\nconvert-from = 'zh-Hant'\n[editions.zh-Hant]\nconvert-from = 'zh-Hans'",
            "4: the editions look for their texts in a circle: `zh-Hans` → `zh-Hant` → `zh-Hans`",
        ),
        (
            "[editions.en]\nfallback = ['fr']\n[editions.fr]\nfallback = ['de']\n[editions.de]\nfallback = ['en']",
            "6: the editions look for their texts in a circle: `en` → `fr` → `de` → `en`",
        ),
        (
            "[editions.zh-HK]\nconvert-from = 'zh-Hant'\n[editions.zh-Hant]\nfallback = ['zh-HK']",
            "4: the editions look for their texts in a circle: `zh-HK` → `zh-Hant` → `zh-HK`",
        ),
    ];
    for (toml, message) in cases {
        let (_, found) = loaded(toml);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(message), "{found:?}");
    }
}

#[test]
fn tags_of_editions_are_checked() {
    // (tag, start of the only message, empty for none)
    let cases = [
        ("zh_CN", "1: `zh_CN` is a POSIX name, read as `zh-Hans-CN` | use a BCP 47 tag: `zh-Hans` or `zh-CN`"),
        ("'EN_us.utf8'", "1: `EN_us.utf8` is a POSIX name, read as `en-US` | use a BCP 47 tag: `en-US`"),
        ("'sr_rs@latin'", "1: `sr_rs@latin` is a POSIX name, read as `sr-Latn-RS` | use a BCP 47 tag: `sr-Latn-RS`"),
        ("ZH_tw", "1: `ZH_tw` is a POSIX name, read as `zh-Hant-TW` | use a BCP 47 tag: `zh-Hant` or `zh-TW`"),
        ("tw", "1: `tw` is Twi | did you mean `zh-Hant` or `zh-TW`?"),
        ("zh", "1: the edition `zh` does not say which script it is in | write `[editions.zh-Hans]`"),
        ("zh-hans", ""),
        ("ZH-Hk", ""),
    ];
    for (tag, message) in cases {
        let (_, found) = loaded(&format!("[editions.{tag}]\n"));
        assert_eq!(found.len(), usize::from(!message.is_empty()), "{found:?}");
        assert!(found.iter().all(|line| line.starts_with(message)), "{found:?}");
    }
    let (config, found) = loaded("[editions.zh]\n[editions.zh-Hant]\n");
    assert!(found.is_empty(), "beside Traditional, `zh` has one reading: {found:?}");
    assert_eq!(config.editions[0].label(), "中文");
}

#[test]
fn a_tag_in_a_file_name_finds_its_edition() {
    let made = fine("[editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = 'zh-Hans'");
    let both = fine("[editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]");
    let one = fine("[editions.en]\n[editions.zh-HK]");
    // (site, tag, edition, why)
    let cases = [
        (&made, "zh-Hans", Matched::One(EditionId(1)), "the tag itself"),
        (&made, "zh-CN", Matched::One(EditionId(1)), "the same with likely subtags"),
        (&made, "zh_TW", Matched::One(EditionId(2)), "the same"),
        (&made, "zh-HK", Matched::None, "Hong Kong's text is not Taiwan's"),
        (&made, "zh", Matched::One(EditionId(1)), "the one that people write"),
        (&both, "zh", Matched::Several(vec![EditionId(1), EditionId(2)]), "two that people write"),
        (&one, "zh", Matched::One(EditionId(1)), "the only Chinese one"),
        (&one, "fr", Matched::None, "no such language"),
    ];
    for (config, written, matched, why) in cases {
        assert_eq!(config.edition_for(&tag(written)), matched, "{written}: {why}");
    }
}

#[test]
fn terms_and_folders_are_read() {
    let config = fine(
        r#"
[editions.zh-Hans]
[editions.zh-Hant]
convert-from = "zh-Hans"
[convert]
mode = "exact"
quotes = false
[[convert.term]]
zh-Hans = "对象"
zh-Hant = "物件"
en = "object"
note = "in programming"
[[convert.term]]
keep = ["余华", "范仲淹"]
[[convert.term]]
zh-Hans = "里程"
never = { zh-Hant = "裡程" }
[folders."notes/medicine"]
vocabulary = "none"
[[folders."notes/medicine".term]]
zh-Hans = "程序"
zh-Hant = "程序"
"#,
    );
    assert_eq!(config.terms.len(), 3);
    assert_eq!(config.terms[1].keep, ["余华", "范仲淹"]);
    assert_eq!(config.terms[2].never[&tag("zh-Hant")], ["裡程"]);
    assert_eq!(config.editions[1].conversion.mode, Mode::Exact);
    assert_eq!(config.editions[1].conversion.quotes, Some(false));
    assert_eq!(config.folders[0].path.as_str(), "notes/medicine");
    assert_eq!((config.folders[0].vocabulary.clone(), config.folders[0].terms.len()), (Some(vec![]), 1));
}

#[test]
fn paths_are_checked() {
    let cases = [
        ("destination = \".\"", "1: the destination cannot be the project's own folder"),
        (
            "destination = \"content/out\"",
            "1: the destination `content/out` and the source `content` lie in each other",
        ),
        ("source = \"nowhere\"", "1: there is no folder `nowhere`"),
        ("[editions.en]\nprefix = \"a/b\"", "2: `a/b` cannot be a prefix"),
        (
            "default = 'en'\n[editions.en]\n[editions.fr]\nprefix = ''",
            "4: only the default edition may live at the root",
        ),
        ("[convert]\nglossary = 'terms.csv'", "2: there is no file `terms.csv`"),
    ];
    for (toml, message) in cases {
        let (_, found) = loaded(toml);
        assert!(found.len() == 1 && found[0].starts_with(message), "{toml}: {found:?}");
    }
}

#[test]
fn a_source_outside_the_project_is_mounted() {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("shared/zh/a.md", "文");
    write("shared/en/a.md", "text");
    write("site/en/x.md", "not the one that is meant");
    write("site/book.toml", "[editions.en]\nsource = '../shared/en'\n[editions.zh-Hans]\nsource = '../shared/zh/'\n");
    let (config, files, found) = load(&Files::disk(dir.path().join("site")));
    assert!(found.is_empty(), "{found:?}");
    let config = config.unwrap();
    for (edition, text) in config.editions.iter().zip(["text", "文"]) {
        let file = edition.source.as_ref().unwrap().join("a.md").unwrap();
        assert_eq!(files.read(&file, 99).unwrap(), text.as_bytes());
        assert_eq!(files.walk(edition.source.as_ref().unwrap()).files, [file]);
    }
}

#[test]
fn broken_toml_gives_its_place_and_no_configuration() {
    let files = Files::memory([("book.toml", "title = \"标题\nper-page = 0\n")]);
    let (config, _, found) = load(&files);
    assert!(config.is_none());
    let shown: String = found.iter().map(|diagnostic| human::render(diagnostic, &files, false)).collect();
    assert!(shown.contains("error[config-syntax]") && shown.contains("book.toml:1:"), "{shown}");
    // What follows from the place that cannot be read is not said again in other words.
    for (toml, wanted) in [
        ("title = [", "1:config-syntax"),
        ("title = [\nbase-url = \"https://a.example/\"\n[editions.en]\n", "1:config-syntax"),
        ("[convert]\nvocabulary = [\"general\",\n[editions.en]\n", "2:config-syntax"),
        ("serch = 1\ntitle = [\"a\", {en = 1\n", "1:config-key 2:config-syntax"),
        ("title = {", "1:config-syntax"),
        ("[editions", "1:config-syntax"),
        ("title =\nper-page = 7\n", "1:config-syntax"),
        ("search = \"yes\"\ntitle = [", "1:config-value 2:config-syntax"),
        ("serch = true\ntitle = \"a\n", "1:config-key 2:config-syntax"),
    ] {
        let files = Files::memory([("book.toml", toml)]);
        let (_, _, found) = load(&files);
        let index = crate::source::LineIndex::new(toml);
        let line = |found: &Diagnostic| index.locate(toml, found.place.span.unwrap().start).line;
        let said: Vec<_> = found.iter().map(|found| format!("{}:{}", line(found), found.code.name())).collect();
        assert_eq!(said.join(" "), wanted, "{toml}");
    }
    let (config, _, found) = load(&Files::memory([]));
    assert!(config.is_none() && found[0].message.contains("no `book.toml`"));
}

#[test]
fn the_guide_of_this_repository_has_nothing_to_report() {
    let (config, files, found) = load(&Files::disk(env!("CARGO_MANIFEST_DIR")));
    let shown: String = found.iter().map(|diagnostic| human::render(diagnostic, &files, false)).collect();
    assert_eq!(shown, "");
    let config = config.unwrap();
    assert_eq!(config.editions.len(), 3);
    assert!(matches!(&config.theme["footer"], ThemeValue::Text(text) if text.by.len() == 2));
}

#[test]
fn texts_for_a_language_without_an_edition_are_noted() {
    let (_, found) = loaded(
        "title = { en = 'a', fr = 'b' }\n[editions.en-GB]\n[editions.zh-Hant]\n[tags]\nx = { zh-Hans = 'y', ja = 'z' }\n",
    );
    assert_eq!(
        found,
        [
            "1: `title` has a text for `fr`, and no edition of the site is in that language",
            "5: `tags.x` has a text for `ja`, and no edition of the site is in that language",
        ]
    );
}

#[test]
fn absurd_depth_is_a_message_and_no_crash() {
    let many = 100_000;
    let cases = [
        format!("x = {}{}", "[".repeat(many), "]".repeat(many)),
        format!("x = {}1{}", "{a=".repeat(many), "}".repeat(many)),
        format!("{}x = 1", "a.".repeat(many)),
        format!("[{}x]\ny = 1", "a.".repeat(many)),
        format!("[theme]\n{}x = 1", "a.".repeat(many)),
        format!("[theme]\nx = {}{}", "[".repeat(many), "]".repeat(many)),
    ];
    for toml in cases {
        let (_, _, found) = load(&Files::memory([("book.toml", toml.as_str()), ("content/_index.md", "")]));
        assert!(!found.is_empty());
    }
}

proptest::proptest! {
    #[test]
    fn any_configuration_is_read(lines in proptest::collection::vec(proptest::sample::select(vec![
        "[editions.en]", "[editions.zh-Hans]", "[editions.zh]", "[editions.zh_TW]", "[editions.tw]", "[editions]",
        "prefix = ''", "prefix = 'x'", "prefix = 3", "convert-from = 'zh-Hans'", "convert-from = 'zh-TW'",
        "fallback = ['en', 'zh']", "fallback = 'zh-Hant'", "missing = 'omit'", "source = '../x'", "source = 'content'",
        "title = { zh = 'x', 標 = 'y' }", "title = 'x'", "[tags]", "x = 'y'", "[[navigation]]", "to = 'x'", "[theme]",
        "a.b.c = 1", "[convert]", "[[convert.term]]", "keep = '余'", "never = { zh = 'x' }", "[folders.'a/../..']",
        "[diagnostics]", "template = 'off'", "feed = 0", "feed = 99999999999999999999", "default = 'zh'", "= 3", "x",
    ]), 0..12)) {
        let toml = lines.join("\n");
        load(&Files::memory([("book.toml", toml.as_str()), ("content/_index.md", "")]));
    }
}

#[test]
fn what_toml_says_is_put_in_plain_words() {
    // (file, messages)
    let cases = [
        ("title = 'a'\ntitle = 'b'\n", "2: the key `title` is given twice"),
        ("[editions.en]\n[editions.en]\n", "2: the key `en` is given twice"),
        ("title = x\n", "1: a text must stand in quotes"),
        ("title = \"标题\n", "1: the text has no end: its closing `\"` is missing"),
        (
            "标题 = 1\n",
            "1: this key must stand in quotes | without quotes a key has letters from a to z, digits, `-` and `_`",
        ),
    ];
    for (toml, message) in cases {
        let (_, _, found) = load(&Files::memory([("book.toml", toml), ("content/_index.md", "")]));
        assert_eq!(shown(toml, &found)[0], message);
    }
}

#[test]
fn the_destination_is_never_a_folder_above() {
    for destination in ["..", "../..", "x/..", "content", "content/..", "./"] {
        let (config, found) = loaded(&format!("destination = '{destination}'"));
        assert_eq!((config.destination.as_str(), found.len()), ("public", 1), "{destination}: {found:?}");
    }
    assert_eq!(fine("destination = '../site'").destination, "../site");
}

#[test]
fn one_language_has_one_text() {
    let toml = "title = { zh-CN = \"一\", en = \"One\", zh-Hans = \"二\" }\n[editions.en]\n[editions.zh-Hans]\n";
    let (_, _, found) = load(&Files::memory([("book.toml", toml), ("content/_index.md", "")]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].message, "`title` gives a text for `zh-Hans` twice: as `zh-CN` and as `zh-Hans`");
    let text = |span: Option<crate::source::Span>| &toml[span.unwrap().range()];
    assert_eq!((text(found[0].place.span), text(found[0].related[0].0.span)), ("zh-Hans", "zh-CN"));
}
