import CZip
import Glibc
import Raster

/// A zip archive open for reading. The only user of libzip.
///
/// Sizes come from the archive's directory, which can be wrong; `extract` never writes more than they say.
final class ZipArchive {
    struct Entry: Sendable {
        var index: UInt64
        /// As UTF-8; names in other encodings are converted by libzip.
        var name: String
        /// Bytes after decompression.
        var size: Int
        var isEncrypted: Bool
        var isLink: Bool

        var isFolder: Bool { name.hasSuffix("/") }
    }

    struct Failure: Error { var reason: String }

    let path: String
    /// Bytes of the archive.
    let size: Int
    private let handle: OpaquePointer

    /// Whether the file at `path` starts as zip archives do.
    static func isArchive(_ path: String) -> Bool {
        guard let (descriptor, _) = try? RegularFile.open(path) else { return false }
        defer { close(descriptor) }
        var start = [UInt8](repeating: 0, count: 4)
        // "PK" and the mark of an entry, or of the end of an archive without entries.
        return read(descriptor, &start, 4) == 4 && (start == [0x50, 0x4B, 3, 4] || start == [0x50, 0x4B, 5, 6])
    }

    /// - Throws: `DataError.unreadable`, `.archive` for a damaged one.
    init(_ path: String) throws(DataError) {
        let descriptor: Int32
        do throws(FileError) {
            (descriptor, size) = try RegularFile.open(path)
        } catch {
            throw .unreadable(path: path, reason: error.what)
        }
        var code: Int32 = 0
        // libzip closes the descriptor with the archive.
        guard let handle = zip_fdopen(descriptor, 0, &code) else {
            close(descriptor)
            throw .archive(path: path, reason: "damaged: \(Self.reason(code))")
        }
        (self.path, self.handle) = (path, handle)
    }

    deinit { zip_discard(handle) }

    var count: Int { Int(zip_get_num_entries(handle, 0)) }

    /// The entry `index`; nil where its directory record cannot be read.
    func entry(_ index: Int) -> Entry? {
        var status = zip_stat_t()
        guard zip_stat_index(handle, UInt64(index), 0, &status) == 0, let name = status.name else { return nil }
        var system: UInt8 = 0, attributes: UInt32 = 0
        zip_file_get_external_attributes(handle, UInt64(index), 0, &system, &attributes)
        let isUnix = system == UInt8(ZIP_OPSYS_UNIX)
        return Entry(
            index: UInt64(index), name: String(cString: name), size: Int(clamping: status.size),
            isEncrypted: status.encryption_method != UInt16(ZIP_EM_NONE),
            isLink: isUnix && mode_t(attributes >> 16) & S_IFMT == S_IFLNK)
    }

    /// Writes the contents of `entry` to the open file `target`; its checksum is checked.
    /// - Throws: `Failure` for damaged contents, contents longer than `entry.size`, and errors of writing.
    func extract(_ entry: Entry, to target: Int32) throws(Failure) {
        guard let file = zip_fopen_index(handle, entry.index, 0) else { throw Failure(reason: reason) }
        defer { zip_fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16), written = 0
        while true {
            let count = Int(zip_fread(file, &buffer, UInt64(buffer.count)))
            guard count >= 0 else {
                throw Failure(reason: Self.text(zip_error_strerror(zip_file_get_error(file))))
            }
            if count == 0 { break }
            guard written + count <= entry.size else { throw Failure(reason: "longer than the archive says") }
            var done = 0
            while done < count {
                let got = buffer[done..<count].withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
                guard got > 0 else { throw Failure(reason: String(cString: strerror(errno))) }
                done += got
            }
            written += count
        }
        guard written == entry.size else { throw Failure(reason: "shorter than the archive says") }
    }

    private var reason: String { Self.text(zip_strerror(handle)) }

    private static func reason(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return text(zip_error_strerror(&error))
    }

    private static func text(_ message: UnsafePointer<CChar>?) -> String {
        message.map { String(cString: $0).split(whereSeparator: \.isNewline).joined(separator: " ") } ?? "unknown error"
    }
}
