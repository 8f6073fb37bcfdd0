extension PixelCache {
    /// Deletes the least recently used files until `bytes` more fit below the limit.
    func makeRoom(for bytes: Int) {
        CacheRoom.make(for: bytes, in: folder, endings: [".pixels", Self.summaryEnding], limit: limit)
    }
}
