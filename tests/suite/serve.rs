//! `yiben serve` as its users meet it: over HTTP, with files that change under it.

mod client;
mod edits;
mod load;
mod published;
mod safe;
