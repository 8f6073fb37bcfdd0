"""Photographs that come with scikit-image, cut to 256x256, and seeded damage: what every table in docs/repair.md is made from."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage import data

SIDE = 256


def photographs():
    """Name -> (256, 256, 3) bytes. Only pictures inside the package itself: nothing is downloaded."""
    found = {}
    for name, load in [("astronaut", data.astronaut), ("coffee", data.coffee), ("chelsea", data.chelsea),
                       ("rocket", data.rocket), ("camera", data.camera), ("hubble", data.hubble_deep_field),
                       ("brick", data.brick), ("grass", data.grass), ("gravel", data.gravel)]:
        try:
            picture = np.asarray(load())
        except Exception:
            continue
        if picture.ndim == 2:
            picture = np.repeat(picture[..., None], 3, axis=2)
        picture = picture[..., :3]
        side = min(picture.shape[:2])
        top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
        square = picture[top:top + side, left:left + side]
        found[name] = np.asarray(Image.fromarray(square).resize((SIDE, SIDE), Image.LANCZOS))
    return found


def strokes(seed, width=(6, 14), share=0.12):
    """A few winding lines of 6 to 14 pixels, about an eighth of the picture."""
    random = np.random.default_rng(seed)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    while mask.mean() / 255 < share:
        x, y = random.uniform(0, SIDE, 2)
        angle, thick = random.uniform(0, 2 * math.pi), int(random.integers(*width))
        for _ in range(6):
            angle += random.uniform(-0.9, 0.9)
            length = random.uniform(15, 40)
            to = (x + length * math.cos(angle), y + length * math.sin(angle))
            cv2.line(mask, (int(x), int(y)), (int(to[0]), int(to[1])), 255, thick)
            x, y = to
    return mask


def text(seed):
    """Lines of letters all over the picture."""
    random = np.random.default_rng(seed)
    words = "the quick brown fox jumps over a lazy dog and runs into the wood where it is dark".split()
    image = Image.new("L", (SIDE, SIDE))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=18)
    for y in range(6, SIDE, 26):
        draw.text((int(random.integers(-10, 6)), y), " ".join(random.permutation(words)), 255, font=font)
    return ((np.asarray(image) >= 100) * 255).astype(np.uint8)


def scattered(seed, share=0.5):
    """Each pixel gone with this probability."""
    return ((np.random.default_rng(seed).random((SIDE, SIDE)) < share) * 255).astype(np.uint8)


def boxes(seed, side=64):
    """One square of 64x64 away from the border."""
    random = np.random.default_rng(seed)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    x, y = random.integers(24, SIDE - side - 24, 2)
    mask[y:y + side, x:x + side] = 255
    return mask


KINDS = {"strokes": strokes, "text": text, "scattered": scattered, "box": boxes}


def damaged(picture, mask, fill=0):
    broken = picture.copy()
    broken[mask > 0] = fill
    return broken
