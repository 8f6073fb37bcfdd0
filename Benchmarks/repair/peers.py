"""Inpainting by other programs: functions from (image, mask) to an image."""

import subprocess
import tempfile

import cv2
import numpy as np
from PIL import Image
from skimage.restoration import inpaint_biharmonic


def telea(image, mask):
    return cv2.inpaint(image, mask, 3, cv2.INPAINT_TELEA)


def navier_stokes(image, mask):
    return cv2.inpaint(image, mask, 3, cv2.INPAINT_NS)


def fsr(image, mask, quality):
    out = np.zeros_like(image)
    # OpenCV needs BGR for its conversion to Lab; its mask marks known pixels.
    bgr = np.ascontiguousarray(image[..., ::-1])
    cv2.xphoto.inpaint(bgr, 255 - mask, out, quality)
    return np.where(mask[..., None] > 0, out[..., ::-1], image)


def fsr_fast(image, mask):
    return fsr(image, mask, cv2.xphoto.INPAINT_FSR_FAST)


def fsr_best(image, mask):
    return fsr(image, mask, cv2.xphoto.INPAINT_FSR_BEST)


def biharmonic(image, mask):
    out = inpaint_biharmonic(image, mask > 0, channel_axis=-1)
    return np.clip(np.round(out * 255), 0, 255).astype(np.uint8)


def gmic_patch(image, mask):
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(image).save(f"{folder}/p.png")
        Image.fromarray(mask).save(f"{folder}/m.png")
        subprocess.run(["gmic", "-v", "-1", f"{folder}/p.png", f"{folder}/m.png", "-inpaint_matchpatch[0]", "[1]",
                        "-o[0]", f"{folder}/o.png"], check=True, capture_output=True)
        out = np.asarray(Image.open(f"{folder}/o.png").convert("RGB"))
    return np.where(mask[..., None] > 0, out, image)


ALL = {"OpenCV Telea": telea, "OpenCV Navier-Stokes": navier_stokes, "OpenCV FSR fast": fsr_fast,
       "OpenCV FSR best": fsr_best, "scikit-image biharmonic": biharmonic, "G'MIC match patch": gmic_patch}


def bm3d_rgb(image, sigma):
    import bm3d
    return bm3d.bm3d_rgb(image.astype(float), float(sigma))


def scikit_non_local_means(image, sigma):
    from skimage.restoration import denoise_nl_means
    return denoise_nl_means(image.astype(float), patch_size=5, patch_distance=6, h=0.6 * sigma, sigma=sigma, fast_mode=True, channel_axis=-1)


def opencv_non_local_means(image, sigma):
    return cv2.fastNlMeansDenoisingColored(image, None, 0.5 * sigma, 0.5 * sigma, 5, 13)


DENOISERS = {"bm3d": bm3d_rgb, "scikit-image non-local means": scikit_non_local_means, "OpenCV non-local means": opencv_non_local_means}
