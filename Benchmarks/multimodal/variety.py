"""Variety of images for text prompts, for Fashion-MNIST: python variety.py PROGRAM RUN [COUNT]

PROGRAM generates COUNT (500) images for a caption of each class and evaluates all of them together against the test images. Their Fréchet distance
is low and their recall high only if the images for each caption vary as much as the class.
"""
import subprocess, sys, tempfile

program, run = sys.argv[1:3]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 500
NAMES = ["t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]

with tempfile.TemporaryDirectory() as folder:
    header, pixels = b"", b""
    for kind, name in enumerate(NAMES):
        one = f"{folder}/{kind}-ubyte"
        subprocess.run([program, "generate", run, "--text", f"a photo of a {name}", "--count", str(COUNT), "--seed", str(kind), "--out", one], check=True,
                       stdout=subprocess.DEVNULL)
        data = open(one, "rb").read()
        header, pixels = data[:4] + (COUNT * len(NAMES)).to_bytes(4, "big") + data[8:16], pixels + data[16:]
    open(f"{folder}/all-ubyte", "wb").write(header + pixels)
    subprocess.run([program, "evaluate", f"{folder}/all-ubyte", "--data", "fashion-mnist", "--count", str(COUNT * len(NAMES))], check=True, stderr=subprocess.DEVNULL)
