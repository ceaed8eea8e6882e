#!/bin/sh
# Prints a table of conversion speeds: ours beside OpenCC's, zhconv's, opencc-fmmseg's and ferrous-opencc's, in one run.
# Usage: benches/convert/run.sh SIMPLIFIED TRADITIONAL
#   two files of real Markdown, about 43% Han by bytes; `mix.py` makes such a text
# The output is worth keeping: benches/convert/run.sh A B | tee benches/convert/RESULTS.md
set -eu
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-$PWD/target}
venv=$target/bench/venv
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet opencc==1.4.2 zhconv-rs
fi
export CARGO_TARGET_DIR="$target"
cargo build --quiet --release --manifest-path benches/convert/ours/Cargo.toml
cargo build --quiet --release --manifest-path benches/convert/peers/Cargo.toml
cargo build --quiet --release --bin yiben
results=$(mktemp)
trap 'rm -f "$results"' EXIT
"$target/release/bench-convert-ours" "$1" "$2" >"$results"
"$target/release/bench-convert-peers" "$1" "$2" >>"$results"
"$venv/bin/python" benches/convert/peers.py "$1" "$2" >>"$results"
"$venv/bin/python" benches/convert/table.py "$results" "$target/release/yiben" "$1" "$2"
