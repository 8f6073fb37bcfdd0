import Raster

/// One event file that is read while it grows.
///
/// A record that is not whole yet is read later. A record with a false checksum is skipped; behind a false length nothing can be read
/// until the file changes.
struct EventFile: Sendable {
    let path: ExactPath
    /// Bytes that were read.
    private(set) var offset = 0
    /// Whether a record was corrupt.
    private(set) var isDamaged = false
    /// Why the file cannot be read; nil where it can.
    private(set) var failure: String?

    private var stamp: FileStamp?
    /// Whether the rest cannot be read before the file changes: it is incomplete, or begins with a corrupt length.
    private var isWaiting = false
    /// The first bytes, and the last ones before `offset`: another file has others.
    private var head: [UInt8] = [], tail: [UInt8] = []
    private static let probe = 64, window = 1 << 20, leastWindow = 1 << 16

    init(_ path: ExactPath) { self.path = path }

    /// Bytes that can be read now, as far as is known; 0 before the first `check`.
    var unread: Int { isWaiting ? 0 : max((stamp?.size ?? 0) - offset, 0) }

    /// Looks whether the file has changed.
    /// - Returns: false where it is not the file any more that was read, but a shorter or another one.
    mutating func check() -> Bool {
        guard let now = FileStamp(path) else { return offset == 0 }
        guard now != stamp else { return true }
        (stamp, isWaiting) = (now, false)
        guard offset > 0 else { return true }
        guard now.size >= offset else { return false }
        guard let file = try? ReadableFile(path), let start = try? file.read(UInt8.self, at: 0, count: head.count),
            let end = try? file.read(UInt8.self, at: offset - tail.count, count: tail.count)
        else {
            // A file that cannot be opened now may be readable later.
            stamp = nil
            return true
        }
        return start == head && end == tail
    }

    /// Reads whole records, at least one where there is one, until about `limit` bytes are read.
    /// - Parameter take: receives the payload of a record with the record's offset and length; false where it is not an event.
    /// - Returns: bytes read.
    mutating func read(limit: Int, _ take: (ArraySlice<UInt8>, _ offset: Int, _ length: Int) -> Bool) -> Int {
        guard unread > 0 else { return 0 }
        do throws(ReadableFile.Failure) {
            failure = nil
            return try readRecords(try ReadableFile(path), limit, take)
        } catch {
            failure = error.reason
            isWaiting = true
            return 0
        }
    }

    private mutating func readRecords(
        _ file: borrowing ReadableFile, _ limit: Int, _ take: (ArraySlice<UInt8>, Int, Int) -> Bool
    ) throws(ReadableFile.Failure) -> Int {
        let start = offset
        var needed = 0
        while offset < file.size, offset - start < limit, !isWaiting {
            let wanted = max(needed, min(Self.window, max(limit - (offset - start), Self.leastWindow)))
            let bytes = try file.read(UInt8.self, at: offset, count: min(wanted, file.size - offset))
            let used = parse(bytes, &needed, take)
            offset += used
            // Nothing more can be read where the next record ends behind the file's end, or its length is not written yet.
            if used == 0, needed <= bytes.count || offset + needed > file.size { isWaiting = true }
        }
        if head.count < Self.probe { head = try file.read(UInt8.self, at: 0, count: min(offset, Self.probe)) }
        tail = try file.read(UInt8.self, at: max(offset - Self.probe, 0), count: min(offset, Self.probe))
        return offset - start
    }

    /// Parses the whole records of `bytes`, which begin at `offset`.
    /// - Parameter needed: becomes the length of the record behind them, 0 where it is not known.
    /// - Returns: bytes of the whole records.
    private mutating func parse(
        _ bytes: [UInt8], _ needed: inout Int, _ take: (ArraySlice<UInt8>, Int, Int) -> Bool
    ) -> Int {
        var rest = bytes[...]
        while true {
            switch TFRecord.parse(rest) {
            case .incomplete(let length):
                needed = length ?? 0
                return rest.startIndex
            case .corruptLength:
                (isDamaged, isWaiting, needed) = (true, true, 0)
                return rest.startIndex
            case .corrupt(let length):
                isDamaged = true
                rest = rest.dropFirst(length)
            case .whole(let payload, let length):
                if !take(payload, offset + rest.startIndex, length) { isDamaged = true }
                rest = rest.dropFirst(length)
            }
        }
    }
}
