//! Paths as servers of files read them: a folder's address ends with a slash and means its `index.html`.

use crate::source::RelPath;

/// Where a path below the site's root leads.
pub enum Way {
    /// To this file.
    File(RelPath),
    /// To the root.
    Root,
    /// To a folder: the address lacks its slash.
    Folder,
    /// Nowhere.
    Nowhere,
}

/// Reads a path as servers of files do: a folder's address ends with a slash and means its `index.html`.
pub fn way(rest: &str, exists: impl Fn(&RelPath) -> bool) -> Way {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let trimmed = rest.strip_suffix('/').unwrap_or(rest);
    if rest.is_empty() {
        return Way::Root;
    }
    let Some(path) = RelPath::new(trimmed).ok().filter(|_| trimmed.split('/').all(plain)) else { return Way::Nowhere };
    let index = path.join("index.html").unwrap_or_default();
    match rest.ends_with('/') {
        true if exists(&index) => Way::File(index),
        true => Way::Nowhere,
        false if exists(&path) => Way::File(path),
        false if exists(&index) => Way::Folder,
        false => Way::Nowhere,
    }
}

/// The `404.html` of each folder from that of `rest` up to the root.
pub fn missing(rest: &str) -> impl Iterator<Item = RelPath> {
    let plain = RelPath::root().join(rest).unwrap_or_default();
    let mut at = Some(if rest.ends_with('/') { plain } else { plain.parent() });
    std::iter::from_fn(move || {
        let folder = at.take()?;
        at = (!folder.is_root()).then(|| folder.parent());
        folder.join("404.html").ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_files_and_never_leave_the_site() {
        let exists = |path: &RelPath| ["index.html", "a/index.html", "a/b.css"].contains(&path.as_str());
        // (path below the root, what it means)
        let cases = [
            ("a/", "file a/index.html"),
            ("a/b.css", "file a/b.css"),
            ("a", "folder"),
            ("", "root"),
            ("a/b.css/", "nowhere"),
            ("x/", "nowhere"),
            ("a//b.css", "nowhere"),
            ("../a/", "nowhere"),
            ("a/../a/", "nowhere"),
            ("./a/", "nowhere"),
            ("..", "nowhere"),
            ("a\\..\\b", "nowhere"),
            ("a/\0", "nowhere"),
            ("/", "nowhere"),
            ("//evil.example/", "nowhere"),
        ];
        for (rest, wanted) in cases {
            let found = match way(rest, exists) {
                Way::File(path) => format!("file {path}"),
                Way::Folder => "folder".into(),
                Way::Root => "root".into(),
                Way::Nowhere => "nowhere".into(),
            };
            assert_eq!(found, wanted, "{rest:?}");
        }
    }

    #[test]
    fn what_is_missing_is_answered_by_the_nearest_page() {
        let all = |rest| missing(rest).map(|path| path.to_string()).collect::<Vec<_>>();
        assert_eq!(all("zh/a/b"), ["zh/a/404.html", "zh/404.html", "404.html"]);
        assert_eq!(all("zh/"), ["zh/404.html", "404.html"]);
        assert_eq!(all("x"), ["404.html"]);
    }
}
