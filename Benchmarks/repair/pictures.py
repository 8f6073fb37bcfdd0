"""Boxes of 64x64 side by side as docs/repair-pictures.md shows them, with SSIM inside the hole: python pictures.py PROGRAM FOLDER"""

import sys

import numpy as np
from PIL import Image

import damage
import peers
from table import measures, ours

SHOWN = 136


def cut(picture, mask):
    """The hole with what is around it."""
    rows, columns = np.where(mask > 0)
    top = min(max(rows.min() - (SHOWN - 64) // 2, 0), damage.SIDE - SHOWN)
    left = min(max(columns.min() - (SHOWN - 64) // 2, 0), damage.SIDE - SHOWN)
    return picture[top:top + SHOWN, left:left + SHOWN]


def main():
    program, folder = sys.argv[1:3]
    entries = {"OpenCV Telea": peers.telea, "G'MIC match patch": peers.gmic_patch, "tessera patch": lambda p, m: ours(program, "patch", p, m)}
    print("| photograph | " + " | ".join(entries) + " |\n|---|" + "---|" * len(entries))
    rows = []
    for number, (name, picture) in enumerate(damage.photographs().items()):
        mask = damage.boxes(100 + number)
        broken = damage.damaged(picture, mask)
        results = [repair(broken, mask) for repair in entries.values()]
        rows.append([measures(r, picture, mask)[1] for r in results])
        gap = np.full((SHOWN, 4, 3), 255, np.uint8)
        shown = [piece for p in [broken, *results, picture] for piece in (cut(p, mask), gap)][:-1]
        Image.fromarray(np.hstack(shown)).quantize(160, dither=Image.Dither.FLOYDSTEINBERG).save(f"{folder}/repair-{name}.png", optimize=True)
        print(f"| {name} | " + " | ".join(f"{v:.3f}" for v in rows[-1]) + " |", flush=True)
    print("| mean | " + " | ".join(f"{v:.3f}" for v in np.mean(rows, axis=0)) + " |")


if __name__ == "__main__":
    main()
