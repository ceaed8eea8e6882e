#!/usr/bin/env python3
"""Time `yiben serve` and `hugo server` on one generated site: the first page, an edit until it can be seen, memory.

  measure.py GENERATOR N [--runs 5] [--yiben PATH] [--without-hugo] [--work DIR]

GENERATOR is the folder that holds gen.py and theme.py (see benches/build). The first page is timed from the start of the
command until the whole of a document's page has arrived, asked for every 5 ms. An edit is timed from the moment the file is
written until a browser would have the new page: for yiben, from the server's event on an open stream to the fetched page;
for Hugo, until the page that is asked for every 5 ms shows the edit. Medians; memory is the peak of the process.
"""
import argparse, http.client, os, re, signal, socket, statistics, subprocess, sys, threading, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'build'))
import measure as build  # noqa: E402  the site and the virtual environment are the same


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def get(port, path):
    one = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    try:
        one.request('GET', path)
        answer = one.getresponse()
        return answer.status, answer.read().decode('utf-8', 'replace')
    finally:
        one.close()


def peak(pid):
    """The highest resident memory of a process, in MiB."""
    text = Path(f'/proc/{pid}/status').read_text()
    return int(re.search(r'VmHWM:\s+(\d+)', text)[1]) / 1024


def until(port, path, good, patience=180, child=None):
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if child and child.poll() is not None:
            sys.exit(f'the server ended with {child.returncode}')
        try:
            status, text = get(port, path)
            if status == 200 and good(text):
                return text
        except OSError:
            pass
        time.sleep(0.005)
    sys.exit(f'{path} never came')


class Stream:
    """An open stream of events, as an open page holds one."""

    def __init__(self, port, path, mark):
        self.socket = socket.create_connection(('127.0.0.1', port))
        ask = f'GET /-/live?path={path}&mark={mark} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'
        self.socket.sendall(ask.encode())
        self.text, self.news = '', threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while data := self.socket.recv(65536):
            with self.news:
                self.text += data.decode('utf-8', 'replace')
                self.news.notify_all()

    def wait(self, number, patience=60):
        with self.news:
            if not self.news.wait_for(lambda: self.text.count('event: change') >= number, patience):
                sys.exit(f'no event: {self.text}')


def mark_of(text):
    return re.search(r'"mark":"([^"]+)"', text)[1]


def started(command, folder, port, path):
    began = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    text = until(port, path, lambda text: '</html>' in text, child=child)
    return child, time.monotonic() - began, text


def stop(child):
    began = time.monotonic()
    child.send_signal(signal.SIGINT)
    child.wait(30)
    return time.monotonic() - began


def yiben(program, folder, runs, edits):
    source, address = document(folder)
    kept = source.read_text(encoding='utf-8')
    rows = []
    try:
        for _ in range(runs):
            port = free_port()
            child, first, text = started([program, 'serve', '.', '--port', str(port)], folder, port, address)
            stream = Stream(port, address, mark_of(text))
            # What is wrong with a page is said on a terminal after it was rendered; let that pass.
            time.sleep(0.3)
            bodies, titles = [], []
            for number in range(1, 2 * edits + 1):
                title = number > edits
                said = f'edit-{number}-{os.getpid()}'
                new = re.sub(r'(?m)^title: .*$', f'title: {said}', kept, count=1) if title else f'{kept}\n\n{said}\n'
                began = time.monotonic()
                source.write_text(new, encoding='utf-8')
                stream.wait(number)
                while said not in get(port, address)[1]:
                    pass
                (titles if title else bodies).append(time.monotonic() - began)
                time.sleep(0.15)
            memory = peak(child.pid)
            rows.append((first, statistics.median(bodies), statistics.median(titles), memory, stop(child)))
    finally:
        source.write_text(kept, encoding='utf-8')
    return [statistics.median(column) for column in zip(*rows)]


def document(folder):
    """A Simplified document and its page in the converted edition."""
    source = sorted((folder / 'canon' / 'zh-Hans').rglob('*.md'))[7]
    key = source.relative_to(folder / 'canon' / 'zh-Hans').with_suffix('')
    return source, f'/zh-hant/{key}/'


def hugo(program, folder, runs):
    site = folder / 'hugo'
    source = sorted(path for path in (site / 'content').rglob('*.md') if 'zh' in str(path))[7]
    kept = source.read_text(encoding='utf-8')
    rows = []
    try:
        for _ in range(runs):
            port = free_port()
            command = [program, 'server', '--port', str(port), '--source', str(site), '--renderToMemory', '--quiet']
            began = time.monotonic()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            address = hugo_address(port, source)
            first = time.monotonic() - began
            time.sleep(1)
            said = f'edit-{time.time_ns()}'
            began = time.monotonic()
            source.write_text(f'{kept}\n\n{said}\n', encoding='utf-8')
            until(port, address, lambda text: said in text)
            edit = time.monotonic() - began
            rows.append((first, edit, peak(child.pid), stop(child)))
            source.write_text(kept, encoding='utf-8')
            time.sleep(0.5)
    finally:
        source.write_text(kept, encoding='utf-8')
    return [statistics.median(column) for column in zip(*rows)]


def hugo_address(port, source):
    """Waits for the server, then finds the page of a source by its name."""
    name = re.sub(r'\.zh[^.]*$', '', source.stem)
    section = source.parent.name
    language = next((part for part in (*source.parts, source.stem.split('.')[-1]) if part.lower().startswith('zh')), '')
    tries = [f'/{language}/{section}/{name}/', f'/{language.lower()}/{section}/{name}/']
    ends = time.monotonic() + 180
    while time.monotonic() < ends:
        for address in tries:
            try:
                if get(port, address)[0] == 200:
                    return address
            except OSError:
                time.sleep(0.005)
    sys.exit(f'hugo has none of {tries}')


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('generator', type=Path)
    options.add_argument('n', type=int)
    options.add_argument('--runs', type=int, default=5)
    options.add_argument('--edits', type=int, default=9)
    options.add_argument('--yiben', default=str(HERE.parents[1] / 'target' / 'release' / 'yiben'))
    options.add_argument('--without-hugo', action='store_true')
    options.add_argument('--work', type=Path, default=HERE.parents[1] / 'target' / 'bench-build')
    given = options.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    generator = given.generator.resolve()
    python = sys.executable if given.without_hugo else build.tools(work)
    folder = build.site(generator, given.n, work, python, not given.without_hugo)
    build.searched(folder, False)
    print(f'| N = {given.n}, {3 * given.n} documents | first page s | edit ms | title ms | peak MiB | stop s |')
    print('|---|---|---|---|---|---|')
    first, body, title, memory, ended = yiben(given.yiben, folder, given.runs, given.edits)
    print(f'| yiben | {first:.2f} | {body * 1000:.0f} | {title * 1000:.0f} | {memory:.0f} | {ended:.2f} |', flush=True)
    if given.without_hugo:
        return
    program = str(work / 'venv' / 'bin' / 'hugo')
    first, edit, memory, ended = hugo(program, folder, max(1, given.runs // 2))
    print(f'| Hugo 0.168 | {first:.2f} | {edit * 1000:.0f} | | {memory:.0f} | {ended:.2f} |')


if __name__ == '__main__':
    main()
