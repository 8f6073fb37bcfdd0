import CZlib
import Glibc
import Raster

/// Reads a file sequentially and decompresses it when it is gzip. The only user of zlib's inflate.
///
/// Compressed bytes pass through one small buffer; decompressed bytes go directly to the caller's memory.
final class Gzip {
    let path: String
    /// The most bytes that the file can decompress to: deflate reaches 1032 to 1 (zlib's technical notes).
    let limit: Int

    private let descriptor: Int32
    private let isPacked: Bool
    private var packed = [UInt8](repeating: 0, count: 1 << 16)
    /// The part of `packed` that inflate has not read.
    private var unread: Range<Int>
    private var ended = false
    // zlib's state points back at its stream, so the stream needs a stable address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// Opens `path`. A file that starts with 1f 8b is gzip, any other is read unchanged.
    init(_ path: String) throws(DataError) {
        self.path = path
        stream.initialize(to: z_stream())
        let size: Int
        do throws(FileError) {
            (descriptor, size) = try RegularFile.open(path)
        } catch {
            stream.deallocate()
            throw DataError.unreadable(path: path, reason: error.what)
        }
        let first = Glibc.read(descriptor, &packed, packed.count)
        let failed = first < 0 ? String(cString: strerror(errno)) : ""
        unread = 0..<max(first, 0)
        isPacked = first >= 2 && packed[0] == 0x1F && packed[1] == 0x8B
        limit = isPacked ? size.multipliedReportingOverflow(by: 1032).partialValue : size
        guard first >= 0 else { throw DataError.unreadable(path: path, reason: failed) }
        guard !isPacked || tessera_gunzip_init(stream) == Z_OK else {
            throw DataError.gzip(path: path, reason: "zlib has no memory to start")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        close(descriptor)
    }

    /// The next `count` bytes; fewer only where the file ends.
    ///
    /// - Precondition: `count` is at most `limit`, so that a false header cannot allocate memory.
    func read(_ count: Int) throws(DataError) -> [UInt8] {
        precondition(count <= max(limit, 4096), "\(count) bytes of a file that has at most \(limit)")
        var failure: DataError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(DataError) {
                while filled < count {
                    // zlib counts in 32 bits.
                    let room = UnsafeMutableBufferPointer(rebasing: buffer[filled..<min(count, filled + 1 << 30)])
                    let added = try fill(UnsafeMutableRawBufferPointer(room))
                    if added == 0 { break }
                    filled += added
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// True at the end of the file; reaching it also checks gzip's CRC and length.
    func isAtEnd() throws(DataError) -> Bool {
        try read(1).isEmpty
    }

    private func fill(_ target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        isPacked ? try unpack(target) : try copy(target)
    }

    private func copy(_ target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        guard unread.isEmpty else {
            let count = min(unread.count, target.count)
            packed.withUnsafeBytes { target.copyBytes(from: $0[unread.lowerBound..<unread.lowerBound + count]) }
            unread.removeFirst(count)
            return count
        }
        let count = Glibc.read(descriptor, target.baseAddress, target.count)
        guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        return count
    }

    /// Inflates into `target` until it has some bytes or the last member of the file has ended.
    private func unpack(_ target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        while !ended {
            if unread.isEmpty { try refill() }
            let result = inflateOnce(into: target)
            let written = target.count - Int(stream.pointee.avail_out)
            switch result {
            case Z_STREAM_END: try startNextMember()
            case Z_OK: break
            case Z_BUF_ERROR where written == 0 && unread.isEmpty: break
            default:
                let reason = stream.pointee.msg.map { String(cString: $0) }
                throw .gzip(path: path, reason: reason ?? "zlib error \(result)")
            }
            if written > 0 { return written }
        }
        return 0
    }

    private func inflateOnce(into target: UnsafeMutableRawBufferPointer) -> Int32 {
        packed.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_in = buffer.baseAddress.map { $0 + unread.lowerBound }
            stream.pointee.avail_in = UInt32(unread.count)
            stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(target.count)
            let result = inflate(stream, Z_NO_FLUSH)
            unread = unread.upperBound - Int(stream.pointee.avail_in)..<unread.upperBound
            return result
        }
    }

    private func refill() throws(DataError) {
        let count = Glibc.read(descriptor, &packed, packed.count)
        guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        guard count > 0 else { throw .gzip(path: path, reason: "the file ends in the middle") }
        unread = 0..<count
    }

    /// Starts the next gzip member, or ends. Padding after the last member is ignored, as gzip does.
    private func startNextMember() throws(DataError) {
        if unread.count < 2 {
            let remaining = Array(packed[unread])
            for (i, byte) in remaining.enumerated() { packed[i] = byte }
            let count = packed.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + remaining.count }, buffer.count - remaining.count)
            }
            guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
            unread = 0..<remaining.count + count
        }
        let another = unread.count >= 2 && packed[unread.lowerBound] == 0x1F && packed[unread.lowerBound + 1] == 0x8B
        ended = !another || inflateReset(stream) != Z_OK
    }
}
