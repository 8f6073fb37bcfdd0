"""Prompt adherence by an external classifier, for `shapes`: python external_classifier_shapes.py PROGRAM RUN [COUNT]

Trains a convolutional network in PyTorch to recognize shape, colour, size and position on the 10,000 training images and prints its accuracy on
the 2,000 test images. Then PROGRAM generates an image for each caption and for a sound of COUNT (400) test images, and the network counts how
many show each trait that the caption names. Needs torch and Pillow.
"""
import functools, json, pathlib, subprocess, sys, tempfile
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from PIL import Image

print = functools.partial(print, flush=True)

program, run = sys.argv[1:3]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 400
TRAITS = {
    "shape": ["disc", "ring", "crescent", "triangle", "square", "hexagon", "cross", "star"],
    "colour": ["red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink"],
    "size": ["small", "medium", "large"],
    "position": ["topleft", "top", "topright", "left", "middle", "right", "bottomleft", "bottom", "bottomright"],
}
# A caption names the trait if it has one of these words; every caption names the shape.
NAMING = {
    "colour": ["red", "crimson", "orange", "tangerine", "yellow", "golden", "green", "emerald", "cyan", "turquoise", "blue", "azure", "bluish",
               "purple", "purplish", "violet", "pink", "rose"],
    "size": ["small", "little", "tiny", "medium", "middling", "large", "big", "huge", "largish"],
    "position": ["top", "upper", "bottom", "lower", "left", "right", "in the middle", "in the centre", "the middle"],
}
# The captions of a test image, in the order of metadata.jsonl.
CAPTION_KINDS = ["captions as in training", "unseen synonyms", "unseen word order", "a typing error"]


def read(split):
    """Images (N, 3, 28, 28) in -1...1, traits (N, 4) from the names of the sound files, captions, and the path of a sound for each image."""
    by_file = {}
    for line in open(split / "metadata.jsonl"):
        row = json.loads(line)
        entry = by_file.setdefault(row["file_name"], ([], []))
        entry[0].append(row["text"])
        if "audio_file_name" in row: entry[1].append(row["audio_file_name"])
    images, traits = [], []
    for name, (_, sounds) in by_file.items():
        images.append(np.asarray(Image.open(split / name).convert("RGB")))
        size, colour, shape, position = pathlib.Path(sounds[0]).stem.split("-")[:4]
        traits.append([TRAITS["shape"].index(shape), TRAITS["colour"].index(colour), TRAITS["size"].index(size), TRAITS["position"].index(position)])
    return tensor(np.stack(images)), torch.tensor(traits), [texts for texts, _ in by_file.values()], [split / sounds[0] for _, sounds in by_file.values()]


def tensor(images):
    return torch.tensor(images.astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        def block(inputs, outputs, stride):
            return [nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
        self.body = nn.Sequential(*block(3, 32, 1), *block(32, 64, 2), *block(64, 64, 1), *block(64, 128, 2), nn.Flatten(), nn.Dropout(0.3))
        self.heads = nn.ModuleList([nn.Linear(128 * 7 * 7, len(names)) for names in TRAITS.values()])

    def forward(self, x):
        features = self.body(x)
        return [head(features) for head in self.heads]


# One thread: several wait for the slowest at every layer, which takes ten times as long beside other load.
torch.set_num_threads(1)
torch.manual_seed(7)
temporary = tempfile.TemporaryDirectory()
folder = pathlib.Path(temporary.name)
subprocess.run([program, "data", "pair", "shapes", "--channels", "3", "--size", "28", "--out", folder / "pairs"], check=True,
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
x, y, _, _ = read(folder / "pairs" / "train")
classifier = Classifier().to(memory_format=torch.channels_last)
EPOCHS, BATCH = 12, 100
optimizer = torch.optim.AdamW(classifier.parameters(), 1e-3, weight_decay=1e-2)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, EPOCHS * (len(x) // BATCH))
for epoch in range(EPOCHS):
    order = torch.randperm(len(x))
    for first in range(0, len(x) - BATCH + 1, BATCH):
        rows = order[first:first + BATCH]
        # Generated images have faint ripples that the data does not have.
        noisy = x[rows] + torch.randn(BATCH, 1, 1, 1).abs() * 0.03 * torch.randn_like(x[rows])
        optimizer.zero_grad()
        sum(F.cross_entropy(logits, y[rows, trait]) for trait, logits in enumerate(classifier(noisy))).backward()
        optimizer.step()
        schedule.step()
classifier.eval()


@torch.no_grad()
def predicted(images):
    """The traits (N, 4) that the network recognizes."""
    return torch.cat([torch.stack([logits.argmax(1) for logits in classifier(part)], 1) for part in images.split(500)])


def report(name, hits, counted):
    print(f"{name}: " + ", ".join(f"{trait} {hits[:, i][counted[:, i]].float().mean():.3f} of {int(counted[:, i].sum())}" for i, trait in enumerate(TRAITS)))


x, y, captions, sounds = read(folder / "pairs" / "test")
report("test images", predicted(x) == y, torch.ones_like(y, dtype=torch.bool))
# At random: shapes take turns in the data, so images at equal distances would have few of them.
chosen = torch.randperm(len(x))[:COUNT].tolist()


def generated(prompts):
    """One image for each prompt, from different noise."""
    images = []
    for seed, prompt in enumerate(prompts):
        subprocess.run([program, "generate", run, "--count", "1", "--seed", str(seed), *prompt, "--out", folder / "generated-ubyte"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        images.append(np.frombuffer(open(folder / "generated-ubyte", "rb").read(), np.uint8)[-28 * 28 * 3:].reshape(28, 28, 3))
    return tensor(np.stack(images))


confused = torch.zeros(8, 8, dtype=torch.long)
for index, kind in enumerate(CAPTION_KINDS):
    texts = [captions[i][index] if index < len(captions[i]) else None for i in chosen]
    captioned = [i for i, text in zip(chosen, texts) if text]
    texts = [text for text in texts if text]
    found = predicted(generated([["--text", text] for text in texts]))
    names = torch.tensor([[True] + [any(word in text for word in NAMING[trait]) for trait in ("colour", "size", "position")] for text in texts])
    report(kind, found == y[captioned], names)
    for true, shape in zip(y[captioned][:, 0], found[:, 0]): confused[true, shape] += 1
found = predicted(generated([["--audio", sounds[i]] for i in chosen]))
report("unseen audio", found == y[chosen], torch.ones_like(found, dtype=torch.bool))
print("confusion matrix of shapes for text prompts, rows: prompt, columns: recognized:")
for name, row in zip(TRAITS["shape"], confused.tolist()): print(f"  {name:9}", *(f"{count:4}" for count in row))
