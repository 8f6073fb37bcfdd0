"""What other programs make of the same damage; each takes (picture, mask) and gives a picture."""

import subprocess
import tempfile

import cv2
import numpy as np
from PIL import Image
from skimage.restoration import inpaint_biharmonic


def telea(picture, mask):
    return cv2.inpaint(picture, mask, 3, cv2.INPAINT_TELEA)


def navier_stokes(picture, mask):
    return cv2.inpaint(picture, mask, 3, cv2.INPAINT_NS)


def fsr(picture, mask, quality):
    out = np.zeros_like(picture)
    # OpenCV wants BGR or its Lab trick goes wrong; the mask says what is known.
    bgr = np.ascontiguousarray(picture[..., ::-1])
    cv2.xphoto.inpaint(bgr, 255 - mask, out, quality)
    return np.where(mask[..., None] > 0, out[..., ::-1], picture)


def fsr_fast(picture, mask):
    return fsr(picture, mask, cv2.xphoto.INPAINT_FSR_FAST)


def fsr_best(picture, mask):
    return fsr(picture, mask, cv2.xphoto.INPAINT_FSR_BEST)


def biharmonic(picture, mask):
    out = inpaint_biharmonic(picture, mask > 0, channel_axis=-1)
    return np.clip(np.round(out * 255), 0, 255).astype(np.uint8)


def gmic_patch(picture, mask):
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(picture).save(f"{folder}/p.png")
        Image.fromarray(mask).save(f"{folder}/m.png")
        subprocess.run(["gmic", "-v", "-1", f"{folder}/p.png", f"{folder}/m.png", "-inpaint_matchpatch[0]", "[1]",
                        "-o[0]", f"{folder}/o.png"], check=True, capture_output=True)
        out = np.asarray(Image.open(f"{folder}/o.png").convert("RGB"))
    return np.where(mask[..., None] > 0, out, picture)


ALL = {"OpenCV Telea": telea, "OpenCV Navier-Stokes": navier_stokes, "OpenCV FSR fast": fsr_fast,
       "OpenCV FSR best": fsr_best, "scikit-image biharmonic": biharmonic, "G'MIC match patch": gmic_patch}
