//! yiben publishes one set of Markdown documents as several editions: English, 简体, 繁體, and any other locale.
//!
//! The modules stand in the order in which a build uses them, and each may use only those above it:
//!
//! 1. [`source`]: the files of a project, read through one type, with paths that cannot escape and spans;
//! 2. [`diagnostic`]: what is found wrong in them, as data, and how it is shown;
//! 3. [`locale`]: locale tags, negotiation, fallback chains, interface messages, dates and order;
//! 4. [`config`]: `book.toml`, as written and as validated;
//! 5. [`content`]: documents: discovery, front matter, the Markdown tree, the [`content::library::Library`];
//! 6. [`convert`]: Simplified to Traditional and back;
//! 7. [`resolve`]: editions × documents → the [`resolve::plan::Plan`] of all pages;
//! 8. [`render`]: one page as HTML, a pure function of the plan and the page's source;
//! 9. [`check`]: what only `yiben check` looks for;
//! 10. [`site`]: what a site has beside its pages: sitemap, feeds, redirects, assets;
//! 11. [`emit`]: all of it written into a staging directory, then one switch;
//! 12. [`publish`]: a built site to the place where readers find it;
//! 13. [`cli`]: the commands.

pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod convert;
pub mod diagnostic;
pub mod emit;
pub mod locale;
pub mod publish;
pub mod render;
pub mod resolve;
pub mod site;
pub mod source;
