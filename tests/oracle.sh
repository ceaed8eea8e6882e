#!/bin/sh
# Compares exact mode with the C++ OpenCC library, which it takes from the Python package `opencc`.
# Usage: tests/oracle.sh [--long] [CORPUS]
#   --long   a million random texts instead of twenty thousand
#   CORPUS   a folder of real texts, whose every line is compared as well
set -eu
cd "$(dirname "$0")/.."
version=1.4.2
venv=${CARGO_TARGET_DIR:-target}/oracle/venv
if [ "${1:-}" = --long ]; then
    export YIBEN_ORACLE_TEXTS=1000000
    shift
fi
if [ -n "${1:-}" ]; then
    YIBEN_ORACLE_CORPUS=$(cd "$1" && pwd)
    export YIBEN_ORACLE_CORPUS
fi
if ! "$venv/bin/python" -c "import opencc; assert opencc.__version__ == '$version'" 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --no-deps "opencc==$version"
fi
home=$("$venv/bin/python" -c 'import opencc, os; print(os.path.join(os.path.dirname(os.path.abspath(opencc.__file__)), "clib"))')
libraries=$(dirname "$(find "$home" -name libopencc.a)")
export YIBEN_OPENCC_DATA="$home/share/opencc" OPENCC_DATA_DIR="$home/share/opencc"
export OPENCC_LIB_DIRS="$libraries" OPENCC_INCLUDE_DIRS="$home/include" OPENCC_LIBS=opencc:marisa
export OPENCC_STATIC=1 OPENCC_DYLIB_STDCPP=1
exec cargo test --profile checked --features opencc --test oracle -- --nocapture
