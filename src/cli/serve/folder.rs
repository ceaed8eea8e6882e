//! A built site as it lies in its folder, for `--static`.

use crate::cli::Failure;
use crate::locale::Locale;
use crate::resolve::links::decoded;
use crate::source::{Files, RelPath};
use std::path::Path;

/// The largest root page that is read for its editions, in bytes.
const LIMIT: u64 = 1 << 20;

/// A folder that is served.
#[derive(Debug)]
pub struct Folder {
    /// Its files.
    pub files: Files,
    /// The path that its pages' addresses begin with: begins and ends with a slash.
    pub base: String,
}

/// An edition that the root page of a site leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Its locale.
    pub locale: Locale,
    /// Its home page.
    pub href: String,
    /// Whether it is for readers whom no other fits.
    pub default: bool,
}

impl Folder {
    /// The folder at `dir`.
    ///
    /// # Errors
    /// When there is none.
    pub fn at(dir: &Path) -> Result<Self, Failure> {
        let Ok(root) = dir.canonicalize() else {
            let failure = Failure::new(format!("there is no folder `{}`", dir.display()));
            return Err(failure.help("name the folder that `yiben build` writes: `yiben serve --static public`"));
        };
        if !root.is_dir() {
            return Err(Failure::new(format!("`{}` is no folder", dir.display())));
        }
        let files = Files::disk(root);
        let base = ["index.html", "404.html"].iter().find_map(|name| base(&page(&files, name)?));
        Ok(Self { files, base: base.unwrap_or_else(|| "/".to_owned()) })
    }

    /// The editions that the page at the root lets readers choose from; none where an edition stands there itself.
    pub fn doors(&self) -> Vec<Door> {
        page(&self.files, "index.html")
            .filter(|text| text.contains("class=\"root\""))
            .map(|text| doors(&text))
            .unwrap_or_default()
    }
}

fn page(files: &Files, name: &str) -> Option<String> {
    let path = RelPath::new(name).ok()?;
    files.read(&path, LIMIT).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// The path before the style sheet of a page that yiben wrote: `/book/` of `/book/assets/yiben.css`.
fn base(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("rel=\"stylesheet\" href=\"")?;
    let (href, _) = rest.split_once('"')?;
    let (base, _) = href.split_once("assets/")?;
    (base.starts_with('/') && base.ends_with('/')).then(|| decoded(base))
}

/// The links of a root page that stand for editions, as the theme's `root.html` writes them.
fn doors(text: &str) -> Vec<Door> {
    let tags = text.split("<a ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0.replace("&amp;", "&"))
    };
    tags.filter_map(|tag| {
        let locale = Locale::parse(&value(tag, "data-edition")?).ok()?;
        Some(Door { locale, href: value(tag, "href")?, default: tag.contains("data-default") })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_the_path_that_its_site_stands_at() {
        // (the style sheet's address, the site's path)
        let cases = [
            ("/assets/yiben.1.css", Some("/")),
            ("/book/assets/yiben.1.css", Some("/book/")),
            ("/%E6%9B%B8/assets/yiben.1.css", Some("/書/")),
            ("https://cdn.example/assets/x.css", None),
            ("/style.css", None),
        ];
        for (href, wanted) in cases {
            assert_eq!(base(&format!("<link rel=\"stylesheet\" href=\"{href}\">")).as_deref(), wanted, "{href}");
        }
    }

    #[test]
    fn a_root_page_names_its_editions() {
        let text = r#"<body class="root"><a href="/en/" hreflang="en" data-edition="en" data-default="1">English</a>
            <a href="/zh-hant/" hreflang="zh-Hant" data-edition="zh-Hant">繁體中文</a> <a href="/x/">x</a>"#;
        let found: Vec<_> =
            doors(text).into_iter().map(|door| (door.locale.to_string(), door.href, door.default)).collect();
        assert_eq!(found, [("en".into(), "/en/".into(), true), ("zh-Hant".into(), "/zh-hant/".into(), false)]);
    }
}
