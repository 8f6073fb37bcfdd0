import Numerics

// C channels of the images.

/// Where the nine pixels of a polyphase component under one tile lie; pixels outside the image lie at zeros.
struct WinogradPixels {
    private let pointers: InlineArray<9, UnsafePointer<Float>>

    /// - Parameters:
    ///   - x: where image 0 starts.
    ///   - zeros: C zeros.
    @inline(__always)
    init(
        _ geometry: WinogradGeometry, _ x: UnsafePointer<Float>, image: Int, tileRow: Int, tileColumn: Int,
        component: Int, zeros: UnsafePointer<Float>
    ) {
        let (H, W, C) = (geometry.window.height, geometry.window.width, geometry.channels)
        let top = 4 * tileRow - 1 + component / 2, left = 4 * tileColumn - 1 + component % 2
        let corner = x + ((image * H + top) * W + left) * C
        let isInside = top >= 0 && left >= 0 && top + 4 < H && left + 4 < W
        pointers = InlineArray { index in
            let (row, column) = (2 * (index / 3), 2 * (index % 3))
            let isPixel = isInside || (0..<H ~= top + row && 0..<W ~= left + column)
            return isPixel ? corner + (row * W + column) * C : zeros
        }
    }

    /// All at zeros.
    @inline(__always)
    init(zeros: UnsafePointer<Float>) { pointers = InlineArray(repeating: zeros) }

    /// A row of three pixels, sixteen channels from `channel` on.
    @inline(__always)
    func row(_ row: Int, _ channel: Int) -> VectorTriple {
        VectorTriple(
            (pointers[3 * row] + channel).vector, (pointers[3 * row + 1] + channel).vector,
            (pointers[3 * row + 2] + channel).vector)
    }

    @inline(__always)
    func square(_ channel: Int) -> VectorSquare { VectorSquare(row(0, channel), row(1, channel), row(2, channel)) }
}
