"""What a run of `shapes` draws, seen by a classifier that is not the program's: python judge_shapes.py PROGRAM RUN [COUNT]

Trains a convolutional network in PyTorch to name shape, colour, extent and place of the 10,000 training pictures, says how many of the 2,000 test
pictures it is right about, then has PROGRAM draw one picture for a caption of each wording and for a sound of each of COUNT (400) test pictures, and
says how often the network sees what was asked for, each trait where the caption names it. Wants torch and Pillow.
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
    "extent": ["small", "medium", "large"],
    "place": ["topleft", "top", "topright", "left", "middle", "right", "bottomleft", "bottom", "bottomright"],
}
# Words that say that a caption names the trait; every caption names the shape.
NAMING = {
    "colour": ["red", "crimson", "orange", "tangerine", "yellow", "golden", "green", "emerald", "cyan", "turquoise", "blue", "azure", "bluish",
               "purple", "purplish", "violet", "pink", "rose"],
    "extent": ["small", "little", "tiny", "medium", "middling", "large", "big", "huge", "largish"],
    "place": ["top", "upper", "bottom", "lower", "left", "right", "in the middle", "in the centre", "the middle"],
}
# In the order in which the program writes a test picture's captions.
WORDINGS = ["captions as in training", "synonyms never met", "an order never met", "a typing error"]


def read(half):
    """The half's pictures (N, 3, 28, 28) in -1...1, traits (N, 4) by the names of their sounds, captions, and a sound's path for each."""
    by_file = {}
    for line in open(half / "metadata.jsonl"):
        row = json.loads(line)
        entry = by_file.setdefault(row["file_name"], ([], []))
        entry[0].append(row["text"])
        if "audio_file_name" in row: entry[1].append(row["audio_file_name"])
    pictures, traits = [], []
    for name, (_, sounds) in by_file.items():
        pictures.append(np.asarray(Image.open(half / name).convert("RGB")))
        extent, colour, shape, place = pathlib.Path(sounds[0]).stem.split("-")[:4]
        traits.append([TRAITS["shape"].index(shape), TRAITS["colour"].index(colour), TRAITS["extent"].index(extent), TRAITS["place"].index(place)])
    return tensor(np.stack(pictures)), torch.tensor(traits), [texts for texts, _ in by_file.values()], [half / sounds[0] for _, sounds in by_file.values()]


def tensor(pictures):
    return torch.tensor(pictures.astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2)


class Judge(nn.Module):
    def __init__(self):
        super().__init__()
        def block(inputs, outputs, stride):
            return [nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
        self.body = nn.Sequential(*block(3, 32, 1), *block(32, 64, 2), *block(64, 64, 1), *block(64, 128, 2), nn.Flatten(), nn.Dropout(0.3))
        self.heads = nn.ModuleList([nn.Linear(128 * 7 * 7, len(names)) for names in TRAITS.values()])

    def forward(self, x):
        seen = self.body(x)
        return [head(seen) for head in self.heads]


# Of several threads each waits for the slowest at every layer: beside other work that takes ten times as long as one thread alone.
torch.set_num_threads(1)
torch.manual_seed(7)
temporary = tempfile.TemporaryDirectory()
folder = pathlib.Path(temporary.name)
subprocess.run([program, "data", "pair", "shapes", "--channels", "3", "--size", "28", "--out", folder / "pairs"], check=True,
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
x, y, _, _ = read(folder / "pairs" / "train")
judge = Judge().to(memory_format=torch.channels_last)
EPOCHS, BATCH = 12, 100
optimiser = torch.optim.AdamW(judge.parameters(), 1e-3, weight_decay=1e-2)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, EPOCHS * (len(x) // BATCH))
for epoch in range(EPOCHS):
    order = torch.randperm(len(x))
    for first in range(0, len(x) - BATCH + 1, BATCH):
        rows = order[first:first + BATCH]
        # Drawn pictures have faint ripples that the data's have not.
        shown = x[rows] + torch.randn(BATCH, 1, 1, 1).abs() * 0.03 * torch.randn_like(x[rows])
        optimiser.zero_grad()
        sum(F.cross_entropy(logits, y[rows, trait]) for trait, logits in enumerate(judge(shown))).backward()
        optimiser.step()
        schedule.step()
judge.eval()


@torch.no_grad()
def seen(pictures):
    """The traits (N, 4) that the network sees."""
    return torch.cat([torch.stack([logits.argmax(1) for logits in judge(part)], 1) for part in pictures.split(500)])


def report(name, hits, counted):
    print(f"{name}: " + ", ".join(f"{trait} {hits[:, i][counted[:, i]].float().mean():.3f} of {int(counted[:, i].sum())}" for i, trait in enumerate(TRAITS)))


x, y, captions, sounds = read(folder / "pairs" / "test")
report("real test pictures", seen(x) == y, torch.ones_like(y, dtype=torch.bool))
# By chance: shapes come in turn, so pictures at equal distances would be of a few of them only.
asked = torch.randperm(len(x))[:COUNT].tolist()


def drawn(arguments):
    """One picture for each of the arguments, the noise of its own."""
    pictures = []
    for seed, words in enumerate(arguments):
        subprocess.run([program, "generate", run, "--count", "1", "--seed", str(seed), *words, "--out", folder / "drawn-ubyte"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pictures.append(np.frombuffer(open(folder / "drawn-ubyte", "rb").read(), np.uint8)[-28 * 28 * 3:].reshape(28, 28, 3))
    return tensor(np.stack(pictures))


confused = torch.zeros(8, 8, dtype=torch.long)
for place, wording in enumerate(WORDINGS):
    texts = [captions[i][place] if place < len(captions[i]) else None for i in asked]
    told = [i for i, text in zip(asked, texts) if text]
    texts = [text for text in texts if text]
    got = seen(drawn([["--text", text] for text in texts]))
    names = torch.tensor([[True] + [any(word in text for word in NAMING[trait]) for trait in ("colour", "extent", "place")] for text in texts])
    report(wording, got == y[told], names)
    for wanted, found in zip(y[told][:, 0], got[:, 0]): confused[wanted, found] += 1
got = seen(drawn([["--audio", sounds[i]] for i in asked]))
report("sounds never heard", got == y[asked], torch.ones_like(got, dtype=torch.bool))
print("shapes asked for in words, each by what is seen (in this order):")
for name, row in zip(TRAITS["shape"], confused.tolist()): print(f"  {name:9}", *(f"{count:4}" for count in row))
