package import Jobs

/// The runs below a folder, as they were listed last.
package struct RunList: Sendable {
    package var folder = "runs"
    package var all: [RunSummary] = []
    /// Folders of the runs whose curves are compared.
    package var marked: Set<String> = []
    /// When the list was requested last, on the loop's clock; nil before the first time.
    package var requestedAt: Double?

    package init() {}

    /// Seconds between two listings.
    private static let period = 2.0

    /// Requests the list, at most every two seconds.
    mutating func refresh(now: Double) -> [ScreenAction] {
        if let requestedAt, now - requestedAt < Self.period { return [] }
        requestedAt = now
        return [.backgroundTask(.listRuns(folder: folder))]
    }
}
