//! Catalogs from shipped and site files: what an edition says, and what is reported.

use super::catalogs::{Catalogs, Chain};
use super::messages::{MessageError, Value};
use super::{Date, Locale};
use crate::source::Files;

fn chain(tags: &[&str]) -> Vec<Locale> {
    tags.iter().map(|tag| Locale::parse(tag).unwrap()).collect()
}

fn loaded<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, chains: &[&[&str]]) -> (Catalogs, Vec<String>) {
    let chains: Vec<_> = chains.iter().map(|tags| chain(tags)).collect();
    let (catalogs, found) = Catalogs::load(&Files::memory(files), &chains);
    let found = found.iter().map(|d| format!("{}: {}: {}", d.place.path, d.code.name(), d.message)).collect();
    (catalogs, found)
}

#[test]
fn shipped_messages_speak_three_languages() {
    let (catalogs, found) = loaded([], &[&["en"], &["zh-Hans"], &["zh-Hant"]]);
    assert_eq!(found, Vec::<String>::new());
    type Case<'c> = (&'c str, &'c [(&'c str, Value<'c>)], &'c str, &'c str, &'c str);
    let date = || Value::Date(Date::parse("2013-08-31").unwrap());
    // (message, values, in English, 简体, 繁體)
    let cases: &[Case<'_>] = &[
        ("back-to-top", &[], "Back to top", "返回顶部", "回到頂端"),
        ("related", &[], "You might also like", "相关阅读", "延伸閱讀"),
        ("search", &[], "Search", "搜索", "搜尋"),
        ("reading-time", &[("minutes", Value::Number(1.0))], "1 minute read", "阅读约需 1 分钟", "閱讀約需 1 分鐘"),
        ("documents", &[("count", Value::Number(1.0))], "1 document", "1 篇", "1 篇"),
        ("documents", &[("count", Value::Number(1234.0))], "1,234 documents", "1,234 篇", "1,234 篇"),
        ("updated", &[("date", date())], "Updated Aug 31, 2013", "更新于 2013年8月31日", "更新於 2013年8月31日"),
        ("search-none", &[("query", "x".into())], "Nothing found for “x”", "没有找到“x”", "找不到「x」"),
    ];
    for (id, values, english, simplified, traditional) in cases {
        for (edition, text) in [*english, *simplified, *traditional].into_iter().enumerate() {
            assert_eq!(catalogs.messages(edition).format(id, values).as_deref(), Ok(text), "{id}");
        }
    }
}

#[test]
fn relatives_come_before_the_chain_and_scripts_stay_apart() {
    // (chain of an edition, what it calls "search", why)
    let cases: &[(&[&str], &str, &str)] = &[
        (&["zh-HK", "en"], "搜尋", "Hong Kong reads Traditional messages"),
        (&["zh-TW"], "搜尋", "a chain may say nothing"),
        (&["zh-CN", "en"], "搜索", "mainland China reads Simplified ones"),
        (&["zh-SG"], "搜索", "and so does Singapore"),
        (&["yue", "en"], "搜尋", "a Cantonese reader reads written Chinese"),
        (&["en-GB"], "Search", "a region of a language reads the language"),
        (&["fr", "zh-Hans"], "搜索", "the chain before English"),
        (&["fr"], "Search", "English at last"),
    ];
    for (tags, text, why) in cases {
        let (catalogs, _) = loaded([], &[tags]);
        assert_eq!(catalogs.messages(0).plain("search"), Some(*text), "{tags:?}: {why}");
    }
    let (catalogs, _) = loaded([("locales/zh-Hans/a.ftl", "own = 自己的\n")], &[&["zh-Hant", "en"]]);
    assert!(!catalogs.messages(0).has("own"), "never from the other script");
}

#[test]
fn hong_kong_has_its_own_words_where_it_needs_them() {
    let (catalogs, found) = loaded([], &[&["zh-HK", "en"], &["zh-Hant", "en"], &["zh-TW", "en"], &["zh-MO", "en"]]);
    assert_eq!(found, Vec::<String>::new());
    let says = |edition: usize, language: &str, shown: &str| {
        let values = [("language", language.into()), ("shown", shown.into())];
        catalogs.messages(edition).format("notice-fallback", &values).unwrap()
    };
    // A page that Hong Kong takes from the Traditional edition is not one without a Traditional text.
    assert_eq!(says(0, "香港繁體", "繁體中文"), "本頁尚無「香港繁體」版，以下顯示「繁體中文」版。");
    for taiwan in 1..4 {
        assert_eq!(says(taiwan, "繁體中文", "English"), "本頁尚無繁體中文譯文，以下顯示「English」版。");
    }
}

