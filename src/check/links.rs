//! Links between editions, and links to the site itself by its whole address.
//!
//! A link into another edition is a slip where its own edition has the document: readers are led away from their
//! language. A link to the same document elsewhere, or to another edition's home page, is how one offers a language.

use super::Input;
use crate::config::EditionId;
use crate::content::library::Link;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::links::{Index, Resolver};
use crate::resolve::plan::{Origin, Page, PageId, Target};
use crate::source::RelPath;
use rayon::prelude::*;

/// Looks at the links of every page as it was written. Converted pages have the same.
pub fn look(input: &Input<'_>) -> Vec<Diagnostic> {
    let index = Index::new(input.config, input.library, input.plan);
    let resolver = Resolver::new(input.config, input.library, input.plan, &index);
    let pages = 0..u32::try_from(input.plan.pages.len()).unwrap_or(u32::MAX);
    pages.into_par_iter().flat_map_iter(|at| of_page(input, &resolver, PageId(at))).collect()
}

fn of_page(input: &Input<'_>, resolver: &Resolver<'_>, id: PageId) -> Vec<Diagnostic> {
    let page = input.plan.page(id);
    let Origin::Authored(translation) = page.origin else { return Vec::new() };
    let translation = &input.library.translations[translation.0 as usize];
    if page.part.0 > 1 || translation.links.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (link, target) in translation.links.iter().zip(resolver.page(id).0) {
        let (target, wrong) = match &target {
            Target::Elsewhere(_) => resolver.own_address(id, link).unwrap_or((target, None)),
            _ => (target, None),
        };
        found.extend(wrong);
        if let Target::Page { page: to, language: Some(edition), .. } = target {
            found.extend(leaves(input, (page, &translation.path), link, to, edition));
        }
    }
    found
}

/// What to say of a link from a page, in that file, to a page of another edition.
fn leaves(
    input: &Input<'_>,
    (from, path): (&Page, &RelPath),
    link: &Link,
    to: PageId,
    edition: EditionId,
) -> Option<Diagnostic> {
    let target = input.plan.page(to);
    let home = |page: &Page| page.kind.key().is_some_and(|key| key.as_str().is_empty());
    if target.kind == from.kind || home(target) {
        return None;
    }
    let own = target.counterparts.iter().find(|other| other.edition == from.edition && other.real)?;
    let own = input.plan.page(own.page);
    let (here, there) = (&input.config.edition(from.edition).locale, &input.config.edition(edition).locale);
    let message = format!("`{}` leads from the edition `{here}` into `{there}`", link.destination);
    let now = own.kind.key().map_or_else(|| own.permalink.clone(), |key| format!("/{key}"));
    let help = format!("write `{now}`, which `{here}` has as well; a comment says that it is on purpose");
    Some(Diagnostic::new(Code::LeavesEdition, path, message).at(link.span).help(help))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::places;
    use crate::diagnostic::Code;

    const BOOK: &str = "title = \"T\"\nbase-url = \"https://example.org/book/\"\n[editions.en]\n[editions.zh-Hans]\n\
                        [editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";

    fn said(chinese: &str) -> Vec<String> {
        let list = [
            ("book.toml", BOOK),
            ("content/_index.md", "Home."),
            ("content/_index.zh-Hans.md", "首页。"),
            ("content/a.md", "+++\ntags = [\"t\"]\naliases = [\"/old/\"]\n+++\nA."),
            ("content/a.zh-Hans.md", chinese),
            ("content/b.md", "+++\ntags = [\"t\"]\n+++\nB."),
            ("content/b.zh-Hans.md", "+++\ntags = [\"t\"]\naliases = [\"/old/\"]\n+++\n乙。"),
            ("content/english.md", "Only."),
        ];
        let codes = [Code::LeavesEdition, Code::BrokenLink, Code::BrokenFragment, Code::RedirectedLink];
        places(&codes, &list)
    }

    #[test]
    fn a_link_into_another_edition_is_a_slip_where_its_own_has_the_document() {
        for (link, into) in [
            ("/en/b/", "en"),
            ("b.en.md", "en"),
            ("https://example.org/book/en/b/", "en"),
            ("/zh-hant/b/", "zh-Hant"),
            ("/en/tags/t/", "en"),
        ] {
            let line = format!(
                "content/a.zh-Hans.md:1:6 leaves-edition: `{link}` leads from the edition `zh-Hans` into `{into}`"
            );
            assert_eq!(said(&format!("见[乙]({link})。")), [line], "{link}");
        }
        for fine in [
            "[乙](b.md)",
            "[English](/en/a/)",
            "[English](/en/)",
            "[英文](english.md)",
            "[英文](/en/english/)",
            "[乙](https://example.org/book/zh-hans/b/)",
            "[别处](https://example.org/other/)",
            "[源](https://example.org/book/robots.txt)",
        ] {
            assert_eq!(said(fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn a_whole_address_names_the_edition_at_the_root() {
        let root = BOOK.replace("[editions.en]\n", "[editions.en]\nprefix = \"\"\n");
        for (link, into) in [
            ("https://example.org/book/b/", Some("en")),
            ("https://example.org/book/b/?q=1#top", Some("en")),
            ("https://example.org/book/b/index.html", Some("en")),
            ("https://example.org/book/a/", None),
            ("https://example.org/book/", None),
            ("https://example.org/book/zh-hans/b/", None),
            ("/b/", None),
        ] {
            let text = format!("见[乙]({link})。");
            let list = [
                ("book.toml", root.as_str()),
                ("content/a.md", "A."),
                ("content/a.zh-Hans.md", &text),
                ("content/b.md", "B."),
                ("content/b.zh-Hans.md", "乙。"),
            ];
            let line = |into| {
                format!(
                    "content/a.zh-Hans.md:1:6 leaves-edition: `{link}` leads from the edition `zh-Hans` into `{into}`"
                )
            };
            assert_eq!(places(&[Code::LeavesEdition], &list), Vec::from_iter(into.map(line)), "{link}");
        }
    }

    #[test]
    fn the_sites_own_whole_address_is_followed() {
        assert_eq!(
            said("[无](https://example.org/book/zh-hans/none/)"),
            [
                "content/a.zh-Hans.md:1:5 broken-link: the link `https://example.org/book/zh-hans/none/` leads to nothing"
            ]
        );
        assert_eq!(
            said("[旧](https://example.org/book/zh-hans/old/)"),
            [
                "content/a.zh-Hans.md:1:5 redirected-link: `https://example.org/book/zh-hans/old/` is an old address of `content/b.zh-Hans.md`"
            ]
        );
    }
}
