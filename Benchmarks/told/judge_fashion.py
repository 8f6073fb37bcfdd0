"""A second opinion on what a run draws, from a classifier that is not the program's: python judge_fashion.py PROGRAM RUN [COUNT]

Trains a small convolutional network in PyTorch on the 60,000 training pictures of Fashion-MNIST (3 epochs), then has PROGRAM draw COUNT
pictures (100) for captions and spoken captions of each class that the run has not been trained with, and says how many of them that
network takes for what was asked, beside how many of the 10,000 real test pictures it is right about.
Wants torch, and the program espeak-ng for the sounds.
"""
import functools, gzip, subprocess, sys, tempfile
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

print = functools.partial(print, flush=True)

program, run = sys.argv[1:3]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 100
FOLDER = "/usr/share/datasets/fashion-mnist"
# In the order of the classes: a caption like those of training, and one with another word or order.
ASKED = [("a photo of a t-shirt", "a short sleeve tee in a photo"), ("this is trousers", "long trousers, a picture"),
         ("a picture of a pullover", "a woollen jumper in a photo"), ("a dress", "what you see here is an evening gown"),
         ("a photo of a coat", "photographed from the front: a winter jacket"), ("a sandal", "a picture: strap sandal"),
         ("this is a shirt", "what you see here is a buttoned shirt"), ("a photo of a sneaker", "running sneakers in a photo"),
         ("a picture of a bag", "of a leather handbag, a picture"), ("this is an ankle boot", "photographed from the front: an ankle-high boot")]
SPOKEN = {
    "with their articles": ["a t-shirt", "trousers", "a pullover", "a dress", "a coat", "a sandal", "a shirt", "a sneaker", "a bag", "an ankle boot"],
    "as words alone": ["t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
}
# Voice, words a minute, pitch. No accent of the first two is among those that training speaks with; the voices of the others are.
VOICES = [("en-us-nyc+f4", 160, 45), ("en-029+m6", 145, 60), ("en+f2", 160, 45), ("en-us+m3", 160, 50)]


def read(half, kind, offset):
    return np.frombuffer(gzip.open(f"{FOLDER}/{half}-{kind}-ubyte.gz").read(), np.uint8, offset=offset)


def pictures(values):
    return torch.tensor(values.reshape(-1, 1, 28, 28).astype(np.float32) / 127.5 - 1)


# Of several threads each waits for the slowest at every layer: beside other work that takes ten times as long as one thread alone.
torch.set_num_threads(1)
torch.manual_seed(7)
x, y = pictures(read("train", "images-idx3", 16)), torch.tensor(read("train", "labels-idx1", 8).astype(np.int64))
judge = nn.Sequential(nn.Conv2d(1, 32, 5, stride=2, padding=2), nn.BatchNorm2d(32), nn.ReLU(),
                      nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.BatchNorm2d(64), nn.ReLU(),
                      nn.Conv2d(64, 128, 3, padding=1), nn.BatchNorm2d(128), nn.ReLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten(),
                      nn.Dropout(0.3), nn.Linear(512, 10)).to(memory_format=torch.channels_last)
EPOCHS, BATCH = 3, 128
optimiser = torch.optim.Adam(judge.parameters(), 2e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, EPOCHS * (len(x) // BATCH))
for epoch in range(EPOCHS):
    order = torch.randperm(len(x))
    for first in range(0, len(x) - BATCH + 1, BATCH):
        rows = order[first:first + BATCH]
        optimiser.zero_grad()
        F.cross_entropy(judge(x[rows]), y[rows]).backward()
        optimiser.step()
        schedule.step()
judge.eval()


@torch.no_grad()
def classes(images):
    return torch.cat([judge(part).argmax(1) for part in images.split(1000)])


real = (classes(pictures(read("t10k", "images-idx3", 16))) == torch.tensor(read("t10k", "labels-idx1", 8).astype(np.int64))).float().mean()
print(f"real test pictures: right about {real:.3f}")


def share(prompts):
    """Share of the pictures that are of the class whose prompt they were drawn for; `prompts` gives arguments by class."""
    hits = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, arguments in enumerate(prompts):
            drawn = f"{folder}/{kind}-ubyte"
            subprocess.run([program, "generate", run, "--count", str(COUNT), "--seed", str(kind), *arguments, "--out", drawn], check=True,
                           stdout=subprocess.DEVNULL)
            hits.append((classes(pictures(np.frombuffer(open(drawn, "rb").read(), np.uint8, offset=16))) == kind).float().mean().item())
    return sum(hits) / len(hits), min(hits)


def report(name, prompts):
    mean, least = share(prompts)
    print(f"{name}: {mean:.3f} of {10 * COUNT} are what was asked for, {least:.2f} of the class that fares worst")


report("captions as in training", [["--text", known] for known, _ in ASKED])
report("captions with words or an order never seen", [["--text", unknown] for _, unknown in ASKED])
with tempfile.TemporaryDirectory() as folder:
    for voice, speed, pitch in VOICES:
        for manner, words in SPOKEN.items():
            for kind, word in enumerate(words):
                subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", f"{folder}/{kind}.wav", word], check=True)
            report(f"spoken {manner} by {voice}, {speed} words a minute", [["--audio", f"{folder}/{kind}.wav"] for kind in range(10)])
