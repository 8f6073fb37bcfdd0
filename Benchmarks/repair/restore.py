"""Mean PSNR of photos saved as JPEG, before and after `tessera repair --task restore`: python restore.py PROGRAM [QUALITIES]"""

import io
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image

import corruption


def main():
    for quality in [int(q) for q in (sys.argv[2] if len(sys.argv) > 2 else "10,20,40").split(",")]:
        rows = []
        for image in corruption.photos().values():
            file = io.BytesIO()
            Image.fromarray(image).save(file, "JPEG", quality=quality)
            with tempfile.TemporaryDirectory() as folder:
                Image.open(file).save(f"{folder}/p.png")
                subprocess.run([sys.argv[1], "repair", f"{folder}/p.png", "--task", "restore", "-o", f"{folder}/o.png"], check=True, capture_output=True)
                psnr = lambda path: 10 * np.log10(255 ** 2 / np.mean((np.asarray(Image.open(path).convert("RGB")).astype(float) - image) ** 2))
                rows.append([psnr(f"{folder}/p.png"), psnr(f"{folder}/o.png")])
        print(f"| JPEG quality {quality} | " + " | ".join(f"{v:.2f}" for v in np.mean(rows, axis=0)) + " |", flush=True)


if __name__ == "__main__":
    main()
