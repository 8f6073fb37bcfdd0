import Raster

/// Reads the scalars of a log folder one after the other, so that a log of any length needs the memory of one block.
package enum ScalarStream {
    /// Calls `visit` with the tag, step and value of each scalar, in the order of logging, without those that a later session start
    /// discards. Reads each file twice: the session starts first.
    package static func read(_ folder: String, visit: (String, Int, Float) -> Void) throws(RunError) {
        var stream = EventStream(ExactPath(folder))
        _ = try stream.refresh { _, _ in }
        stream.rereadWithoutOrphans()
        _ = try stream.refresh { entry, _ in
            if case .scalar(let tag, let point) = entry { visit(tag, point.step, point.value) }
        }
    }
}
