"""Runs a program or a function, and measures its result, seconds and peak memory."""

import json
import multiprocessing
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

Image.MAX_IMAGE_PIXELS = None


def psnr(result, truth, mask=None):
    """Peak signal-to-noise ratio in dB of 8-bit values; inside the mask where there is one."""
    difference = np.clip(np.round(np.asarray(result, np.float32)), 0, 255) - truth
    if mask is not None:
        difference = difference[mask > 0]
    return 10 * np.log10(255 ** 2 / max(np.mean(np.square(difference, dtype=np.float64)), 1e-9))


def ssim(result, truth, mask):
    """Mean structural similarity inside the mask, of the luma."""
    luma = [p.astype(float) @ [0.299, 0.587, 0.114] for p in (result, truth)]
    _, similar = structural_similarity(*luma, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True)
    return similar[mask > 0].mean()


def memory(pid, field):
    """A value of /proc/PID/status in megabytes, 0 where the process has ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1000
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def program(arguments):
    """The output of a process, its seconds, and its peak memory in megabytes: all of it, libraries included."""
    began, peak = time.time(), 0
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output = []
    readers = [threading.Thread(target=lambda s=s: output.append((s, s.read()))) for s in (process.stdout, process.stderr)]
    for reader in readers:
        reader.start()
    while process.poll() is None:
        peak = max(peak, memory(process.pid, "VmHWM"))
        time.sleep(0.005)
    seconds = time.time() - began
    for reader in readers:
        reader.join()
    texts = dict(output)
    if process.returncode:
        raise RuntimeError(" ".join(arguments) + "\n" + texts[process.stderr])
    return texts[process.stdout], seconds, peak


def tessera(path, image, mask=None, *options):
    """The repaired image, the report's seconds and peak memory in megabytes. With a mask, known pixels are compared."""
    with tempfile.TemporaryDirectory() as folder:
        Image.fromarray(image).save(f"{folder}/p.png", compress_level=1)
        arguments = [path, "repair", f"{folder}/p.png", "-o", f"{folder}/o.png", "--json", *options]
        if mask is not None:
            Image.fromarray(mask).save(f"{folder}/m.png", compress_level=1)
            arguments += ["--mask", f"{folder}/m.png"]
        text, _, peak = program(arguments)
        report = json.loads(text)
        result = np.asarray(Image.open(f"{folder}/o.png").convert("RGB"))
    if mask is not None:
        assert report["knownSamplesChanged"] == 0 and (result[mask == 0] == image[mask == 0]).all()
    return result, report, peak


def function(body, *arguments):
    """The result of a function in a process of its own, its seconds, and the megabytes by which it grew."""
    # The fork has the modules and the image already: neither is counted.
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(sender, body, arguments))
    child.start()
    sender.close()
    outcome = receiver.recv()
    child.join()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _child(sender, body, arguments):
    try:
        Path("/proc/self/clear_refs").write_text("5")
        before, began = memory("self", "VmRSS"), time.time()
        result = body(*arguments)
        seconds = time.time() - began
        sender.send((result, seconds, memory("self", "VmHWM") - before))
    except Exception as error:
        sender.send(error)
