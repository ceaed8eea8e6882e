//! The sidebar: for each neighbourhood of an edition's outline the tree that its pages show, made once.
//!
//! A page shows the top sections, the way down to itself, and its own neighbours; never the whole outline, which on a
//! large site would outweigh every page. Long families are shown in stretches.

use super::templates::{Serde, Value};
use crate::resolve::plan::{OutlineItem, PageId};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many siblings are shown before a family is cut into stretches.
const STRETCH: usize = 60;

/// The sidebars of an edition.
#[derive(Debug, Default)]
pub struct Sidebars {
    trees: Vec<Value>,
    by_page: BTreeMap<PageId, usize>,
}

/// What the sidebar needs to know about a page.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its address.
    pub href: String,
    /// The language of its title, where that is not the edition's.
    pub lang: Option<String>,
}

#[derive(Clone, Serialize)]
struct Item {
    text: String,
    href: String,
    lang: Option<String>,
    gap: bool,
    children: Vec<Value>,
}

impl Sidebars {
    /// Makes all trees of an outline. `entry` tells a page's address and language.
    pub fn new(outline: &[OutlineItem], entry: &dyn Fn(PageId) -> Entry) -> Self {
        let mut sidebars = Self::default();
        sidebars.family(outline, entry, &|stretch| stretch);
        sidebars
    }

    /// The tree for a page; `None` for a page outside the outline.
    pub fn of(&self, page: PageId) -> Option<&Value> {
        self.trees.get(*self.by_page.get(&page)?)
    }

    /// Makes the trees of the pages in `items` and below. `wrap` puts a family's stretch into the tree above it.
    fn family(
        &mut self,
        items: &[OutlineItem],
        entry: &dyn Fn(PageId) -> Entry,
        wrap: &dyn Fn(Vec<Value>) -> Vec<Value>,
    ) {
        let plain: Vec<Value> = items.iter().map(|item| value(item, entry, false, Vec::new())).collect();
        for (number, stretch) in items.chunks(STRETCH).enumerate() {
            let from = number * STRETCH;
            let shown = |at: Option<usize>, children: Vec<Value>| {
                let mut list = Vec::with_capacity(stretch.len() + 2);
                if let Some(before) = from.checked_sub(1) {
                    list.push(value(&items[before], entry, true, Vec::new()));
                }
                list.extend_from_slice(&plain[from..from + stretch.len()]);
                if let Some(after) = items.get(from + stretch.len()) {
                    list.push(value(after, entry, true, Vec::new()));
                }
                if let Some(at) = at {
                    list[usize::from(from > 0) + at] = value(&stretch[at], entry, false, children);
                }
                wrap(list)
            };
            self.trees.push(Value::from(shown(None, Vec::new())));
            let own = self.trees.len() - 1;
            for (at, item) in stretch.iter().enumerate() {
                if item.children.is_empty() {
                    self.by_page.insert(item.page, own);
                } else {
                    let first = item.children.chunks(STRETCH).next().unwrap_or_default();
                    let mut open: Vec<Value> =
                        first.iter().map(|child| value(child, entry, false, Vec::new())).collect();
                    open.extend(item.children.get(STRETCH).map(|next| value(next, entry, true, Vec::new())));
                    self.trees.push(Value::from(shown(Some(at), open)));
                    self.by_page.insert(item.page, self.trees.len() - 1);
                    self.family(&item.children, entry, &|below| shown(Some(at), below));
                }
            }
        }
    }
}

fn value(item: &OutlineItem, entry: &dyn Fn(PageId) -> Entry, gap: bool, children: Vec<Value>) -> Value {
    let Entry { href, lang } = entry(item.page);
    let text = if gap { "…".to_owned() } else { item.text.clone() };
    Value::from(Serde(Item { text, href, lang, gap, children }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(page: u32, children: Vec<OutlineItem>) -> OutlineItem {
        OutlineItem { text: format!("t{page}"), page: PageId(page), children }
    }

    fn shape(value: &Value) -> String {
        let items: Vec<String> = value
            .try_iter()
            .unwrap()
            .map(|item| {
                let text = item.get_attr("text").unwrap();
                let children = item.get_attr("children").unwrap();
                if children.len() == Some(0) { text.to_string() } else { format!("{text}({})", shape(&children)) }
            })
            .collect();
        items.join(" ")
    }

    #[test]
    fn a_page_sees_the_top_and_its_own_surroundings() {
        let outline = [
            item(1, vec![item(2, vec![]), item(3, vec![item(4, vec![])])]),
            item(5, vec![item(6, vec![])]),
            item(7, vec![]),
        ];
        let sidebars = Sidebars::new(&outline, &|page| Entry { href: page.0.to_string(), lang: None });
        let of = |page| shape(sidebars.of(PageId(page)).unwrap());
        assert_eq!(of(7), "t1 t5 t7");
        assert_eq!(of(1), "t1(t2 t3) t5 t7");
        assert_eq!(of(2), "t1(t2 t3) t5 t7");
        assert_eq!(of(4), "t1(t2 t3(t4)) t5 t7");
        assert!(sidebars.of(PageId(9)).is_none());
    }

    #[test]
    fn a_long_family_is_cut_into_stretches() {
        let children = (0..150).map(|n| item(10 + n, vec![])).collect();
        let sidebars = Sidebars::new(&[item(1, children)], &|page| Entry { href: page.0.to_string(), lang: None });
        let middle = shape(sidebars.of(PageId(10 + 75)).unwrap());
        assert!(middle.starts_with("t1(… t70 ") && middle.ends_with(" t129 …)"), "{middle}");
        assert!(shape(sidebars.of(PageId(1)).unwrap()).ends_with(" t69 …)"));
    }
}
