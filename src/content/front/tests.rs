//! Front matter as people write it, and as they get it wrong.

use super::*;
use crate::content::testing::path;
use crate::locale::Date;
use serde_json::json;

fn read(text: &str) -> (FrontMatter, usize, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let (front, body) = parse(&path("a.md"), text, &mut found);
    (front, body, found)
}

fn clean(text: &str) -> FrontMatter {
    let (front, _, found) = read(text);
    assert_eq!(found, []);
    front
}

/// Each finding with the text that it points at.
fn findings(text: &str) -> Vec<(Code, &str, Option<String>)> {
    let (_, _, found) = read(text);
    found.into_iter().map(|d| (d.code, &text[d.place.span.unwrap().range()], d.help)).collect()
}

const DAY: Date = Date { year: 2013, month: 8, day: 31, seconds: 0, offset: 0 };

#[test]
fn toml_and_yaml_say_the_same() {
    let toml = clean(
        "+++\ntitle = \"题\"\nlink-title = \"短\"\ndate = 2013-08-31\nupdated = \"2013-08-31\"\nauthors = [\"li\"]\n\
         description = \"d\"\ntags = [\"a\", \"b\"]\nweight = -3\ndraft = true\nslug = \"s\"\nkey = \"k\"\n\
         aliases = [\"/old/\"]\ntemplate = \"t\"\ntoc = false\nvocabulary = [\"computing\"]\n[extra]\nx = [1, 2.5]\n+++\n",
    );
    let yaml = clean(
        "---\ntitle: 题\nlink-title: 短\ndate: 2013-08-31\nupdated: '2013-08-31'\nauthors: li\n\
         description: d\ntags: [a, b, a]\nweight: -3\ndraft: yes\nslug: s\nkey: k\n\
         aliases:\n  - /old/\ntemplate: t\ntoc: false\nvocabulary: [computing]\nextra:\n  x: [1, 2.5]\n---\n",
    );
    for front in [&toml, &yaml] {
        assert_eq!(front.title.as_deref(), Some("题"));
        assert_eq!(front.link_title.as_deref(), Some("短"));
        assert_eq!((front.date, front.updated), (Some(DAY), Some(DAY)));
        assert_eq!(
            (&front.authors[..], &front.tags[..]),
            (&["li".to_owned()][..], &["a".to_owned(), "b".to_owned()][..])
        );
        assert_eq!((front.weight, front.draft, front.toc), (Some(-3), true, Some(false)));
        assert_eq!((front.slug.as_deref(), front.key.as_deref()), (Some("s"), Some("k")));
        assert_eq!(front.aliases, ["/old/"]);
        assert_eq!(front.vocabulary, Some(vec!["computing".to_owned()]));
        assert_eq!(front.extra["x"], json!([1, 2.5]));
    }
}

#[test]
fn blank_lines_may_stand_before_front_matter_and_what_is_missed_is_said() {
    for text in
        ["\n---\ntitle: 题\n---\nx", " \r\n\n+++\r\n# c\r\ntitle = \"题\"\r\n+++\r\nx", "\n---\n\"title\": 题\n---\nx"]
    {
        let (front, body, found) = read(text);
        assert_eq!((front.title.as_deref(), &text[body..], found), (Some("题"), "x", Vec::new()), "{text:?}");
    }
    for text in ["\n---\ntext\n---\n", "\n+++\n", " --- \ntext", "--- # a\n\ntext", "\n---\nhttps://a.b\n"] {
        let (_, body, found) = read(text);
        assert_eq!((body, found), (0, Vec::new()), "{text:?}");
    }
    let cases = [
        ("  ---\ntitle: 题\n---\n", "  ---"),
        ("--- # c\ntitle: 题\n---\n", "--- # c"),
        ("\n\u{FEFF}+++\ntitle = '题'\n+++\n", "\u{FEFF}+++"),
        ("---\rtitle: 题\r---\r", "---"),
    ];
    for (text, line) in cases {
        let (_, body, found) = read(text);
        assert_eq!(body, 0);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Warning), "{text:?}");
        assert_eq!(&text[found[0].place.span.unwrap().range()], line);
    }
}

