"""The parts of scripts/check-interop: python check_interop.py PART RUN

RUN is a folder named like its preset. `latents` writes noise vectors, `pixels` compares the images that Tessera generated from them with those
of the PyTorch module on the preset's page, `corrupt` writes an image with a mask, `repaired` compares its repair with that of the page's module,
`events` reads the log with TensorBoard.
"""
import glob, os, re, sys
import numpy as np, torch
from safetensors.torch import load_file, save_file

part, folder = sys.argv[1:3]
preset = os.path.basename(folder)
COUNT, prefix = 100, "generator_ema."
checkpoint = sorted(glob.glob(f"{folder}/checkpoints/*.safetensors"))[-1]
state = load_file(checkpoint)
weights = {k[len(prefix):]: v for k, v in state.items() if k.startswith(prefix)}


def page(preset):
    """The documentation's module of a preset: the names that its block of Python defines, with this run's checkpoint."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    path = next(p for p in (f"{root}/docs/presets/{preset}.md", f"{root}/docs/{preset}.md") if os.path.exists(p))
    block = re.search(r"## In PyTorch\n.*?```python\n(.*?)```", open(path).read(), re.S)
    if block is None:
        sys.exit(f"{path}: there is no module under 'In PyTorch'")
    code, found = re.subn(r'^file = .*$', lambda _: f"file = {checkpoint!r}", block[1], flags=re.M)
    if found != 1:
        sys.exit(f"{path}: the block does not name its file once")
    names = {}
    exec(compile(code, path, "exec"), names)
    return names


def latent():
    """Length of the noise vector, and the class embedding (E, classes) or None."""
    embedding = weights.get("0.embedding")
    first = next(v for k, v in sorted(weights.items(), key=lambda item: int(item[0].split(".")[0])) if k.endswith(".weight"))
    inputs = first.shape[1] if first.ndim == 2 else first.shape[0]
    return inputs - (0 if embedding is None else embedding.shape[0]), embedding


if part == "corrupt":
    from PIL import Image
    random = np.random.default_rng(3)
    Image.fromarray(random.integers(0, 256, (28, 28), dtype=np.uint8)).save(f"{folder}/corrupted.png")
    mask = np.zeros((28, 28), np.uint8)
    mask[6:20, 9:18] = 255
    Image.fromarray(mask).save(f"{folder}/mask.png")
    Image.fromarray(random.integers(0, 256, (28, 28), dtype=np.uint8)).save(f"{folder}/prompt.png")

elif part == "repaired":
    from PIL import Image
    read = lambda name: np.asarray(Image.open(f"{folder}/{name}.png")).astype(np.float32)
    corrupted, mask, found = read("corrupted"), read("mask") / 255, read("repaired")
    module = page(preset)
    if preset == "conditional-repair":
        module["FiLM"].condition = module["embedding"](torch.from_numpy(read("prompt") / 127.5 - 1))
    output = module["repair"](torch.from_numpy(corrupted / 127.5 - 1), torch.from_numpy(mask))
    expected = np.where(mask > 0, ((output + 1) * 127.5).round().clamp(0, 255).numpy(), corrupted)
    worst = abs(expected - found).max()
    print(f"{folder.rsplit('/', 1)[1]}: a repaired image, at most {worst:.0f} grey levels from PyTorch's")
    if worst > 1 or (expected != corrupted)[mask > 0].mean() < 0.5:
        sys.exit("the pixels differ")

elif part == "latents":
    torch.manual_seed(3)
    save_file({"z": torch.randn(COUNT, latent()[0])}, f"{folder}/z.safetensors")

elif part == "pixels":
    module = page(preset)
    z = load_file(f"{folder}/z.safetensors")["z"]
    if preset == "projection":
        # Without --class the classes take turns.
        classes = module["classes"]
        module["ConcatenateCondition"].condition = torch.eye(classes)[torch.arange(COUNT) % classes]
    if preset == "multimodal":
        module["ConcatenateCondition"].condition = state["embedding.samples"][:COUNT]
    with torch.no_grad():
        images = module["generator"](z).reshape(COUNT, -1)
    expected = ((images + 1) * 127.5).round().clamp(0, 255).numpy().astype(int)
    found = np.frombuffer(open(f"{folder}/tessera-images-idx3-ubyte", "rb").read()[16:], np.uint8).reshape(COUNT, -1).astype(int)
    worst = abs(expected - found).max()
    print(f"{folder.rsplit('/', 1)[1]}: {COUNT} images, at most {worst} grey levels from PyTorch's, {(expected == found).mean():.4%} equal")
    if worst > 1 or found.std() < 1:
        sys.exit("the pixels differ")

else:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    # Without the limit, which keeps four of the grids.
    events = EventAccumulator(folder, size_guidance={"images": 0, "scalars": 0})
    events.Reload()
    steps = [e.step for e in events.Scalars("loss/generator")]
    grids = [e.step for e in events.Images("samples")]
    print(f"TensorBoard reads {len(steps)} points of loss/generator up to step {steps[-1]}, grids at {grids}")
    if steps[-1] != 200 or len(steps) != 20 or grids != [0, 10, 25, 50, 100, 200]:
        sys.exit("TensorBoard does not read all points")
