"""Times one training step of the article's GAN in PyTorch, fused Adam: prints the median in milliseconds.

    python step_torch_article.py [REPETITIONS] [bf16] [compiled]

Batch 128, updates of both networks with one forward pass of the generator, no weight gradients of the discriminator in the
generator's update: the work of one step of Tessera, without its averaged weights.
"""
import os, statistics, sys, time
import torch, torch.nn as nn, torch.nn.functional as F

torch.set_num_threads(len(os.sched_getaffinity(0)))
torch.manual_seed(0)
modes = set(sys.argv[1:]) & {"bf16", "compiled"}
numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
BATCH, repetitions = 128, numbers[0] if numbers else 60


def mlp(*sizes):
    layers = [layer for a, b in zip(sizes, sizes[1:]) for layer in (nn.Linear(a, b), nn.LeakyReLU(0.2))]
    return layers[:-1]


G, D = nn.Sequential(*mlp(100, 1024, 1024, 784), nn.Tanh()), nn.Sequential(*mlp(784, 1024, 1024, 512, 1))
of_g, of_d = (torch.optim.Adam(network.parameters(), 2e-4, fused=True) for network in (G, D))
ones, zeros = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)
forward_g, forward_d = (torch.compile(network) if "compiled" in modes else network for network in (G, D))
autocast = torch.autocast("cpu", dtype=torch.bfloat16, enabled="bf16" in modes)


def generate(z):
    with autocast:
        return forward_g(z).float()


def discriminate(images):
    with autocast:
        return forward_d(images).float()


bce = F.binary_cross_entropy_with_logits


def step(real):
    fake = generate(torch.randn(BATCH, 100))
    of_d.zero_grad()
    (bce(discriminate(real), ones) + bce(discriminate(fake.detach()), zeros)).backward()
    of_d.step()
    D.requires_grad_(False)
    of_g.zero_grad()
    bce(discriminate(fake), ones).backward()
    of_g.step()
    D.requires_grad_(True)


times = []
for index in range(repetitions + 5):
    real = torch.rand(BATCH, 784) * 2 - 1
    start = time.perf_counter()
    step(real)
    times.append((time.perf_counter() - start) * 1e3)
print(f"{statistics.median(times[5:]):.2f} PyTorch {torch.__version__} {' '.join(sorted(modes)) or 'eager'}")
