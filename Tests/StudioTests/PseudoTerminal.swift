import Foundation
import Glibc

/// The program on a pseudo terminal whose other end the test holds: bytes go in, and what comes out is read for the modes it sets.
///
/// Faster than tmux, and bytes arrive as they are sent. It draws nothing.
final class PseudoTerminal {
    struct Failure: Error, CustomStringConvertible { var description: String }

    /// Modes of DEC that are on, e.g. 1049 for the alternate screen.
    private(set) var modes: Set<Int> = [25]
    /// Bytes received.
    private(set) var received = 0
    /// Escape characters among them.
    private(set) var escapes = 0
    /// The last bytes received.
    private(set) var tail: [UInt8] = []
    private let master: Int32
    private let process: pid_t
    private var code: Int32?
    /// The line discipline before the program started.
    private let before: termios
    private var sequence: [UInt8]?

    /// Starts the tested program in `home`, where it keeps all its files.
    init(_ arguments: [String], in home: String, columns: Int = 80, rows: Int = 24, term: String = "xterm-256color")
        throws
    {
        // Swift imports neither posix_openpt nor the two requests of Linux for what follows it: unlock, and get the number.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var unlocked: Int32 = 0, number: Int32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw Failure(description: "no pseudo terminal")
        }
        let path = "/dev/pts/\(number)"
        // Held open, so that the line discipline stays when the program has ended.
        let slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        var discipline = termios()
        tcgetattr(slave, &discipline)
        before = discipline

        var actions = posix_spawn_file_actions_t(), attributes = posix_spawnattr_t(), none = sigset_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that a session opens is its own.
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // 0x80 is POSIX_SPAWN_SETSID, which Swift does not import.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | 0x80)
        let words = ([TestedProgram.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let script =
            "cd '\(home)' && exec env -u NO_COLOR -u TMUX -u STY -u COLORTERM LC_ALL=C.UTF-8 TERM='\(term)' HOME='\(home)' "
            + "XDG_STATE_HOME='\(home)' XDG_CONFIG_HOME='\(home)' XDG_CACHE_HOME='\(home)' \(words)"
        let line: [String] = ["sh", "-c", script]
        var argv = line.map { strdup($0) } + [nil]
        defer { for word in argv { free(word) } }
        var id: pid_t = 0
        guard posix_spawnp(&id, "sh", &actions, &attributes, &argv, environ) == 0 else {
            throw Failure(description: "cannot start sh")
        }
        process = id
        resize(columns: columns, rows: rows)
    }

    deinit {
        if exitCode == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        close(master)
    }

    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// What the main thread waits for in the kernel, and its state.
    var state: String {
        let files = ["wchan", "syscall"].map { try? String(contentsOfFile: "/proc/\(process)/\($0)", encoding: .utf8) }
        return files.compactMap(\.self).joined(separator: " ")
    }

    /// The exit code, or minus the signal that ended the program; nil while it runs.
    var exitCode: Int32? {
        if let code { return code }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        code = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
        return code
    }

    /// Sends all bytes; reads meanwhile, since a full pipe would stop the program.
    /// - Throws: when the program takes none for `seconds`.
    func send(_ bytes: [UInt8], seconds: Double = 20) throws {
        var rest = bytes[...], end = Date().addingTimeInterval(seconds)
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
                end = Date().addingTimeInterval(seconds)
            }
            receive(milliseconds: count > 0 ? 0 : 5)
            if exitCode != nil { return }
            if Date() > end { throw Failure(description: "the program reads no input") }
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Reads what there is, waiting at most `milliseconds` for the first byte.
    func receive(milliseconds: Int) {
        var files = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&files, 1, Int32(milliseconds)) > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(master, &bytes, bytes.count)
            guard count > 0 else { return }
            received += count
            escapes += bytes[..<count].count { $0 == 0x1B }
            tail = Array((tail + bytes[..<count]).suffix(2_000))
            bytes[..<count].forEach { follow($0) }
        }
    }

    /// Reads until `condition` holds.
    /// - Throws: when it does not within `seconds`.
    func wait(_ what: String, seconds: Double = 20, _ condition: () -> Bool) throws {
        let end = Date().addingTimeInterval(seconds)
        while !condition() {
            receive(milliseconds: 10)
            if Date() > end {
                throw Failure(
                    description:
                        "waited for \(what); the end of the output is \(String(decoding: tail, as: UTF8.self).debugDescription)"
                )
            }
        }
    }

    /// Whether the line discipline is as before the program, and no mode is left on but the cursor.
    var isRestored: Bool {
        var line = termios()
        tcgetattr(master, &line)
        return line.c_lflag == before.c_lflag && line.c_iflag == before.c_iflag && line.c_oflag == before.c_oflag
            && modes.isDisjoint(with: [1049, 1002, 1006, 2004]) && modes.contains(25)
    }

    /// Follows `ESC [ ? NUMBERS h` and `l`.
    private func follow(_ byte: UInt8) {
        guard var open = sequence else {
            if byte == 0x1B { sequence = [] }
            return
        }
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            open.append(byte)
            sequence = open.count < 24 ? open : nil
        default:
            if open.starts(with: [UInt8(ascii: "["), UInt8(ascii: "?")]),
                byte == UInt8(ascii: "h") || byte == UInt8(ascii: "l")
            {
                for number in String(decoding: open.dropFirst(2), as: UTF8.self).split(separator: ";").compactMap({
                    Int($0)
                }) {
                    if byte == UInt8(ascii: "h") { modes.insert(number) } else { modes.remove(number) }
                }
            }
            sequence = byte == 0x1B ? [] : nil
        }
    }
}
