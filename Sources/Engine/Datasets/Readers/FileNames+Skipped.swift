import Raster

extension [String] {
    /// The files that are not among `skipped`.
    func without(_ skipped: [SkippedFile]) -> [String] {
        if skipped.isEmpty { return self }
        let left = Set(skipped.map { ExactPath($0.file) })
        return filter { !left.contains(ExactPath($0)) }
    }
}
