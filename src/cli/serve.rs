//! `yiben serve`: every edition in the browser while its texts are written.
//!
//! 1. [`site`] is a snapshot of everything that pages are rendered from; [`state`] holds the one that is shown;
//! 2. [`watch`] tells which files changed, once they have settled; [`change`] makes the next snapshot and keeps whatever
//!    the change cannot touch, [`portrait`] says which pages it did touch;
//! 3. [`answer`] finds what stands at an address ([`mod@way`], [`mod@choose`]) and [`reply`] writes it as a published site would; [`pages`] remembers
//!    rendered pages, [`inject`] adds the preview's own script to them, [`live`] tells open pages to look again;
//! 4. [`compare`] and [`status`] are pages of the preview's [`own`], [`edit`] takes what they send;
//! 5. [`report`] is what the terminal shows.

mod answer;
mod change;
mod choose;
mod compare;
mod converting;
mod edit;
mod folder;
mod guard;
mod indexes;
mod inject;
mod live;
mod moves;
mod needs;
mod own;
mod pages;
mod portrait;
mod problems;
mod reply;
mod report;
mod server;
mod site;
mod state;
mod status;
mod watch;
mod way;

use super::project::Overrides;
use super::{Console, Failure, Outcome};
use crate::locale::Locale;
use crate::site::kinds;
use server::Server;
use state::{Settings, State};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

/// Show the site in the browser and follow every change of its files.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies; with --static, the folder of a built site.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The port; if it is taken, the next free one.
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// The address to listen on. Others than this machine's own can be reached by everyone in the network.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Open the site in the browser.
    #[arg(long)]
    pub open: bool,
    /// Show drafts as well.
    #[arg(long)]
    pub drafts: bool,
    /// The editions to name, to choose from and to compare, instead of all.
    #[arg(long, value_name = "TAGS", value_delimiter = ',', value_parser = locale)]
    pub editions: Vec<Locale>,
    /// Let the compare page write rows into the glossary.
    #[arg(long)]
    pub edit: bool,
    /// Serve a site that `yiben build` wrote, as it stands.
    #[arg(long = "static", conflicts_with_all = ["drafts", "editions", "edit"])]
    pub folder: bool,
}

fn locale(text: &str) -> Result<Locale, String> {
    Locale::parse(text).map_err(|error| error.message)
}

/// Serves the site until it is told to stop.
///
/// # Errors
/// When the project cannot be read at all, no port is free, or the system refuses threads.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start threads: {error}")))?;
    let (listener, taken) = runtime.block_on(listen(options.host, options.port))?;
    let address = listener.local_addr().map_err(|error| Failure::new(format!("cannot listen: {error}")))?;
    let (server, waiting) = if options.folder {
        (Server::of_folder(folder::Folder::at(&options.dir)?, *console), None)
    } else {
        let root = options.dir.canonicalize().unwrap_or_else(|_| options.dir.clone());
        let overrides = Overrides { base_url: None, drafts: options.drafts };
        let settings = Settings { root, overrides, editions: options.editions.clone() };
        let waiting = watch::wait(&settings, console)?;
        let state = report::while_reading(console, |progress| State::first(&settings, progress))?;
        (Server::of_site(settings, state, options.edit, *console), Some(waiting))
    };
    let server = Arc::new(server);
    if let Some(port) = taken {
        console.say(&format!("port {port} is taken; using {}\n", address.port()));
    }
    let urls = report::urls(&server, address);
    console.print(&format!("{}\n", urls.line));
    report::problems(&server);
    let watching = waiting.map(|waiting| watch::start(&server, waiting, console)).transpose()?;
    if options.open {
        report::open(&urls.first, console);
    }
    let outcome = runtime.block_on(server::run(Arc::clone(&server), listener));
    drop(watching);
    // Whatever still renders is of no use to anybody.
    runtime.shutdown_background();
    outcome.map(|()| Outcome::Fine)
}

/// Listens on `port`, or on the next one that is free: then also the one that was asked for.
async fn listen(host: IpAddr, port: u16) -> Result<(tokio::net::TcpListener, Option<u16>), Failure> {
    /// How many ports are tried.
    const TRIES: u16 = 100;
    let mut last = None;
    for next in (port..=port.saturating_add(TRIES)).take(if port == 0 { 1 } else { usize::from(TRIES) }) {
        match tokio::net::TcpListener::bind(SocketAddr::new(host, next)).await {
            Ok(listener) => return Ok((listener, (next != port).then_some(port))),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => {
                let failure = Failure::new(format!("cannot listen on {host} port {next}: {error}"));
                return Err(failure.help("choose another with `--port`, or another address with `--host`"));
            }
        }
    }
    let why = last.map(|error| format!(": {error}")).unwrap_or_default();
    let failure = Failure::new(format!("no port from {port} to {} is free{why}", port.saturating_add(TRIES - 1)));
    Err(failure.help("choose another with `--port`"))
}
