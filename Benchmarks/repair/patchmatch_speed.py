"""Time of `--method patchmatch` and G'MIC with 10 % of 256x256 missing, and for a hole of 200x200 in 12 megapixels: python patchmatch_speed.py PROGRAM"""

import subprocess
import sys
import tempfile
import time

import numpy as np
from PIL import Image

import corruption


def timed(arguments):
    began = time.time()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.time() - began


def main():
    program = sys.argv[1]
    image = corruption.photos()["coffee"]
    mask = np.zeros((256, 256), np.uint8)
    mask[88:169, 90:171] = 255
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(corruption.corrupted(image, mask)).save(f"{folder}/p.png")
        Image.fromarray(mask).save(f"{folder}/m.png")
        tessera = [program, "repair", f"{folder}/p.png", "--mask", f"{folder}/m.png", "--method", "patchmatch", "-o", f"{folder}/o.png", "--force"]
        gmic = ["gmic", "-v", "-1", f"{folder}/p.png", f"{folder}/m.png", "-inpaint_matchpatch[0]", "[1]", "-o[0]", f"{folder}/g.png"]
        pairs = [(timed(tessera), timed(gmic)) for _ in range(5)]
        a, b = np.median(pairs, axis=0)
        print(f"10 % of 256x256: tessera {a:.2f} s, G'MIC {b:.2f} s, ratio {a / b:.2f}")
        large = np.tile(image, (12, 16, 1))[:3000, :4000]
        hole = np.zeros(large.shape[:2], np.uint8)
        hole[1400:1600, 1900:2100] = 255
        Image.fromarray(corruption.corrupted(large, hole)).save(f"{folder}/p.png", compress_level=1)
        Image.fromarray(hole).save(f"{folder}/m.png", compress_level=1)
        print(f"12 megapixels, 200x200 missing: {timed(tessera):.2f} s with reading and writing the files")


if __name__ == "__main__":
    main()
