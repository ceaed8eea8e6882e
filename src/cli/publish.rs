//! `yiben publish`: builds the site and sends it to where readers find it.

use super::console::count;
use super::project::{self, Loaded, Overrides, Project};
use super::{Console, Failure, Outcome, build, grading};
use crate::config::publish::{Kind, Target};
use crate::config::table::{listed, nearest};
use crate::diagnostic::{Severity, gravest};
use crate::emit::Destination;
use crate::publish::git::{Branch, Settings};
use crate::publish::{Plan, Problem, Publisher, Secrets, Site, folder::Folder};
use clap::Parser;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Build the site and send it to a place that `[publish]` in book.toml names.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The project's folder, where book.toml lies.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The place; it may be left out where there is only one. Several are separated by commas.
    #[arg(long, value_name = "TARGET", value_delimiter = ',')]
    pub to: Vec<String>,
    /// Build and list what would be sent and removed, and send nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Where the site will stand, instead of `base-url` in book.toml.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Replace files at the place that yiben did not publish.
    #[arg(long)]
    pub take_over: bool,
    /// Publish though another publication's lock is there; only if you know that it has ended.
    #[arg(long)]
    pub break_lock: bool,
}

/// Builds, then publishes.
///
/// # Errors
/// When no such target is named, or its place cannot be read or written.
pub fn run(options: &Options, console: &Console) -> Result<Outcome, Failure> {
    let Loaded { project, files, found } = project::load(&options.dir, &Overrides::default())?;
    let Some(project) = project else {
        return Ok(console.report(&found, &files, "nothing was published"));
    };
    let found = grading::graded(&project.config, None, found).found;
    if gravest(&found) == Some(Severity::Error) {
        return Ok(console.report(&found, &files, "nothing was published"));
    }
    let secrets = Secrets::among(
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))),
    );
    let mut built: Option<&Option<String>> = None;
    for target in chosen(&project.config.targets, &options.to)? {
        let base_url = if options.base_url.is_some() { &options.base_url } else { &target.base_url };
        // Places with one address have one site.
        if built != Some(base_url) && build(options, base_url.as_deref(), console)? == Outcome::Errors {
            console.say("nothing was published\n");
            return Ok(Outcome::Errors);
        }
        built = Some(base_url);
        let hidden = |problem: Problem| Failure {
            message: format!("`{}`: {}", target.name, secrets.hidden(&problem.message)),
            help: problem.help.map(|help| secrets.hidden(&help)),
        };
        let site = Site::read(&options.dir.join(&project.config.destination)).map_err(hidden)?;
        publish(&project, target, &site, options, &secrets, console).map_err(hidden)?;
    }
    Ok(Outcome::Fine)
}

/// The targets that `names` ask for.
fn chosen<'t>(targets: &'t [Target], names: &[String]) -> Result<Vec<&'t Target>, Failure> {
    let known: Vec<_> = targets.iter().map(|target| target.name.as_str()).collect();
    match (targets, names) {
        ([], _) => Err(Failure::new("book.toml names no place to publish to")
            .help("add one: `[publish.web]` and below it `folder = \"/srv/www/book\"`, `git = \"origin\"` or `s3 = \"my-bucket\"`")),
        ([only], []) => Ok(vec![only]),
        (_, []) => Err(Failure::new("several places to publish to").help(format!("say which with `--to`: {}", listed(&known)))),
        _ => names
            .iter()
            .map(|name| {
                targets.iter().find(|target| target.name == *name).ok_or_else(|| {
                    let help = match nearest(name, known.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("it may be {}", listed(&known)),
                    };
                    Failure::new(format!("there is no `[publish.{name}]` in book.toml")).help(help)
                })
            })
            .collect(),
    }
}

/// `yiben build`, as its own command line reads it.
#[derive(Parser)]
struct Build {
    #[command(flatten)]
    options: build::Options,
}

fn build(options: &Options, base_url: Option<&str>, console: &Console) -> Result<Outcome, Failure> {
    let mut arguments: Vec<OsString> = vec!["build".into(), options.dir.clone().into()];
    if let Some(base_url) = base_url {
        arguments.extend(["--base-url".into(), base_url.into()]);
    }
    let build = Build::try_parse_from(arguments).map_err(|error| Failure::new(error.to_string()))?;
    build::run(&build.options, console)
}

fn publish(
    project: &Project,
    target: &Target,
    site: &Site,
    options: &Options,
    secrets: &Secrets,
    console: &Console,
) -> Result<(), Problem> {
    let mut publisher = publisher(project, target, options, secrets, console)?;
    if !options.dry_run {
        publisher.lock()?;
    }
    let plan = publisher.compare(site)?;
    if options.dry_run {
        console.print(&plan.listed(site, matches!(target.kind, Kind::Store { .. })));
    } else {
        publisher.carry_out(site, &plan)?;
    }
    console.say(&summary(target, &plan, options.dry_run));
    Ok(())
}

fn publisher(
    project: &Project,
    target: &Target,
    options: &Options,
    secrets: &Secrets,
    console: &Console,
) -> Result<Box<dyn Publisher>, Problem> {
    match &target.kind {
        Kind::Folder { path } => {
            let root = apart(project, &options.dir, path)?;
            Ok(Box::new(Folder::new(root, options.take_over)))
        }
        Kind::Git { remote, branch, history } => {
            let settings = Settings {
                remote: remote.clone(),
                branch: branch.clone(),
                history: *history,
                take_over: options.take_over,
                secrets: secrets.clone(),
            };
            Ok(Box::new(Branch::new(&options.dir, settings)?))
        }
        Kind::Store { .. } => store(&target.kind, options, *console),
    }
}

/// The folder that is meant: apart from everything that a build reads or writes.
fn apart(project: &Project, dir: &Path, path: &str) -> Result<PathBuf, Problem> {
    let mut taken = project.sources();
    taken.push(dir.join(&project.config.destination));
    let found = Destination::apart_from(&dir.join(path), dir, &taken).map_err(|problem| {
        let message = problem.message.replacen("the destination", "the folder", 1);
        Problem::new(message, "publish into a folder of its own")
    })?;
    Ok(found.folder().to_path_buf())
}

#[cfg(feature = "s3")]
fn store(kind: &Kind, options: &Options, console: Console) -> Result<Box<dyn Publisher>, Problem> {
    use crate::publish::store::{Settings, Store};
    let tell = Box::new(move |text: &str| console.say(&format!("{text}\n")));
    let settings = Settings { break_lock: options.break_lock, take_over: options.take_over, tell };
    Ok(Box::new(Store::new(kind, settings)?))
}

#[cfg(not(feature = "s3"))]
fn store(_: &Kind, _: &Options, _: Console) -> Result<Box<dyn Publisher>, Problem> {
    let help = "take a prebuilt program, or install it with `cargo install yiben --features s3`";
    Err(Problem::new("this yiben was made without object stores", help))
}

/// What came of it, in one line.
fn summary(target: &Target, plan: &Plan, dry_run: bool) -> String {
    let sent = count(plan.send.len(), "file");
    let (removed, same) = (plan.remove.len(), plan.same);
    let name = &target.name;
    let text = if dry_run { "would be sent to" } else { "sent to" };
    format!("{sent} ({}) {text} `{name}`, {removed} removed, {same} unchanged\n", size(plan.bytes))
}

/// `512 B`, `34 KB`, `5.1 MB`.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
