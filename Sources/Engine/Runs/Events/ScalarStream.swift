import Raster

/// Reads the scalars of a log folder one after the other, so that a log of any length needs the memory of one block.
package enum ScalarStream {
    /// Calls `visit` with the tag and the point of each scalar, in the order of logging, without those that a later session start discards.
    ///
    /// Reads each file once. Only where a session trained steps again that were visited already does it begin anew.
    /// - Parameter restart: called where it begins anew: what was visited before does not count.
    package static func read(
        _ folder: String, restart: () -> Void, visit: (String, EventPoint) -> Void
    ) throws(RunError) {
        var stream = EventStream(ExactPath(folder)), last = Int.min, isOrphaned = false
        _ = try stream.refresh { entry, _ in
            switch entry {
            case .restart(let step) where step <= last: isOrphaned = true
            case .scalar(let tag, let point) where !isOrphaned:
                last = max(last, point.step)
                visit(tag, point)
            default: break
            }
        }
        guard isOrphaned else { return }
        restart()
        stream.rereadWithoutOrphans()
        _ = try stream.refresh { entry, _ in
            if case .scalar(let tag, let point) = entry { visit(tag, point) }
        }
    }
}
