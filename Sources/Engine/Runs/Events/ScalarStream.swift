/// Reads the scalars of a log folder one after the other, so that a log of any length needs the memory of one block.
package enum ScalarStream {
    /// Calls `visit` with the tag, step and value of each scalar, in the order of logging, without those that a later session start
    /// discards. Reads each file twice: the session starts first.
    package static func read(_ folder: String, visit: (String, Int, Float) -> Void) throws(RunError) {
        let files = try Folder.entries(folder).filter { $0.contains("tfevents") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(folder)/\($0)" }
        var starts: [Int] = []
        for file in files {
            EventPayloads.forEach(in: file) { payload in
                if hasSessionLog(payload), let event = event(payload), event.sessionLog.status == .start {
                    starts.append(Int(event.step))
                }
            }
        }
        // What follows the k-th start keeps the steps below the least of the later ones.
        var limits = starts + [Int.max]
        for index in limits.indices.dropLast().reversed() { limits[index] = min(limits[index], limits[index + 1]) }
        var passed = 0
        for file in files {
            EventPayloads.forEach(in: file) { payload in
                guard let event = event(payload) else { return }
                if event.sessionLog.status == .start { passed += 1 }
                // Another process may append a start between the two readings.
                guard Int(event.step) < limits[min(passed, limits.count - 1)] else { return }
                for value in event.summary.value {
                    if let scalar = EventReader.scalar(value) { visit(value.tag, Int(event.step), scalar) }
                }
            }
        }
    }

    private static func event(_ payload: ArraySlice<UInt8>) -> Tensorboard_Event? {
        try? Tensorboard_Event(serializedBytes: Array(payload))
    }

    /// Whether the message has the field `session_log`; found without decoding images and values.
    private static func hasSessionLog(_ payload: ArraySlice<UInt8>) -> Bool {
        var rest = payload
        func varint() -> UInt64? {
            var value: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 64, by: 7) {
                guard let byte = rest.popFirst() else { return nil }
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }
        while let key = varint() {
            if key >> 3 == 7 { return true }
            switch key & 7 {
            case 0: if varint() == nil { return false }
            case 1: rest = rest.dropFirst(8)
            case 2:
                guard let length = varint(), length <= UInt64(rest.count) else { return false }
                rest = rest.dropFirst(Int(length))
            case 5: rest = rest.dropFirst(4)
            default: return false
            }
        }
        return false
    }
}

/// The records of an event file.
enum EventPayloads {
    private static let window = 1 << 20

    /// Calls `body` with the payload of each intact record, in order; stops at an incomplete one and at a corrupt length.
    static func forEach(in path: String, _ body: (ArraySlice<UInt8>) -> Void) {
        guard let file = try? ReadableFile(path) else { return }
        var offset = 0, wanted = window
        while offset < file.size {
            guard let bytes = try? file.read(UInt8.self, at: offset, count: min(wanted, file.size - offset)) else {
                return
            }
            var rest = bytes[...], needed: Int?
            reading: while true {
                switch TFRecord.parse(rest) {
                case .incomplete(let length):
                    needed = length
                    break reading
                case .corruptLength: return
                case .corrupt(let length): rest = rest.dropFirst(length)
                case .whole(let payload, let length):
                    body(payload)
                    rest = rest.dropFirst(length)
                }
            }
            let used = rest.startIndex
            offset += used
            wanted = window
            if used == 0 {
                // The record is longer than the window, or its end is not written yet.
                guard let needed, needed > bytes.count, offset + needed <= file.size else { return }
                wanted = needed
            }
        }
    }
}
