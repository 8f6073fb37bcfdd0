import Datasets
import Runs

/// Samples that are scored when the scorer is ready, with the state of their step in case it is the best.
struct PendingScores {
    struct Entry {
        var step: Int
        var samples: ImageSet
        /// Whether the samples are compared with every training image.
        var isSearch: Bool
        var state: [NamedTensor]
        var note: CheckpointMetadata

        /// Bytes in memory.
        fileprivate var bytes: Int {
            samples.pixels.count + state.reduce(0) { $0 + $1.values.count * MemoryLayout<Float>.stride }
        }
    }

    /// Oldest first.
    private(set) var entries: [Entry] = []
    /// Bytes of all entries at most, but for a single one.
    static let limit = 128 << 20

    /// Adds an entry; false where there is no room.
    mutating func add(_ entry: Entry) -> Bool {
        guard entries.isEmpty || entries.reduce(entry.bytes, { $0 + $1.bytes }) <= Self.limit else { return false }
        entries.append(entry)
        return true
    }

    mutating func removeFirst() -> Entry? { entries.isEmpty ? nil : entries.removeFirst() }

    /// Removes the entries after `step`, where a run is rolled back.
    mutating func removeAll(after step: Int) { entries.removeAll { $0.step > step } }
}
