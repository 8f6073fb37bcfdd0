"""`tessera show` compared with chafa: time of whole processes run alternately, and PSNR of the printed cells.

usage: show_chafa.py TESSERA [--runs N] [--size WxH] [IMAGE ...]

Both print the image with the same symbols and colours into the same cells. Their escape sequences are parsed, each cell becomes 2x2
blocks, and every pixel of the original is compared with the block over its centre: PSNR over sRGB bytes, in dB. Without images, the photos
of scikit-image are used. Needs numpy, pillow, chafa.
"""
import argparse, re, resource, statistics, subprocess, sys, time
import numpy as np
from PIL import Image

PHOTOS = ["astronaut.png", "chelsea.png", "coffee.png", "hubble_deep_field.jpg", "motorcycle_left.png", "retina.jpg",
               "rocket.jpg"]
QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
ANSI16 = [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
          (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)]
# chafa assumes other values for the first sixteen colours than xterm; its output is measured with them.
CHAFA16 = [(0, 0, 0), (128, 0, 0), (0, 128, 0), (128, 128, 0), (0, 0, 128), (128, 0, 128), (0, 128, 128), (192, 192, 192),
           (128, 128, 128), (255, 0, 0), (0, 255, 0), (255, 255, 0), (0, 0, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)]
MODES = {"truecolor": "full", "256": "256"}
SYMBOLS = {"half": "vhalf", "quadrant": "quad+vhalf+hhalf+solid+space"}


def palette(index, first):
    if index < 16:
        return first[index]
    if index >= 232:
        return (8 + 10 * (index - 232),) * 3
    levels = (0, 95, 135, 175, 215, 255)
    return levels[(index - 16) // 36], levels[(index - 16) // 6 % 6], levels[(index - 16) % 6]


def parsed(text, first):
    """2x2 blocks a cell, as an array (2 * rows, 2 * columns, 3)."""
    rows = []
    for line in text.split("\n"):
        front, back, reverse, cells = (255, 255, 255), (0, 0, 0), False, []
        for escape, glyph in re.findall(r"\x1b\[([0-9;?]*[A-Za-z])|(.)", line):
            if glyph:
                inks = (front, back) if reverse else (back, front)
                mask = QUADRANTS.index(glyph)
                cells.append([inks[mask >> bit & 1] for bit in range(4)])
            elif escape.endswith("m"):
                codes = [int(code or 0) for code in escape[:-1].split(";")]
                while codes:
                    code = codes.pop(0)
                    if code == 0: front, back, reverse = (255, 255, 255), (0, 0, 0), False
                    elif code == 7: reverse = True
                    elif code in (38, 48):
                        if codes.pop(0) == 2: color, codes = tuple(codes[:3]), codes[3:]
                        else: color = palette(codes.pop(0), first)
                        front, back = (color, back) if code == 38 else (front, color)
                    elif 30 <= code < 38 or 90 <= code < 98: front = first[code % 10 + (8 if code >= 90 else 0)]
                    elif 40 <= code < 48 or 100 <= code < 108: back = first[code % 10 + (8 if code >= 100 else 0)]
                    else: sys.exit(f"unknown escape sequence: {escape!r}")
        if cells: rows.append(cells)
    blocks = np.array(rows, dtype=np.float64)
    height, width = blocks.shape[:2]
    return blocks.reshape(height, width, 2, 2, 3).transpose(0, 2, 1, 3, 4).reshape(2 * height, 2 * width, 3)


def psnr(blocks, original):
    """PSNR in dB of the blocks, stretched over the original."""
    rows = ((np.arange(original.shape[0]) + 0.5) * blocks.shape[0] / original.shape[0]).astype(int)
    columns = ((np.arange(original.shape[1]) + 0.5) * blocks.shape[1] / original.shape[1]).astype(int)
    return 10 * np.log10(255 ** 2 / np.mean((blocks[rows][:, columns] - original) ** 2))


def timed(command):
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    text = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout.decode()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tessera")
    parser.add_argument("images", nargs="*")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--size", default="200x60")
    options = parser.parse_args()
    if not options.images:
        import os, skimage
        folder = os.path.join(os.path.dirname(skimage.__file__), "data")
        options.images = [os.path.join(folder, name) for name in PHOTOS]
    for mode, chafas_mode in MODES.items():
        for symbols, chafas_symbols in SYMBOLS.items():
            print(f"\n{symbols}, {mode}, {options.size} cells" + " " * 14 + "ms: ours  chafa  ratio  (cpu)   dB: ours  chafa   difference")
            ratios, gains = [], []
            for path in options.images:
                ours = [options.tessera, "show", "--color", mode, "--symbols", symbols, "--size", options.size, path]
                theirs = ["chafa", "-f", "symbols", "-c", chafas_mode, "--symbols", chafas_symbols, "-s", options.size, path]
                timed(ours), timed(theirs)
                runs = [(timed(ours), timed(theirs)) for _ in range(options.runs)]
                ratio = statistics.median(a[0] / b[0] for a, b in runs)
                work = statistics.median(a[1] / b[1] for a, b in runs)
                a, b = (statistics.median(run[i][0] for run in runs) * 1e3 for i in (0, 1))
                original = np.asarray(Image.open(path).convert("RGB"), dtype=np.float64)
                p, q = (psnr(parsed(runs[0][i][2], first), original) for i, first in ((0, ANSI16), (1, CHAFA16)))
                ratios.append(ratio), gains.append(p - q)
                print(f"  {path.split('/')[-1]:40} {a:6.1f} {b:6.1f} {ratio:6.2f} {work:7.2f}      {p:6.2f} {q:6.2f} {p - q:+6.2f}")
            print(f"  {'median ratio, least difference':40} {'':13} {statistics.median(ratios):6.2f} {'':32} {min(gains):+6.2f}")


main()
