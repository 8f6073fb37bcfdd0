import Glibc

/// Reads whole files and writes them atomically.
///
/// A write goes to a temporary file in the same folder, which is renamed after its bytes are on the disk: at any time and after any
/// crash, the path has the old file or the new one. A symbolic link stays and its target is replaced; the permissions of an existing
/// file are kept. Devices and pipes (`/dev/stdout`) are written directly.
package enum AtomicFile {
    /// Writes `bytes` to the file at `path`.
    /// - Parameter isDurable: false for a file that can be made again: it is whole for every reader, but may be lost or cut when the
    ///   system crashes. Saves two calls of fsync, which take milliseconds each.
    /// - Throws: `FileError`; the old file is then unchanged.
    package static func write(_ bytes: [UInt8], to path: String, isDurable: Bool = true) throws(FileError) {
        var writer = try Writer.begin(path)
        try writer.append(bytes)
        try writer.finish(isDurable: isDurable)
    }

    /// Writes the bytes that `body` appends, for files too large for memory.
    /// - Throws: `FileError`, or the error of `body`; the old file is then unchanged.
    package static func write(
        to path: String, isDurable: Bool = true, body: (inout Writer) throws -> Void
    ) throws {
        var writer = try Writer.begin(path)
        try body(&writer)
        try writer.finish(isDurable: isDurable)
    }

    /// Waits until the names of the files in `folder` are on the disk, after many writes that were not durable.
    package static func synchronise(folder: String) {
        guard let descriptor = try? open(folder, O_RDONLY | O_DIRECTORY, failing: folder, writing: true) else { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }

    /// Reads all bytes of the file at `path`, or of a pipe that a shell passed as `/dev/stdin` or `/dev/fd/N`.
    /// - Parameter limit: the most bytes allowed.
    /// - Throws: `FileError`; `.special` for other FIFOs, sockets and devices, which reading could wait for.
    package static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
        let descriptor =
            RegularFile.isPassedDescriptor(path)
            ? try open(path, O_RDONLY, failing: path, writing: false) : try RegularFile.open(path).descriptor
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(errno, path: path, writing: false) }
        if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
        if Int(status.st_size) > limit { throw .tooLarge(path: path, limit: limit) }

        // One byte more than the size reaches the end with one call. Pipes and /proc have size 0.
        var bytes = try readBlock(descriptor, Int(status.st_size) + 1, path)
        var room = bytes.count > Int(status.st_size) ? 1 << 16 : 0
        while room > 0 {
            let block = try readBlock(descriptor, room, path)
            bytes += block
            if bytes.count > limit { throw .tooLarge(path: path, limit: limit) }
            room = block.count < room ? 0 : min(2 * room, 1 << 26)
        }
        return bytes
    }

    /// Up to `count` bytes, fewer only at the end of the file.
    static func readBlock(_ descriptor: Int32, _ count: Int, _ path: String) throws(FileError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, min(count - filled, 1 << 30))
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    code = errno
                    break
                }
            }
        }
        guard code == 0 else { throw FileError(code, path: path, writing: false) }
        return bytes
    }

    /// Opens `file`; errors name `path`.
    static func open(
        _ file: String, _ flags: Int32, _ mode: mode_t = 0o666, failing path: String,
        writing: Bool
    ) throws(FileError) -> Int32 {
        // A C string ends at the zero byte and would name another file.
        guard !file.utf8.contains(0) else { throw .system(path: path, writing: writing, code: EINVAL) }
        while true {
            let descriptor = PathText.withSystemPath(file) { Glibc.open($0, flags | O_CLOEXEC, mode) }
            if descriptor >= 0 { return descriptor }
            if errno != EINTR { throw FileError(errno, path: path, writing: writing) }
        }
    }
}
