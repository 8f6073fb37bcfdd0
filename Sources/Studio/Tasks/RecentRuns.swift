import FoundationEssentials
import Raster
import Runs
import Synchronization

/// The runs outside of the folder of runs that were open, newest first: a line for each path in a file of the user's state folder.
package final class RecentRuns: Sendable {
    private let file: String?
    private let known: Mutex<[String]>
    private static let limit = 30

    /// - Parameter file: nil to remember nothing after this process.
    package init(file: String?) {
        self.file = file
        let bytes = file.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
        known = Mutex(String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(Self.limit).map(String.init))
    }

    /// The folders that are still runs.
    package var paths: [String] { known.withLock { $0 }.filter { (try? RunFolder.open($0)) != nil } }

    /// Remembers a run by its whole path. A file that cannot be written must not interrupt anything.
    package func remember(_ run: String) {
        let current = FileManager.default.currentDirectoryPath
        let path = run.hasPrefix("/") ? run : current + "/" + run
        let all = known.withLock { known in
            known = Array(([path] + known.filter { $0 != path }).prefix(Self.limit))
            return known
        }
        guard let file else { return }
        try? AtomicFile.write(Array((all.joined(separator: "\n") + "\n").utf8), to: file)
    }
}
