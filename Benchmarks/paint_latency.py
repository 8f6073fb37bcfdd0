"""The latency of a brush stroke in `tessera paint` over a photo of 12 megapixels.

usage: paint_latency.py TESSERA     (needs numpy and pillow)

In a pseudo terminal of 200x60 cells the mouse is dragged from cell to cell. Times from a mouse event to the last byte of the output
that it causes.
"""
import fcntl, os, pty, select, statistics, struct, sys, tempfile, termios, time
import numpy as np
from PIL import Image


def drain(terminal, first, quiet=0.02):
    """Reads until there is no output for `quiet` seconds; returns the time of the last byte and the number of bytes."""
    last, count, wait = None, 0, first
    while select.select([terminal], [], [], wait)[0]:
        count += len(os.read(terminal, 1 << 20))
        last, wait = time.perf_counter(), quiet
    return last, count


folder = tempfile.mkdtemp()
y, x = np.mgrid[0:3000, 0:4000]
noise = np.random.default_rng(1).integers(0, 40, (3000, 4000, 3))
image = np.stack([x / 16, y / 12, (x + y) / 28], axis=-1) * 0.8 + noise
Image.fromarray(image.astype(np.uint8)).save(folder + "/photo.jpg", quality=92)
process, terminal = pty.fork()
if process == 0:
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
    for name in ("TMUX", "STY", "NO_COLOR"): os.environ.pop(name, None)
    while os.get_terminal_size(0).columns != 200: time.sleep(0.01)
    os.execv(sys.argv[1], [sys.argv[1], "paint", folder + "/photo.jpg"])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
begin = time.perf_counter()
print(f"opened in {drain(terminal, 20, 0.5)[0] - begin:.2f} s")
for zoom, keys in (("whole image", b"0"), ("1:1", b"1")):
    os.write(terminal, keys)
    drain(terminal, 1, 0.2)
    os.write(terminal, b"}}}")
    drain(terminal, 1, 0.2)
    os.write(terminal, b"\x1b[<0;20;10M")
    drain(terminal, 1, 0.1)
    times, sizes = [], []
    for step in range(150):
        begin = time.perf_counter()
        os.write(terminal, b"\x1b[<32;%d;%dM" % (21 + step, 10 + step // 5))
        end, size = drain(terminal, 0.3)
        if end: times.append((end - begin) * 1e3), sizes.append(size)
    os.write(terminal, b"\x1b[<0;170;40m")
    drain(terminal, 1, 0.2)
    times.sort()
    print(f"{zoom}: {len(times)} moves, median {statistics.median(times):.1f} ms, 99th percentile "
          f"{times[int(len(times) * 0.99)]:.1f} ms, {statistics.median(sizes):.0f} bytes")
with open(f"/proc/{process}/status") as status:
    print(next(line for line in status if line.startswith("VmHWM")).strip())
os.write(terminal, b"qq")