#[test]
fn the_body_begins_after_the_closing_line() {
    // A rule in the body, CRLF and an empty front matter are where splitting by hand goes wrong.
    for (text, body) in [
        ("no front matter\n---\n", "no front matter\n---\n"),
        ("---\r\ntitle: x\r\n---\r\nbody\r\n", "body\r\n"),
        ("---\n---\nbody\n---\n", "body\n---\n"),
        ("+++\n+++", ""),
        ("---\ntitle: x\n...\nbody", "body"),
        ("----\nno mark\n----\n", "----\nno mark\n----\n"),
        ("", ""),
    ] {
        let (_, start, found) = read(text);
        assert_eq!((&text[start..], &found[..]), (body, &[][..]), "{text:?}");
    }
}

#[test]
fn a_front_matter_without_an_end_is_said_where_it_begins() {
    assert_eq!(
        findings("---\ntitle: x\n\nbody"),
        [(Code::FrontMatter, "---", Some("close it with a line that holds only `---`".to_owned()))]
    );
    assert_eq!(read("+++\ntitle = 1").2[0].code, Code::FrontMatter);
}

#[test]
fn what_does_not_parse_is_said_at_its_place() {
    let (front, body, found) = read("+++\ntitle = \"x\nweight = 1\n+++\n# Body");
    assert_eq!((front.title, found.len()), (None, 1));
    assert_eq!((found[0].code, body), (Code::FrontMatter, 30));
    assert!(found[0].place.span.unwrap().start >= 4);
    let text = "---\ntitle: x\ntags: [a, b\n---\nbody";
    let (_, _, found) = read(text);
    assert_eq!(found.len(), 1);
    assert!(found[0].place.span.unwrap().start > 8, "{found:?}");
    assert!(found[0].message.starts_with("the front matter does not parse: "), "{found:?}");
    let text = "---\ntags: [a]\ntitle: 译本: 一本\n---\n";
    let (_, _, found) = read(text);
    assert_eq!(found[0].message, "the front matter does not parse: a second `: ` in one line");
    assert_eq!(&text[found[0].place.span.unwrap().range().start..], ": 一本\n---\n");
    assert!(found[0].help.as_ref().unwrap().contains("needs quotes"));
    // Two keys of one name: which one counts is anybody's guess.
    assert_eq!(read("---\ntitle: a\ntitle: b\n---\n").2[0].code, Code::FrontMatter);
    assert_eq!(read("---\njust prose\n---\n").2[0].code, Code::FrontMatter);
}

#[test]
fn a_control_character_written_by_its_number_is_shown_and_said() {
    for text in ["---\ntitle: \"A\\x01B\"\n---\n", "+++\ntitle = \"A\\u0001B\"\n+++\n"] {
        let (front, _, found) = read(text);
        assert_eq!(front.title.as_deref(), Some("A\u{FFFD}B"));
        assert_eq!((found.len(), found[0].code), (1, Code::ControlCharacter));
        assert_eq!(found[0].message, "`title` holds the control character U+0001");
    }
}

#[test]
fn wrong_types_are_said_at_the_value() {
    let text =
        "+++\ntitle = 3\nweight = \"first\"\ndraft = \"yes\"\ntags = 7\ndate = \"soon\"\nextra = 1\nkey = \"k\"\n+++\n";
    let places: Vec<_> = findings(text).into_iter().map(|(code, place, _)| (code, place)).collect();
    let wrong = |place| (Code::FrontMatterValue, place);
    assert_eq!(places, [wrong("3"), wrong("\"first\""), wrong("\"yes\""), wrong("7"), wrong("\"soon\""), wrong("1")]);
    let text = "---\ntitle: [a]\nweight: 1.5\ntoc: maybe\ndate: 2013-02-30\n---\n";
    let places: Vec<_> = findings(text).into_iter().map(|(_, place, _)| place).collect();
    assert_eq!(places[1..], ["1.5", "maybe", "2013-02-30"]);
}

