"""A program in a pseudo terminal of 200x60 cells with 24-bit colour, for the benchmarks in this folder."""
import fcntl, os, pty, select, struct, sys, termios, time


class Terminal:
    def __init__(self, *command, columns=200, rows=60, folder=None):
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
            for name in ("TMUX", "STY", "NO_COLOR"):
                os.environ.pop(name, None)
            if folder:
                os.chdir(folder)
            while os.get_terminal_size(0).columns != columns:
                time.sleep(0.001)
            os.execv(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, patience):
        """The next output, after at most `patience` seconds."""
        if not select.select([self.fd], [], [], max(patience, 0))[0]:
            return b""
        try:
            return os.read(self.fd, 1 << 20)
        except OSError:
            return b""

    def drain(self, seconds):
        """Reads for `seconds`; returns the number of bytes."""
        until, count = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0:
            count += len(self.read(min(0.05, left)))
        return count

    def settle(self, first=2.0, quiet=0.05):
        """Reads until there is no output for `quiet` seconds; returns the time of the last byte (or None) and the number of bytes."""
        last, count, wait = None, 0, first
        while data := self.read(wait):
            last, count, wait = time.perf_counter(), count + len(data), quiet
        return last, count

    def wait(self, text, patience=10):
        """Seconds until the output contains `text`."""
        start, kept = time.perf_counter(), b""
        while time.perf_counter() - start < patience:
            kept = (kept + self.read(0.05))[-200_000:]
            if text in kept:
                return time.perf_counter() - start
        sys.exit(f"{text!r} did not appear within {patience} s")

    def press(self, keys):
        os.write(self.fd, keys)

    def processor(self):
        """Processor time of all its threads, in seconds."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Peak memory, in bytes."""
        with open(f"/proc/{self.pid}/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))

    def end(self, patience=20):
        os.kill(self.pid, 15)
        deadline = time.perf_counter() + patience
        while time.perf_counter() < deadline:
            self.read(0.05)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                os.close(self.fd)
                return
        sys.exit("the program did not end")
