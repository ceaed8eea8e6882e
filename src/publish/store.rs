//! Publishing to a bucket of an object store that speaks S3.
//!
//! 1. [`Store::lock`] puts an object `.yiben.lock` that only one publication can put, and renews it while it works;
//! 2. [`Store::compare`] lists the bucket: an object is the same if the record and its entity tag say so, or if the tag
//!    is the MD5 of our bytes, which is how a publication that was cut off goes on where it stopped;
//! 3. [`Store::carry_out`] sends several files at once, a group after the other, and writes the record last.
//!
//! Requests that fail in passing are tried again with growing pauses. Credentials come from the environment, by the
//! names that Amazon's own tools use.

mod lock;

use super::record::{self, Entry, Record};
use super::{Change, Local, Plan, Problem, Publisher, Site, headers, is_page};
use crate::config::publish::Kind;
use crate::source::RelPath;
use futures_util::{StreamExt, TryStreamExt, stream};
use lock::Lock;
use md5::{Digest, Md5};
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path as Key;
use object_store::{
    Attribute, Attributes, ClientOptions, Error, ObjectStore, ObjectStoreExt, PutOptions, PutPayload, RetryConfig,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// How many files are under way at once.
const AT_ONCE: usize = 16;
/// How often a request is tried again, and for how long altogether.
const RETRIES: usize = 8;
const PATIENCE: Duration = Duration::from_secs(120);
/// How long one request may take: a film over a slow line takes its time.
const TIMEOUT: Duration = Duration::from_secs(15 * 60);

/// A bucket that a site is published to.
pub struct Store {
    runtime: Runtime,
    store: Arc<AmazonS3>,
    shown: String,
    prefix: String,
    settings: Settings,
    former: Record,
    /// What stands in the bucket: each object's size and entity tag.
    there: BTreeMap<String, (u64, String)>,
    lock: Option<Lock>,
}

/// What a bucket is published with.
pub struct Settings {
    /// Take the lock of another publication away.
    pub break_lock: bool,
    /// Replace objects that yiben did not publish.
    pub take_over: bool,
    /// Tells the user what takes time.
    pub tell: Box<dyn Fn(&str)>,
}

impl Store {
    /// The bucket that `kind` names.
    ///
    /// # Errors
    /// When the environment holds no credentials or no region, or they make no sense.
    pub fn new(kind: &Kind, settings: Settings) -> Result<Self, Problem> {
        let Kind::Store { bucket, prefix, endpoint, region } = kind else {
            return Err(Problem::new("this is no object store", "give the target `s3 = \"…\"`"));
        };
        // A second call finds the first one's choice, which is the same.
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        // A secret that a workflow does not have comes as an empty variable.
        let key = builder.get_config_value(&AmazonS3ConfigKey::AccessKeyId);
        if key.is_none_or(|key| key.is_empty()) {
            let message = "the environment holds no credentials of the object store";
            return Err(Problem::new(message, "set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`"));
        }
        if let Some(region) = region {
            builder = builder.with_region(region);
        }
        if let Some(endpoint) = endpoint {
            // Without encryption only where the address says so itself.
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        let retry = RetryConfig { max_retries: RETRIES, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let client = ClientOptions::new().with_timeout(TIMEOUT).with_allow_http(is_plain(endpoint.as_deref()));
        // One request for each removal: not every store knows the one that removes many.
        let store = builder.with_retry(retry).with_client_options(client).with_disable_bulk_delete(true).build();
        let store = store
            .map_err(|error| Problem::new(said(&error), "look at `s3` in book.toml and at the variables `AWS_…`"))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| Problem::new(format!("cannot start: {error}"), "try again"))?;
        Ok(Self {
            runtime,
            store: Arc::new(store),
            shown: bucket.clone(),
            prefix: prefix.clone(),
            settings,
            former: Record::default(),
            there: BTreeMap::new(),
            lock: None,
        })
    }

    /// The name of the object for `path`, as a text and as the store wants it.
    fn key(&self, path: &str) -> Result<Key, Problem> {
        key(&self.prefix, path)
    }

    /// Reads the record; none is an empty one.
    async fn read_record(&self) -> Result<Record, Problem> {
        let text = match self.store.get(&self.key(record::NAME)?).await {
            Ok(object) => object.bytes().await.map_err(|error| self.failed("read", record::NAME, &error))?,
            Err(Error::NotFound { .. }) => return Ok(Record::default()),
            Err(error) => return Err(self.failed("read", record::NAME, &error)),
        };
        Record::parse(&String::from_utf8_lossy(&text)).ok_or_else(|| {
            let message =
                format!("`{}` in `{}` is no record that this version of yiben can read", record::NAME, self.shown);
            Problem::new(message, "publish with the version that wrote it, or choose another `prefix`")
        })
    }

    /// Lists what stands below the prefix.
    async fn list(&self) -> Result<BTreeMap<String, (u64, String)>, Problem> {
        let prefix = (!self.prefix.is_empty()).then(|| Key::parse(&self.prefix)).transpose();
        let prefix = prefix.map_err(|error| Problem::new(said(&error.into()), "choose another `prefix`"))?;
        let mut listed = self.store.list(prefix.as_ref());
        let mut there = BTreeMap::new();
        while let Some(object) = listed.next().await {
            let object = object.map_err(|error| self.failed("list", "", &error))?;
            let name = object.location.as_ref();
            let below = match self.prefix.as_str() {
                "" => Some(name),
                prefix => name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('/')),
            };
            if let Some(below) = below {
                there.insert(below.to_owned(), (object.size, object.e_tag.unwrap_or_default()));
            }
        }
        Ok(there)
    }

    /// How `file` differs from what stands in the bucket.
    fn change(&self, site: &Site, file: &Local) -> Result<Change, Problem> {
        let Some((size, tag)) = self.there.get(file.path.as_str()) else { return Ok(Change::New) };
        let known = self.former.files.get(&file.path);
        if known.is_some_and(|known| known.headers != short_headers(&file.path)) {
            return Ok(Change::Changed);
        }
        if known.is_some_and(|known| known.hash == file.hash && !known.version.is_empty() && known.version == *tag) {
            return Ok(Change::Same);
        }
        if *size != file.size {
            return Ok(Change::Changed);
        }
        let full = site.full(&file.path);
        let bytes = std::fs::read(&full).map_err(|error| Problem::io("read", &full, &error))?;
        Ok(if tag.trim_matches('"') == md5(&bytes) { Change::Same } else { Change::Changed })
    }

    fn check_strangers(&self, plan: &Plan) -> Result<(), Problem> {
        let strangers: Vec<_> = plan
            .send
            .iter()
            .filter(|(path, change)| *change == Change::Changed && !self.former.files.contains_key(path))
            .collect();
        let (Some((first, _)), false) = (strangers.first(), self.settings.take_over) else { return Ok(()) };
        let more = if strangers.len() > 1 { format!(" and {} more", strangers.len() - 1) } else { String::new() };
        let message = format!("`{}` holds an object that yiben did not publish: `{first}`{more}", self.shown);
        Err(Problem::new(message, "choose another `prefix`, or let yiben replace such objects with `--take-over`"))
    }

    /// Sends one file; gives what the store calls it.
    async fn send(&self, site: &Site, file: &Local) -> Result<(RelPath, Entry), Problem> {
        let full = site.full(&file.path);
        let bytes = std::fs::read(&full).map_err(|error| Problem::io("read", &full, &error))?;
        let version = self.put(file.path.as_str(), bytes, attributes(&file.path)).await?;
        Ok((file.path.clone(), Entry { hash: file.hash.clone(), headers: short_headers(&file.path), version }))
    }

    async fn put(&self, name: &str, bytes: Vec<u8>, attributes: Attributes) -> Result<String, Problem> {
        let options = PutOptions { attributes, ..PutOptions::default() };
        let put = self.store.put_opts(&self.key(name)?, PutPayload::from(bytes), options).await;
        let put = put.map_err(|error| self.failed("write", name, &error))?;
        Ok(put.e_tag.unwrap_or_default().replace(char::is_whitespace, ""))
    }

    async fn write_record(&self, record: &Record) -> Result<(), Problem> {
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, "text/plain; charset=utf-8"),
            (Attribute::CacheControl, "no-store"),
        ]);
        self.put(record::NAME, record.text().into_bytes(), attributes).await.map(drop)
    }

    /// Sends `files`, several at once; each is noted in `record`.
    async fn send_all(&self, site: &Site, files: Vec<&Local>, record: &mut Record) -> Result<(), Problem> {
        let mut sending = stream::iter(files.into_iter().map(|file| self.send(site, file))).buffer_unordered(AT_ONCE);
        while let Some((path, entry)) = sending.try_next().await? {
            record.files.insert(path, entry);
            self.lock_holds()?;
        }
        Ok(())
    }

    /// Stops when another publication took the lock, which it does only if this one seemed to be gone.
    fn lock_holds(&self) -> Result<(), Problem> {
        match &self.lock {
            Some(lock) if lock.is_lost() => {
                let message = format!("another publication took over the lock of `{}`", self.shown);
                Err(Problem::new(message, "see that the other one has ended, then publish again"))
            }
            _ => Ok(()),
        }
    }

    async fn remove(&self, paths: Vec<&RelPath>) -> Result<(), Problem> {
        let mut removing = stream::iter(paths.into_iter().map(|path| async move {
            match self.store.delete(&self.key(path.as_str())?).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(self.failed("remove", path.as_str(), &error)),
            }
        }))
        .buffer_unordered(AT_ONCE);
        while removing.try_next().await?.is_some() {}
        Ok(())
    }

    async fn carry_all_out(&self, site: &Site, plan: &Plan) -> Result<(), Problem> {
        // Objects of both publications are ours, should this one be cut off. What is on its way has no version yet: it
        // is known by its content then.
        let mut record = self.former.clone();
        for file in &site.files {
            let known = record.files.entry(file.path.clone()).or_default();
            if known.hash != file.hash {
                *known = Entry { hash: file.hash.clone(), headers: short_headers(&file.path), version: String::new() };
            }
        }
        self.write_record(&record).await?;
        // Pages that are new come before those that change, because changed pages link to them.
        let group = |page: bool, change: Option<Change>| {
            let wanted =
                plan.send.iter().filter(move |(path, is)| is_page(path) == page && change.is_none_or(|c| c == *is));
            wanted.filter_map(|(path, _)| site.get(path)).collect::<Vec<_>>()
        };
        self.send_all(site, group(false, None), &mut record).await?;
        self.send_all(site, group(true, Some(Change::New)), &mut record).await?;
        self.send_all(site, group(true, Some(Change::Changed)), &mut record).await?;
        let (pages, others): (Vec<_>, Vec<_>) = plan.remove.iter().partition(|path| is_page(path));
        self.remove(pages).await?;
        self.remove(others).await?;
        record.files.retain(|path, _| site.get(path).is_some());
        for (path, known) in &mut record.files {
            if let (true, Some((_, tag))) = (known.version.is_empty(), self.there.get(path.as_str())) {
                known.version.clone_from(tag);
            }
        }
        self.write_record(&record).await
    }

    fn failed(&self, act: &str, name: &str, error: &Error) -> Problem {
        let what = if name.is_empty() { format!("`{}`", self.shown) } else { format!("`{name}` in `{}`", self.shown) };
        let help = match error {
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
                "the store does not accept the credentials in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` for this"
            }
            Error::NotFound { .. } => "is that the bucket's name, and its region?",
            _ => "publish again: it goes on from where it stopped",
        };
        Problem::new(format!("cannot {act} {what}: {}", said(error)), help)
    }
}

