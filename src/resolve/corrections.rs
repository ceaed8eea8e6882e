//! Corrections by hand that no page takes.

use super::plan::{Origin, Plan};
use crate::config::Config;
use crate::convert::Converters;
use crate::diagnostic::{Code, Diagnostic};

/// The files of corrections that are about no converted page.
pub fn unused(config: &Config, plan: &Plan, converters: &Converters) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (edition, key, sheet) in converters.sheets() {
        let locale = &config.edition(edition).locale;
        let page = plan.by_document.get(&(key.clone(), edition)).map(|page| plan.page(*page).origin);
        let why = match page {
            Some(Origin::Converted(_)) => continue,
            Some(Origin::Authored(_)) => format!("`{key}` has a text of its own in `{locale}`"),
            Some(Origin::Fallback { .. } | Origin::Made) => format!("`{key}` is not converted for `{locale}`"),
            None => format!("the edition `{locale}` has no page `{key}`"),
        };
        let message = format!("these corrections have no page: {why}");
        let help = "move the file to where the document is now, or delete it";
        found.push(Diagnostic::new(Code::CorrectionUnused, &sheet.path, message).help(help));
    }
    for path in converters.strange_sheets() {
        let message = "these corrections have no page: their folder is named after no edition of the site";
        let help = "name it as the edition is named in book.toml";
        found.push(Diagnostic::new(Code::CorrectionUnused, path, message).help(help));
    }
    found
}