#[test]
fn messages_of_one_script_are_converted_for_the_other() {
    let files = [
        (
            "locales/zh-Hans/a.ftl",
            "search = 查找\n-site = 本书\nhello = { -site }有 { $n ->\n    [one] 一页\n   *[other] { $n } 页\n}\n    .title = 书\nmenu = 书\n",
        ),
        ("locales/zh-Hant/a.ftl", "menu = 首頁！\n"),
    ];
    let convert = |text: &str| text.replace('书', "書").replace('页', "頁");
    let (own, source) = (chain(&["zh-Hant", "en"]), Locale::parse("zh-Hans").unwrap());
    let converted = [Chain { locales: &own, converted: Some((&source, &convert)) }];
    let (catalogs, found) = Catalogs::load_converted(&Files::memory(files), &converted);
    assert_eq!(found, []);
    let messages = catalogs.messages(0);
    assert_eq!(messages.format("hello", &[("n", Value::Number(3.0))]).as_deref(), Ok("本書有 3 頁"));
    assert_eq!(messages.plain("hello.title"), Some("書"));
    assert_eq!(messages.plain("search"), Some("查找"), "the site's word, converted, before the shipped one");
    assert_eq!(messages.plain("menu"), Some("首頁！"), "but what is written in this script wins");
    assert_eq!(messages.plain("next"), Some("下一篇"), "and the rest is shipped");
}

#[test]
fn dates_follow_the_edition_even_in_a_relatives_message() {
    let (catalogs, _) = loaded([], &[&["en-GB"]]);
    let date = [("date", Value::Date(Date::parse("2013-08-31").unwrap()))];
    assert_eq!(catalogs.messages(0).format("updated", &date).as_deref(), Ok("Updated 31 Aug 2013"));
}

#[test]
fn a_site_overrides_and_adds() {
    let files = [
        ("locales/en/site.ftl", "search = Find\nhello = Hello, { $name }!\n    .title = A greeting\n"),
        ("locales/zh-CN/site.ftl", "hello = 你好，{ $name }！\n"),
    ];
    let (catalogs, found) = loaded(files, &[&["en"], &["zh-Hans", "en"]]);
    assert_eq!(found, Vec::<String>::new());
    let (english, chinese) = (catalogs.messages(0), catalogs.messages(1));
    assert_eq!(english.plain("search"), Some("Find"));
    assert_eq!(chinese.plain("search"), Some("搜索"));
    assert_eq!(english.format("hello", &[("name", "Ann".into())]).as_deref(), Ok("Hello, Ann!"));
    assert_eq!(chinese.format("hello", &[("name", "安".into())]).as_deref(), Ok("你好，安！"));
    assert_eq!(english.plain("hello.title"), Some("A greeting"));
}

#[test]
fn functions_and_plurals_follow_the_language() {
    let files = [
        (
            "locales/ru/a.ftl",
            "files = { $n ->\n    [one] { $n } файл\n    [few] { $n } файла\n   *[many] { $n } файлов\n}\n",
        ),
        (
            "locales/en/a.ftl",
            "day = { DATETIME($date, dateStyle: \"full\") }\nshare = { NUMBER($x, style: \"percent\") }\n\
             year = { NUMBER($x, useGrouping: \"false\") }\nfixed = { NUMBER($x, minimumFractionDigits: 2) }\n",
        ),
    ];
    let (catalogs, _) = loaded(files, &[&["ru"], &["en"]]);
    for (n, text) in [(1.0, "1 файл"), (3.0, "3 файла"), (5.0, "5 файлов"), (21.0, "21 файл")] {
        assert_eq!(catalogs.messages(0).format("files", &[("n", Value::Number(n))]).as_deref(), Ok(text));
    }
    let x = |x| [("x", Value::Number(x))];
    let english = catalogs.messages(1);
    assert_eq!(english.format("share", &x(0.125)).as_deref(), Ok("12.5%"));
    assert_eq!(english.format("year", &x(2013.0)).as_deref(), Ok("2013"));
    assert_eq!(english.format("fixed", &x(1234.5)).as_deref(), Ok("1,234.50"));
    let date = [("date", Value::Date(Date::parse("2013-08-31").unwrap()))];
    assert_eq!(english.format("day", &date).as_deref(), Ok("Saturday, August 31, 2013"));
}

