"""Lays the figures out as a table, with what the program needs to start.

Usage: table.py RESULTS PROGRAM SIMPLIFIED TRADITIONAL
"""

import os
import platform
import subprocess
import sys
import time


def han(path):
    text = open(path, encoding="utf-8").read()
    size = len(text.encode())
    return size, sum(len(c.encode()) for c in text if "\u3400" <= c <= "\u9fff") / size


def start(program):
    """The median time from start to exit with a short text, in milliseconds, and the most memory, in MiB."""
    command, text = [program, "convert", "--config", "s2twp"], "头发\n".encode()
    times = []
    for _ in range(41):
        begin = time.perf_counter()
        subprocess.run(command, input=text, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begin)
    # The program is asked while it waits for the end of its input, after all the text that it will get.
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    process.stdin.write(text * 200_000)
    process.stdin.flush()
    time.sleep(0.5)
    status = open(f"/proc/{process.pid}/status", encoding="utf-8").read()
    process.stdin.close()
    process.wait()
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return sorted(times)[20] * 1000, memory / 1024


def main():
    results, program, simplified, traditional = sys.argv[1:5]
    milliseconds, memory = start(program)
    size, share = han(simplified)
    size_t, share_t = han(traditional)
    rows = [line.rstrip("\n").split("\t") for line in open(results, encoding="utf-8")]
    print("# Conversion speed\n")
    print(f"Megabytes in a second of CPU time on one thread, the best pass of 1.5 s, all in one run of `run.sh` on {time.strftime('%Y-%m-%d')}.")
    print(f"Text: {size / 1e6:.1f} MB of Simplified Markdown, {share:.0%} Han by bytes; {size_t / 1e6:.1f} MB of Traditional, {share_t:.0%}.")
    print(f"Machine: {os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f} while it ran.\n")
    print("| | s2t | s2twp | t2s |\n|---|---|---|---|")
    for row in rows:
        if len(row) == 4:
            print("| " + " | ".join(row) + " |")
    print(f"\n`yiben convert --config s2twp` of one word, from start to exit: {milliseconds:.1f} ms; of 1.4 MB of text: {memory:.1f} MiB at most.\n")
    for row in rows:
        if row[0].startswith("#"):
            print(row[0].removeprefix("# ") + "\n")


main()
