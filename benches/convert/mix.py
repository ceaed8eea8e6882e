"""Mixes Chinese Markdown with English Markdown until 43% of the bytes are Han, as in real documentation.

Usage: mix.py CHINESE-FOLDER … -- ENGLISH-FOLDER … > TEXT
"""

import pathlib
import sys

SHARE = 0.43


def read(folders):
    files = sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.md"))
    return [path.read_text(encoding="utf-8") for path in files]


def main():
    at = sys.argv.index("--")
    chinese, english = read(sys.argv[1:at]), read(sys.argv[at + 1 :])
    total = sum(len(text.encode()) for text in chinese)
    han = sum(len(c.encode()) for text in chinese for c in text if "\u3400" <= c <= "\u9fff")
    wanted, added = han / SHARE - total, 0
    for number, text in enumerate(chinese, 1):
        sys.stdout.write(text)
        while english and added < wanted * number / len(chinese):
            other = english.pop(0)
            sys.stdout.write(other)
            added += len(other.encode())


main()
