"""Images of docs/repair-images.md, holes of 64x64 side by side, and the SSIM inside the hole: python side_by_side.py PROGRAM FOLDER"""

import sys

import numpy as np
from PIL import Image

import corruption
import peers
from measure import ssim, tessera

SHOWN = 136


def cropped(image, mask):
    """The hole with its surroundings."""
    rows, columns = np.where(mask > 0)
    top = min(max(rows.min() - (SHOWN - 64) // 2, 0), corruption.SIDE - SHOWN)
    left = min(max(columns.min() - (SHOWN - 64) // 2, 0), corruption.SIDE - SHOWN)
    return image[top:top + SHOWN, left:left + SHOWN]


def main():
    program, folder = sys.argv[1:3]
    entries = {"OpenCV Telea": peers.telea, "G'MIC match patch": peers.gmic_patch, "tessera patchmatch": lambda p, m: tessera(program, p, m, "--method", "patchmatch")[0]}
    print("| photo | " + " | ".join(entries) + " |\n|---|" + "---|" * len(entries))
    rows = []
    for number, (name, image) in enumerate(corruption.photos().items()):
        mask = corruption.boxes(100 + number)
        broken = corruption.corrupted(image, mask)
        results = [repair(broken, mask) for repair in entries.values()]
        rows.append([ssim(r, image, mask) for r in results])
        gap = np.full((SHOWN, 4, 3), 255, np.uint8)
        shown = [piece for p in [broken, *results, image] for piece in (cropped(p, mask), gap)][:-1]
        Image.fromarray(np.hstack(shown)).quantize(160, dither=Image.Dither.FLOYDSTEINBERG).save(f"{folder}/repair-{name}.png", optimize=True)
        print(f"| {name} | " + " | ".join(f"{v:.3f}" for v in rows[-1]) + " |", flush=True)
    print("| mean | " + " | ".join(f"{v:.3f}" for v in np.mean(rows, axis=0)) + " |")


if __name__ == "__main__":
    main()
