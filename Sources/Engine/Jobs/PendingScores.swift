import Datasets
import Runs

/// Samples that are scored when the scorer is ready, with the state of their step in case it is the best.
struct PendingScores {
    struct Entry {
        var step: Int
        var samples: ImageSet
        /// Whether the samples are compared with every training image.
        var isSearch: Bool
        /// nil where there was no room: the score is no candidate for the best checkpoint.
        var state: [NamedTensor]?
        var note: CheckpointMetadata

        /// Bytes of the state.
        fileprivate var bytes: Int {
            (state ?? []).reduce(0) { $0 + $1.values.count * MemoryLayout<Float>.stride }
        }
    }

    /// Oldest first.
    private(set) var entries: [Entry] = []
    /// Bytes of all states at most, but for a single one.
    static let limit = 128 << 20

    /// Adds an entry. Where the states do not fit, the oldest are given up: a later one is more often the best.
    mutating func add(_ entry: Entry) {
        entries.append(entry)
        var bytes = entries.reduce(0) { $0 + $1.bytes }
        for i in entries.indices.dropLast() where bytes > Self.limit {
            bytes -= entries[i].bytes
            entries[i].state = nil
        }
    }

    mutating func removeFirst() -> Entry? { entries.isEmpty ? nil : entries.removeFirst() }

    /// Removes the entries after `step`, where a run is rolled back.
    mutating func removeAll(after step: Int) { entries.removeAll { $0.step > step } }
}
