//! A built site as it lies in its folder, for `--static`.

use crate::cli::Failure;
use crate::locale::Locale;
use crate::source::{Files, RelPath};
use std::path::Path;

/// The largest root page that is read for its editions, in bytes.
const LIMIT: u64 = 1 << 20;

/// A folder that is served.
#[derive(Debug)]
pub struct Folder {
    /// Its files.
    pub files: Files,
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
        Ok(Self { files: Files::disk(root) })
    }

    /// The editions that the page at the root lets readers choose from; none where an edition stands there itself.
    pub fn doors(&self) -> Vec<Door> {
        let index = RelPath::new("index.html").expect("`index.html` is a path");
        let text = self.files.read(&index, LIMIT).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.filter(|text| text.contains("class=\"root\"")).map(|text| doors(&text)).unwrap_or_default()
    }
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
    fn a_root_page_names_its_editions() {
        let text = r#"<body class="root"><a href="/en/" hreflang="en" data-edition="en" data-default="1">English</a>
            <a href="/zh-hant/" hreflang="zh-Hant" data-edition="zh-Hant">繁體中文</a> <a href="/x/">x</a>"#;
        let found: Vec<_> =
            doors(text).into_iter().map(|door| (door.locale.to_string(), door.href, door.default)).collect();
        assert_eq!(found, [("en".into(), "/en/".into(), true), ("zh-Hant".into(), "/zh-hant/".into(), false)]);
    }
}
