//! What both projects measure with.

use cpu_time::ProcessTime;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one figure may take.
const TIME: Duration = Duration::from_millis(1500);

/// Something that converts a text and gives the result's length.
pub type Convert = Box<dyn Fn(&str) -> usize + Sync>;

/// The texts that the arguments name: Simplified and Traditional.
pub fn texts() -> [String; 2] {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [simplified, traditional] = &arguments[..] else {
        eprintln!("usage: SIMPLIFIED TRADITIONAL");
        std::process::exit(2);
    };
    [simplified, traditional]
        .map(|path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}")))
}

/// Prints one converter's line: its name, and a figure for s2t, s2twp and t2s in MB/s.
pub fn line(name: &str, converters: [Convert; 3], texts: &[String; 2]) {
    let [first, second, third] = converters;
    let figures = [rate(&texts[0], &first), rate(&texts[0], &second), rate(&texts[1], &third)];
    println!("{name}\t{}", figures.map(|figure| format!("{figure:.0}")).join("\t"));
}

/// Megabytes in a second of CPU time: the best of as many passes as the time allows, after one to warm up.
fn rate(text: &str, convert: &Convert) -> f64 {
    black_box(convert(text));
    let (begin, mut best) = (Instant::now(), f64::MAX);
    while best == f64::MAX || begin.elapsed() < TIME {
        let start = ProcessTime::now();
        black_box(convert(black_box(text)));
        best = best.min(start.elapsed().as_secs_f64());
    }
    text.len() as f64 / best / 1e6
}
