//! OpenCC's own configurations and dictionaries, compiled by the build script and embedded.

use super::compile::layout::{AlphabetLayout, DictionaryLayout, Form, Layout, Part, TableLayout};
use super::data::Data;
use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/exact.rs"));

/// The texts of all values.
pub(super) static POOL: &str = include_str!(concat!(env!("OUT_DIR"), "/exact.txt"));

/// The tables of everything in this file.
pub(super) static DATA: Data = Data::embedded(BYTES, POOL, UNITS);

/// The tables as they lie.
pub(super) static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/exact.bin"));
