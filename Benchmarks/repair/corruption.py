"""Photos of scikit-image at 256x256 and seeded masks, for the tables in docs/repair.md."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage import data

SIDE = 256


def photos():
    """Name -> (256, 256, 3) bytes. Only images in the package itself: nothing is downloaded."""
    found = {}
    for name, load in [("astronaut", data.astronaut), ("coffee", data.coffee), ("chelsea", data.chelsea),
                       ("rocket", data.rocket), ("camera", data.camera), ("hubble", data.hubble_deep_field),
                       ("brick", data.brick), ("grass", data.grass), ("gravel", data.gravel)]:
        try:
            image = np.asarray(load())
        except Exception:
            continue
        if image.ndim == 2:
            image = np.repeat(image[..., None], 3, axis=2)
        image = image[..., :3]
        side = min(image.shape[:2])
        top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
        square = image[top:top + side, left:left + side]
        found[name] = np.asarray(Image.fromarray(square).resize((SIDE, SIDE), Image.LANCZOS))
    return found


def strokes(seed, width=(6, 14), fraction=0.12):
    """Winding strokes of 6 to 14 pixels over about an eighth of the image."""
    random = np.random.default_rng(seed)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    while mask.mean() / 255 < fraction:
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
    """Lines of letters all over the image."""
    random = np.random.default_rng(seed)
    words = "the quick brown fox jumps over a lazy dog and runs into the wood where it is dark".split()
    image = Image.new("L", (SIDE, SIDE))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=18)
    for y in range(6, SIDE, 26):
        draw.text((int(random.integers(-10, 6)), y), " ".join(random.permutation(words)), 255, font=font)
    return ((np.asarray(image) >= 100) * 255).astype(np.uint8)


def dropout(seed, probability=0.5):
    """Each pixel is missing with this probability."""
    return ((np.random.default_rng(seed).random((SIDE, SIDE)) < probability) * 255).astype(np.uint8)


def boxes(seed, side=64):
    """A square of 64x64 away from the border."""
    random = np.random.default_rng(seed)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    x, y = random.integers(24, SIDE - side - 24, 2)
    mask[y:y + side, x:x + side] = 255
    return mask


KINDS = {"strokes": strokes, "text": text, "dropout": dropout, "box": boxes}


def corrupted(image, mask, fill=0):
    """The image with `fill` where the mask is set."""
    result = image.copy()
    result[mask > 0] = fill
    return result