#[test]
fn a_number_that_is_not_whole_is_shown() {
    for text in ["---\nweight: 1.5\n---\n", "+++\nweight = 1.5\n+++\n"] {
        let (_, _, found) = read(text);
        assert_eq!(found[0].message, "`weight` must be a whole number, and this is `1.5`");
    }
}

#[test]
fn several_names_in_one_text_are_told_of() {
    // (line, what is read, what was probably meant)
    let cases = [
        ("tags: a, b", "a, b", Some("did you mean `[\"a\", \"b\"]`?")),
        ("tags: \"茶，水\"", "茶，水", Some("did you mean `[\"茶\", \"水\"]`?")),
        ("tags: 茶、水、", "茶、水、", Some("did you mean `[\"茶\", \"水\"]`?")),
        ("authors: Lu Xun, Lao She", "Lu Xun, Lao She", Some("did you mean `[\"Lu Xun\", \"Lao She\"]`?")),
        ("tags: green tea", "green tea", None),
        ("tags: [\"a, b\"]", "a, b", None),
        ("tags: ','", ",", None),
    ];
    for (line, one, help) in cases {
        let text = format!("---\n{line}\n---\n");
        let (front, _, found) = read(&text);
        assert_eq!([front.tags, front.authors].concat(), [one], "{line}");
        let said = found.iter().map(|finding| finding.help.as_deref()).collect::<Vec<_>>();
        assert_eq!(said, help.map(Some).into_iter().collect::<Vec<_>>(), "{line}");
        assert!(found.iter().all(|finding| finding.severity == crate::diagnostic::Severity::Warning), "{line}");
    }
    let toml = "+++\ntags = \"a,b\"\n+++\n";
    let said = ("\"a,b\"", Some("did you mean `[\"a\", \"b\"]`?".to_owned()));
    assert_eq!(findings(toml), [(Code::FrontMatterValue, said.0, said.1)]);
}

#[test]
fn what_is_no_yaml_is_shown_where_it_stands() {
    for (text, at) in [("---\ntitle: x\nkey: \"茶\" tea\n---\n", 24), ("---\ntitle: 茶\n  a: b\n---\n", 18)] {
        let (_, _, found) = read(text);
        let span = found[0].place.span.unwrap().range();
        assert_eq!(span.start, at, "{:?} {}", found[0].message, &text[span.start..]);
    }
}

#[test]
fn near_misses_are_warned_of_and_foreign_keys_are_not() {
    let text = "---\ntitel: x\ndesciption: y\ntagz: [a]\nTitle: z\nlink_titel: l\n---\n";
    let help: Vec<_> = findings(text).into_iter().map(|(code, place, help)| (code, place, help.unwrap())).collect();
    let near = |key, known| (Code::FrontMatterKey, key, format!("did you mean `{known}`?"));
    assert_eq!(
        help,
        [
            near("titel", "title"),
            near("desciption", "description"),
            near("tagz", "tags"),
            near("Title", "title"),
            near("link_titel", "link-title"),
        ]
    );
    let front = clean(
        "---\nlinkTitle: DDIA\ncascade:\n  type: docs\nmath: true\nbreadcrumbs: false\nlastmod: 2013-08-31\nsummary: s\n\
         categories: [x]\nsidebar_position: 2\nlayout: post\nid: a\nmenu: main\ntype: page\nnext: a\nprev: b\n---\n",
    );
    assert_eq!((front.link_title.as_deref(), front.updated), (Some("DDIA"), Some(DAY)));
    assert_eq!(front.extra["cascade"], json!({"type": "docs"}));
    assert_eq!(front.extra["linkTitle"], json!("DDIA"));
    assert_eq!(front.extra["breadcrumbs"], json!(false));
}

