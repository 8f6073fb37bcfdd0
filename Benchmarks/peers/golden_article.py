"""Losses of the first ten steps of the preset article in PyTorch, with weights and noise from a formula.

    python golden_article.py > ../../Tests/EngineTests/Golden/article-losses.json

`GoldenTests` starts Tessera from the same values. Needs torch, numpy and the Debian
package dataset-fashion-mnist.
"""
import gzip, json
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

torch.set_num_threads(2)
BATCH, STEPS, RATE = 128, 10, 2e-4


def uniform(count, stream):
    """Values in [-1, 1): the finalizer of MurmurHash3 over index and stream, in 32 bits."""
    h = (np.arange(count, dtype=np.uint64) + np.uint64(stream) * np.uint64(0x9E3779B9)) & np.uint64(0xFFFFFFFF)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h ^= h >> np.uint64(shift)
        h = (h * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    return (((h >> np.uint64(8)).astype(np.float64)) / 2**23 - 1).astype(np.float32)


def main():
    def linear(*sizes):
        layers = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            layers += [nn.Linear(inputs, outputs), nn.LeakyReLU(0.2)]
        return layers[:-1]

    G, D = nn.Sequential(*linear(100, 1024, 1024, 784), nn.Tanh()), nn.Sequential(*linear(784, 1024, 1024, 512, 1))
    with torch.no_grad():
        for index, p in enumerate(list(G.parameters()) + list(D.parameters())):
            bound = (6 / sum(p.shape)) ** 0.5 if p.dim() == 2 else 0.05
            p.copy_(torch.from_numpy(uniform(p.numel(), index) * np.float32(bound)).reshape(p.shape))

    raw = gzip.open("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz").read()
    images = np.frombuffer(raw, np.uint8, count=BATCH * STEPS * 784, offset=16).reshape(-1, 784).astype(np.float32) / 127.5 - 1
    optimizers = [torch.optim.Adam(n.parameters(), RATE) for n in (G, D)]
    bce = lambda logits, target: F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))
    losses = []
    for step in range(STEPS):
        real = torch.from_numpy(images[step * BATCH:(step + 1) * BATCH])
        z = torch.from_numpy(uniform(BATCH * 100, 1000 + step) * np.float32(3 ** 0.5)).reshape(BATCH, 100)
        fake = G(z)
        optimizers[1].zero_grad()
        d_loss = bce(D(real), 1.0) + bce(D(fake.detach()), 0.0)
        d_loss.backward()
        optimizers[1].step()
        D.requires_grad_(False)
        optimizers[0].zero_grad()
        g_loss = bce(D(fake), 1.0)
        g_loss.backward()
        optimizers[0].step()
        D.requires_grad_(True)
        losses.append({"discriminator": d_loss.item(), "generator": g_loss.item()})
    print(json.dumps({"torch": torch.__version__, "losses": losses}, indent=1))


if __name__ == "__main__":
    main()
