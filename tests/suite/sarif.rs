//! Reports in the form of SARIF 2.1.0, of every code and of paths and places that are not plain. With `YIBEN_SARIF=DIR` they
//! are left there, and `tests/browser/sarif.mjs` holds them against the schema; so are those of the planted faults.

use std::path::PathBuf;
use yiben::diagnostic::located::locate;
use yiben::diagnostic::{Code, Diagnostic, sarif};
use yiben::source::{Files, RelPath, Span};

/// Where reports are to be left.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os("YIBEN_SARIF").map(PathBuf::from)
}

/// Leaves a report where it was asked for.
pub fn leave(name: &str, report: &str) {
    let Some(folder) = folder() else { return };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.sarif")), report).unwrap();
}

const ODD: &str = "content/指南/多 字 [1]#百%.zh-Hans.md";
const TEXT: &str = "一\n🀄𠮷[x](y)\n三\n";

#[test]
fn a_report_names_every_code_at_every_kind_of_place() {
    let files = Files::memory([(ODD, TEXT)]);
    let (odd, gone) = (RelPath::new(ODD).unwrap(), RelPath::new("gone/a:b.md").unwrap());
    let at = TEXT.find('y').unwrap();
    let mut found = Vec::new();
    for code in Code::ALL {
        let finding = || Diagnostic::new(*code, &odd, "`多` “quoted” \u{1}\t<b>").help("do\nthis");
        found.push(finding().at(Span::new(at, at + 1)).related(&odd, None, "the file").related(&gone, None, "gone"));
        found.push(finding().at(Span::new(0, TEXT.len())).related(&odd, Some(Span::new(at, at)), "here"));
        found.push(finding());
        found.push(Diagnostic::new(*code, &gone, "x").at(Span::new(3, 9)));
        found.push(Diagnostic::new(*code, &RelPath::root(), "the whole project"));
    }
    for (name, shown) in [("relative", ""), ("absolute", "/家/a b/"), ("windows", "C:/a b/")] {
        let located = locate(&found, &files, &|path| format!("{shown}{path}"));
        let report = sarif::render(&located);
        leave(&format!("every-code-{name}"), &report);
        assert_places(&serde_json::from_str(&report).unwrap(), shown);
    }
    leave("empty", &sarif::render(&[]));
}

fn assert_places(report: &serde_json::Value, shown: &str) {
    let run = &report["runs"][0];
    let (rules, results) = (run["tool"]["driver"]["rules"].as_array().unwrap(), run["results"].as_array().unwrap());
    assert_eq!((rules.len(), results.len()), (Code::ALL.len(), 5 * Code::ALL.len()));
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.bytes().all(|byte| byte.is_ascii_graphic() && !b"[]#\"<>\\".contains(&byte)), "{uri}");
    }
    let first = &results[0]["locations"][0]["physicalLocation"];
    let region = serde_json::json!({"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 10});
    assert_eq!(first["region"], region, "columns are UTF-16 code units");
    let uri = first["artifactLocation"]["uri"].as_str().unwrap();
    match shown {
        "" => assert!(uri.starts_with("content/%E6%8C%87"), "{uri}"),
        "C:/a b/" => assert!(uri.starts_with("file:///C:/a%20b/"), "{uri}"),
        _ => assert!(uri.starts_with("file:///%E5%AE%B6/a%20b/"), "{uri}"),
    }
}
