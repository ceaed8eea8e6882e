#!/usr/bin/env python3
"""Search a built edition with yiben's index and with Pagefind's, side by side.

  measure.py YIBEN PROJECT PAGE [--work DIR]

PROJECT is a folder with a book.toml, PAGE the address of the search page of its Simplified edition (`/search/` where that
edition stands at the root). Builds the site with the search and without it, indexes the same pages with Pagefind 1.6 (from
npm), and asks both 200 terms of the text in Chromium. Prints CPU time, bytes, recall and precision.
"""
import argparse, json, re, resource, shutil, subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGEFIND = 'pagefind@1.6.0'


def cpu(command, **more):
    """The CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def built(yiben, project, work, search):
    """The site, built three times; and the median of the CPU seconds."""
    copy = work / 'project'
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(project, copy)
    (copy / 'book.toml').chmod(0o644)
    text = (copy / 'book.toml').read_text(encoding='utf-8')
    (copy / 'book.toml').write_text(f'search = {search}\n' + re.sub(r'(?m)^search = .*\n', '', text), encoding='utf-8')
    site = work / f'site-{search}'
    shutil.rmtree(site, ignore_errors=True)
    times = sorted(cpu([yiben, 'build', copy, '-d', site]) for _ in range(3))
    return site, times[1]


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob('*') if file.is_file())


def main():
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument('yiben')
    given.add_argument('project', type=Path)
    given.add_argument('page')
    given.add_argument('--work', type=Path, default=Path('/tmp/yiben-bench-search'))
    given = given.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    yiben = str(Path(given.yiben).resolve())
    if not (given.work / 'node_modules/pagefind').exists():
        subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--prefix', given.work, PAGEFIND], check=True)
    _, without = built(yiben, given.project, given.work, 'false')
    site, with_it = built(yiben, given.project, given.work, 'true')
    # Pagefind gets the pages of the edition alone.
    prefix = given.page.strip('/').removesuffix('search').strip('/')
    glob = f'{prefix}/**/*.html' if prefix else '{index.html,!(en|tw|zh-*)/**/*.html}'
    theirs = cpu([given.work / 'node_modules/.bin/pagefind', '--site', site, '--root-selector', 'main', '--glob', glob])
    answer = subprocess.run(['node', HERE / 'compare.mjs', site, given.page], check=True, capture_output=True, text=True)
    judged = json.loads(answer.stdout)
    indexes = sorted((site / 'search-index').iterdir())
    own = [one for one in indexes if one.is_dir() and one.name == 'zh-hans']
    ours = sum(size(one) + one.with_suffix('.json').stat().st_size for one in own)
    print(f'{judged["pages"]} pages, {judged["bytes"]:,} bytes of text')
    print('          CPU s    index bytes   of text   recall  precision  exact of 200  first question  most   slowest ms')
    rows = ('yiben', with_it - without, ours), ('pagefind', theirs, size(site / 'pagefind'))
    for name, time, bytes_ in rows:
        one = judged[name]
        print(f'{name:9} {time:6.2f} {bytes_:12,} {bytes_ / judged["bytes"]:9.1%} {one["recall"]:8.3f} {one["precision"]:9.3f}'
              f' {one["exact"]:10} {one["first"]["median"]:14,} {one["first"]["most"]:9,} {one["slowest"]:9.1f}')


if __name__ == '__main__':
    main()
