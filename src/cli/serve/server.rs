//! The server: what all requests share, and its life from the first connection to the last.

use super::change;
use super::folder::Folder;
use super::guard::Guard;
use super::needs::Change;
use super::pages::Pages;
use super::state::{Settings, State};
use super::{answer, report};
use crate::cli::{Console, Failure};
use axum::extract::Request;
use axum::serve::ListenerExt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long open connections have to come to an end once the server is told to stop.
const GRACE: Duration = Duration::from_millis(500);

/// What all requests share.
#[derive(Debug)]
pub struct Server {
    /// What is served.
    pub source: Source,
    /// A number that tells this run of the server from others.
    pub run: u64,
    /// The terminal.
    pub console: Console,
    /// Who may ask.
    pub guard: Guard,
    /// Rendered pages.
    pub pages: Pages,
    /// Told the number of each new version.
    pub versions: watch::Sender<u64>,
    /// Told when the server stops.
    pub stop: watch::Sender<bool>,
    /// What the terminal was told.
    pub told: report::Told,
}

/// What is served.
#[derive(Debug)]
pub enum Source {
    /// A project.
    Site {
        /// What the command line says.
        settings: Settings,
        /// What is shown.
        state: RwLock<Arc<State>>,
    },
    /// A site that was built.
    Folder(Folder),
}

impl Server {
    /// A server for a project.
    pub fn of_site(settings: Settings, state: State, edit: bool, console: Console) -> Self {
        Self::new(Source::Site { settings, state: RwLock::new(Arc::new(state)) }, edit, console)
    }

    /// A server for a built site.
    pub fn of_folder(folder: Folder, console: Console) -> Self {
        Self::new(Source::Folder(folder), false, console)
    }

    fn new(source: Source, edit: bool, console: Console) -> Self {
        let (versions, stop) = (watch::Sender::new(1), watch::Sender::new(false));
        let (pages, told) = (Pages::default(), report::Told::default());
        let run =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |now| now.as_micros() as u64);
        Self { source, run, console, guard: Guard::new(edit), pages, versions, stop, told }
    }

    /// What is shown at the moment; `None` for a folder.
    pub fn state(&self) -> Option<Arc<State>> {
        let Source::Site { state, .. } = &self.source else { return None };
        // Swapping an `Arc` cannot be left half done.
        Some(Arc::clone(&state.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Follows a change of files: makes the next snapshot, shows it, tells open pages and the terminal.
    pub fn follow(&self, change: Change) {
        let Source::Site { settings, state } = &self.source else { return };
        let Some(before) = self.state() else { return };
        let change = change.lasting(&before);
        if change.paths.is_empty() && !change.all {
            return;
        }
        let began = Instant::now();
        let after = Arc::new(change::next(&before, &change, settings));
        *state.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&after);
        for (_, place) in after.touched.iter().filter(|(version, _)| *version == after.version) {
            self.pages.forget(|html| html.contains(place.as_str()));
        }
        self.versions.send_replace(after.version);
        let took = began.elapsed();
        report::update(self, &before, &after, &change, took);
    }
}

/// Answers requests until the process is told to stop.
///
/// # Errors
/// When the system takes the listening socket away.
pub async fn run(server: Arc<Server>, listener: tokio::net::TcpListener) -> Result<(), Failure> {
    // A page's last packet is not held back for more to come.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let shared = Arc::clone(&server);
    let router = axum::Router::new().fallback(move |request: Request| {
        let server = Arc::clone(&shared);
        async move { answer::answer(server, request).await }
    });
    let mut stopping = server.stop.subscribe();
    let stopped = async move {
        // The sender lives as long as the server.
        drop(stopping.wait_for(|stop| *stop).await);
    };
    let serving = async { axum::serve(listener, router).with_graceful_shutdown(stopped).await };
    let signal = async {
        interrupted().await;
        server.stop.send_replace(true);
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = serving => result.map_err(|error| Failure::new(format!("cannot serve any longer: {error}"))),
        () = signal => Ok(()),
    }
}

/// Waits for Ctrl-C, or for what a system sends to a program that is to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut end), Ok(mut hang_up)) = (signal(SignalKind::terminate()), signal(SignalKind::hangup())) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
                _ = hang_up.recv() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
