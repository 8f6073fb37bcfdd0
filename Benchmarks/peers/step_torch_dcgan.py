"""Times one training step of DCGAN in PyTorch, channels last, fused Adam: prints the median in milliseconds.

    python step_torch_dcgan.py SIZE CHANNELS [REPETITIONS] [bf16] [compiled]

64 feature maps, batch 64; SIZE is 32 or 64. Updates of both networks with one forward pass of the generator, no weight gradients
of the discriminator in the generator's update: the work of one step of Tessera, without its averaged weights. bf16 is autocast to bfloat16 in the forward passes,
with weights, gradients and Adam in float; compiled is torch.compile of both networks.
"""
import os, statistics, sys, time
import torch, torch.nn as nn, torch.nn.functional as F

torch.set_num_threads(len(os.sched_getaffinity(0)))
torch.manual_seed(0)
modes = set(sys.argv[1:]) & {"bf16", "compiled"}
size, channels, *rest = [int(word) for word in sys.argv[1:] if word.isdigit()]
BATCH, LATENT, WIDTH, repetitions = 64, 100, 64, rest[0] if rest else 10
maps = [WIDTH << level for level in range(size.bit_length() - 3)]

up = [nn.ConvTranspose2d(LATENT, maps[-1], 4, bias=False), nn.BatchNorm2d(maps[-1]), nn.ReLU(True)]
for a, b in zip(maps[::-1], maps[-2::-1]):
    up += [nn.ConvTranspose2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(True)]
down = [nn.Conv2d(channels, maps[0], 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)]
for a, b in zip(maps, maps[1:]):
    down += [nn.Conv2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2, True)]
G = nn.Sequential(*up, nn.ConvTranspose2d(maps[0], channels, 4, 2, 1, bias=False), nn.Tanh()).to(memory_format=torch.channels_last)
D = nn.Sequential(*down, nn.Conv2d(maps[-1], 1, 4, bias=False), nn.Flatten()).to(memory_format=torch.channels_last)
of_g, of_d = (torch.optim.Adam(network.parameters(), 2e-4, betas=(0.5, 0.999), fused=True) for network in (G, D))
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
    fake = generate(torch.randn(BATCH, LATENT, 1, 1))
    of_d.zero_grad()
    (bce(discriminate(real), ones) + bce(discriminate(fake.detach()), zeros)).backward()
    of_d.step()
    D.requires_grad_(False)
    of_g.zero_grad()
    bce(discriminate(fake), ones).backward()
    of_g.step()
    D.requires_grad_(True)


times = []
for _ in range(repetitions + 2):
    real = (torch.rand(BATCH, channels, size, size) * 2 - 1).contiguous(memory_format=torch.channels_last)
    start = time.perf_counter()
    step(real)
    times.append((time.perf_counter() - start) * 1e3)
print(f"{statistics.median(times[2:]):.2f} PyTorch {torch.__version__} {' '.join(['channels last', *sorted(modes)])}")