impl Publisher for Store {
    fn lock(&mut self) -> Result<(), Problem> {
        let key = self.key(lock::NAME)?;
        let store = self.store.clone();
        let Settings { break_lock, tell, .. } = &self.settings;
        let taken = self.runtime.block_on(Lock::take(store, key, *break_lock, tell.as_ref()));
        self.lock = Some(taken.map_err(|problem| match problem {
            lock::Refused::Held(message) => Problem::new(
                message,
                "wait until it has ended; if you know that it is gone, `--break-lock` takes its lock away",
            ),
            lock::Refused::Store(error) => self.failed("lock", lock::NAME, &error),
        })?);
        Ok(())
    }

    fn compare(&mut self, site: &Site) -> Result<Plan, Problem> {
        let found = self.runtime.block_on(async { Ok((self.read_record().await?, self.list().await?)) });
        (self.former, self.there) = found?;
        let changes: Result<Vec<_>, _> = site.files.iter().map(|file| self.change(site, file)).collect();
        let changes = changes?;
        let change = |file: &Local| {
            let at = site.files.binary_search_by(|other| other.path.cmp(&file.path));
            at.map_or(Change::New, |at| changes[at])
        };
        let plan = Plan::new(site, change, self.former.files.keys().cloned());
        self.check_strangers(&plan)?;
        Ok(plan)
    }

