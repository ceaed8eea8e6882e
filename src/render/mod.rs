//! Rendering: one page as HTML, a pure function of the plan and the page's source.

pub mod highlight;
pub mod html;
