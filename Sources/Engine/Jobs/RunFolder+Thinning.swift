import Glibc
package import Runs

extension RunFolder {
    /// The most sample grids that a run keeps, and how many of them are the newest ones.
    package static let mostGrids = 256, newestGrids = 64

    /// Deletes sample grids where there are more than 256: all but the newest 64 and, of the older ones, the first of each stretch of
    /// steps. A stretch is the smallest power of two for which there are at most 192 of them from step 0 to the newest step, so that
    /// the whole run stays covered evenly.
    ///
    /// Files with other names, and write-protected ones, are never deleted.
    /// - Returns: the steps of the deleted grids.
    @discardableResult
    package func thinGrids() -> [Int] {
        Self.surplus(gridSteps()).filter { step in
            let path = samplesPath(step: step)
            return !Self.isProtected(path) && unlink(path) == 0
        }
    }

    private static func isProtected(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IWUSR == 0
    }

    /// The steps to delete of ascending `steps`.
    package static func surplus(_ steps: [Int]) -> [Int] {
        guard steps.count > mostGrids, let newest = steps.last else { return [] }
        var stretch = 1
        while newest / stretch >= mostGrids - newestGrids { stretch *= 2 }
        var previous = -1
        return steps.dropLast(newestGrids).filter { step in
            defer { previous = step / stretch }
            return step / stretch == previous
        }
    }
}