    fn carry_out(&mut self, site: &Site, plan: &Plan) -> Result<(), Problem> {
        let done = if plan.is_empty() { Ok(()) } else { self.runtime.block_on(self.carry_all_out(site, plan)) };
        if let Some(lock) = self.lock.take() {
            self.runtime.block_on(lock.release());
        }
        done
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Some(lock) = self.lock.take() {
            self.runtime.block_on(lock.release());
        }
    }
}

/// Whether the store's address, in book.toml or else in the environment, asks for no encryption.
fn is_plain(endpoint: Option<&str>) -> bool {
    let from_environment = || ["AWS_ENDPOINT_URL", "AWS_ENDPOINT"].iter().find_map(|name| std::env::var(name).ok());
    endpoint.map(str::to_owned).or_else(from_environment).is_some_and(|address| address.starts_with("http://"))
}

/// The name of an object below the prefix. A name is taken as it stands: Chinese characters are no escapes.
fn key(prefix: &str, path: &str) -> Result<Key, Problem> {
    let name = if prefix.is_empty() { path.to_owned() } else { format!("{prefix}/{path}") };
    Key::parse(&name)
        .map_err(|error| Problem::new(format!("`{name}` cannot name an object: {error}"), "rename the file"))
}

fn attributes(path: &RelPath) -> Attributes {
    Attributes::from_iter([
        (Attribute::ContentType, headers::content_type(path)),
        (Attribute::CacheControl, headers::cache_control(path)),
    ])
}

/// The headers of a file in short, so that a change of them is seen.
fn short_headers(path: &RelPath) -> String {
    let both = format!("{}\n{}", headers::content_type(path), headers::cache_control(path));
    blake3::hash(both.as_bytes()).to_hex()[..8].to_owned()
}

fn md5(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the store said, in one line and without its own words around it.
fn said(error: &Error) -> String {
    let text = match error {
        Error::Generic { source, .. }
        | Error::NotFound { source, .. }
        | Error::PermissionDenied { source, .. }
        | Error::Unauthenticated { source, .. } => source.to_string(),
        other => other.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
