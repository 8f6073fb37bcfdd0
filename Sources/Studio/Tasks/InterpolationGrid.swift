/// How the frames of an interpolation lie in one image: in reading order, in one row or in rows of one length.
package enum InterpolationGrid {
    /// Frames in a row at most.
    private static let longest = 24

    /// Columns of a grid of `count` frames, at least 1.
    package static func columns(_ count: Int) -> Int {
        let rows = max((count + longest - 1) / longest, 1)
        return max((count + rows - 1) / rows, 1)
    }
}
