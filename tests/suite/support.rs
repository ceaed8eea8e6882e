//! The one builder that the tests of the whole program share: a project in a temporary folder, and what a run gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A project in a folder that vanishes with it.
pub struct Project {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    /// A project with these files: path and text.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            project.write(path, text.as_bytes());
        }
        project
    }

    /// A copy of the folder `from`, without the names in `except` at its top.
    pub fn copy(from: &Path, except: &[&str]) -> Self {
        let project = Self::new(&[]);
        for (path, bytes) in tree(from) {
            if !except.contains(&path.split('/').next().unwrap()) {
                project.write(&path, &bytes);
            }
        }
        project
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, the folders above it included.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let full = self.path(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, bytes).unwrap();
    }

    /// Runs `yiben` with `arguments` in the project's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_yiben"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs `yiben build`, which must succeed.
    #[track_caller]
    pub fn build(&self) {
        let run = self.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }

    /// Every file of the built site.
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }
}

impl Run {
    /// Asserts that the findings hold each of these texts.
    #[track_caller]
    pub fn finds(&self, texts: &[&str]) {
        let missing: Vec<_> = texts.iter().filter(|text| !self.stderr.contains(**text)).collect();
        assert!(missing.is_empty(), "not found: {missing:#?}\nin:\n{}", self.stderr);
    }
}

/// An address without its percent encoding.
pub fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let hex = more
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            _ => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Every file below `folder`, by its path with slashes. Symbolic links are not followed.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut open = vec![folder.to_path_buf()];
    let mut files = BTreeMap::new();
    while let Some(at) = open.pop() {
        let Ok(entries) = fs::read_dir(&at) else { continue };
        for entry in entries {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}
