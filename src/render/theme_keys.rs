//! Keys of `[theme]` that nobody asks for: neither yiben nor a template of the site's own.

use super::style::{COLORS, FONTS};
use crate::config::table::nearest;
use crate::config::{Config, FILE, ThemeValue};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::source::RelPath;
use std::collections::BTreeMap;

/// Reports them. `own` are the site's own templates: what one of these names is known.
pub fn unknown(config: &Config, own: &[&str], found: &mut Vec<Diagnostic>) {
    let colors: Vec<&str> = COLORS.iter().map(|(name, ..)| *name).collect();
    let fonts: Vec<&str> = FONTS.iter().map(|(name, ..)| *name).collect();
    let mut look = |name: &str, table: &BTreeMap<String, ThemeValue>, known: &[&str]| {
        let keys = table.keys().map(String::as_str).filter(|key| !known.contains(key));
        let unknown = keys.filter(|key| !own.iter().any(|template| template.contains(key)));
        found.extend(unknown.map(|key| say(config, name, key, known)));
    };
    look("theme", &config.theme, &["cards", "colors", "fonts", "footer", "icon", "logo"]);
    for (key, value) in &config.theme {
        let ThemeValue::Table(table) = value else { continue };
        match key.as_str() {
            "colors" => {
                look("theme.colors", table, &colors);
                for (color, value) in table {
                    let ThemeValue::Table(both) = value else { continue };
                    look(&format!("theme.colors.{color}"), both, &["light", "dark"]);
                }
            }
            "fonts" => {
                // A language may stand in a text without being an edition's.
                let tags = table.keys().map(String::as_str).filter(|key| is_language(key));
                look("theme.fonts", table, &fonts.iter().copied().chain(tags).collect::<Vec<_>>());
            }
            "cards" => look("theme.cards", table, &["draw", "fonts"]),
            _ => {}
        }
    }
}

fn is_language(key: &str) -> bool {
    let letters = key.bytes().take_while(u8::is_ascii_alphabetic).count();
    (2..=3).contains(&letters) && Locale::parse(key).is_ok()
}

fn say(config: &Config, table: &str, key: &str, known: &[&str]) -> Diagnostic {
    let book = RelPath::new(FILE).unwrap_or_default();
    let span = config.spans.get(&format!("{table}.{key}")).copied().unwrap_or_default();
    let mut finding = Diagnostic::new(Code::ConfigKey, &book, format!("unknown key `{key}` in `{table}`")).at(span);
    finding.help = nearest(key, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    finding
}