#[test]
fn plain_yaml_scalars_are_the_texts_that_they_look_like() {
    // Quotes are optional in YAML, so a title `1984`, a tag `no` (Norwegian) and a version `1.10` are texts.
    let front = clean("---\ntitle: 1984\ntags: [no, 1.10, on, 007]\nslug: true\n---\n");
    assert_eq!(front.title.as_deref(), Some("1984"));
    assert_eq!(front.tags, ["no", "1.10", "on", "007"]);
    assert_eq!(front.slug.as_deref(), Some("true"));
}

#[test]
fn strange_values_do_no_harm() {
    let front = clean("+++\nbig = 99999999999999999999\nnan = nan\nwhen = 10:00:00\nhex = 0xff\n+++\n");
    assert_eq!(front.extra["hex"], json!(255));
    let front =
        clean("---\nbase: &b [x]\ntags: *b\nnothing:\nbig: 123456789012345678901234567890\nnan: .nan\ntitle: ~\n---\n");
    assert_eq!(front.tags, ["x"]);
    assert_eq!(front.title, None);
    // A bomb of aliases ends in a message, not in memory.
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let before = format!("*a{}, ", n - 1).repeat(9);
        bomb.push_str(&format!("a{n}: &a{n} [{}]\n", before.trim_end_matches(", ")));
    }
    bomb.push_str("---\n");
    assert_eq!(read(&bomb).2[0].code, Code::FrontMatter);
    let deep = format!("---\nx: {}{}\n---\n", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&deep).2.len(), 1);
    let deep = format!("+++\nx = {}{}\n+++\n", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&deep).2.len(), 1);
}

#[test]
fn dates_with_times_and_offsets() {
    let at = |seconds, offset| Some(Date { seconds, offset, ..DAY });
    for (text, wanted) in [
        ("2013-08-31", at(0, 0)),
        ("2013-08-31T10:30:00Z", at(37_800, 0)),
        ("2013-08-31 10:30:00 +0800", at(37_800, 480)),
        ("2013-08-31T10:30+08:00", at(37_800, 480)),
        ("2013-08-31T10:30:00.123-05:00", at(37_800, -300)),
        ("2013-8-31", None),
        ("2013-13-01", None),
        ("2013-02-29", None),
        ("31.8.2013", None),
        ("二〇一三年八月三十一日", None),
    ] {
        assert_eq!(date::parse(text), wanted, "{text}");
        let toml = clean(&format!("+++\nextra = {{ d = \"{text}\" }}\n+++\n"));
        assert_eq!(toml.extra["d"], json!(text));
    }
    assert_eq!(clean("+++\ndate = 2013-08-31T10:30:00+08:00\n+++\n").date, at(37_800, 480));
}

#[test]
fn authors_of_other_generators() {
    let front = clean("---\nauthors:\n  - name: Li Hua\n    url: https://example.org\n  - wang\nauthor: x\n---\n");
    assert!(front.authors == ["x"] || front.authors == ["Li Hua", "wang"]);
    assert_eq!(clean("---\nauthor: Li Hua\n---\n").authors, ["Li Hua"]);
}

#[test]
fn the_table_of_conversion_passes_through() {
    let front = clean("+++\n[[convert.term]]\nzh-Hans = \"博客\"\nzh-Hant = \"部落格\"\n+++\n");
    assert_eq!(front.convert, Some(json!({"term": [{"zh-Hans": "博客", "zh-Hant": "部落格"}]})));
}

