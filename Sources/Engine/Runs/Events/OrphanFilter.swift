import Raster

/// Where sessions started in a log, to leave out at a second reading what they orphaned.
struct OrphanFilter: Sendable {
    private struct Start: Sendable {
        var file: ExactPath
        var offset, step: Int

        /// Whether it is behind a position.
        func isBehind(_ file: ExactPath, _ offset: Int) -> Bool { (self.file, self.offset) > (file, offset) }
    }

    /// Whether the starts are those of a complete reading.
    var isActive = false
    private var starts: [Start] = []
    /// The lowest step of the starts behind the position.
    private var lowest = Int.max

    /// Goes to a position.
    mutating func begin(_ file: ExactPath, at offset: Int) {
        guard isActive else { return }
        lowest = starts.filter { $0.isBehind(file, offset - 1) }.map(\.step).min() ?? .max
    }

    /// Adds a start, or goes past a known one.
    mutating func addStart(_ step: Int, _ file: ExactPath, at offset: Int) {
        if isActive, starts.contains(where: { $0.file == file && $0.offset == offset }) {
            begin(file, at: offset + 1)
        } else {
            starts.append(Start(file: file, offset: offset, step: step))
        }
    }

    /// Whether a later session trained a step of this position again.
    func contains(_ step: Int) -> Bool { isActive && step >= lowest }
}
