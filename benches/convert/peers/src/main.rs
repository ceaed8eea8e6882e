//! The peers that are written in Rust and keep OpenCC's rules. (`peers.py` measures those that come as wheels.)

#[path = "../../rate.rs"]
mod rate;

use ferrous_opencc::config::BuiltinConfig::{S2t, S2twp, T2s};
use rate::Convert;

fn main() {
    let texts = rate::texts();
    rate::line("opencc-fmmseg 0.13", ["s2t", "s2twp", "t2s"].map(fmmseg), &texts);
    rate::line("ferrous-opencc 0.4", [S2t, S2twp, T2s].map(ferrous), &texts);
}

fn fmmseg(name: &'static str) -> Convert {
    let mut converter = opencc_fmmseg::OpenCC::new();
    // One thread, as everyone here.
    converter.set_parallel(false);
    Box::new(move |text| converter.convert(text, name, false).len())
}

fn ferrous(config: ferrous_opencc::config::BuiltinConfig) -> Convert {
    let converter = ferrous_opencc::OpenCC::from_config(config).expect("a built-in configuration");
    Box::new(move |text| converter.convert(text).len())
}
