//! Rendering: one page as HTML, a pure function of the plan and the page's source.
//!
//! 1. [`theme`] gathers templates, styles and scripts: the default ones, file by file replaced by the site's
//!    ([`theme_keys`]: what `[theme]` says to nobody; [`blocks`]: what templates fill and nobody shows);
//! 2. [`shared`] makes once what all pages of an edition share: header, sidebars, authors, messages ([`given`]: texts and pictures of no document);
//! 3. [`body`] reads, parses, converts and writes a page's text ([`html`], [`highlight`], [`outline`], [`shortcode`],
//!    [`picture`]);
//! 4. [`page`] joins it with what the plan says into a [`view`], the contract with themes;
//! 5. [`templates`] fills the page's template with it ([`settle`]: what is the same on all pages is filled in before);
//! 6. [`card`] draws the picture that others show with a link to the page.
//!
//! [`passages`] gives what a page says as plain text, for the search. [`columns`] gives a page's text block by block instead, for setting editions side by side.

mod blocks;
mod body;
pub mod card;
pub mod columns;
mod findings;
mod given;
pub mod highlight;
pub mod html;
pub mod interface;
pub mod outline;
pub mod page;
pub mod passages;
mod picture;
pub mod renderer;
mod settle;
pub mod shared;
pub mod shortcode;
pub mod sidebar;
pub mod structured;
pub mod style;
pub mod templates;
pub mod theme;
mod theme_keys;
pub mod view;

#[cfg(test)]
mod given_tests;
#[cfg(test)]
mod tests;

pub use passages::Passage;
pub use renderer::{Parts, Rendered, Renderer, Stage};
