"""The two halves of scripts/check-interop: `latents FOLDER` writes noise, `compare FOLDER` checks what came of it."""
import glob, sys
import numpy as np, torch, torch.nn as nn
from safetensors.torch import load_file, save_file

part, folder = sys.argv[1:3]
if part == "latents":
    torch.manual_seed(3)
    save_file({"z": torch.randn(100, 100)}, f"{folder}/z.safetensors")
    sys.exit()

checkpoint = sorted(glob.glob(f"{folder}/run/checkpoints/*.safetensors"))[-1]
prefix = "generator_average."
weights = {k[len(prefix):]: v for k, v in load_file(checkpoint).items() if k.startswith(prefix)}
G = nn.Sequential(nn.Linear(100, 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 784), nn.Tanh())
G.load_state_dict(weights)
with torch.no_grad():
    expected = ((G(load_file(f"{folder}/z.safetensors")["z"]) + 1) * 127.5).round().clamp(0, 255).numpy().astype(int)
found = np.frombuffer(open(f"{folder}/tessera-images-idx3-ubyte", "rb").read()[16:], np.uint8).reshape(-1, 784).astype(int)
worst = abs(expected - found).max()
print(f"{len(found)} images of {checkpoint.rsplit('/', 1)[1]}: at most {worst} grey levels from PyTorch's, {(expected == found).mean():.4%} equal")
if worst > 1 or found.std() < 1:
    sys.exit("the pixels differ")

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(f"{folder}/run")
events.Reload()
steps = [e.step for e in events.Scalars("loss/generator")]
grids = [e.step for e in events.Images("samples")]
print(f"TensorBoard reads {len(steps)} points of loss/generator up to step {steps[-1]}, grids at {grids}")
if steps[-1] != 200 or len(steps) != 20 or 100 not in grids:
    sys.exit("TensorBoard misses something")
