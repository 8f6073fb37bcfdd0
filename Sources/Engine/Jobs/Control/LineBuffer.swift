/// Splits a byte stream into lines; lines longer than the limit are discarded.
package struct LineBuffer {
    package enum Line: Equatable {
        /// Without its line feed.
        case whole([UInt8])
        /// Longer than the limit; its bytes are discarded.
        case tooLong
    }

    package let limit: Int
    private var bytes: [UInt8] = []
    private var start = 0
    /// Inside a line whose beginning was discarded.
    private var isSkipping = false

    /// - Parameter limit: bytes of a line at most.
    package init(limit: Int) { self.limit = limit }

    /// Adds received bytes; at most `limit` bytes besides the lines that `next` has not returned are stored.
    package mutating func append(_ more: some Sequence<UInt8>) {
        bytes.removeFirst(start)
        start = 0
        bytes += more
    }

    /// The next complete line; nil when more bytes are needed.
    package mutating func next() -> Line? {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            if bytes.count - start > limit || isSkipping {
                isSkipping = true
                (bytes, start) = ([], 0)
            }
            return nil
        }
        let line = bytes[start..<end]
        start = end + 1
        if isSkipping || line.count > limit {
            isSkipping = false
            return .tooLong
        }
        return .whole(line.last == UInt8(ascii: "\r") ? Array(line.dropLast()) : Array(line))
    }

    /// The last line without a line feed, at the end of the stream.
    package mutating func rest() -> Line? {
        guard start < bytes.count || isSkipping else { return nil }
        append([UInt8(ascii: "\n")])
        return next()
    }
}
