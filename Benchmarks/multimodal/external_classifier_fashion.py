"""Prompt adherence by an external classifier, for Fashion-MNIST: python external_classifier_fashion.py PROGRAM RUN [COUNT]

Trains a small convolutional network in PyTorch on the 60,000 training images of Fashion-MNIST (3 epochs) and prints its accuracy on the
10,000 test images. Then PROGRAM generates COUNT (100) images for text and audio prompts of each class, and the network counts how many of
them have the prompt's class. Needs torch and the program espeak-ng.
"""
import functools, gzip, subprocess, sys, tempfile
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

print = functools.partial(print, flush=True)

program, run = sys.argv[1:3]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 100
FOLDER = "/usr/share/datasets/fashion-mnist"
# In the order of the classes: a caption as in training, and one with an unseen word or order.
CAPTIONS = [("a photo of a t-shirt", "a short sleeve tee in a photo"), ("this is trousers", "long trousers, a picture"),
         ("a picture of a pullover", "a woollen jumper in a photo"), ("a dress", "what you see here is an evening gown"),
         ("a photo of a coat", "photographed from the front: a winter jacket"), ("a sandal", "a picture: strap sandal"),
         ("this is a shirt", "what you see here is a buttoned shirt"), ("a photo of a sneaker", "running sneakers in a photo"),
         ("a picture of a bag", "of a leather handbag, a picture"), ("this is an ankle boot", "photographed from the front: an ankle-high boot")]
SPOKEN = {
    "with article": ["a t-shirt", "trousers", "a pullover", "a dress", "a coat", "a sandal", "a shirt", "a sneaker", "a bag", "an ankle boot"],
    "without article": ["t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
}
# Voice, words a minute, pitch. The accents of the first two are not in training; the voices of the others are, at another speed and pitch.
VOICES = [("en-us-nyc+f4", 160, 45), ("en-029+m6", 145, 60), ("en+f2", 160, 45), ("en-us+m3", 160, 50)]


def read(split, kind, offset):
    return np.frombuffer(gzip.open(f"{FOLDER}/{split}-{kind}-ubyte.gz").read(), np.uint8, offset=offset)


def images(values):
    return torch.tensor(values.reshape(-1, 1, 28, 28).astype(np.float32) / 127.5 - 1)


# One thread: several wait for the slowest at every layer, which takes ten times as long beside other load.
torch.set_num_threads(1)
torch.manual_seed(7)
x, y = images(read("train", "images-idx3", 16)), torch.tensor(read("train", "labels-idx1", 8).astype(np.int64))
classifier = nn.Sequential(nn.Conv2d(1, 32, 5, stride=2, padding=2), nn.BatchNorm2d(32), nn.ReLU(),
                      nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.BatchNorm2d(64), nn.ReLU(),
                      nn.Conv2d(64, 128, 3, padding=1), nn.BatchNorm2d(128), nn.ReLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten(),
                      nn.Dropout(0.3), nn.Linear(512, 10)).to(memory_format=torch.channels_last)
EPOCHS, BATCH = 3, 128
optimizer = torch.optim.Adam(classifier.parameters(), 2e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, EPOCHS * (len(x) // BATCH))
for epoch in range(EPOCHS):
    order = torch.randperm(len(x))
    for first in range(0, len(x) - BATCH + 1, BATCH):
        rows = order[first:first + BATCH]
        optimizer.zero_grad()
        F.cross_entropy(classifier(x[rows]), y[rows]).backward()
        optimizer.step()
        schedule.step()
classifier.eval()


@torch.no_grad()
def classes(batch):
    return torch.cat([classifier(part).argmax(1) for part in batch.split(1000)])


real = (classes(images(read("t10k", "images-idx3", 16))) == torch.tensor(read("t10k", "labels-idx1", 8).astype(np.int64))).float().mean()
print(f"accuracy on the test images: {real:.3f}")


def adherence(prompts):
    """Fraction of images that have their prompt's class: mean and least over classes. `prompts` has arguments of `generate` by class."""
    hits = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, arguments in enumerate(prompts):
            generated = f"{folder}/{kind}-ubyte"
            subprocess.run([program, "generate", run, "--count", str(COUNT), "--seed", str(kind), *arguments, "--out", generated], check=True,
                           stdout=subprocess.DEVNULL)
            hits.append((classes(images(np.frombuffer(open(generated, "rb").read(), np.uint8, offset=16))) == kind).float().mean().item())
    return sum(hits) / len(hits), min(hits)


def report(name, prompts):
    mean, least = adherence(prompts)
    print(f"{name}: {mean:.3f} of {10 * COUNT} images have the prompt's class, {least:.2f} for the worst class")


report("captions as in training", [["--text", seen] for seen, _ in CAPTIONS])
report("captions with unseen words or order", [["--text", unseen] for _, unseen in CAPTIONS])
with tempfile.TemporaryDirectory() as folder:
    for voice, speed, pitch in VOICES:
        for manner, words in SPOKEN.items():
            for kind, word in enumerate(words):
                subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", f"{folder}/{kind}.wav", word], check=True)
            report(f"spoken {manner} by {voice}, {speed} words a minute", [["--audio", f"{folder}/{kind}.wav"] for kind in range(10)])
