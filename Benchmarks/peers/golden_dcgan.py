"""Losses of the first ten steps of a DCGAN in PyTorch, with weights and noise from a formula.

    python golden_dcgan.py > ../../Tests/EngineTests/Golden/dcgan-losses.json

`GoldenTests` starts Tessera from the same values. Needs torch, numpy and the
Debian package dataset-fashion-mnist.
"""
import gzip, json
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from golden_article import uniform

torch.set_num_threads(2)
BATCH, STEPS, RATE, WIDTH = 64, 10, 2e-4, 64
G = nn.Sequential(
    nn.ConvTranspose2d(100, 2 * WIDTH, 7, bias=False), nn.BatchNorm2d(2 * WIDTH), nn.ReLU(),
    nn.ConvTranspose2d(2 * WIDTH, WIDTH, 4, 2, 1, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU(),
    nn.ConvTranspose2d(WIDTH, 1, 4, 2, 1, bias=False), nn.Tanh())
D = nn.Sequential(
    nn.Conv2d(1, WIDTH, 4, 2, 1, bias=False), nn.LeakyReLU(0.2),
    nn.Conv2d(WIDTH, 2 * WIDTH, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * WIDTH), nn.LeakyReLU(0.2),
    nn.Conv2d(2 * WIDTH, 1, 7, bias=False), nn.Flatten())
with torch.no_grad():
    for index, (name, p) in enumerate(list(G.named_parameters()) + list(D.named_parameters())):
        values = torch.from_numpy(uniform(p.numel(), index)).reshape(p.shape)
        p.copy_(values * 0.035 if p.dim() == 4 else values * 0.05 + (1 if name.endswith("weight") else 0))

raw = gzip.open("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz").read()
images = np.frombuffer(raw, np.uint8, count=BATCH * STEPS * 784, offset=16).reshape(-1, 1, 28, 28).astype(np.float32) / 127.5 - 1
of_g, of_d = (torch.optim.Adam(n.parameters(), RATE, betas=(0.5, 0.999)) for n in (G, D))
bce = lambda logits, target: F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))
losses = []
for step in range(STEPS):
    real = torch.from_numpy(images[step * BATCH:(step + 1) * BATCH])
    fake = G(torch.from_numpy(uniform(BATCH * 100, 1000 + step) * np.float32(3 ** 0.5)).reshape(BATCH, 100, 1, 1))
    of_d.zero_grad()
    d_loss = bce(D(real), 1.0) + bce(D(fake.detach()), 0.0)
    d_loss.backward()
    of_d.step()
    D.requires_grad_(False)
    of_g.zero_grad()
    g_loss = bce(D(fake), 1.0)
    g_loss.backward()
    of_g.step()
    D.requires_grad_(True)
    losses.append({"discriminator": d_loss.item(), "generator": g_loss.item()})
print(json.dumps({"torch": torch.__version__, "losses": losses}, indent=1))