#[test]
fn the_short_cut_reads_what_the_parser_reads() {
    let agree = |text: &str| {
        let whole = yaml::parse(text, 4).ok();
        match simple::parse(text, 4) {
            Some(mut entries) => {
                // The parser places a list at its bracket.
                for entry in entries.iter_mut().filter(|entry| matches!(entry.node.value, value::Value::List(_))) {
                    entry.node.span.end = entry.node.span.start + 1;
                }
                assert_eq!(Some(&entries), whole.as_ref(), "{text:?}");
                true
            }
            None => false,
        }
    };
    for text in [
        "title: \"A title, with: colon\"\ndate: 2013-08-31\ntags: [\"a b\", 'c', d e]\n",
        "title: 设计数据密集型应用（第二版）\nlinkTitle: DDIA\nbreadcrumbs: false\n",
        "title:   spaced   \nweight: 101\r\n\r\ndraft: true\r\n",
        "a: []\nb: [ x ,z ]\nc: one, two\n",
        "title: 1984\nslug: a.b/c\nkey: 0",
    ] {
        assert!(agree(text), "{text:?}");
    }
    // Every form of one value, so that the two are held together where YAML has its surprises.
    let forms = "x|true|True|yes|no|on|null|~|Null|1.10|007|0x1f|1e3|1_000|+1|-1|.5|.inf|nan|2013-08-31|2013-8-31|\
        12345678901234567890|'it''s'|'a'b|\"a\\\\n\"|\"a\" # c|a # c|a#c|a: b|a:b|- a|-a|*a|&a x|!t x|{a: b}|[a|[a]|[a,]|\
        [,a]|[a, [b]]|[\"a,b\"]|['a', 1, true, x y]|[a: b]|[yes, no]|>|  \\|a\tb|@a|`a|%a|a, b|a [b]|a {b}|“引”|甲：乙|a\u{a0}b|\"";
    for form in forms.split('|') {
        let _ = agree(&format!("k: {form}\n"));
        let _ = agree(&format!("{form}: k\n"));
        let _ = agree(&format!("k: {form}\n  more\n"));
        let _ = agree(&format!("k: [{form}, {form}]\n"));
    }
    for text in
        ["a: x\na: y\n", "a: x\n b: y\n", "# c\na: x\n", "a:\n  - x\n", "a: x\n---\n", "a: |\n x\n", "? a\n: b\n"]
    {
        assert!(!agree(text), "{text:?}");
    }
}

#[test]
fn line_ends_between_chinese_characters_are_no_spaces() {
    // (how the value is written in YAML, the description, the same in `extra`, why)
    let cases = [
        ("|\n  他的头\n  发很长", "他的头发很长", "他的头\n发很长\n", "kept lines"),
        ("|\n  他说\n  hello\n\n  好", "他说\nhello\n\n好", "他说\nhello\n\n好\n", "other lines"),
        (">\n  他的头\n  发很长", "他的头发很长", "他的头发很长\n", "folded lines"),
        (">-\n  甲 乙甲\n  乙 甲乙", "甲 乙甲乙 甲乙", "甲 乙甲乙 甲乙", "not the author's own spaces"),
        ("他的头\n  发很长", "他的头发很长", "他的头发很长", "a plain text"),
        ("\"他的“头”\n  发很长\"", "他的“头”发很长", "他的“头”发很长", "a quoted text"),
        (">\n  one\n  two", "one two", "one two\n", "words"),
    ];
    for (written, description, extra, why) in cases {
        let front = clean(&format!("---\ndescription: {written}\nnote: {written}\nweight: 1\n---\n"));
        assert_eq!(front.description.as_deref(), Some(description), "{why}");
        assert_eq!(front.extra["note"], json!(extra), "{why}");
    }
    let front = clean("+++\ndescription = \"\"\"\n他的头\n发很长\"\"\"\n+++\n");
    assert_eq!(front.description.as_deref(), Some("他的头发很长"));
}

#[test]
fn json_is_told_and_what_only_begins_like_it_is_text() {
    for text in ["{\n  \"title\": \"J\",\n  \"draft\": true\n}\nbody", "\n{\"draft\": true}\n", "{ \"title\" : 1 }"] {
        let (_, _, found) = read(text);
        let said: Vec<_> = found.iter().map(|d| (d.code, d.severity, &*d.message)).collect();
        assert_eq!(
            said,
            [(Code::FrontMatter, Severity::Error, "the front matter is JSON, which is not read")],
            "{text}"
        );
    }
    for text in ["{{< x \"a\": >}}", "{\"a\"} and more", "{a: 1}", "{\"a\n\": 1}", "text {\"a\": 1}"] {
        assert_eq!(read(text).2, [], "{text}");
    }
}
