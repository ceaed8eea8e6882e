//! What a plan promises, on small books in memory.

mod addresses;
mod lists;
mod origins;
mod switcher;
mod texts;
