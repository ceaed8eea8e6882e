#!/usr/bin/env python3
"""Make frequencies.txt from jieba's word list: update.py PATH/TO/jieba/dict.txt (version 0.42.1)

Kept are single characters, frequent words, and of the words that hold a character with more than one counterpart in the
other script all but the rarest.
"""
import os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Counted in old novels, and today hardly ever a word: 服务端的 is 服务端 and 的. 余家 is a family or the end of a number.
OLD = {'端的', '余家'}
HEAD = """\
# How often words stand in Chinese text, as counted by the authors of jieba 0.42.1 (MIT licence, see LICENSE-jieba).
# A selection: single characters, frequent words, and all but the rarest words that hold a character which has more than
# one counterpart in the other script. The counts are theirs, of 60,101,967 words. Made by update.py; do not edit.
"""


def ambiguous():
    """The characters of OpenCC's table that have more than one counterpart."""
    for line in open(os.path.join(HERE, '..', 'opencc', 'STCharacters.txt'), encoding='utf-8'):
        key, _, values = line.rstrip('\n').partition('\t')
        if not line.startswith('#') and ' ' in values:
            yield key


def main():
    several = set(ambiguous())
    kept = []
    for line in open(sys.argv[1], encoding='utf-8'):
        word, count, _ = line.split(' ')
        count, length = int(count), len(word)
        if word in OLD or not all('\u3400' <= c <= '\u9fff' for c in word):
            continue
        hard = length > 1 and any(c in several for c in word)
        if length == 1 or count >= 100 or count >= 30 and length <= 4 or hard and count >= 5 and length <= 4:
            kept.append((word, count))
    with open(os.path.join(HERE, 'frequencies.txt'), 'w', encoding='utf-8') as out:
        out.write(HEAD)
        out.writelines(f'{word} {count}\n' for word, count in sorted(kept))


main()
