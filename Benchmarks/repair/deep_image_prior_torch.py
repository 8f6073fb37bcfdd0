"""The network of `--method deep-image-prior` in PyTorch, for as many seconds as Tessera takes: python deep_image_prior_torch.py PROGRAM [KIND:PHOTO,...]

A KIND alone, e.g. `wide-strokes`, stands for all nine photos. Prints the PSNR inside the hole of Tessera's result and of PyTorch's fit, PyTorch's steps,
and both means at the end."""

import json
import math
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image
from scipy.ndimage import gaussian_filter

import corruption
import peers

CHANNELS, SKIP_CHANNELS, DEPTH, INPUTS, RATE = 48, 16, 4, 32, 0.01


class Hourglass(nn.Module):
    def __init__(self):
        super().__init__()
        c = CHANNELS
        normalized = lambda: [nn.BatchNorm2d(c), nn.LeakyReLU(0.2)]
        self.first = nn.Sequential(nn.Conv2d(INPUTS, c, 1), *normalized())
        self.down = nn.ModuleList(nn.Sequential(nn.Conv2d(c, c, 4, 2, 1), *normalized()) for _ in range(DEPTH))
        self.up = nn.ModuleList(nn.ConvTranspose2d(c, c, 4, 2, 1) for _ in range(DEPTH))
        self.skip = nn.ModuleList(nn.Sequential(nn.Conv2d(c, SKIP_CHANNELS, 1), nn.Conv2d(SKIP_CHANNELS, c, 1)) for _ in range(DEPTH))
        self.merged = nn.ModuleList(nn.Sequential(*normalized(), nn.Conv2d(c, c, 3, 1, 1), *normalized()) for _ in range(DEPTH))
        self.last = nn.ConvTranspose2d(c, 3, 4, 2, 1)
        for m in self.modules():
            if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
                fan_in = m.in_channels * (4 if isinstance(m, nn.ConvTranspose2d) else m.kernel_size[0] ** 2)
                nn.init.normal_(m.weight, std=math.sqrt(2 / fan_in))
                nn.init.zeros_(m.bias)
        nn.init.normal_(self.last.weight, std=0.02)

    def level(self, x, k):
        return x if k == DEPTH else self.merged[k](self.up[k](self.level(self.down[k](x), k + 1)) + self.skip[k](x))

    def forward(self, x):
        return self.last(self.level(self.first(x), 0))


def fit(broken, mask, seconds):
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    began, side = time.time(), corruption.SIDE
    smooth = gaussian_filter(peers.navier_stokes(broken, mask).astype(np.float32), (3, 3, 0))
    tensor = lambda a: torch.tensor(a / 127.5 - 1, dtype=torch.float32).permute(2, 0, 1)[None].contiguous(memory_format=torch.channels_last)
    target, base = tensor(broken.astype(np.float32)), tensor(smooth)
    hole = torch.tensor((mask > 0).astype(np.float32))[None, None]
    known, noise = 1 - hole, torch.randn(1, INPUTS - 16, side // 2, side // 2)
    network = Hourglass().to(memory_format=torch.channels_last)
    adam = torch.optim.Adam(network.parameters(), lr=RATE, betas=(0.9, 0.99))
    average, step = None, 0
    while (progress := (time.time() - began) / seconds) < 1:
        step += 1
        for group in adam.param_groups:
            group["lr"] = RATE * (min(1, step / 20) * (0.5 + 0.5 * math.cos(math.pi * progress)) + 0.02)
        missing = torch.roll(hole, tuple(int(v) for v in random.integers(0, side, 2)), (2, 3))
        left = known * (1 - missing)
        visible = F.pixel_unshuffle(torch.cat([(target - base) * left, left], 1), 2)
        output = network(torch.cat([visible, noise + 0.03 * torch.randn_like(noise)], 1)) + base
        loss = ((output - target) ** 2 * known * (1 + 5 * missing)).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        with torch.no_grad():
            average = output.clone() if average is None else average + max(0.02, 1 / step) * (output - average)
    return np.clip((average[0].permute(1, 2, 0).numpy() + 1) * 127.5, 0, 255), step


def tessera(program, broken, mask):
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(broken).save(f"{folder}/p.png")
        Image.fromarray(mask).save(f"{folder}/m.png")
        began = time.time()
        run = subprocess.run([program, "repair", f"{folder}/p.png", "--mask", f"{folder}/m.png", "--method", "deep-image-prior", "-o", f"{folder}/o.png", "--json"],
                             check=True, capture_output=True)
        seconds = time.time() - began
        return np.asarray(Image.open(f"{folder}/o.png").convert("RGB")), seconds, json.loads(run.stdout)["notes"]


def main():
    program = sys.argv[1]
    cases = sys.argv[2].split(",") if len(sys.argv) > 2 else ["wide-strokes:brick", "text:coffee"]
    photos = corruption.photos()
    names = list(photos)
    torch.set_num_threads(2)
    both = []
    for case in (c if ":" in c else f"{c}:{n}" for c in cases for n in (names if ":" not in c else [None])):
        kind, name = case.split(":")
        truth, mask = photos[name], corruption.KINDS[kind](100 + names.index(name))
        broken = corruption.corrupted(truth, mask)
        psnr = lambda a: 10 * np.log10(255 ** 2 / np.mean((a.astype(float) - truth)[mask > 0] ** 2))
        result, seconds, notes = tessera(program, broken, mask)
        other, steps = fit(broken, mask, seconds)
        both.append((psnr(result), psnr(other)))
        print(f"{case}: {seconds:.1f} s: tessera {psnr(result):.2f} dB, PyTorch {psnr(other):.2f} dB after {steps} steps\n  " + "\n  ".join(notes), flush=True)
    print("mean of {}: tessera {:.2f} dB, PyTorch {:.2f} dB".format(len(both), *np.mean(both, axis=0)))


if __name__ == "__main__":
    main()
