//! The keys of front matter: ours, those of other generators, and near misses.

/// The keys that yiben knows, as its documentation spells them.
pub const KNOWN: &[&str] = &[
    "title",
    "link-title",
    "date",
    "updated",
    "authors",
    "description",
    "tags",
    "weight",
    "draft",
    "slug",
    "key",
    "aliases",
    "template",
    "toc",
    "vocabulary",
    "convert",
    "translated-from",
    "extra",
];

/// Keys of Hugo, Zola, Jekyll, Docusaurus, MkDocs, Starlight, VitePress and Obsidian that look like a near miss of ours, or like a slip
/// of one another, and are none. They pass into `extra` without a word.
const FOREIGN: &[&str] = &[
    "author",
    "categories",
    "category",
    "cover",
    "date_created",
    "expirydate",
    "headless",
    "heading",
    "hero",
    "icon",
    "id",
    "image",
    "images",
    "keywords",
    "kind",
    "lang",
    "language",
    "lastmod",
    "last_update",
    "lastupdated",
    "layout",
    "link",
    "linktitle",
    "locale",
    "markup",
    "math",
    "menu",
    "meta",
    "name",
    "next",
    "order",
    "outline",
    "outputs",
    "page",
    "parent",
    "path",
    "permalink",
    "prev",
    "published",
    "publishdate",
    "pubdate",
    "render",
    "resources",
    "series",
    "sidebar",
    "sitemap",
    "status",
    "subtitle",
    "summary",
    "taxonomies",
    "theme",
    "toc_depth",
    "topics",
    "translationkey",
    "type",
    "types",
    "unlisted",
    "url",
    "version",
    "width",
    "weights",
    "cascade",
    "params",
];

/// What a key of the front matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// One that yiben knows, under its own name.
    Known(&'static str),
    /// Nearly one that yiben knows.
    NearMiss(&'static str),
    /// Anything else.
    Other,
}

/// Other generators' names of what yiben knows under its own.
const ALIASES: &[(&str, &str)] =
    &[("link_title", "link-title"), ("linkTitle", "link-title"), ("lastmod", "updated"), ("author", "authors")];

/// Whether a key that stands for one of ours is also passed on under its own name, for themes that look for it.
pub fn is_alias(key: &str) -> bool {
    ALIASES.iter().any(|(alias, _)| *alias == key)
}

/// Sorts a key. Near is: the same but for case, `-` and `_`; or one slip away (two for keys of six letters and more).
pub fn sort(key: &str) -> Sort {
    if let Some(known) = KNOWN.iter().copied().find(|known| *known == key) {
        return Sort::Known(known);
    }
    if let Some((_, known)) = ALIASES.iter().find(|(alias, _)| *alias == key) {
        return Sort::Known(known);
    }
    let folded = fold(key);
    if FOREIGN.contains(&folded.as_str()) {
        return Sort::Other;
    }
    let near = |known: &&&str| {
        let allowed = if known.len() >= 6 { 2 } else { 1 };
        key.len() > 2 && strsim::osa_distance(&folded, &fold(known)) <= allowed
    };
    KNOWN.iter().find(near).map_or(Sort::Other, |known| Sort::NearMiss(known))
}

fn fold(key: &str) -> String {
    key.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
}