#[test]
fn what_is_missing_is_an_error_and_never_an_empty_text() {
    let (catalogs, _) = loaded([("locales/en/a.ftl", "a = { b }\nc = { $d } x\n")], &[&["en"]]);
    let english = catalogs.messages(0);
    let missing = MessageError::Missing { id: "serch".into(), near: Some("search".into()) };
    assert_eq!(english.format("serch", &[]), Err(missing));
    let why = |id: &str| english.format(id, &[]).unwrap_err().to_string();
    assert_eq!(why("a"), "the message `a` cannot be filled: there is no message `b`");
    assert_eq!(why("c"), "the message `c` cannot be filled: there is no variable `$d`");
    let (catalogs, _) = loaded([("locales/en/a.ftl", "n = { NUMBER($x) }\nd = { DATETIME($x) }\n")], &[&["en"]]);
    let x = [("x", Value::Text("soon".into()))];
    let why = |id: &str| catalogs.messages(0).format(id, &x).unwrap_err().to_string();
    assert_eq!(why("n"), "the message `n` cannot be filled: `NUMBER` writes numbers only");
    assert_eq!(why("d"), "the message `d` cannot be filled: `DATETIME` writes dates only");
}

#[test]
fn broken_catalogs_are_reported_and_the_rest_is_used() {
    let files = [
        ("locales/en/a.ftl", "good = Good\nbad = { $x\nalso-good = Also\n"),
        ("locales/en/b.ftl", "good = Better\n"),
        ("locales/cn/a.ftl", "x = y\n"),
        ("locales/stray.ftl", "x = y\n"),
    ];
    let (catalogs, found) = loaded(files, &[&["en"], &["fr", "en"]]);
    assert_eq!(catalogs.messages(0).plain("good"), Some("Better"));
    assert_eq!(catalogs.messages(0).plain("also-good"), Some("Also"));
    assert_eq!(found[0], "locales/cn/a.ftl: locale-tag: unknown language `cn`");
    assert!(found[1].starts_with("locales/en/a.ftl: message-syntax: "), "{}", found[1]);
    assert_eq!(
        found[2],
        "locales/en/b.ftl: message-syntax: the message `good` stands twice in `en`; the last one is taken"
    );
    assert_eq!(found[3], "locales/stray.ftl: locale-tag: the catalog `stray.ftl` lies in no locale's folder");
    assert!(
        found[4].starts_with("locales/fr: message-missing: the interface of the edition `fr` lacks"),
        "{}",
        found[4]
    );
    assert_eq!(found.len(), 5);
}

#[test]
fn values_are_isolated_only_where_the_text_runs_the_other_way() {
    let files = [("locales/ar/a.ftl", "a = س { $x }\n"), ("locales/en/a.ftl", "a = s { $x }\n")];
    let (catalogs, _) = loaded(files, &[&["ar"], &["en"]]);
    assert_eq!(catalogs.messages(0).format("a", &[("x", "y".into())]).as_deref(), Ok("س \u{2068}y\u{2069}"));
    assert_eq!(catalogs.messages(1).format("a", &[("x", "y".into())]).as_deref(), Ok("s y"));
}

#[test]
fn absurd_depth_is_a_message_and_no_crash() {
    let deep = format!("a = {}1{}\n", "{".repeat(100_000), "}".repeat(100_000));
    let (_, found) = loaded([("locales/en/a.ftl", deep.as_str())], &[&["en"]]);
    assert_eq!(found.len(), 1);
}

#[test]
fn an_interface_that_nobody_has_begun_is_a_note() {
    let grave = |files: &[(&'static str, &'static str)]| {
        let (_, found) = Catalogs::load(&Files::memory(files.iter().copied()), &[chain(&["ja", "en"])]);
        found.iter().map(|finding| finding.severity.name()).collect::<Vec<_>>()
    };
    assert_eq!(grave(&[]), ["note"]);
    assert_eq!(
        grave(&[("locales/ja/site.ftl", "own = 本\n")]),
        ["note"],
        "a message of the site's own is none of these"
    );
    assert_eq!(grave(&[("locales/ja/site.ftl", "search = 検索\n")]), ["warning"]);
}
