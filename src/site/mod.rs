//! What a site has beside its pages: sitemap, feeds, robots.txt, copied files, the theme's files, server rules.
//!
//! 1. [`sitemap`], [`feed`] and [`llms`] tell machines what there is, and name only real pages;
//! 2. [`rules`] tells servers what the root page's script would do;
//! 3. [`search`] is the index that a browser searches;
//! 4. [`mod@outputs`] lists every file of the site with where its bytes come from.

pub mod feed;
pub mod kinds;
pub mod llms;
pub mod outputs;
pub mod rules;
pub mod search;
pub mod sitemap;

#[cfg(test)]
mod tests;

pub use outputs::{Content, Output, outputs};

use crate::content::Library;
use crate::content::library::Translation;
use crate::locale::Date;
use crate::resolve::plan::{Origin, Page};

/// The translation that a page's text comes from; `None` for a page that is made.
fn translation<'l>(library: &'l Library, page: &Page) -> Option<&'l Translation> {
    let id = match page.origin {
        Origin::Authored(id) | Origin::Converted(id) | Origin::Fallback { translation: id, .. } => id,
        Origin::Made => return None,
    };
    library.translations.get(id.0 as usize).map(|translation| &**translation)
}

/// When a page last changed in a way that its author wants known.
fn changed(library: &Library, page: &Page) -> Option<Date> {
    let front = &translation(library, page)?.front;
    front.updated.or(front.date)
}

/// `2013-08-31`
fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// `2013-08-31T12:00:00+08:00`, as RFC 3339 asks.
fn moment(date: Date) -> String {
    let (hours, minutes, seconds) = (date.seconds / 3600, date.seconds / 60 % 60, date.seconds % 60);
    let zone = match date.offset {
        0 => "Z".to_owned(),
        offset => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", offset.unsigned_abs() / 60, offset.unsigned_abs() % 60)
        }
    };
    format!("{}T{hours:02}:{minutes:02}:{seconds:02}{zone}", day(date))
}
