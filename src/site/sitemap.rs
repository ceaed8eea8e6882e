//! The sitemap: every real page with its alternates, split where the protocol's limits ask for it.
//!
//! The rules are those of sitemaps.org (50,000 addresses and 50 MB a file) and of Google's `xhtml:link` extension, which
//! wants every member of a set to list the whole set, itself included.

use crate::config::Config;
use crate::content::Library;
use crate::resolve::Plan;
use crate::resolve::alternates::{self, Alternate};
use crate::resolve::plan::Page;
use crate::source::RelPath;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

/// Addresses of one file; below the protocol's 50,000, so that the file stays below 50 MB as well.
const ADDRESSES: usize = 20_000;

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The sitemap's files: `sitemap.xml`, or that name as an index of `sitemap-1.xml` and so on. None when the site does not
/// know its own URL, which a sitemap must name.
pub fn files(config: &Config, library: &Library, plan: &Plan) -> Vec<(RelPath, String)> {
    if config.base_url.origin.is_empty() {
        return Vec::new();
    }
    let pages: Vec<&Page> = plan.pages.iter().filter(|page| alternates::is_real(page)).collect();
    let parts: Vec<_> = pages.chunks(ADDRESSES).map(|part| urlset(config, library, plan, part)).collect();
    let path = |name: &str| RelPath::new(name).expect("the names of sitemaps are paths");
    if let [only] = &parts[..] {
        return vec![(path("sitemap.xml"), only.clone())];
    }
    let names: Vec<_> = (1..=parts.len()).map(|number| format!("sitemap-{number}.xml")).collect();
    let index = (path("sitemap.xml"), index(config, &names));
    std::iter::once(index).chain(names.iter().map(|name| path(name)).zip(parts)).collect()
}

fn urlset(config: &Config, library: &Library, plan: &Plan, pages: &[&Page]) -> String {
    document("urlset", &[("xmlns", SITEMAP), ("xmlns:xhtml", XHTML)], |xml| {
        for page in pages {
            xml.create_element("url").write_inner_content(|xml| {
                text(xml, "loc", &absolute(config, page))?;
                if let Some(date) = super::changed(library, page) {
                    text(xml, "lastmod", &super::day(date))?;
                }
                for alternate in alternates::alternates(config, page) {
                    let href = absolute(config, plan.page(alternate.page));
                    link(xml, &hreflang(config, &alternate), &href)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

fn index(config: &Config, names: &[String]) -> String {
    document("sitemapindex", &[("xmlns", SITEMAP)], |xml| {
        for name in names {
            let address = config.base_url.absolute(&format!("/{name}")).unwrap_or_default();
            xml.create_element("sitemap").write_inner_content(|xml| text(xml, "loc", &address))?;
        }
        Ok(())
    })
}

fn absolute(config: &Config, page: &Page) -> String {
    config.base_url.absolute(&page.permalink).unwrap_or_default()
}

fn hreflang(config: &Config, alternate: &Alternate) -> String {
    alternate.edition.map_or_else(|| "x-default".to_owned(), |id| config.edition(id).locale.to_string())
}

type Xml = Writer<Vec<u8>>;

fn document(root: &str, attributes: &[(&str, &str)], body: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    let start = BytesStart::new(root).with_attributes(attributes.iter().copied());
    let written = xml
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| xml.write_event(Event::Start(start)))
        .and_then(|()| body(&mut xml))
        .and_then(|()| xml.write_event(Event::End(BytesEnd::new(root))));
    written.expect("writing to memory does not fail");
    let mut text = String::from_utf8(xml.into_inner()).expect("what is written is UTF-8");
    text.push('\n');
    text
}

fn text(xml: &mut Xml, name: &str, value: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(value)).map(drop)
}

fn link(xml: &mut Xml, hreflang: &str, href: &str) -> std::io::Result<()> {
    let attributes = [("rel", "alternate"), ("hreflang", hreflang), ("href", href)];
    xml.create_element("xhtml:link").with_attributes(attributes).write_empty().map(drop)
}
