import Raster

/// Reads the scalars of a log folder one after the other, so that a log of any length needs the memory of one block.
package enum ScalarStream {
    /// Calls `visit` with the tag and the point of each scalar, in the order of logging, without those that a later session start discards.
    ///
    /// Reads each file twice and decodes it once: the first reading only looks for session starts.
    package static func read(_ folder: String, visit: (String, EventPoint) -> Void) throws(RunError) {
        var stream = EventStream(ExactPath(folder))
        try stream.findSessionStarts()
        _ = try stream.refresh { entry, _ in
            if case .scalar(let tag, let point) = entry { visit(tag, point) }
        }
    }
}
