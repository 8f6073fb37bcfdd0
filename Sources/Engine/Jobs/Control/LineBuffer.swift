/// Bytes from a stream, as lines; a line that does not end is not kept.
package struct LineBuffer {
    package enum Line: Equatable {
        /// Without its end.
        case whole([UInt8])
        /// Longer than the limit; what it held is gone.
        case tooLong
    }

    package let limit: Int
    private var bytes: [UInt8] = []
    private var start = 0
    /// Inside a line of which the beginning was thrown away.
    private var isSkipping = false

    /// - Parameter limit: bytes a line may have.
    package init(limit: Int) { self.limit = limit }

    /// Adds what has come; at most `limit` bytes and what `next` has not taken yet are kept.
    package mutating func append(_ more: some Sequence<UInt8>) {
        bytes.removeFirst(start)
        start = 0
        bytes += more
    }

    /// The next line that is there to its end; nil when more bytes are needed.
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

    /// What is left when the stream has ended: a last line without an end.
    package mutating func rest() -> Line? {
        guard start < bytes.count || isSkipping else { return nil }
        append([UInt8(ascii: "\n")])
        return next()
    }
}
