//! JSON-LD: what a page says about itself in the words of schema.org, and the trail that leads to it.

use super::view::{AuthorView, Link, SourceView};
use serde::Serialize;
use std::borrow::Cow;

/// What is known about a page.
#[derive(Debug)]
pub struct Work<'a> {
    /// `Article` for dated articles, `TechArticle` for a guide's documents, a kind of `WebPage` for those that lead to them.
    pub kind: &'static str,
    /// The whole URL.
    pub url: &'a str,
    /// The title.
    pub title: &'a str,
    /// The description; may be empty.
    pub description: &'a str,
    /// The language of the text.
    pub language: &'a str,
    /// Date of publication, ISO 8601.
    pub published: Option<&'a str>,
    /// Date of the last change, ISO 8601.
    pub modified: Option<&'a str>,
    /// Who wrote it.
    pub authors: &'a [AuthorView],
    /// What a converted text was made from: its whole URL and language.
    pub made_from: Option<(&'a str, &'a SourceView)>,
    /// A picture's whole URL.
    pub image: Option<&'a str>,
    /// Where addresses that begin with `/` begin.
    pub origin: &'a str,
    /// The site's title in this edition, and its home page's whole URL.
    pub site: (&'a str, &'a str),
}

/// The document around a page's parts. Keys stand in their alphabetical order here and below.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Article(Box<Article<'a>>),
    Trail {
        #[serde(rename = "@type")]
        kind: &'static str,
        #[serde(rename = "itemListElement")]
        items: Vec<Item<'a>>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
    is_part_of: Thing<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Source<'a>>,
    url: &'a str,
}

/// A person or a site.
#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Source<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
    in_language: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item: &'a str,
    name: &'a str,
    position: usize,
}

/// The page's graph as JSON that may stand inside `<script>`: `<` is written as an escape. A page without a text of its own
/// is only the end of its `trail`, which holds the pages above it. Search engines want at least two places in a trail, so
/// the page itself is one of them.
pub fn graph(work: &Work<'_>, has_text: bool, trail: &[(String, &Link)]) -> Option<String> {
    let above = trail.iter().map(|(item, link)| (item.as_str(), link.text.as_str()));
    let items: Vec<_> = above
        .chain([(work.url, work.title)])
        .zip(1..)
        .map(|((item, name), position)| Item { kind: "ListItem", item, name, position })
        .collect();
    let trail = (!trail.is_empty()).then_some(Part::Trail { kind: "BreadcrumbList", items });
    let text = has_text.then(|| Part::Article(Box::new(article(work))));
    let parts: Vec<Part<'_>> = text.into_iter().chain(trail).collect();
    if parts.is_empty() {
        return None;
    }
    let document = Document { context: "https://schema.org", graph: parts };
    let text = serde_json::to_string(&document).expect("texts and numbers are JSON");
    Some(text.replace('<', "\\u003c"))
}

fn article<'a>(work: &Work<'a>) -> Article<'a> {
    let whole = |url: &'a str| match url.starts_with('/') {
        true => Cow::Owned(format!("{}{url}", work.origin)),
        false => Cow::Borrowed(url),
    };
    let person =
        |author: &'a AuthorView| Thing { kind: "Person", name: &author.name, url: author.url.as_deref().map(whole) };
    Article {
        id: work.url,
        kind: work.kind,
        author: work.authors.iter().map(person).collect(),
        date_modified: work.modified,
        date_published: work.published,
        description: work.description,
        headline: work.title,
        image: work.image,
        in_language: work.language,
        is_based_on: work.made_from.map(|(url, _)| url),
        is_part_of: Thing { kind: "WebSite", name: work.site.0, url: Some(Cow::Borrowed(work.site.1)) },
        translation_of_work: work.made_from.map(|(id, source)| Source { id, in_language: &source.lang }),
        url: work.url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_converted_page_names_its_source_and_cannot_end_its_script() {
        let source = SourceView { lang: "zh-Hans".into(), label: "简体中文".into(), href: "/zh-hans/a/".into() };
        let person =
            AuthorView { id: "lin".into(), name: "林".into(), bio: None, url: Some("/lin/".into()), picture: None };
        let work = Work {
            kind: "TechArticle",
            url: "https://example.org/zh-hant/a/",
            title: "</script><b>",
            description: "",
            language: "zh-Hant",
            published: None,
            modified: None,
            authors: &[person],
            made_from: Some(("https://example.org/zh-hans/a/", &source)),
            image: None,
            origin: "https://example.org",
            site: ("書", "https://example.org/zh-hant/"),
        };
        let home = Link { text: "書".into(), href: "/zh-hant/".into(), ..Link::default() };
        let text = graph(&work, true, &[("https://example.org/zh-hant/".to_owned(), &home)]).unwrap();
        assert!(!text.contains('<'));
        let read: Value = serde_json::from_str(&text).unwrap();
        let article = &read["@graph"][0];
        assert_eq!(article["headline"], "</script><b>");
        assert_eq!(article["translationOfWork"]["@id"], "https://example.org/zh-hans/a/");
        assert_eq!(article["isBasedOn"], "https://example.org/zh-hans/a/");
        assert_eq!(article["inLanguage"], "zh-Hant");
        assert_eq!(article["author"][0]["url"], "https://example.org/lin/");
        let trail = &read["@graph"][1]["itemListElement"];
        assert_eq!(trail[0]["name"], "書");
        assert_eq!((&trail[1]["item"], &trail[1]["position"]), (&article["url"], &2.into()), "the page itself ends it");
        assert_eq!(graph(&work, false, &[]), None);
    }
}
