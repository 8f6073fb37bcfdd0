package import Numerics

extension FNV1a {
    /// The hash of a file's bytes, as text.
    /// - Throws: `ReadableFile.Failure`.
    package static func ofFile(_ path: String) throws -> String {
        let file = try ReadableFile(path)
        var hash = FNV1a()
        for byte in try file.read(UInt8.self, at: 0, count: file.size) { hash.add(byte) }
        return hash.text
    }
}
