#!/usr/bin/env python3
"""Are the real errors of words mode on the review list, and how short is the list?

  review.py YIBEN PAIRS.tsv...

A pairs file has a line a sentence: Simplified, a tab, the Traditional original. Every sentence becomes a paragraph of a page
that yiben converts and reviews. Printed for each file: Han characters, wrong ones, how many of these stand in a word that the
list names; how much of the text such words are; the ratio of the two shares (1 is chance); and the entries in 10,000
characters. Spellings that good writers vary freely are folded, as far as they are single characters.
"""
import json, re, subprocess, sys, tempfile
from pathlib import Path

FOLD = str.maketrans('裏爲衆啓峯羣麪牀説臺纔祕線麼佈吊舖污姊託準傑昇証閒菸遊迴佔註稜洩溼巖喫箇僞産鑒綉帳儘着',
                     '裡為眾啟峰群麵床說台才秘綫么布弔鋪汙姐托准杰升證閑煙游回占注棱泄濕岩吃個偽產鑑繡賬盡著')
WORDS = [('瞭解', '了解'), ('計畫', '計劃'), ('併行', '並行')]
BOOK = 'title = "書"\ndefault = "zh-Hans"\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = "zh-Hans"\n'


def fold(text):
    for one, other in WORDS:
        text = text.replace(one, other)
    return text.translate(FOLD)


def han(c):
    return '\u3400' <= c <= '\u9fff' or c >= '\U00020000'


def converted(yiben, lines):
    command = [yiben, 'convert', '--to', 'zh-Hant', '--text', '--quotes', 'false']
    run = subprocess.run(command, input='\n'.join(lines) + '\n', capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def reviewed(yiben, lines):
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, 'content')
        content.mkdir()
        Path(folder, 'book.toml').write_text(BOOK, encoding='utf-8')
        escaped = [re.sub(r'([!-/:-@\[-`{-~])', r'\\\1', line) for line in lines]
        content.joinpath('a.zh-Hans.md').write_text('# 甲\n\n' + '\n\n'.join(escaped) + '\n', encoding='utf-8')
        run = subprocess.run([yiben, 'review', folder, '--format', 'json'], capture_output=True, text=True, check=True)
    return [(entry['source'], entry['chosen']) for entry in json.loads(run.stdout)]


def measure(yiben, path):
    pairs = [line.rstrip('\n').split('\t') for line in open(path, encoding='utf-8')]
    out = converted(yiben, [pair[0] for pair in pairs])
    entries = reviewed(yiben, [pair[0] for pair in pairs])
    total, listed, wrong, found, hits = 0, 0, 0, 0, set()
    for (source, wanted), got in zip(pairs, out):
        if len(source) != len(got) or len(wanted) != len(got):
            continue
        named = {}
        for entry in entries:
            for match in re.finditer(re.escape(entry[0]), source):
                if got[match.start():match.end()] == entry[1]:
                    named.update((at, entry) for at in range(*match.span()))
        for at, (one, other) in enumerate(zip(fold(wanted), fold(got))):
            if not han(one):
                continue
            total += 1
            listed += at in named
            if one != other:
                wrong += 1
                if at in named:
                    found += 1
                    hits.add(named[at])
    return Path(path).name, total, wrong, found, listed, len(entries), len(hits)


def show(name, total, wrong, found, listed, entries, hits):
    share, chance = found / max(1, wrong), listed / total
    print(f'{name}: Han {total}, wrong {wrong}, of these listed {found} ({100 * share:.0f}%); '
          f'listed text {100 * chance:.2f}%; ratio {share / max(chance, 1e-9):.0f}; '
          f'entries {entries} ({1e4 * entries / total:.1f} in 10,000), with an error {hits}')


results = [measure(sys.argv[1], path) for path in sys.argv[2:]]
for result in results:
    show(*result)
show('all', *(sum(column) for column in list(zip(*results))[1:]))
