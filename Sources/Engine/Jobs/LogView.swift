import Raster
package import Runs

/// All TensorBoard logs below a folder, as far as they were read.
package struct LogView: Sendable {
    /// The log of one folder with event files.
    package struct Log: Sendable {
        /// The folder's path relative to the watched one, "." for the watched one itself, the file's name for a watched file.
        package var name: String
        /// By tag.
        package var curves: [String: LoggedCurve]
        /// By tag, in the order of logging.
        package var images: [String: [LoggedImage]]
    }

    package private(set) var logs: [Log] = []
    /// What cannot be read, one line each.
    package var problems: [String] = []
    /// Bytes that were read, and bytes that were found so far.
    package private(set) var progress: (read: Int, of: Int) = (0, 0)
    /// The number of tags of each kind that is left out, such as histograms, by the kind.
    package private(set) var others: [String: Int] = [:]
    /// Tags of scalars and of images, sorted.
    package private(set) var tags: [String] = [], imageTags: [String] = []

    package init() {}

    init(_ logs: [(name: String, curves: LogCurves)]) {
        var tags: Set<String> = [], imageTags: Set<String> = []
        for (name, log) in logs {
            self.logs.append(Log(name: name, curves: log.curves, images: log.images))
            tags.formUnion(log.curves.keys)
            imageTags.formUnion(log.images.keys)
            progress = (progress.read + log.progress.read, progress.of + log.progress.of)
            for (kind, left) in log.others { others[kind, default: 0] += left.count }
            problems += Self.problems(name, log)
        }
        (self.tags, self.imageTags) = (tags.sorted(), imageTags.sorted())
    }

    /// Whether all files are read to their ends.
    package var isComplete: Bool { progress.read >= progress.of }

    private static func problems(_ name: String, _ log: LogCurves) -> [String] {
        log.damaged.sorted().map { "\(name)/\($0): damaged; the readable part is shown" }
            + log.ignored.sorted().map { "\(name)/\($0): not a regular file; left out" }
            + log.failures.sorted { $0.key < $1.key }.map { "\(name)/\($0): cannot be read: \($1)" }
            + log.foreignVersions.sorted().map { "\(name): unknown version \($0.prefix(30).escaped())" }
    }
}
