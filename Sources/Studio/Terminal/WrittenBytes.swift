import Foundation

/// Bytes that this very thread has written, as the kernel counts them: ncurses keeps its output to itself.
enum WrittenBytes {
    /// nil where the kernel does not count.
    static func ofThisThread() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("wchar:") }
            .flatMap { Int($0.dropFirst("wchar:".count).drop { $0 == " " }) }
    }
}
