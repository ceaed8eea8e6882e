//! The lock of a bucket: an object that one publication puts and renews until it has ended.
//!
//! No clock is compared. Whoever finds a lock watches it: one that is renewed is held; one that stays the same for
//! longer than several renewals belongs to a publication that is gone, and is taken over. Putting and taking over are
//! conditional requests, so that of two only one succeeds; a store that does not know conditions is asked afterwards
//! whose lock it holds.

use object_store::aws::AmazonS3;
use object_store::path::Path as Key;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, UpdateVersion};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;

/// The lock's name, below the prefix.
pub(super) const NAME: &str = ".yiben.lock";

/// How often it is renewed.
const RENEWED: Duration = Duration::from_secs(4);
/// How long a lock stays the same before it counts as left behind.
const LEFT_BEHIND: Duration = Duration::from_secs(20);
/// How often a lock of others is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// A lock that is held.
pub(super) struct Lock {
    store: Arc<AmazonS3>,
    key: Key,
    owner: String,
    lost: Arc<AtomicBool>,
    renewal: JoinHandle<()>,
}

/// Why it is not held.
pub(super) enum Refused {
    /// Another publication holds it.
    Held(String),
    /// The store refused.
    Store(Error),
}

impl Lock {
    /// Takes the lock. `tell` says what is waited for.
    pub(super) async fn take(
        store: Arc<AmazonS3>,
        key: Key,
        break_lock: bool,
        tell: &dyn Fn(&str),
    ) -> Result<Self, Refused> {
        let owner = owner();
        let mut mode = PutMode::Create;
        if break_lock {
            mode = match store.head(&key).await {
                Ok(there) => PutMode::Update(UpdateVersion { e_tag: there.e_tag, version: None }),
                Err(Error::NotFound { .. }) => PutMode::Create,
                Err(error) => return Err(Refused::Store(error)),
            };
        }
        loop {
            match put(&store, &key, &owner, 0, mode).await {
                Ok(()) => break,
                Err(Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. }) => {}
                Err(error) => return Err(Refused::Store(error)),
            }
            mode = watch(&store, &key, tell).await?;
        }
        // A store that ignores conditions has now the lock of whoever came last.
        match holder(&store, &key).await {
            Ok(Some((text, _))) if text.starts_with(&owner) => Ok(Self::held(store, key, owner)),
            Ok(Some((text, _))) => Err(Refused::Held(told(&text))),
            Ok(None) => Err(Refused::Held("another publication took the lock away".into())),
            Err(error) => Err(Refused::Store(error)),
        }
    }

    fn held(store: Arc<AmazonS3>, key: Key, owner: String) -> Self {
        let lost = Arc::new(AtomicBool::new(false));
        let renewal = tokio::spawn(renew(store.clone(), key.clone(), owner.clone(), lost.clone()));
        Self { store, key, owner, lost, renewal }
    }

    /// Whether somebody else holds it by now.
    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Lets go of it. What cannot be removed counts as left behind soon.
    pub(super) async fn release(self) {
        self.renewal.abort();
        drop(self.renewal.await);
        if let Ok(Some((text, _))) = holder(&self.store, &self.key).await
            && text.starts_with(&self.owner)
        {
            drop(self.store.delete(&self.key).await);
        }
    }
}

/// Watches a lock of others until it is gone or left behind; gives how to take it then.
async fn watch(store: &AmazonS3, key: &Key, tell: &dyn Fn(&str)) -> Result<PutMode, Refused> {
    let Some((text, first)) = holder(store, key).await.map_err(Refused::Store)? else { return Ok(PutMode::Create) };
    tell(&format!("{}; waiting to see whether it is still at work", told(&text)));
    let mut waited = Duration::ZERO;
    while waited < LEFT_BEHIND {
        tokio::time::sleep(LOOK).await;
        waited += LOOK;
        match holder(store, key).await.map_err(Refused::Store)? {
            None => return Ok(PutMode::Create),
            Some((text, version)) if version != first => return Err(Refused::Held(told(&text))),
            Some(_) => {}
        }
    }
    Ok(PutMode::Update(UpdateVersion { e_tag: Some(first), version: None }))
}

/// The text of the lock, and what the store calls this very version of it.
async fn holder(store: &AmazonS3, key: &Key) -> Result<Option<(String, String)>, Error> {
    match store.get(key).await {
        Ok(object) => {
            let version = object.meta.e_tag.clone().unwrap_or_default();
            Ok(Some((String::from_utf8_lossy(&object.bytes().await?).into_owned(), version)))
        }
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn put(store: &AmazonS3, key: &Key, owner: &str, number: u64, mode: PutMode) -> Result<(), Error> {
    // The number makes each renewal a new version, which is all that a watcher looks at.
    let text = format!("{owner}\nrenewal {number}\n");
    let options = PutOptions { mode: mode.clone(), ..PutOptions::default() };
    match store.put_opts(key, PutPayload::from(text.clone()), options).await {
        Err(Error::NotImplemented { .. } | Error::NotSupported { .. }) => {
            store.put(key, PutPayload::from(text)).await.map(drop)
        }
        done => done.map(drop),
    }
}

/// Renews the lock until it is let go, or taken by somebody else.
async fn renew(store: Arc<AmazonS3>, key: Key, owner: String, lost: Arc<AtomicBool>) {
    let number = AtomicU64::new(1);
    loop {
        tokio::time::sleep(RENEWED).await;
        // What fails in passing is tried again the next time.
        let Ok(held) = holder(&store, &key).await else { continue };
        let Some((_, version)) = held.filter(|(text, _)| text.starts_with(&owner)) else {
            lost.store(true, Ordering::Relaxed);
            return;
        };
        let mode = PutMode::Update(UpdateVersion { e_tag: Some(version), version: None });
        if let Err(Error::Precondition { .. } | Error::NotFound { .. }) =
            put(&store, &key, &owner, number.fetch_add(1, Ordering::Relaxed), mode).await
        {
            lost.store(true, Ordering::Relaxed);
            return;
        }
    }
}

/// Who publishes: this machine, this process, and a number that no other publication has.
fn owner() -> String {
    let host = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME"));
    let host = host.or_else(|_| std::fs::read_to_string("/etc/hostname")).unwrap_or_default();
    let host = if host.trim().is_empty() { "a machine without a name" } else { host.trim() };
    let began = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("yiben on {host}, process {}, publication {:x}", std::process::id(), began.as_nanos())
}

/// Who holds the lock, as a message says it.
fn told(text: &str) -> String {
    let owner = text.lines().next().unwrap_or_default();
    let owner = owner.split(", publication").next().unwrap_or_default();
    format!("another publication is under way: {owner}")
}
