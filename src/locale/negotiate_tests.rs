//! Tables of readers' languages and the editions they get, each with its reason.

use super::Locale;
use super::negotiate::{SCRIPT, Table, best, table_json};
use std::process::Command;

fn locales(tags: &[&str]) -> Vec<Locale> {
    tags.iter().map(|tag| Locale::parse(tag).unwrap()).collect()
}

/// The table that the tests of browsers and servers read as well.
const CASES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/negotiation.json"));

/// One site, and for its readers: the header, the edition, why.
#[derive(serde::Deserialize)]
struct Site {
    editions: Vec<String>,
    default: String,
    cases: Vec<(String, String, String)>,
}

#[track_caller]
fn check(editions: &[&str], site: &Site, cases: &[&(String, String, String)]) {
    let known = locales(editions);
    let default = editions.iter().position(|tag| *tag == site.default).unwrap();
    let table = Table::new(&known, default);
    for (header, edition, why) in cases {
        assert_eq!(editions[table.best(header)], edition, "`{header}`: {why}");
        assert_eq!(table.best(header), best(header, &known, default));
    }
}

#[test]
fn every_reader_of_the_table_gets_the_edition_that_is_said() {
    let sites: Vec<Site> = serde_json::from_str(CASES).unwrap();
    assert!(sites.len() > 5);
    for site in &sites {
        let mut editions: Vec<&str> = site.editions.iter().map(String::as_str).collect();
        check(&editions, site, &site.cases.iter().collect::<Vec<_>>());
        // The order of the editions matters only for those who refuse one.
        let others: Vec<_> = site.cases.iter().filter(|(header, ..)| !header.contains("q=0,")).collect();
        let others: Vec<_> = others.into_iter().filter(|(header, ..)| !header.ends_with("q=0")).collect();
        editions.reverse();
        check(&editions, site, &others);
    }
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
