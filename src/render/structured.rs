//! JSON-LD: what a page says about itself in the words of schema.org.

use super::view::{AuthorView, Link, SourceView};
use serde_json::{Value, json};

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
    /// A picture's whole URL.
    pub image: Option<&'a str>,
    /// The site's title in this edition, and its home page's whole URL.
    pub site: (&'a str, &'a str),
}

/// The page's graph as JSON that may stand inside `<script>`: `<` is written as an escape.
pub fn graph(work: Option<&Work<'_>>, trail: &[(String, &Link)]) -> Option<String> {
    let mut graph = Vec::new();
    graph.extend(work.map(article));
    if !trail.is_empty() {
        let items: Vec<Value> = trail
            .iter()
            .enumerate()
            .map(|(at, (url, link))| json!({"@type": "ListItem", "position": at + 1, "name": link.text, "item": url}))
            .collect();
        graph.push(json!({"@type": "BreadcrumbList", "itemListElement": items}));
    }
    if graph.is_empty() {
        return None;
    }
    let text = json!({"@context": "https://schema.org", "@graph": graph}).to_string();
    Some(text.replace('<', "\\u003c"))
}

fn article(work: &Work<'_>) -> Value {
    let mut article = json!({
        "@type": work.kind,
        "@id": work.url,
        "url": work.url,
        "headline": work.title,
        "inLanguage": work.language,
        "isPartOf": {"@type": "WebSite", "name": work.site.0, "url": work.site.1},
    });
    let mut set = |key: &str, value: Value| {
        article[key] = value;
    };
    if !work.description.is_empty() {
        set("description", work.description.into());
    }
    if let Some(date) = work.published {
        set("datePublished", date.into());
    }
    if let Some(date) = work.modified {
        set("dateModified", date.into());
    }
    if let Some(image) = work.image {
        set("image", image.into());
    }
    if !work.authors.is_empty() {
        let person = |author: &AuthorView| {
            let mut person = json!({"@type": "Person", "name": author.name});
            if let Some(url) = &author.url {
                person["url"] = url.as_str().into();
            }
            person
        };
        set("author", work.authors.iter().map(person).collect());
    }
    if let Some((url, source)) = &work.made_from {
        set("translationOfWork", json!({"@id": url, "inLanguage": source.lang}));
        set("isBasedOn", (*url).into());
    }
    article
}

#[cfg(test)]
mod tests {
    use super::*;

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
            image: None,
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
