"""Photographs of scikit-image and seeded masks, for `scripts/bench repair` and the tables in docs/repair.md."""

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage import data

SIDE = 256
# The photographs of the inpainting rows at 256x256.
SIX = ("astronaut", "chelsea", "coffee", "brick", "grass", "rocket")


def originals():
    """Name -> (height, width, 3) bytes, 300 to 1,000 pixels a side. Only images in the package itself: nothing is downloaded."""
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
        found[name] = image[..., :3]
    return found


def photos():
    """Name -> (256, 256, 3) bytes: the middle of each photograph, reduced."""
    found = {}
    for name, image in originals().items():
        side = min(image.shape[:2])
        top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
        square = image[top:top + side, left:left + side]
        found[name] = np.asarray(Image.fromarray(square).resize((SIDE, SIDE), Image.LANCZOS))
    return found


def six():
    """`photos` of SIX."""
    return {name: image for name, image in photos().items() if name in SIX}


def large(width, height):
    """Photographs side by side, mirrored in turn so that no part repeats at a fixed distance."""
    tiles = [image for name, image in originals().items() if name in SIX]
    result, y, row = np.zeros((height, width, 3), np.uint8), 0, 0
    while y < height:
        x, column, step = 0, 0, 300
        while x < width:
            tile = tiles[(row * 5 + column) % len(tiles)][:step]
            tile = tile[::-1 if row % 2 else 1, ::-1 if (row + column) // 2 % 2 else 1]
            part = tile[:height - y, :width - x]
            result[y:y + part.shape[0], x:x + part.shape[1]] = part
            x, column = x + tile.shape[1], column + 1
        y, row = y + step, row + 1
    return result


def strokes(seed, width=(4, 11), fraction=0.12):
    """Winding strokes of 4 to 10 pixels over about an eighth of the image."""
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


def wide_strokes(seed):
    """Strokes of 6 to 13 pixels."""
    return strokes(seed, width=(6, 14))


def text(seed):
    """Lines of letters all over the image."""
    random = np.random.default_rng(seed)
    words = "the quick brown fox jumps over a lazy dog and runs into the wood where it is dark".split()
    image = Image.new("L", (SIDE, SIDE))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=18)
    for y in range(6, SIDE, 26):
        draw.text((int(random.integers(-10, 6)), y), " ".join(random.permutation(words)), 255, font=font)
    return ((np.asarray(image) >= 100) * 255).astype(np.uint8)


def half(seed, probability=0.5):
    """Each pixel is missing with this probability."""
    return ((np.random.default_rng(seed).random((SIDE, SIDE)) < probability) * 255).astype(np.uint8)


def boxes(seed, side=64):
    """A square of 64x64 away from the border."""
    random = np.random.default_rng(seed)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    x, y = random.integers(24, SIDE - side - 24, 2)
    mask[y:y + side, x:x + side] = 255
    return mask


def scratches(width, height, fraction, thick=3, seed=1):
    """Straight scratches of `thick` pixels, 50 to 200 long, over a fraction of the image."""
    random = np.random.default_rng(seed)
    mask = np.zeros((height, width), np.uint8)
    while np.count_nonzero(mask) < fraction * mask.size:
        x, y, angle, length = random.uniform(0, width), random.uniform(0, height), random.uniform(0, math.pi), random.uniform(50, 200)
        cv2.line(mask, (int(x), int(y)), (int(x + length * math.cos(angle)), int(y + length * math.sin(angle))), 255, thick)
    return mask


def net(width, height, thick=24, distance=1500):
    """A net of slanted lines over the whole image."""
    mask = np.zeros((height, width), np.uint8)
    for start in range(-height, width + height, distance):
        cv2.line(mask, (start, 0), (start + height // 3, height), 255, thick)
        cv2.line(mask, (start + height, 0), (start + height - height // 3, height), 255, thick)
    return mask


def hole(width, height, fraction=0.01):
    """A square hole in the middle."""
    side = int(math.sqrt(width * height * fraction))
    mask = np.zeros((height, width), np.uint8)
    mask[(height - side) // 2:(height + side) // 2, (width - side) // 2:(width + side) // 2] = 255
    return mask


KINDS = {"strokes": strokes, "wide-strokes": wide_strokes, "text": text, "half": half, "box": boxes}


def corrupted(image, mask, fill=0):
    """The image with `fill` where the mask is set."""
    result = image.copy()
    result[mask > 0] = fill
    return result
