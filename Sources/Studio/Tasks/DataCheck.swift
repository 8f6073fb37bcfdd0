package import Datasets
import FoundationEssentials
import Raster

/// What came of looking at data for the form: what they hold, or why they cannot be read.
package struct DataCheck: Sendable, Equatable {
    /// As typed.
    package var asked: String
    /// With `~` and patterns expanded.
    package var name: String
    package var summary: DataSummary?
    /// The error in one line; nil where there is a summary.
    package var error: String?

    package init(asked: String, name: String, summary: DataSummary? = nil, error: String? = nil) {
        (self.asked, self.name, self.summary, self.error) = (asked, name, summary, error)
    }

    /// Looks at the data called `asked`; see `DataSummary.of` for the cost.
    init(_ asked: String, threads: Int) {
        var name = asked
        if PathQuery.needsExpansion(asked) {
            // Suffixes such as `:test` are no part of the path.
            let base = DataName(asked).base, suffix = asked.dropFirst(base.count)
            let matches = PathMatches(finding: PathQuery(base, .run(.open)))
            guard matches.found.count == 1 else {
                let why =
                    matches.found.isEmpty
                    ? "nothing matches \(base)"
                    : "\(base) matches \(matches.found.count) paths: \(matches.names); name one"
                self.init(asked: asked, name: asked, error: why)
                return
            }
            name = matches.found[0] + suffix
        }
        // Tab leaves a slash behind a folder.
        if name.count > 1, name.hasSuffix("/") { name.removeLast() }
        do throws(DataError) {
            self.init(asked: asked, name: name, summary: try DataSummary.of(name, threads: threads))
        } catch {
            self.init(asked: asked, name: name, error: error.inStudio)
        }
    }
}
