"""PSNR and SSIM inside the hole and seconds, for `tessera repair` and other programs: python table.py PROGRAM [KINDS] [METHODS] [peers|tessera|both]"""

import json
import subprocess
import sys
import tempfile
import time

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

import corruption
import peers


def measures(result, truth, mask):
    hole = mask > 0
    difference = (result.astype(float) - truth)[hole]
    luma = [p.astype(float) @ [0.299, 0.587, 0.114] for p in (result, truth)]
    _, similar = structural_similarity(*luma, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True)
    return 10 * np.log10(255 ** 2 / max(np.mean(difference ** 2), 1e-9)), similar[hole].mean()


def tessera(program, method, image, mask):
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(image).save(f"{folder}/p.png")
        Image.fromarray(mask).save(f"{folder}/m.png")
        run = subprocess.run([program, "repair", f"{folder}/p.png", "--mask", f"{folder}/m.png", "--method", method, "-o", f"{folder}/o.png", "--json"],
                             check=True, capture_output=True)
        report = json.loads(run.stdout)
        out = np.asarray(Image.open(f"{folder}/o.png").convert("RGB"))
    assert report["knownSamplesChanged"] == 0 and (out[mask == 0] == image[mask == 0]).all()
    return out


def main():
    program = sys.argv[1]
    kinds = sys.argv[2].split(",") if len(sys.argv) > 2 else list(corruption.KINDS)
    methods = sys.argv[3].split(",") if len(sys.argv) > 3 else ["auto"]
    programs = sys.argv[4] if len(sys.argv) > 4 else "both"
    entries = {} if programs == "tessera" else {k: v for k, v in peers.ALL.items() if k != "OpenCV FSR best"}
    if programs != "peers":
        entries |= {f"tessera {m}": (lambda p, k, m=m: tessera(program, m, p, k)) for m in methods}
    for kind in kinds:
        for name, repair in entries.items():
            rows = []
            for number, (_, image) in enumerate(corruption.photos().items()):
                mask = corruption.KINDS[kind](100 + number)
                began = time.time()
                result = repair(corruption.corrupted(image, mask), mask)
                rows.append((*measures(result, image, mask), time.time() - began))
            psnr, ssim, seconds = np.mean(rows, axis=0)
            print(f"| {kind} | {name} | {psnr:.2f} | {ssim:.3f} | {seconds:.2f} |", "".join(f" {r[0]:.1f}" for r in rows), flush=True)


if __name__ == "__main__":
    main()
