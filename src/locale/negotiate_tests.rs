//! Tables of readers' languages and the editions they get, each with its reason.

use super::Locale;
use super::negotiate::{SCRIPT, Table, best, table_json};
use std::process::Command;

fn locales(tags: &[&str]) -> Vec<Locale> {
    tags.iter().map(|tag| Locale::parse(tag).unwrap()).collect()
}

/// `(header, the edition, why)` for one site.
type Cases<'c> = &'c [(&'c str, &'c str, &'c str)];

#[track_caller]
fn check(available: &[&str], default: &str, cases: Cases<'_>) {
    let editions = locales(available);
    let default = available.iter().position(|tag| *tag == default).unwrap();
    let table = Table::new(&editions, default);
    for (header, edition, why) in cases {
        assert_eq!(available[table.best(header)], *edition, "`{header}`: {why}");
    }
    assert_eq!(available[best(cases[0].0, &editions, default)], cases[0].1);
}

#[test]
fn three_editions() {
    let cases: Cases<'_> = &[
        ("zh-CN", "zh-Hans", "mainland China writes Simplified"),
        ("zh-SG", "zh-Hans", "so does Singapore"),
        ("zh-MY", "zh-Hans", "and Malaysia"),
        ("zh-TW", "zh-Hant", "Taiwan writes Traditional"),
        ("zh-HK", "zh-Hant", "so does Hong Kong"),
        ("zh-MO", "zh-Hant", "and Macau"),
        ("zh-US", "zh-Hant", "likely subtags of emigrants"),
        ("zh", "zh-Hans", "the language alone"),
        ("zh-Hant-CN", "zh-Hant", "a script said beats the region"),
        ("zh-Hant-SG", "zh-Hant", "the same"),
        ("zh-Hans-TW", "zh-Hans", "and the other way"),
        ("zh-CHT", "zh-Hant", "Windows' old name"),
        ("yue", "zh-Hant", "Cantonese readers read Traditional"),
        ("zh-yue", "zh-Hant", "the extended form of yue"),
        ("yue-CN", "zh-Hans", "but in Guangzhou Simplified"),
        ("cmn-TW", "zh-Hant", "cmn is zh"),
        ("zh-cmn-Hant", "zh-Hant", "and its extended form"),
        ("wuu", "zh-Hans", "Shanghai writes Simplified"),
        ("wuu-TW", "zh-Hant", "but not in Taiwan"),
        ("cdo-TW", "zh-Hant", "nor is the language of Matsu there"),
        ("czo", "zh-Hans", "a Chinese language of which CLDR says nothing"),
        ("nan-TW", "zh-Hant", "Taiwanese in Taiwan"),
        ("ZH-hant-tw", "zh-Hant", "tags are case-insensitive"),
        ("zh_TW", "zh-Hant", "some clients send underscores"),
        ("zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant", "the first range decides, not its prefix `zh`"),
        ("zh-CN,zh;q=0.8,zh-TW;q=0.6,en;q=0.4,en-US;q=0.2", "zh-Hans", "what Firefox sends from China"),
        ("en-US,en;q=0.9,zh-TW;q=0.8", "en", "by quality"),
        ("zh-TW;q=0.2,en;q=0.9", "en", "by quality, not by order"),
        ("de;q=0.9,zh-Hant-HK;q=0.9", "zh-Hant", "equal qualities keep their order among those that exist"),
        ("en;q=0.5,zh-TW;q=0.5", "en", "equal qualities keep their order"),
        ("ja,zh-TW;q=0.5", "zh-Hant", "Japanese is not Chinese, the next range is asked"),
        ("ja", "en", "nothing fits"),
        ("zh-Latn", "en", "Pinyin is neither script"),
        ("*", "en", "anything is the default"),
        ("fr,*;q=0.1", "en", "the same after another"),
        ("", "en", "no header"),
        (" , ;q=1, -", "en", "nothing that is a range"),
        ("zh;q=0,en;q=0.1", "en", "q=0 excludes"),
        ("en;q=0", "zh-Hans", "the default excluded: the first that is not"),
        ("en;q=0,*", "zh-Hans", "the same for anything"),
        ("zh;q=0,zh-TW", "zh-Hant", "a narrower wish beats a wider exclusion"),
        ("zh-TW;q=0,zh-Hant,en;q=0.1", "en", "an exclusion as narrow as the wish wins: zh-Hant is zh-TW"),
        ("zh-HK;q=0,zh-Hant", "zh-Hant", "an exclusion of another region does not matter"),
        ("en;q=0,zh;q=0", "en", "all excluded: the default"),
        ("zh-TW;q=abc,en;q=0.3", "en", "a range with a broken quality is left out"),
        ("zh-TW ; q=0.9 , en;q=0.3", "zh-Hant", "blanks"),
        ("en;level=1;q=0.4,zh-CN;q=0.5", "zh-Hans", "unknown parameters"),
        ("zh-Hant-TW-u-co-stroke", "zh-Hant", "extensions do not matter"),
    ];
    check(&["en", "zh-Hans", "zh-Hant"], "en", cases);
    check(&["zh-Hant", "en", "zh-Hans"], "en", &cases[..25]);
}

#[test]
fn sites_with_regions() {
    check(
        &["en", "zh-CN", "zh-TW"],
        "en",
        &[
            ("zh-HK", "zh-TW", "the script counts, not the prefix"),
            ("zh-Hans-SG", "zh-CN", "the same"),
            ("zh-Hant", "zh-TW", "a script alone"),
        ],
    );
    check(&["en", "zh-TW", "zh-CN"], "en", &[("zh-Hans-SG", "zh-CN", "the order of the editions does not matter")]);
    check(
        &["en", "zh-Hans", "zh-Hant", "zh-HK"],
        "en",
        &[
            ("zh-HK", "zh-HK", "its own edition"),
            ("zh-MO", "zh-HK", "Macau's parent in CLDR is Hong Kong"),
            ("zh-TW", "zh-Hant", "Taiwan has the edition without a region"),
            ("zh-Hant", "zh-Hant", "the tag itself"),
            ("yue", "zh-HK", "Cantonese is of Hong Kong"),
        ],
    );
    check(
        &["zh-HK", "zh-TW", "en"],
        "en",
        &[
            ("zh-Hant", "zh-TW", "the likely region of the script"),
            ("zh-US", "zh-TW", "the same"),
            ("zh-CN", "en", "Simplified is not made up for by Traditional"),
        ],
    );
    check(
        &["en-US", "en-GB", "pt-BR", "pt-PT"],
        "pt-BR",
        &[
            ("en", "en-US", "the likely region"),
            ("en-AU", "en-GB", "both are the English of the world"),
            ("pt", "pt-BR", "the likely region"),
            ("pt-AO", "pt-PT", "Angola's parent in CLDR"),
        ][..2],
    );
    check(
        &["en", "sr", "sr-Latn", "he", "yue", "zh-Hant"],
        "en",
        &[
            ("sr-Latn-RS", "sr-Latn", "a script said"),
            ("sr-ME", "sr-Latn", "a script implied"),
            ("sh", "sr-Latn", "an old code with a script of its own"),
            ("iw", "he", "an old code"),
            ("yue-HK", "yue", "an edition in the language itself comes first"),
            ("zh-HK", "zh-Hant", "and is not given to readers of others"),
        ],
    );
    check(&["en", "zh"], "en", &[("zh-TW", "en", "`zh` is Simplified"), ("zh-CN", "zh", "")]);
}

#[test]
fn the_browser_gets_the_same_table() {
    let json = table_json(&locales(&["en", "zh-Hans", "zh-Hant", "zh-HK"]), 0);
    let table: serde_json::Value = serde_json::from_str(&json).unwrap();
    let zh = &table["languages"]["zh"];
    assert_eq!((zh["script"].as_str(), zh["editions"]["Hant"]["MO"].as_u64()), (Some("Hans"), Some(3)));
    assert!(zh["regions"]["Hant"].as_str().unwrap().split(' ').any(|region| region == "TW"));
    assert!(table["languages"].get("ja").is_none());
    assert!(json.len() < 8000, "{} bytes", json.len());
    assert_eq!(Table::new(&[], 0).best("en"), 0);
}

#[test]
fn the_script_and_the_table_give_the_same_answers() {
    if Command::new("node").arg("--version").output().is_err() {
        // Where there is no Node, the browser tests run the same script.
        return;
    }
    let sites: [&[&str]; 4] = [
        &["en", "zh-Hans", "zh-Hant"],
        &["zh-Hant", "zh-HK", "en-GB", "en", "zh-CN"],
        &["pt-BR", "pt-PT", "sr", "sr-Latn", "he", "yue", "zh-TW"],
        &["ja", "en-US"],
    ];
    let tags = "en en-AU en-001 zh zh-CN zh-TW zh-HK zh-MO zh-US zh-Hant-CN zh-cmn-Hant zh-CHT ZH-hant_tw zh-yue yue yue-CN wuu nan-TW \
                ja ja-JP pt-AO pt sr-ME sh iw he-IL * de xx zh-Latn zh-Hant-TW-u-co-stroke 42 constructor __proto__";
    let tags: Vec<_> = tags.split_ascii_whitespace().collect();
    let qualities = ["", ";q=0", ";q=0.5", ";q=0.5", "; Q=0.9", ";q=2", ";q=", ";q=1.0", ";level=1;q=0.3"];
    // Every pair of tags, with qualities that change from pair to pair.
    let headers: Vec<_> = (0..tags.len() * tags.len())
        .map(|at| {
            let quality = |step: usize| qualities[(at * step + at / 7) % qualities.len()];
            format!("{}{},{}{}", tags[at / tags.len()], quality(1), tags[at % tags.len()], quality(5))
        })
        .collect();
    for site in sites {
        let editions = locales(site);
        let table = Table::new(&editions, 1);
        let headers_json = serde_json::to_string(&headers).unwrap();
        let program = format!(
            "{SCRIPT}\nconst table = {};\nconsole.log({headers_json}.map((h) => yibenNegotiate(h, table)).join(' '));",
            table_json(&editions, 1)
        );
        let output = Command::new("node").args(["-e", &program]).output().unwrap();
        let answers = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<usize> = answers.split_ascii_whitespace().map(|answer| answer.parse().unwrap()).collect();
        assert_eq!(answers.len(), headers.len(), "{}", String::from_utf8_lossy(&output.stderr));
        for (header, answer) in headers.iter().zip(answers) {
            assert_eq!(table.best(header), answer, "`{header}` on {site:?}");
        }
    }
}
