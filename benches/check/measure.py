#!/usr/bin/env python3
"""Compare what a check costs with what a build costs, whole and its rendering alone.

  measure.py SITE [--yiben PATH] [--runs 7] [--without-instructions]

SITE is a folder with a book.toml, whose search is switched off in a copy: a check makes no index, so a build beside it makes
none either. Both commands run in turn on one thread, several times: user and system seconds, medians.

A clock cannot see the rendering inside of a build. So both are run once more under callgrind (Debian: valgrind), which counts
the instructions of every function with all that it calls. Rendering is what `Bodies::each` takes: reading and converting the
bodies of pages, colouring their code, writing their HTML, filling their templates; neither the scan of the documents before it,
nor the plan, nor the writing of files. The figure is as exact as it is slow: the same to a thousandth at every run, whatever
else the machine does.
"""
import argparse, os, re, shutil, statistics, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The second is what the first goes into where the program is linked as a whole.
RENDERING = ('yiben::render::body::Bodies::each', 'yiben::render::renderer::Renderer::each')
PARTS = [
    ('check: reading the documents, their blocks among it', 'check', 'yiben::content::scan::scan_and_keep'),
    ('check: what rendering finds', 'check', 'Renderer>::findings'),
    ('check: script, punctuation', 'check', 'yiben::check::script::look'),
    ('check: doubtful conversions', 'check', 'yiben::check::doubts::of'),
    ('check: structure, code, placeholders', 'check', 'yiben::check::shape::of'),
    ('check: the report', 'check', 'yiben::cli::check::report::Report::write'),
    ('build: rendering', 'build', RENDERING),
]


def copy(site, work):
    """The site with its search switched off."""
    folder = work / 'site'
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns('public', 'hugo', 'zola'))
    book = folder / 'book.toml'
    text = re.sub(r'(?m)^search\s*=.*\n', '', book.read_text(encoding='utf-8'))
    book.write_text('search = false\n' + text, encoding='utf-8')
    return folder


def timed(command):
    """User and system seconds of one run."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f'{command} failed')
    return usage.ru_utime, usage.ru_stime


def counted(command, work):
    """The instructions of every function with what it calls, and of all."""
    out = work / 'callgrind.out'
    valgrind = ['valgrind', '--tool=callgrind', f'--callgrind-out-file={out}', *command]
    subprocess.run(valgrind, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    annotate = ['callgrind_annotate', '--inclusive=yes', '--threshold=100', str(out)]
    text = subprocess.run(annotate, capture_output=True, text=True, check=True).stdout
    counts = {}
    for line in text.splitlines():
        found = re.match(r'\s*([\d,]+) \(\s*[\d.]+%\)\s+(\S.*)', line)
        if found:
            name = re.sub(r" \[[^]]*\]$", '', found[2])
            counts.setdefault(name, int(found[1].replace(',', '')))
    return counts


def of(counts, wanted):
    """The count of the function whose name ends so: the largest; None where it has gone into another."""
    return max((count for name, count in counts.items() if name.endswith(wanted)), default=None)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('site', type=Path)
    options.add_argument('--yiben', default=str(HERE.parents[1] / 'target' / 'release' / 'yiben'))
    options.add_argument('--runs', type=int, default=7)
    options.add_argument('--without-instructions', action='store_true')
    given = options.parse_args()
    memory = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        work = Path(folder)
        site, out = copy(given.site.resolve(), work), work / 'out'
        commands = {
            'check': [given.yiben, 'check', str(site), '--jobs', '1'],
            'build': [given.yiben, 'build', str(site), '-d', str(out), '--jobs', '1'],
        }
        rows = {name: [] for name in commands}
        for _ in range(given.runs):
            for name, command in commands.items():
                shutil.rmtree(out, ignore_errors=True)
                rows[name].append(timed(command))
        print('| median of %d, one thread | user s | system s | both |' % given.runs)
        print('|---|---:|---:|---:|')
        middle = {name: [statistics.median(column) for column in zip(*rows[name])] for name in rows}
        for name, (user, system) in middle.items():
            print('| %s | %.2f | %.2f | %.2f |' % (name, user, system, user + system))
        if given.without_instructions:
            return
        shutil.rmtree(out, ignore_errors=True)
        counts = {name: counted(command, work) for name, command in commands.items()}
        print('\n| millions of instructions | |\n|---|---:|')
        for name in commands:
            print('| %s, in all | %d |' % (name, of(counts[name], 'PROGRAM TOTALS') // 10**6))
        for title, name, function in PARTS:
            count = of(counts[name], function)
            if count is not None:
                print('| %s | %d |' % (title, count // 10**6))
        if of(counts['build'], RENDERING) is None:
            sys.exit(f'no function is called {RENDERING} any more')
        ratio = of(counts['check'], 'PROGRAM TOTALS') / of(counts['build'], RENDERING)
        share = of(counts['build'], RENDERING) / of(counts['build'], 'PROGRAM TOTALS')
        print("\nA check takes %.2f times the instructions of a build's rendering, which is %.0f%% of the build." % (ratio, 100 * share))


if __name__ == '__main__':
    main()
