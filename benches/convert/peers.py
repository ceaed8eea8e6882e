"""How many bytes the Python packages `opencc` and `zhconv-rs` convert in one second of CPU time.

Usage: peers.py SIMPLIFIED TRADITIONAL. Prints the same lines as the program beside it.
"""

import importlib.metadata
import sys
import time


def rate(text, convert):
    size = len(text.encode())
    convert(text)
    begin, best = time.monotonic(), float("inf")
    while best == float("inf") or time.monotonic() - begin < 1.5:
        start = time.process_time()
        convert(text)
        best = min(best, time.process_time() - start)
    return f"{size / best / 1e6:.0f}"


def main():
    simplified, traditional = (open(path, encoding="utf-8").read() for path in sys.argv[1:3])
    import opencc
    import zhconv_rs

    version = importlib.metadata.version
    converters = [opencc.OpenCC(name) for name in ("s2t", "s2twp", "t2s")]
    texts = [simplified, simplified, traditional]
    figures = [rate(text, converter.convert) for text, converter in zip(texts, converters)]
    print(f"OpenCC {version('opencc')}", *figures, sep="\t")
    targets = ["zh-Hant", "zh-TW", "zh-Hans"]
    figures = [rate(text, lambda text: zhconv_rs.zhconv(text, target)) for text, target in zip(texts, targets)]
    print(f"zhconv {version('zhconv-rs')}", *figures, sep="\t")
    work = lambda text: text.encode().decode()
    print("decode and encode UTF-8", *(rate(text, work) for text in texts), sep="\t")


main()
