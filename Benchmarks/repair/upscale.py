"""Mean PSNR of photos reduced and enlarged again by `tessera repair --task upscale`, bicubic and Lanczos: python upscale.py PROGRAM [SCALES] [FILTERS]

The strength of `upscale` was chosen on three of the nine photos, so the other six are listed separately."""

import subprocess
import sys
import tempfile
import time

import numpy as np
from PIL import Image

import corruption

CHOSEN_ON = ("astronaut", "coffee", "brick")
FILTERS = {"bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS, "box": Image.BOX}


def tessera(program, small, scale):
    with tempfile.TemporaryDirectory() as folder:
        small.save(f"{folder}/p.png")
        subprocess.run([program, "repair", f"{folder}/p.png", "--task", "upscale", "--set", f"scale={scale}", "-o", f"{folder}/o.png"],
                       check=True, capture_output=True)
        return Image.open(f"{folder}/o.png").convert("RGB")


def main():
    filters = sys.argv[3].split(",") if len(sys.argv) > 3 else list(FILTERS)
    for scale in [int(s) for s in (sys.argv[2] if len(sys.argv) > 2 else "2,4").split(",")]:
        for reduction in filters:
            rows = []
            for name, image in corruption.photos().items():
                truth = Image.fromarray(image)
                side = corruption.SIDE // scale
                small = truth.resize((side, side), FILTERS[reduction])
                psnr = lambda a: 10 * np.log10(255 ** 2 / np.mean((np.asarray(a).astype(float) - image) ** 2))
                began = time.time()
                result = tessera(sys.argv[1], small, scale)
                rows.append([name not in CHOSEN_ON, psnr(small.resize(truth.size, Image.BICUBIC)), psnr(small.resize(truth.size, Image.LANCZOS)), psnr(result), time.time() - began])
            for label, some in [("all nine", rows), ("the other six", [r for r in rows if r[0]])]:
                _, bicubic, lanczos, ours, seconds = np.mean(some, axis=0)
                print(f"| x{scale}, reduced by {reduction}, {label} | {bicubic:.2f} | {lanczos:.2f} | {ours:.2f} | {seconds:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
