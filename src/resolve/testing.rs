//! Plans of small books, for the tests of this room.

#![allow(missing_docs, reason = "only tests see it")]

use super::{Input, Plan, plan};
use crate::config::{Config, EditionId};
use crate::content::testing::{files, said};
use crate::content::{DocKey, Library, Translation, scan};
use crate::locale::Locale;
use crate::resolve::plan::{Origin, Page, PageId};

/// A book with its library and plan.
pub struct Book {
    pub config: Config,
    pub library: Library,
    pub plan: Plan,
    /// What the scan and the plan said.
    pub said: Vec<String>,
    /// What they advise.
    pub help: Vec<String>,
}

/// Stands in for the converter: `标题` becomes `→标题`, so that a test sees what was converted.
pub fn mark(_: &Locale, _: Option<&Translation>, _: EditionId, text: &str) -> String {
    format!("→{text}")
}

pub fn planned(config: Config, list: &[(&str, &str)]) -> Book {
    planned_with(config, list, false)
}

pub fn planned_with(config: Config, list: &[(&str, &str)], drafts: bool) -> Book {
    let (library, mut found) = scan(&files(list.iter().copied()), &config);
    let (plan, more) = plan(&Input { config: &config, library: &library, drafts, convert: &mark });
    found.extend(more);
    let help = found.iter().filter_map(|finding| finding.help.clone()).collect();
    Book { said: said(found), help, config, library, plan }
}

impl Book {
    /// The page at an address.
    pub fn at(&self, permalink: &str) -> &Page {
        self.plan.page(self.id(permalink))
    }

    pub fn id(&self, permalink: &str) -> PageId {
        let at = self.plan.pages.iter().position(|page| page.permalink == permalink);
        let all: Vec<_> = self.plan.pages.iter().map(|page| page.permalink.as_str()).collect();
        PageId(u32::try_from(at.unwrap_or_else(|| panic!("no page {permalink} in {all:?}"))).unwrap())
    }

    pub fn has(&self, permalink: &str) -> bool {
        self.plan.pages.iter().any(|page| page.permalink == permalink)
    }

    /// Addresses of pages.
    pub fn links<'a>(&self, pages: impl IntoIterator<Item = &'a PageId>) -> Vec<&str> {
        pages.into_iter().map(|id| self.plan.page(*id).permalink.as_str()).collect()
    }

    /// The switcher of a page: for each edition where it leads, `~` before what is not really the same page.
    pub fn switcher(&self, permalink: &str) -> Vec<String> {
        let counterparts = self.at(permalink).counterparts.iter();
        let mark = |real| if real { "" } else { "~" };
        counterparts.map(|c| format!("{}{}", mark(c.real), self.plan.page(c.page).permalink)).collect()
    }

    pub fn origin(&self, key: &str, edition: u16) -> Option<Origin> {
        let id = self.plan.by_document.get(&(DocKey::new(key), EditionId(edition)))?;
        Some(self.plan.page(*id).origin)
    }
}
