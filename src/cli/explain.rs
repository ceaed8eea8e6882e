//! `yiben explain`: the page of a code, as the guide has it.

use super::{Console, Failure, Outcome};
use crate::convert::route::{Route, Variant};
use crate::convert::{self, Converter, Mode, Vocabulary, markdown};
use crate::diagnostic::{Code, page};
use crate::source::RelPath;

/// Explain a code: what it means, an example of it, and how to silence it.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The code, as reports show it in brackets; without one, all codes are listed.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    /// The language of the page.
    #[arg(long, default_value = "en", value_parser = clap::builder::PossibleValuesParser::new(languages()))]
    pub lang: String,
}

/// Prints the page.
///
/// # Errors
/// When there is no such code.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Some(name) = &options.code else {
        for code in Code::ALL {
            console.print(&format!("{:<24} {:<8} {}\n", code.name(), code.severity().name(), code.about()));
        }
        return Ok(Outcome::Fine);
    };
    let code = named(name)?;
    let written = |language| format!("{}\n\n{}\n{}", code.name(), page::of(code, language), silence(code, language));
    console.print(&match options.lang.as_str() {
        CONVERTED => converted(&written("zh-Hans")),
        language => written(language),
    });
    Ok(Outcome::Fine)
}

/// The language that the pages are converted into, from Simplified Chinese as the guide is.
const CONVERTED: &str = "zh-Hant";

fn languages() -> Vec<&'static str> {
    page::languages().chain([CONVERTED]).collect()
}

fn converted(text: &str) -> String {
    let route = Route { from: Variant::Hans, to: Variant::Hant, characters: Default::default() };
    let vocabulary = vec![Vocabulary::General, Vocabulary::Computing];
    let how = convert::Options { mode: Mode::Words, vocabulary, quotes: None, bare: false };
    markdown::convert(text, &Converter::new(route, &how), &RelPath::root()).0
}

/// The code of that name.
///
/// # Errors
/// When there is none; with the one that was meant, perhaps.
pub fn named(name: &str) -> Result<Code, Failure> {
    let plain = name.trim_start_matches('[').trim_end_matches(']').to_lowercase();
    Code::from_name(&plain).ok_or_else(|| {
        let failure = Failure::new(format!("there is no code `{name}`"));
        failure.help(match Code::nearest(name) {
            Some(near) => format!("did you mean `{}`?", near.name()),
            None => "`yiben explain` lists all codes".to_owned(),
        })
    })
}

/// How to silence a finding, or to make it graver.
fn silence(code: Code, language: &str) -> String {
    let name = code.name();
    let (settings, comment, hashed) = match language {
        "zh-Hans" => (
            "在 book.toml 中更改，作用于整个站点：",
            "在文档中，写在该行之后，或单独一行写在该段之前：",
            "在文档头和设置文件中，写在该行之后，或单独一行写在它之前：",
        ),
        _ => (
            "For the whole site, in book.toml:",
            "In a document, behind the line or on a line of its own above the block:",
            "In front matter and settings, behind the line or on a line of its own above it:",
        ),
    };
    let reason = if language == "zh-Hans" { "原因" } else { "the reason" };
    format!(
        "{settings}\n\n    [diagnostics]\n    {name} = \"off\"   # \"note\", \"warning\", \"error\"\n\n\
         {comment}\n\n    <!-- yiben: allow({name}) {reason} -->\n\n\
         {hashed}\n\n    # yiben: allow({name}) {reason}\n"
    )
}
