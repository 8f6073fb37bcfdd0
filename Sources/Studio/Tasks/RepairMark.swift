import Glibc
import Numerics
import Raster

/// The mark in a repaired image of how it was repaired: method, settings, mask and prompt, as sixteen hexadecimal digits. A folder's repair
/// knows by it what it has made already. WebP files hold no text and have none.
enum RepairMark {
    static let key = "tessera.repair.recipe"

    /// Bytes at the beginning and at the end of a file where its text is.
    private static let portion = 64 << 10

    static func of(_ words: [String]) -> String {
        var hash = FNV1a()
        for word in words {
            for byte in word.utf8 { hash.add(byte) }
            hash.add(0)
        }
        return hash.text
    }

    /// The mark of the file at `path`, which is not decoded; nil for none.
    static func read(_ path: String) -> String? {
        guard let (descriptor, size) = try? RegularFile.open(path) else { return nil }
        defer { _ = close(descriptor) }
        for start in Set([0, max(size - portion, 0)]).sorted() {
            var bytes = [UInt8](repeating: 0, count: min(portion, size))
            let count = pread(descriptor, &bytes, bytes.count, start)
            if count > 0, let mark = find(in: bytes.prefix(count)) { return mark }
        }
        return nil
    }

    private static func find(in bytes: ArraySlice<UInt8>) -> String? {
        let key = Array(Self.key.utf8), digits = 16
        guard bytes.count >= key.count + digits else { return nil }
        for start in bytes.startIndex...bytes.endIndex - key.count - digits
        where bytes[start] == key[0] && bytes[start..<start + key.count].elementsEqual(key) {
            // PNG separates by a zero, JPEG and TIFF by ": ".
            let rest = bytes[(start + key.count)...].drop {
                $0 == 0 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ")
            }
            return String(decoding: rest.prefix(digits), as: UTF8.self)
        }
        return nil
    }
}
