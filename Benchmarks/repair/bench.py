"""Repair by Tessera and by other programs, as tables: python bench.py PROGRAM [ROW...] [--slow] [--run RUN]; `scripts/bench repair` calls it.

README.md lists the rows. --slow adds the peers that take minutes a photograph. --run names a trained run for the row `learned`.
"""

import argparse
import io
import math
import os
import shutil
import subprocess
import sys
import tempfile

import cv2
import numpy as np
from PIL import Image

import corruption
import measure
import peers

INPAINTING = ("auto", "laplace", "biharmonic", "nl-bayes", "sparse-dct", "patchmatch")
SLOW = {"OpenCV FSR best"}


class Table:
    """Means of each program's figures, in the order of their first mention."""

    def __init__(self, title, quality="PSNR, dB"):
        self.title, self.quality, self.rows = title, quality, {}

    def add(self, name, quality, seconds, peak):
        self.rows.setdefault(name, []).append((quality, seconds, peak))
        print(f"  {self.title}: {name}: {quality:.3f}, {seconds:.2f} s, {peak:.0f} MB", flush=True)

    def show(self):
        means = {name: (*np.mean([r[:2] for r in rows], axis=0), max(r[2] for r in rows)) for name, rows in self.rows.items()}
        own = next((m for name, m in means.items() if name.startswith("tessera")), None)
        print(f"\n{self.title}\n\n| program | {self.quality} | time, s | peak memory, MB | Tessera's time / this |\n|---|---|---|---|---|")
        for name, (quality, seconds, peak) in means.items():
            figure = "" if math.isnan(quality) else f"{quality:.3f}" if self.quality == "SSIM" else f"{quality:.2f}"
            if math.isnan(seconds):
                print(f"| {name} | {figure} | | | |")
                continue
            ratio = "" if name.startswith("tessera") or own is None else f"{own[1] / seconds:.2f}"
            print(f"| {name} | {figure} | {seconds:.2f} | {peak:.0f} | {ratio} |")
        print(flush=True)


def tessera(table, program, name, truth, image, mask, *options, quality=None):
    """Adds a repair by Tessera. The report's seconds count: repairing, without files, as for the other programs."""
    result, report, peak = measure.tessera(program, image, mask, *options)
    method = report["method"]
    label = f"tessera {name}" + (f" ({method})" if name == "auto" and len(truth) > corruption.SIDE else "")
    table.add(label, quality(result) if quality else measure.psnr(result, truth, mask), report["seconds"], peak)


def inpainting(kind, images, methods=INPAINTING, quality="PSNR, dB"):
    """A kind of damage on photographs of 256x256, by all methods and peers."""
    def row(arguments):
        table = Table(f"{kind}, {len(images())} photographs of 256x256", quality)
        figure = measure.ssim if quality == "SSIM" else measure.psnr
        for number, (photo, truth) in enumerate(images().items()):
            mask = corruption.KINDS[kind](100 + number)
            broken = corruption.corrupted(truth, mask)
            for method in methods:
                tessera(table, arguments.program, method, truth, broken, mask, "--method", method, quality=lambda r: figure(r, truth, mask))
            for name, repair in peers.ALL.items():
                if (name in SLOW and not arguments.slow) or ("G'MIC" in name and not shutil.which("gmic")):
                    continue
                result, seconds, peak = measure.function(repair, broken, mask)
                table.add(name, figure(result, truth, mask), seconds, peak)
        table.show()
    return row


def large(title, width, height, damage, methods, has_peers=True):
    """Damage of a large image."""
    def row(arguments):
        table, truth, mask = Table(title), corruption.large(width, height), damage(width, height)
        broken = corruption.corrupted(truth, mask)
        for method in methods:
            tessera(table, arguments.program, method, truth, broken, mask, "--method", method)
        for name, repair in {"OpenCV Telea": peers.telea, "OpenCV Navier-Stokes": peers.navier_stokes}.items() if has_peers else ():
            result, seconds, peak = measure.function(repair, broken, mask)
            table.add(name, measure.psnr(result, truth, mask), seconds, peak)
        table.show()
    return row


def noisy(image, sigma, seed):
    """8-bit values with noise, rounded and clipped as in a file."""
    noise = np.random.default_rng(seed).normal(0, sigma, image.shape)
    return np.clip(np.round(image + noise), 0, 255).astype(np.uint8)


def denoising(title, images, sigma, slow=()):
    """Colour noise of a known standard deviation."""
    def row(arguments):
        found = images()
        table = Table(f"noise, sigma {sigma}, {title}")
        for number, (photo, truth) in enumerate(found.items()):
            image = noisy(truth, sigma, number)
            tessera(table, arguments.program, "denoise", truth, image, None, "--method", "denoise", "--set", f"sigma={sigma}")
            tessera(table, arguments.program, "denoise, sigma measured", truth, image, None, "--method", "denoise")
            for name, repair in peers.DENOISERS.items():
                if name in slow and not arguments.slow:
                    continue
                result, seconds, peak = measure.function(repair, image, sigma)
                table.add(name, measure.psnr(result, truth), seconds, peak)
        table.show()
    return row


