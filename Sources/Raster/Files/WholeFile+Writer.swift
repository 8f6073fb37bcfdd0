import Glibc

extension WholeFile {
    /// A file on its way; made by `WholeFile.write(to:body:)`. Given up, it removes its temporary file.
    public struct Writer: ~Copyable {
        /// Bytes appended so far.
        public private(set) var count = 0
        private var target: Target
        private var descriptor: Int32
        private var buffer: [UInt8] = []

        private static let bufferSize = 1 << 16

        private init(_ target: Target, _ descriptor: Int32) {
            self.target = target
            self.descriptor = descriptor
            buffer.reserveCapacity(Self.bufferSize)
        }

        static func begin(_ path: String) throws(FileError) -> Writer {
            var target = try Target(path)
            let descriptor = try target.open()
            return Writer(target, descriptor)
        }

        deinit {
            if descriptor >= 0 { _ = close(descriptor) }
            target.removeTemporary()
        }

        /// Appends bytes; those in one piece in memory (`[UInt8]`, `Data`, `utf8`) without a copy where they are many.
        public mutating func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
            if try appendPiece(of: bytes) { return }
            try appendPiece(of: Array(bytes))
        }

        /// Appends numbers as 32-bit little-endian, 4 bytes each.
        public mutating func append(floats: some Sequence<Float>) throws(FileError) {
            #if _endian(little)
            if try appendPiece(of: floats) { return }
            try appendPiece(of: Array(floats))
            #else
            try append(floats.flatMap { number in
                (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
            })
            #endif
        }

        /// Appends the memory of `elements`; false where they do not lie in one piece.
        @discardableResult
        private mutating func appendPiece<Elements: Sequence>(of elements: Elements) throws(FileError) -> Bool
        where Elements.Element: BitwiseCopyable {
            var code: Int32 = 0
            let done: Void? = elements.withContiguousStorageIfAvailable { code = append(UnsafeRawBufferPointer($0)) }
            guard code == 0 else { throw FileError(code, path: target.path, writing: true) }
            return done != nil
        }

        private mutating func append(_ piece: UnsafeRawBufferPointer) -> Int32 {
            count += piece.count
            if buffer.count + piece.count > Self.bufferSize {
                let code = flush()
                if code != 0 { return code }
            }
            if piece.count >= Self.bufferSize { return put(piece) }
            buffer += piece
            return 0
        }

        private mutating func flush() -> Int32 {
            let code = buffer.withUnsafeBytes { put($0) }
            buffer.removeAll(keepingCapacity: true)
            return code
        }

        /// The system's error number, 0 when everything is written.
        private borrowing func put(_ piece: UnsafeRawBufferPointer) -> Int32 {
            var rest = piece
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

        /// Brings the bytes to the disk and gives them the name.
        mutating func finish() throws(FileError) {
            var code = flush()
            // EINVAL and the like: pipes and devices have no disk behind them.
            if code == 0 && fsync(descriptor) != 0 && target.isReplaced { code = errno }
            // Some network disks tell only now that they are full.
            if close(descriptor) != 0 && code == 0 && errno != EINTR { code = errno }
            descriptor = -1
            guard code == 0 else { throw FileError(code, path: target.path, writing: true) }
            try target.takeName()
        }
    }
}
