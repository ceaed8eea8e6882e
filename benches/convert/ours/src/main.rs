//! Our own two engines.

#[path = "../../rate.rs"]
mod rate;

use rate::Convert;
use std::hint::black_box;
use std::time::Instant;
use yiben::convert::exact::{Engine, Standard};
use yiben::convert::route::{Route, Variant};
use yiben::convert::{Characters, Converter, Options, Vocabulary};

fn main() {
    let texts = rate::texts();
    rate::line("**yiben, exact**", [Standard::S2t, Standard::S2twp, Standard::T2s].map(exact), &texts);
    let both = [Vocabulary::General, Vocabulary::Computing];
    let words = [
        words(Variant::Hans, Variant::Hant, &[]),
        words(Variant::Hans, Variant::Tw, &both),
        words(Variant::Hant, Variant::Hans, &[]),
    ];
    rate::line("**yiben, words**", words, &texts);
    threads(&texts[0]);
}

fn exact(standard: Standard) -> Convert {
    let engine = Engine::builtin(standard);
    Box::new(move |text| engine.convert(text).len())
}

fn words(from: Variant, to: Variant, vocabulary: &[Vocabulary]) -> Convert {
    let route = Route { from, to, characters: Characters::default() };
    let options = Options { bare: true, vocabulary: vocabulary.to_vec(), ..Options::default() };
    let converter = Converter::new(route, &options);
    Box::new(move |text| converter.text(text).len())
}

/// Whether two threads do twice the text: bytes per second of wall time.
fn threads(text: &str) {
    let engine = Engine::builtin(Standard::S2twp);
    for count in [1, 2] {
        let (begin, passes) = (Instant::now(), 50);
        std::thread::scope(|scope| {
            for _ in 0..count {
                scope.spawn(|| (0..passes).for_each(|_| drop(black_box(engine.convert(black_box(text))))));
            }
        });
        let rate = (text.len() * passes * count) as f64 / begin.elapsed().as_secs_f64() / 1e6;
        println!("# Exact s2twp on {count} thread(s), by the clock: {rate:.0} MB/s.");
    }
}
