"""Photographs made smaller and large again: `tessera repair --task upscale` beside bicubic and Lanczos, mean PSNR: python upscale.py PROGRAM [scales] [filters]

The strength of `upscale` was chosen on three of the nine, so the six others are told by themselves too."""

import subprocess
import sys
import tempfile
import time

import numpy as np
from PIL import Image

import damage

CHOSEN_ON = ("astronaut", "coffee", "brick")
FILTERS = {"bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS, "box": Image.BOX}


def ours(program, small, scale):
    with tempfile.TemporaryDirectory() as folder:
        small.save(f"{folder}/p.png")
        subprocess.run([program, "repair", f"{folder}/p.png", "--task", "upscale", "--set", f"scale={scale}", "-o", f"{folder}/o.png"],
                       check=True, capture_output=True)
        return Image.open(f"{folder}/o.png").convert("RGB")


def main():
    filters = sys.argv[3].split(",") if len(sys.argv) > 3 else list(FILTERS)
    for scale in [int(s) for s in (sys.argv[2] if len(sys.argv) > 2 else "2,4").split(",")]:
        for smaller in filters:
            rows = []
            for name, picture in damage.photographs().items():
                truth = Image.fromarray(picture)
                side = damage.SIDE // scale
                small = truth.resize((side, side), FILTERS[smaller])
                psnr = lambda a: 10 * np.log10(255 ** 2 / np.mean((np.asarray(a).astype(float) - picture) ** 2))
                began = time.time()
                result = ours(sys.argv[1], small, scale)
                rows.append([name not in CHOSEN_ON, psnr(small.resize(truth.size, Image.BICUBIC)), psnr(small.resize(truth.size, Image.LANCZOS)), psnr(result), time.time() - began])
            for label, some in [("all nine", rows), ("the six others", [r for r in rows if r[0]])]:
                _, bicubic, lanczos, tessera, seconds = np.mean(some, axis=0)
                print(f"| x{scale}, made smaller by {smaller}, {label} | {bicubic:.2f} | {lanczos:.2f} | {tessera:.2f} | {seconds:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
