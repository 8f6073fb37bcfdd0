import Glibc

extension AtomicFile {
    /// A file being written, see `AtomicFile.write(to:body:)`. Its temporary file is removed unless the write finishes.
    package struct Writer: ~Copyable {
        /// Bytes appended so far.
        package private(set) var count = 0
        private var target: Destination
        private var descriptor: Int32
        private var buffer: [UInt8] = []

        private static let bufferSize = 1 << 16

        private init(_ target: Destination, _ descriptor: Int32) {
            self.target = target
            self.descriptor = descriptor
            buffer.reserveCapacity(Self.bufferSize)
        }

        static func begin(_ path: String) throws(FileError) -> Writer {
            var target = try Destination(path)
            let descriptor = try target.open()
            return Writer(target, descriptor)
        }

        deinit {
            if descriptor >= 0 { _ = close(descriptor) }
            target.removeTemporary()
        }

        /// Appends bytes. Large contiguous ones (`[UInt8]`, `Data`, `utf8`) are not copied.
        package mutating func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
            if try appendContiguous(of: bytes) { return }
            try appendContiguous(of: Array(bytes))
        }

        /// Appends values as 32-bit little-endian, 4 bytes each.
        package mutating func append(floats: some Sequence<Float>) throws(FileError) {
            #if _endian(little)
                if try appendContiguous(of: floats) { return }
                try appendContiguous(of: Array(floats))
            #else
                try append(
                    floats.flatMap { number in
                        (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
                    })
            #endif
        }

        /// Appends the memory of `elements`; false where it is not contiguous.
        @discardableResult
        private mutating func appendContiguous<Elements: Sequence>(of elements: Elements) throws(FileError) -> Bool
        where Elements.Element: BitwiseCopyable {
            var code: Int32 = 0
            let done: Void? = elements.withContiguousStorageIfAvailable { code = append(UnsafeRawBufferPointer($0)) }
            guard code == 0 else { throw FileError(code, path: target.path, writing: true) }
            return done != nil
        }

        private mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int32 {
            count += bytes.count
            if buffer.count + bytes.count > Self.bufferSize {
                let code = flush()
                if code != 0 { return code }
            }
            if bytes.count >= Self.bufferSize { return put(bytes) }
            buffer += bytes
            return 0
        }

        private mutating func flush() -> Int32 {
            let code = buffer.withUnsafeBytes { put($0) }
            buffer.removeAll(keepingCapacity: true)
            return code
        }

        /// Writes all bytes; returns errno, 0 for success.
        private borrowing func put(_ bytes: UnsafeRawBufferPointer) -> Int32 {
            var rest = bytes
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, min(rest.count, 1 << 30))
                if written >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }

        /// Flushes the bytes, to the disk where the write is durable, and renames the file.
        mutating func finish(isDurable: Bool) throws(FileError) {
            var code = flush()
            // Pipes and devices cannot be synced (EINVAL).
            if isDurable && code == 0 && fsync(descriptor) != 0 && target.isReplaced { code = errno }
            // Some network file systems report a full disk only on closing.
            if close(descriptor) != 0 && code == 0 && errno != EINTR { code = errno }
            descriptor = -1
            guard code == 0 else { throw FileError(code, path: target.path, writing: true) }
            try target.commit(isDurable: isDurable)
        }
    }
}
