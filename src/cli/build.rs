//! `yiben build`: the whole site into its destination.

use super::{Console, Failure, Outcome};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Build the site into its destination.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The folder to write, instead of `destination` in book.toml.
    #[arg(short, long, value_name = "OUT")]
    pub destination: Option<PathBuf>,
    /// Where the site will stand, instead of `base-url` in book.toml.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Publish drafts as well.
    #[arg(long)]
    pub drafts: bool,
    /// How many threads to use; as many as there are cores by default.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Builds the site.
///
/// # Errors
/// When the project cannot be read or the destination cannot be written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let _ = (options, console);
    Err(Failure::new("`build` is not finished yet"))
}
