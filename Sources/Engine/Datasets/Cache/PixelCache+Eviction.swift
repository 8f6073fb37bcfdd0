extension PixelCache {
    /// Deletes the least recently used files until `bytes` more fit below the limit.
    func makeRoom(for bytes: Int) {
        CacheEviction.makeRoom(for: bytes, in: folder, endings: [".pixels", Self.summaryEnding], limit: limit)
    }
}
