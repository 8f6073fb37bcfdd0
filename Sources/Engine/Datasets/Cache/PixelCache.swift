import FoundationEssentials
import Glibc
import Numerics
import Raster
import Runs

/// The decoded pixels of image folders, so that a second start does not decode them again. Deleting the folder harms nothing.
///
/// A file is named for what its pixels were decoded from and how: the names, sizes, times and inodes of the image files, and the
/// settings of the decoder. Two processes may use one cache: files are written whole, never changed, and a deleted one stays readable
/// where it is mapped. Each block has a checksum; a damaged file is decoded again.
package struct PixelCache: Sendable {
    package let folder: String
    /// Bytes of all files together; the least recently used ones are deleted.
    package let limit: Int
    /// Image files of fewer bytes are decoded again each time, unless there are many of them.
    let smallest: Int

    /// The environment variable with the limit in megabytes; 0 turns the cache off.
    package static let variable = "TESSERA_PIXEL_CACHE"
    package static let defaultMegabytes = 4096
    /// Files from which on a dataset is cached, however small they are.
    static let manyFiles = 2000

    /// The one that data is read with: the user's; nil for none. Tests replace it for the time of a call.
    @TaskLocal package static var current: PixelCache? = PixelCache()

    package init(folder: String, limit: Int, smallest: Int = 0) {
        (self.folder, self.limit, self.smallest) = (folder, limit, smallest)
    }

    /// The cache below `CacheFolder`; nil where there is none or it is turned off.
    package init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let megabytes = environment[Self.variable].flatMap { Int($0) } ?? Self.defaultMegabytes
        guard megabytes > 0, megabytes < 1 << 40, let folder = CacheFolder.path(environment: environment) else {
            return nil
        }
        self.init(folder: "\(folder)/pixels", limit: megabytes << 20, smallest: 4 << 20)
    }

    /// To be raised when images are decoded to other bytes than before.
    private static let decoder = 1

    /// Images after decoding.
    package struct Images: Sendable {
        /// (images, stride).
        package var pixels: PixelBytes
        package var skipped: [SkippedFile]
        /// Images whose proportions were not those of the set.
        package var fitted: Int
        /// For the user, where the cache was damaged.
        package var note: String?

        package init(pixels: PixelBytes, skipped: [SkippedFile] = [], fitted: Int = 0) {
            (self.pixels, self.skipped, self.fitted) = (pixels, skipped, fitted)
        }
    }

    /// The images `files` below `source`: from the cache, else decoded and stored in it. The bytes are the same.
    /// - Parameters:
    ///   - settings: everything that decides about the decoded bytes, e.g. "64x64x3 crop".
    ///   - stride: bytes of a decoded image.
    ///   - decode: decodes the files in order.
    package func images(
        of files: [String], in source: String, settings: String, stride: Int, threads: Int,
        decode: () throws(DataError) -> Images
    ) throws(DataError) -> Images {
        try images(
            of: files, in: source, before: FileFingerprint.settled(files, in: source, threads: threads),
            settings: settings, stride: stride, threads: threads, decode: decode)
    }

    /// - Parameter before: the state of the files; nil for files that keep changing.
    func images(
        of files: [String], in source: String, before: FileFingerprint?, settings: String, stride: Int, threads: Int,
        decode: () throws(DataError) -> Images
    ) throws(DataError) -> Images {
        guard let before, before.bytes >= smallest || files.count >= Self.manyFiles
        else { return try decode() }
        let key = Self.key(before, settings), path = path(of: key)
        var note: String?
        switch PixelCacheFile.open(path, key: key) {
        case .missing: break
        case .pixels(let found) where found.stride == stride && found.isIntact(threads: threads):
            // The time of the last use decides which file is deleted first.
            CacheEviction.touch(path)
            return Images(pixels: PixelBytes(found), skipped: found.skipped, fitted: found.fitted)
        case .pixels, .damaged:
            unlink(path)
            note = "the cached pixels of \(source) were damaged; its images were decoded again"
        }
        var images = try decode()
        images.note = note
        // Files that changed meanwhile may have been decoded before or after.
        if before == FileFingerprint(of: files, in: source, threads: threads) {
            images.pixels = stored(images, stride: stride, key: key) ?? images.pixels
        }
        return images
    }

    static func key(_ fingerprint: FileFingerprint, _ settings: String) -> String {
        var hash = FNV1a()
        for byte in "\(decoder) \(Tessera.version) \(settings)".utf8 { hash.add(byte) }
        return "\(fingerprint.text)-\(hash.text)"
    }

    private func path(of key: String) -> String { "\(folder)/\(key).pixels" }

    /// The pixels of a key without decoding or verifying anything; nil where they are not in the cache.
    package func find(_ key: String) -> CachedPixels? {
        if case .pixels(let found) = PixelCacheFile.open(path(of: key), key: key) { found } else { nil }
    }

    /// The stored pixels, mapped; nil where they cannot be stored, which costs only the time to decode again.
    private func stored(_ images: Images, stride: Int, key: String) -> PixelBytes? {
        guard !images.pixels.isEmpty, images.pixels.count <= limit else { return nil }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            makeRoom(for: images.pixels.count + PixelCacheFile.page)
            let path = path(of: key)
            try PixelCacheFile.write(images, stride: stride, key: key, to: path)
            return find(key).map { PixelBytes($0) }
        } catch {
            return nil
        }
    }
}
