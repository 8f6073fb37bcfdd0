import Glibc
import Numerics
import Raster

/// What the system says about a set of files, in any order: names, sizes, times of the last changes in nanoseconds, and inodes. Files
/// with the same fingerprint have the same bytes; no byte of them is read.
struct FileFingerprint: Equatable {
    private let first: UInt64, second: UInt64
    /// Bytes of all files.
    let bytes: Int
    /// The time of the last change of any file, in nanoseconds since 1970.
    let newest: Int

    /// 32 hexadecimal digits.
    var text: String { Self.digits(first) + Self.digits(second) }

    /// A file changed twice within one tick of the clock of the file system has the same times, so a fingerprint may miss a change
    /// that follows within this time, in nanoseconds.
    static let tick = 20_000_000

    /// The fingerprint of files that have not changed for a tick of the clock; nil where they keep changing.
    static func settled(_ files: [String], in folder: String, threads: Int) -> FileFingerprint? {
        for wait in [0, tick] {
            if wait > 0 { usleep(UInt32(wait / 1000)) }
            let found = FileFingerprint(of: files, in: folder, threads: threads)
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            if found.newest + tick <= now.tv_sec * 1_000_000_000 + now.tv_nsec { return found }
        }
        return nil
    }

    /// Of `files`, paths below `folder`. A file that is missing counts with its name alone.
    init(of files: [String], in folder: String, threads: Int) {
        let descriptor = PathText.withSystemPath(folder) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { if descriptor >= 0 { close(descriptor) } }
        let block = 1024
        let parts = ThreadPool(threads).map((files.count + block - 1) / block) { part in
            Part(files[part * block..<min((part + 1) * block, files.count)], descriptor)
        }
        var whole = Part()
        for part in parts { whole.add(part) }
        first = SplitMix64.word(whole.sum, UInt64(files.count))
        second = SplitMix64.word(whole.other, UInt64(files.count))
        (bytes, newest) = (whole.bytes, whole.newest)
    }

    private struct Part: Sendable {
        /// Two sums of hashes of the files.
        var sum: UInt64 = 0, other: UInt64 = 0
        var bytes = 0, newest = 0

        init() {}

        init(_ files: ArraySlice<String>, _ folder: Int32) {
            for name in files {
                // FNV-1a of the name.
                var word: UInt64 = 0xCBF2_9CE4_8422_2325
                for byte in name.utf8 { word = (word ^ UInt64(byte)) &* 0x100_0000_01B3 }
                var status = stat()
                if PathText.withSystemPath(name, { fstatat(folder, $0, &status, 0) }) == 0 {
                    let modified = Self.nanoseconds(status.st_mtim), changed = Self.nanoseconds(status.st_ctim)
                    for value in [Int(status.st_size), modified, changed, Int(bitPattern: UInt(status.st_ino))] {
                        word = SplitMix64.word(word, UInt64(bitPattern: Int64(value)))
                    }
                    bytes += Int(status.st_size)
                    newest = max(newest, modified, changed)
                }
                sum &+= SplitMix64.word(word)
                other &+= SplitMix64.word(word, 1)
            }
        }

        private static func nanoseconds(_ time: timespec) -> Int { time.tv_sec &* 1_000_000_000 &+ time.tv_nsec }

        mutating func add(_ part: Part) {
            sum &+= part.sum
            other &+= part.other
            (bytes, newest) = (bytes + part.bytes, max(newest, part.newest))
        }
    }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
