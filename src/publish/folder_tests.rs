//! Publishing into a folder: what is sent and removed, what is refused, and what a cut-off publication leaves.

use super::*;
use crate::emit::Manifest;
use std::collections::BTreeMap;

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A built site with these files.
    fn site(&self, files: &[(&str, &str)]) -> Site {
        let public = self.folder.path().join("public");
        drop(fs::remove_dir_all(&public));
        for (name, text) in files {
            write(&public.join(name), text);
        }
        let paths = files.iter().map(|(name, _)| RelPath::new(name).unwrap());
        fs::write(public.join(record::NAME), Manifest::new(paths).text()).unwrap();
        Site::read(&public).unwrap()
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("www")
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Plan, Problem> {
        self.publish_with(files, false)
    }

    fn publish_with(&self, files: &[(&str, &str)], take_over: bool) -> Result<Plan, Problem> {
        let site = self.site(files);
        let mut folder = Folder::new(self.root(), take_over);
        folder.lock()?;
        let plan = folder.compare(&site)?;
        folder.carry_out(&site, &plan)?;
        Ok(plan)
    }

    /// Every file at the target but the record, with its text.
    fn there(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.root()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(self.root()).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        files.remove(record::NAME);
        files
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn only_what_changed_is_sent_and_what_is_gone_is_removed() {
    let case = Case::new();
    let first = [("index.html", "1"), ("a.css", "1"), ("old/deep/page.html", "1"), ("same.txt", "1")];
    assert_eq!(case.publish(&first).unwrap().send.len(), 4);
    assert_eq!(case.there(), texts(&first));
    let modified = || fs::metadata(case.root().join("same.txt")).unwrap().modified().unwrap();
    let before = modified();
    let second = [("index.html", "2"), ("a.css", "1"), ("new.html", "2"), ("same.txt", "1")];
    let plan = case.publish(&second).unwrap();
    let sent: Vec<_> = plan.send.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!((sent, plan.remove.len(), plan.same), (vec!["new.html", "index.html"], 1, 2));
    assert_eq!(case.there(), texts(&second));
    assert_eq!(modified(), before, "a file that did not change was touched");
    assert!(!case.root().join("old").exists(), "an empty folder is left");
    assert!(case.publish(&second).unwrap().is_empty());
}

#[test]
fn files_of_others_are_left_alone_and_not_overwritten() {
    let case = Case::new();
    write(&case.root().join("CNAME"), "book.example");
    write(&case.root().join("notes/mine.txt"), "mine");
    case.publish(&[("notes/page.html", "1")]).unwrap();
    case.publish(&[("index.html", "1")]).unwrap();
    assert_eq!(case.there(), texts(&[("CNAME", "book.example"), ("notes/mine.txt", "mine"), ("index.html", "1")]));
    let refused = case.publish(&[("CNAME", "other.example")]).unwrap_err();
    assert!(refused.message.contains("did not publish: `CNAME`"), "{}", refused.message);
    assert!(case.there().contains_key("index.html"), "something was changed all the same");
    case.publish_with(&[("CNAME", "other.example")], true).unwrap();
    assert_eq!(case.there()["CNAME"], "other.example");
}

#[test]
fn a_file_changed_by_hand_is_put_right() {
    let case = Case::new();
    case.publish(&[("index.html", "1")]).unwrap();
    write(&case.root().join("index.html"), "x");
    case.publish(&[("index.html", "1")]).unwrap();
    assert_eq!(case.there()["index.html"], "1");
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let case = Case::new();
    case.publish(&[("guide", "1"), ("b/c/d.html", "1")]).unwrap();
    let second = [("guide/index.html", "2"), ("b", "2")];
    case.publish(&second).unwrap();
    assert_eq!(case.there(), texts(&second));
    write(&case.root().join("guide/mine.txt"), "mine");
    let refused = case.publish(&[("guide", "3")]).unwrap_err();
    assert!(refused.message.contains("holds files that yiben did not publish"), "{}", refused.message);
    assert_eq!(case.there()["guide/mine.txt"], "mine");
}

#[cfg(unix)]
#[test]
fn a_link_of_others_is_never_followed() {
    let case = Case::new();
    let elsewhere = case.folder.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(case.root()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, case.root().join("guide")).unwrap();
    assert!(case.publish(&[("guide/index.html", "1")]).is_err());
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn two_publications_do_not_mix() {
    let case = Case::new();
    let mut first = Folder::new(case.root(), false);
    first.lock().unwrap();
    let refused = case.publish(&[("index.html", "1")]).unwrap_err();
    assert!(refused.message.contains("another publication"), "{}", refused.message);
    drop(first);
    case.publish(&[("index.html", "1")]).unwrap();
    assert!(!case.root().join(LOCK).exists());
}

#[test]
fn what_was_copied_before_an_interruption_is_not_copied_again() {
    let case = Case::new();
    case.publish(&[("index.html", "1")]).unwrap();
    let site = case.site(&[("index.html", "2"), ("a.css", "2")]);
    let mut cut_off = Folder::new(case.root(), false);
    cut_off.lock().unwrap();
    let plan = cut_off.compare(&site).unwrap();
    cut_off.stage(&site, &plan).unwrap();
    let waiting = cut_off.staged(&site.files[0]);
    let inode = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = inode(&waiting);
    drop(cut_off);
    assert_eq!(case.there()["index.html"], "1", "readers see the former site until all is copied");
    case.publish(&[("index.html", "2"), ("a.css", "2")]).unwrap();
    assert_eq!(inode(&case.root().join("a.css")), before);
    assert_eq!(case.there(), texts(&[("index.html", "2"), ("a.css", "2")]));
}

#[test]
fn a_folder_that_a_build_wrote_is_known_as_ours() {
    let case = Case::new();
    let site = case.site(&[("index.html", "1"), ("old.html", "1")]);
    fs::rename(site.folder(), case.root()).unwrap();
    case.publish(&[("index.html", "2")]).unwrap();
    assert_eq!(case.there(), texts(&[("index.html", "2")]));
}
