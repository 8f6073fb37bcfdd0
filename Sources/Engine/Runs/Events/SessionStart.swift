/// Finds events that start a session without decoding the others, most of which are scalars.
package enum SessionStart {
    /// The number of `session_log` in TensorBoard's `Event`.
    private static let field: UInt64 = 7

    /// Whether a serialized event has a session log.
    package static func isIn(_ event: ArraySlice<UInt8>) -> Bool {
        var next = event.startIndex
        func number() -> UInt64? {
            var value: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 64, by: 7) where next < event.endIndex {
                let byte = event[next]
                next += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }
        // Wire types of protocol buffers: a number, 8 bytes, bytes with their count, 4 bytes.
        while next < event.endIndex, let key = number() {
            if key >> 3 == field { return true }
            let count: UInt64?
            switch key & 7 {
            case 0: count = number().map { _ in 0 }
            case 1: count = 8
            case 2: count = number()
            case 5: count = 4
            default: count = nil
            }
            guard let count, count <= UInt64(event.endIndex - next) else { return false }
            next += Int(count)
        }
        return false
    }
}
