"""Colour noise of sigma 25: `tessera repair --method denoise` beside BM3D and scikit-image's non-local means: python denoise.py PROGRAM [count]"""

import subprocess
import sys
import tempfile
import time

import bm3d
import numpy as np
from PIL import Image
from skimage.restoration import denoise_nl_means

import corruption


def psnr(a, b):
    return 10 * np.log10(255 ** 2 / np.mean((np.clip(np.round(a), 0, 255) - b) ** 2))


def tessera(program, noisy):
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(noisy).save(f"{folder}/p.png")
        subprocess.run([program, "repair", f"{folder}/p.png", "--method", "denoise", "--set", "sigma=25", "-o", f"{folder}/o.png"],
                       check=True, capture_output=True)
        return np.asarray(Image.open(f"{folder}/o.png").convert("RGB")).astype(float)


def main():
    rows = []
    for number, (name, image) in enumerate(list(corruption.photos().items())[:int(sys.argv[2]) if len(sys.argv) > 2 else None]):
        noise = np.random.default_rng(number).normal(0, 25, image.shape)
        noisy = np.clip(np.round(image + noise), 0, 255).astype(np.uint8)
        row = []
        for repair in (lambda y: tessera(sys.argv[1], y), lambda y: bm3d.bm3d_rgb(y.astype(float), 25.0),
                       lambda y: denoise_nl_means(y.astype(float), patch_size=5, patch_distance=6, h=15, sigma=25, fast_mode=True, channel_axis=-1)):
            began = time.time()
            row += [psnr(repair(noisy), image.astype(float)), time.time() - began]
        rows.append(row)
        print(name, " ".join(f"{v:.2f}" for v in row), flush=True)
    print("mean: tessera, s, BM3D, s, NLM, s:", " ".join(f"{v:.2f}" for v in np.mean(rows, axis=0)))


if __name__ == "__main__":
    main()