def upscaling(scale):
    """Bicubically reduced photographs, enlarged again."""
    def row(arguments):
        table = Table(f"upscaling by {scale}, nine photographs")
        for image in corruption.photos().values():
            truth, side = Image.fromarray(image), corruption.SIDE // scale
            small = truth.resize((side, side), Image.BICUBIC)
            tessera(table, arguments.program, "upscale", image, np.asarray(small), None, "--task", "upscale", "--set", f"scale={scale}")
            for name, kind in {"Pillow bicubic": Image.BICUBIC, "Pillow Lanczos": Image.LANCZOS}.items():
                result, seconds, peak = measure.function(lambda: np.asarray(small.resize(truth.size, kind)))
                table.add(name, measure.psnr(result, image), seconds, peak)
        table.show()
    return row


def restoring(quality):
    """Photographs saved as JPEG."""
    def row(arguments):
        table = Table(f"JPEG of quality {quality}, nine photographs")
        for image in corruption.photos().values():
            file = io.BytesIO()
            Image.fromarray(image).save(file, "JPEG", quality=quality)
            decoded = np.asarray(Image.open(file))
            tessera(table, arguments.program, "restore", image, decoded, None, "--task", "restore")
            table.add("the JPEG itself", measure.psnr(decoded, image), math.nan, 0)
        table.show()
    return row


def learned(arguments):
    """A repair of 28x28 pixels by a network, the whole process. A network of ten steps costs as much as a trained one."""
    table = Table("a learned repair of 28x28, the whole process")
    with tempfile.TemporaryDirectory() as folder:
        run = arguments.run or f"{folder}/run"
        if not arguments.run:
            subprocess.run([arguments.program, "train", "--preset", "article-repair", "--steps", "10", "--run", run, "--quiet"], check=True)
        image, mask = np.zeros((28, 28), np.uint8), np.zeros((28, 28), np.uint8)
        image[6:22, 8:20], mask[12:18, 10:18] = 180, 255
        Image.fromarray(image).save(f"{folder}/p.png")
        Image.fromarray(mask).save(f"{folder}/m.png")
        for name, options in {"alone": [], "--compare": ["--compare"]}.items():
            _, seconds, peak = measure.program([arguments.program, "repair", f"{folder}/p.png", "--mask", f"{folder}/m.png", "--method", run,
                                                "-o", f"{folder}/{len(options)}.png", "--json", *options])
            table.add(f"tessera {name}", math.nan, seconds, peak)
    table.show()


def deep_image_prior(arguments):
    """A fit of the same network in PyTorch for as many seconds."""
    subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "deep_image_prior_torch.py"),
                    arguments.program, "wide-strokes"], check=True)


ROWS = {
    "strokes": inpainting("strokes", corruption.six),
    "text": inpainting("text", corruption.six),
    "half": inpainting("half", corruption.six),
    "scratches-1mp": large("scratches over 0.5 % of 1 megapixel", 1000, 1000, lambda w, h: corruption.scratches(w, h, 0.005), ("auto",)),
    "scratches-12mp": large("scratches over 0.6 % of 12 megapixels", 4000, 3000, lambda w, h: corruption.scratches(w, h, 0.006), ("auto",)),
    "hole-12mp": large("a hole of 1 % in 12 megapixels", 4000, 3000, corruption.hole, ("auto",), has_peers=False),
    "net-47mp": large("a net of 24-pixel scratches in 47 megapixels", 8400, 5600, corruption.net, ("auto",), has_peers=False),
    "denoise-15": denoising("nine photographs of 256x256", corruption.photos, 15),
    "denoise-25": denoising("nine photographs of 256x256", corruption.photos, 25),
    "denoise-50": denoising("nine photographs of 256x256", corruption.photos, 50),
    "denoise-1mp": denoising("1 megapixel", lambda: {"photographs side by side": corruption.large(1000, 1000)}, 25, slow=("bm3d",)),
    "denoise-12mp": denoising("12 megapixels", lambda: {"photographs side by side": corruption.large(4000, 3000)}, 25, slow=peers.DENOISERS),
    "learned": learned,
    "wide-strokes": inpainting("wide-strokes", corruption.photos),
    "box": inpainting("box", corruption.photos, ("auto", "laplace", "nl-bayes", "patchmatch"), quality="SSIM"),
    "upscale-2": upscaling(2),
    "upscale-4": upscaling(4),
    "jpeg-10": restoring(10),
    "jpeg-20": restoring(20),
    "jpeg-40": restoring(40),
    "deep-image-prior": deep_image_prior,
}
# What `scripts/bench repair` runs without names; the others repeat the tables on other damage or take an hour.
STANDARD = tuple(ROWS)[:13]


def processor():
    """The name of the CPU, and how many of its cores are used."""
    name = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown CPU")
    return f"{len(os.sched_getaffinity(0))} cores of {name}, load {os.getloadavg()[0]:.1f} at the start"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"{', '.join(ROWS)} (default: the first {len(STANDARD)})")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--run")
    arguments = parser.parse_args()
    unknown = [row for row in arguments.rows if row not in ROWS]
    if unknown:
        parser.error(f"no row named {unknown[0]}; there are {', '.join(ROWS)}")
    cv2.setNumThreads(len(os.sched_getaffinity(0)))
    print(processor(), flush=True)
    for row in arguments.rows or STANDARD:
        ROWS[row](arguments)


if __name__ == "__main__":
    main()
