//! `yiben explain`: the page of a code, as the guide has it.

use super::{Console, Failure, Outcome};
use crate::diagnostic::{Code, page};

/// Explain a code: what it means, an example of it, and how to silence it.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The code, as reports show it in brackets; without one, all codes are listed.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    /// The language of the page.
    #[arg(long, default_value = "en", value_parser = clap::builder::PossibleValuesParser::new(page::languages()))]
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
    console.print(&format!("{}\n\n{}\n{}", code.name(), page::of(code, &options.lang), silence(code, &options.lang)));
    Ok(Outcome::Fine)
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
    let (settings, comment) = match language {
        "zh-Hans" => ("在 book.toml 中更改，作用于整个站点：", "在文档中，写在该行之后，或单独一行写在该段之前："),
        _ => (
            "For the whole site, in book.toml:",
            "In a document, behind the line or on a line of its own above the block:",
        ),
    };
    let reason = if language == "zh-Hans" { "原因" } else { "the reason" };
    format!(
        "{settings}\n\n    [diagnostics]\n    {name} = \"off\"   # \"note\", \"warning\", \"error\"\n\n\
         {comment}\n\n    <!-- yiben: allow({name}) {reason} -->\n"
    )
}
