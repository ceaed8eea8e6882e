//! JSON-LD: what a page says about itself in the words of schema.org.

use super::view::{AuthorView, Link, SourceView};
use serde::Serialize;

/// What is known about a page that has a text.
#[derive(Debug)]
pub struct Work<'a> {
    /// `Article` for dated articles, `TechArticle` for a guide's documents.
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
    url: Option<&'a str>,
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

/// The page's graph as JSON that may stand inside `<script>`: `<` is written as an escape.
pub fn graph(work: Option<&Work<'_>>, trail: &[(String, &Link)]) -> Option<String> {
    let named = trail.iter().zip(1..);
    let items: Vec<_> =
        named.map(|((item, link), position)| Item { kind: "ListItem", item, name: &link.text, position }).collect();
    let trail = (!items.is_empty()).then_some(Part::Trail { kind: "BreadcrumbList", items });
    let parts: Vec<Part<'_>> =
        work.map(|work| Part::Article(Box::new(article(work)))).into_iter().chain(trail).collect();
    if parts.is_empty() {
        return None;
    }
    let document = Document { context: "https://schema.org", graph: parts };
    let text = serde_json::to_string(&document).expect("texts and numbers are JSON");
    Some(text.replace('<', "\\u003c"))
}

fn article<'a>(work: &Work<'a>) -> Article<'a> {
    let person = |author: &'a AuthorView| Thing { kind: "Person", name: &author.name, url: author.url.as_deref() };
    Article {
        id: work.url,
        kind: work.kind,
        author: work.authors.iter().map(person).collect(),
        date_modified: work.modified,
        date_published: work.published,
        description: work.description,
        headline: work.title,
        in_language: work.language,
        is_based_on: work.made_from.map(|(url, _)| url),
        is_part_of: Thing { kind: "WebSite", name: work.site.0, url: Some(work.site.1) },
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
        let work = Work {
            kind: "TechArticle",
            url: "https://example.org/zh-hant/a/",
            title: "</script><b>",
            description: "",
            language: "zh-Hant",
            published: None,
            modified: None,
            authors: &[],
            made_from: Some(("https://example.org/zh-hans/a/", &source)),
            site: ("書", "https://example.org/zh-hant/"),
        };
        let text = graph(Some(&work), &[]).unwrap();
        assert!(!text.contains('<'));
        let read: Value = serde_json::from_str(&text).unwrap();
        let article = &read["@graph"][0];
        assert_eq!(article["headline"], "</script><b>");
        assert_eq!(article["translationOfWork"]["@id"], "https://example.org/zh-hans/a/");
        assert_eq!(article["isBasedOn"], "https://example.org/zh-hans/a/");
        assert_eq!(article["inLanguage"], "zh-Hant");
        assert_eq!(graph(None, &[]), None);
    }
}
