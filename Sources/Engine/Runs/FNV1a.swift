/// Fowler, Noll and Vo's hash, 64 bits: tells bytes apart that were changed by mistake, no forgery.
struct FNV1a {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// Sixteen hexadecimal digits.
    var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Of a whole file's bytes.
    /// - Throws: `ReadableFile.Failure`.
    static func ofFile(_ path: String) throws -> String {
        let file = try ReadableFile(path)
        var hash = FNV1a()
        for byte in try file.read(UInt8.self, at: 0, count: file.size) { hash.add(byte) }
        return hash.text
    }
}
