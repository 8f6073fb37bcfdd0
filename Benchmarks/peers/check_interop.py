"""The parts of scripts/check-interop: python check_interop.py PART RUN

`latents` writes noise vectors, `pixels` compares the images that Tessera generated from them with PyTorch's, `corrupt` writes an image with a
mask, `repaired` compares its repair with PyTorch's, `events` reads the log with TensorBoard.
"""
import glob, sys
import numpy as np, torch, torch.nn as nn
from safetensors.torch import load_file, save_file

part, folder = sys.argv[1:3]
COUNT, prefix = 100, "generator_ema."
checkpoint = sorted(glob.glob(f"{folder}/checkpoints/*.safetensors"))[-1]
state = load_file(checkpoint)
weights = {k[len(prefix):]: v for k, v in state.items() if k.startswith(prefix)}


def generator():
    """The same generator as PyTorch modules, under the checkpoint's names."""
    layers = {}
    for name, value in weights.items():
        layer, kind = name.split(".", 1)
        if kind == "weight" and value.ndim == 2:
            layers[layer] = nn.Linear(value.shape[1], value.shape[0])
        elif kind == "weight" and value.ndim == 4:
            first = not any(isinstance(m, nn.ConvTranspose2d) for m in layers.values())
            layers[layer] = nn.ConvTranspose2d(value.shape[0], value.shape[1], value.shape[2], 1 if first else 2, 0 if first else 1,
                                               bias=f"{layer}.bias" in weights)
        elif kind == "running_mean":
            layers[layer] = nn.BatchNorm2d(value.shape[0])
    is_linear = any(isinstance(m, nn.Linear) for m in layers.values())
    last = max(map(int, layers))
    between = lambda index: nn.Tanh() if index == last + 1 else nn.LeakyReLU(0.2) if is_linear else nn.ReLU()
    first_layer = min(map(int, layers))
    modules = [layers.get(str(index)) or (nn.Identity() if index < first_layer or isinstance(layers.get(str(index + 1)), nn.BatchNorm2d)
                                          else between(index)) for index in range(last + 2)]
    network = nn.Sequential(*modules)
    parameters = {k: v for k, v in weights.items() if not k.endswith("embedding")}
    missing, unexpected = network.load_state_dict(parameters, strict=False)
    if unexpected or any(not name.endswith("num_batches_tracked") for name in missing):
        sys.exit(f"the weights do not fit: missing {missing}, unexpected {unexpected}")
    return network.eval(), is_linear


def latent():
    """Length of the noise vector, and the class embedding (E, classes) or None."""
    embedding = weights.get("0.embedding")
    first = next(v for k, v in sorted(weights.items(), key=lambda item: int(item[0].split(".")[0])) if k.endswith(".weight"))
    inputs = first.shape[1] if first.ndim == 2 else first.shape[0]
    return inputs - (0 if embedding is None else embedding.shape[0]), embedding


class Skip(nn.Module):
    def __init__(self, *body):
        super().__init__()
        self.body = nn.Sequential(*body)

    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


def repair_network(w=32, C=1):
    """The generator of `article-repair` or `repair` at 28 pixels, see docs/presets/repair.md."""
    if "0.weight" in weights:
        return nn.Sequential(nn.Linear(784 * (C + 1), 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 784 * C), nn.Tanh())
    up = lambda i, o, k=4, s=2, p=1: [nn.ConvTranspose2d(i, o, k, s, p, bias=False), nn.BatchNorm2d(o), nn.ReLU()]
    down = lambda i, o: [nn.Conv2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2)]
    inner = Skip(nn.Conv2d(4 * w, 8 * w, 3), nn.LeakyReLU(0.2), *up(8 * w, 4 * w, 3, 1, 0))
    inner = Skip(*down(2 * w, 4 * w), inner, *up(8 * w, 2 * w, 3, 2, 0))
    inner = Skip(*down(w, 2 * w), inner, *up(4 * w, w))
    inner = Skip(nn.Conv2d(C + 1, w, 4, 2, 1), nn.LeakyReLU(0.2), inner, *up(2 * w, w // 2))
    return nn.Sequential(nn.Identity(), inner, nn.Conv2d(C + 1 + w // 2, C, 3, padding=1), nn.Tanh())


if part == "corrupt":
    from PIL import Image
    random = np.random.default_rng(3)
    Image.fromarray(random.integers(0, 256, (28, 28), dtype=np.uint8)).save(f"{folder}/corrupted.png")
    mask = np.zeros((28, 28), np.uint8)
    mask[6:20, 9:18] = 255
    Image.fromarray(mask).save(f"{folder}/mask.png")

elif part == "repaired":
    from PIL import Image
    read = lambda name: np.asarray(Image.open(f"{folder}/{name}.png")).astype(np.float32)
    corrupted, mask, found = read("corrupted"), read("mask") / 255, read("repaired")
    network = repair_network()
    missing, unexpected = network.load_state_dict(weights, strict=False)
    if unexpected or any(not name.endswith("num_batches_tracked") for name in missing):
        sys.exit(f"the weights do not fit: missing {missing}, unexpected {unexpected}")
    given = torch.from_numpy(np.stack([(corrupted / 127.5 - 1) * (1 - mask), mask]))
    with torch.no_grad():
        output = network.eval()(given.permute(1, 2, 0).reshape(1, -1) if "0.weight" in weights else given[None]).reshape(28, 28)
    expected = np.where(mask > 0, ((output + 1) * 127.5).round().clamp(0, 255).numpy(), corrupted)
    worst = abs(expected - found).max()
    print(f"{folder.rsplit('/', 1)[1]}: a repaired image, at most {worst:.0f} grey levels from PyTorch's")
    if worst > 1 or (expected != corrupted)[mask > 0].mean() < 0.5:
        sys.exit("the pixels differ")

elif part == "latents":
    torch.manual_seed(3)
    save_file({"z": torch.randn(COUNT, latent()[0])}, f"{folder}/z.safetensors")

elif part == "pixels":
    network, is_linear = generator()
    z, embedding = load_file(f"{folder}/z.safetensors")["z"], latent()[1]
    if embedding is not None:
        # Without --class the classes take turns.
        z = torch.cat([z, embedding.T[torch.arange(COUNT) % embedding.shape[1]]], 1)
    with torch.no_grad():
        images = network(z if is_linear else z[:, :, None, None]).reshape(COUNT, -1)
    expected = ((images + 1) * 127.5).round().clamp(0, 255).numpy().astype(int)
    found = np.frombuffer(open(f"{folder}/tessera-images-idx3-ubyte", "rb").read()[16:], np.uint8).reshape(COUNT, -1).astype(int)
    worst = abs(expected - found).max()
    print(f"{folder.rsplit('/', 1)[1]}: {COUNT} images, at most {worst} grey levels from PyTorch's, {(expected == found).mean():.4%} equal")
    if worst > 1 or found.std() < 1:
        sys.exit("the pixels differ")

else:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    events = EventAccumulator(folder)
    events.Reload()
    steps = [e.step for e in events.Scalars("loss/generator")]
    grids = [e.step for e in events.Images("samples")]
    print(f"TensorBoard reads {len(steps)} points of loss/generator up to step {steps[-1]}, grids at {grids}")
    if steps[-1] != 200 or len(steps) != 20 or 100 not in grids:
        sys.exit("TensorBoard does not read all points")
