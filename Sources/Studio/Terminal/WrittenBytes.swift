import Foundation

/// Bytes written by this thread, counted by the kernel: ncurses does not report its output.
enum WrittenBytes {
    /// nil where the kernel does not count them.
    static func ofThisThread() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("wchar:") }
            .flatMap { Int($0.dropFirst("wchar:".count).drop { $0 == " " }) }
    }
}
