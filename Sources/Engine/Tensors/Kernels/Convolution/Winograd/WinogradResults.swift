import Numerics

// O channels of the results.

/// Where the 2x2 results of one tile lie; results beyond the edge lie at zeros.
struct WinogradResults {
    private let pointers: InlineArray<4, UnsafePointer<Float>>

    /// - Parameters:
    ///   - y: where the results of image 0 start.
    ///   - zeros: O zeros.
    @inline(__always)
    init(
        _ geometry: WinogradGeometry, _ y: UnsafePointer<Float>, image: Int, tileRow: Int, tileColumn: Int,
        zeros: UnsafePointer<Float>
    ) {
        pointers = InlineArray { index in
            geometry.resultOffset(image, tileRow, tileColumn, index / 2, index % 2).map { y + $0 } ?? zeros
        }
    }

    /// All at zeros.
    @inline(__always)
    init(zeros: UnsafePointer<Float>) { pointers = InlineArray(repeating: zeros) }

    /// Four results row by row, sixteen channels from `channel` on.
    @inline(__always)
    func values(_ channel: Int) -> (Vector, Vector, Vector, Vector) {
        (
            (pointers[0] + channel).vector, (pointers[1] + channel).vector, (pointers[2] + channel).vector,
            (pointers[3] + channel).vector
        )
    }

    /// Row `point` of the weight transform of the results: three points.
    @inline(__always)
    func weightTransform(row point: Int, _ channel: Int) -> VectorTriple {
        let v = values(channel)
        let (a, b) = point == 0 ? (v.0, v.1) : point == 1 ? (v.0 + v.2, v.1 + v.3) : (v.2, v.3)
        return VectorTriple(weightTransformOf: a, b)
    }
}
