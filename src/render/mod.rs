//! Rendering: one page as HTML, a pure function of the plan and the page's source.

pub mod sidebar;
pub mod structured;
pub mod style;
pub mod templates;
pub mod theme;
pub mod view;
