//! What rendering a site finds wrong, without the pages themselves.
//!
//! Most of a page cannot be wrong: what is converted, written as HTML or filled into yiben's own templates gives a page
//! whatever the text says. So only that is done which may have something to say: links are resolved, the converter reads
//! marks, scripts and Japanese, and pages are rendered whole where a file of the site's own takes part in them: a
//! template, a message with a value in it, a shortcode.

use super::body::{Bodies, Reader};
use super::renderer::Renderer;
use crate::content::markdown::Options;
use crate::content::tree::{Element, Node, Tree};
use crate::content::{self, Translation, markdown};
use crate::convert::document::{self, correct};
use crate::diagnostic::Diagnostic;
use crate::resolve::plan::PageId;
use rayon::prelude::*;
use std::collections::BTreeMap;

impl Renderer<'_> {
    /// Everything that is wrong with the files, pages and redirects of the site, in no order: what [`Renderer::files`],
    /// [`Renderer::page`] and [`Renderer::redirect`] would say.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let plan = self.stage.plan;
        let mut found = self.files().1;
        let sure = self.parts.templates_are_sure();
        // A template that is sure to fill every page is filled once in each edition all the same.
        let mut first = BTreeMap::new();
        for (at, page) in (0_u32..).zip(&plan.pages) {
            first.entry((page.edition, &page.template)).or_insert(PageId(at));
        }
        let whole = |id: PageId| {
            let page = plan.page(id);
            !sure || !self.has_template(page) || first.get(&(page.edition, &page.template)) == Some(&id)
        };
        let of_page = |at: u32| match PageId(at) {
            id if whole(id) => self.page(id).diagnostics,
            id => self.with_bodies(|bodies| bodies.findings(id)),
        };
        let pages = u32::try_from(plan.pages.len()).unwrap_or(u32::MAX);
        found.extend((0..pages).into_par_iter().flat_map_iter(of_page).collect::<Vec<_>>());
        let redirects = if sure { &plan.redirects[..plan.redirects.len().min(1)] } else { &plan.redirects[..] };
        let of_redirects = redirects.par_iter().filter_map(|redirect| self.redirect(redirect.to).err());
        found.extend(of_redirects.map(|problem| *problem).collect::<Vec<_>>());
        found
    }
}

impl Bodies<'_> {
    /// What is wrong with the body of a page.
    fn findings(&self, id: PageId) -> Vec<Diagnostic> {
        let Some(translation) = self.makings.translation(self.makings.plan.page(id)) else { return Vec::new() };
        if let Some(tree) = self.kept.and_then(|kept| kept.tree(&translation.path)) {
            return self.of_tree(id, translation, tree);
        }
        let text = match content::body(self.files, translation) {
            Ok(text) => text,
            Err(found) => return vec![found],
        };
        let options = Options {
            path: &translation.path,
            chinese: translation.locale.han_script().is_some(),
            shortcodes: self.shortcodes,
            measured: false,
        };
        self.of_tree(id, translation, &markdown::tree(&text, translation.body_start as usize, &options))
    }

    fn of_tree(&self, id: PageId, translation: &Translation, tree: &Tree<'_>) -> Vec<Diagnostic> {
        let called = |node: &Node<'_>| matches!(node, Node::Shortcode(..) | Node::Open(Element::Shortcode(..), _));
        if tree.nodes.iter().any(called) {
            return self.body(id, Reader::Page, translation, tree.clone()).diagnostics;
        }
        let (_, mut found) = self.resolver.page(id);
        let reading = self.reading(self.makings.plan.page(id), translation);
        found.extend(reading.problems);
        let Some(converter) = reading.converter else { return found };
        let path = &translation.path;
        match reading.sheet.filter(|sheet| !sheet.list.is_empty()) {
            Some(sheet) => {
                let (list, head) = (&sheet.list, super::body::head(translation));
                let (outcome, verdicts) = document::convert_corrected(&mut tree.clone(), &converter, path, list, &head);
                found.extend(outcome.diagnostics);
                found.extend(correct::diagnostics(sheet, &verdicts, path));
            }
            None => found.extend(document::findings(tree, &converter, path)),
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::render;
    use crate::diagnostic::Code;

    const BOOK: &str =
        "title = \"T\"\n[editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";

    /// `render` holds what the findings alone are against what the pages say; here is what there may be to say.
    #[test]
    fn what_pages_say_is_found_without_them() {
        let mut files = vec![
            ("book.toml", BOOK),
            ("content/_index.md", "# Home\n"),
            ("content/a.md", "+++\naliases = [\"/old/\"]\n+++\n# A\n\n[x](nowhere.md) ![](no.png) [y](#nothing)\n"),
            ("content/a.zh-Hans.md", "# 甲\n\n-{zh-hant:甲;zh-xx}- -{H|坏\n\n這是繁體中文的一個段落。\n"),
            ("content/b.zh-Hans.md", "# 這是繁體中文\n\n這個檔案寫的是繁體中文。\n"),
            ("content/c.zh-Hans.md", "# 丙\n\n{{< box >}}一[丁](none.md){{< /box >}}\n\n{{< bad >}}\n"),
            ("content/d.md", "+++\ntemplate = \"nothing\"\n+++\n# D\n"),
            ("content/e.zh-Hans.md", "# 戊\n\n这里有头发，也有学会で発表する。\n"),
            ("shortcodes/box.html", "<div>{{ body }}</div>"),
            ("shortcodes/bad.html", "{{ nothing.here }}"),
            (
                "corrections/zh-Hant/e.toml",
                "[[correction]]\nblock = \"00000000\"\nsource = \"没有这句话\"\nreplace = \"沒有\"\n",
            ),
        ];
        let codes = |files: &[(&str, &str)]| {
            let mut codes: Vec<Code> = render(files).1.into_iter().map(|finding| finding.code).collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        let found = codes(&files);
        let wanted =
            [Code::BrokenLink, Code::ConversionMarkup, Code::UnmarkedJapanese, Code::WrongScript, Code::Template];
        assert!(wanted.iter().all(|code| found.contains(code)), "{found:?}");
        files.push(("locales/en/site.ftl", "skip-to-content = Skip { $nothing }\n"));
        codes(&files);
        files.push(("theme/templates/page.html", "{{ page.nothing }}"));
        codes(&files);
    }
}
