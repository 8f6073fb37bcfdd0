import FoundationEssentials
import Raster

extension PixelCache {
    /// How files of summaries end.
    static let summaryEnding = ".summary"

    /// What the image files of `source` hold: from the cache, else found out and stored in it, so that a second start does not open
    /// them again. A file of the cache that cannot be read is replaced.
    /// - Parameters:
    ///   - settings: everything beside the files that decides about the summary.
    ///   - look: opens the files.
    func summary(
        of source: ImageFolder, settings: String, threads: Int, look: () throws(DataError) -> DataSummary
    ) throws(DataError) -> DataSummary {
        let files = source.files
        guard let before = source.state(threads: threads), before.bytes >= smallest || files.count >= Self.manyFiles
        else { return try look() }
        let key = Self.key(before, "summary \(settings)"), path = "\(self.folder)/\(key)\(Self.summaryEnding)"
        if let data = FileManager.default.contents(atPath: path),
            let stored = try? JSONDecoder().decode(StoredSummary.self, from: data), stored.key == key
        {
            return stored.summary
        }
        let summary = try look()
        // Files that changed meanwhile may have been opened before or after.
        if before == FileFingerprint(of: files, in: source.path, threads: threads) {
            store(StoredSummary(key: key, summary: summary), at: path)
        }
        return summary
    }

    /// Without a place to write to, the files are opened again the next time.
    private func store(_ summary: StoredSummary, at path: String) {
        guard let json = try? JSONEncoder().encode(summary),
            (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil
        else { return }
        makeRoom(for: json.count)
        try? AtomicFile.write(to: path, isDurable: false) { try $0.append(Array(json)) }
    }

    private struct StoredSummary: Codable {
        /// What the summary was made from.
        var key: String
        var summary: DataSummary
    }
}
