extension ImageSet {
    /// The CRC-32 of the sizes and all pixels, as eight hexadecimal digits.
    ///
    /// It detects the mistake of resuming a run on other images, not a forgery. Cost: about one gigabyte a second, nothing for pixels
    /// of the cache, whose blocks have checksums.
    package var fingerprint: String {
        let sizes = [count, height, width, channels].flatMap { size in
            (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
        }
        let start = sizes.withUnsafeBytes { BlockChecksums.checksum($0) }
        let checksum = BlockChecksums.combined(start, pixels.checksum, length: pixels.count)
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
