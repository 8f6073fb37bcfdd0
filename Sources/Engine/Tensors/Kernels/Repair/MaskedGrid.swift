/// A grid of pixels, some of which are unknown (free), with a border of zeros around it, so that no loop needs border
/// checks.
///
/// Arrays have (height + 2) rows of width + 2.
struct MaskedGrid: Sendable {
    let width: Int, height: Int
    /// 1 where the value is unknown, else 0.
    let free: [Float]
    /// Number of neighbours of each pixel; 0 on the border.
    private let degree: [Float]
    private var pitch: Int { width + 2 }
    private static let damping: Float = 0.8

    init(width: Int, height: Int, free unpadded: [Float]) {
        (self.width, self.height) = (width, height)
        let pitch = width + 2
        var free = [Float](repeating: 0, count: pitch * (height + 2)), degree = free
        for y in 0..<height {
            for x in 0..<width {
                free[(y + 1) * pitch + x + 1] = unpadded[y * width + x]
                let across: Int = min(x, 1) + min(width - 1 - x, 1), down: Int = min(y, 1) + min(height - 1 - y, 1)
                degree[(y + 1) * pitch + x + 1] = Float(across + down)
            }
        }
        (self.free, self.degree) = (free, degree)
    }

    /// Every second pixel of every second row.
    func coarser() -> MaskedGrid {
        let (w, h) = ((width + 1) / 2, (height + 1) / 2)
        var values: [Float] = []
        for y in 0..<h {
            for x in 0..<w { values.append(free[(2 * y + 1) * pitch + 2 * x + 1]) }
        }
        return MaskedGrid(width: w, height: h, free: values)
    }

    func padded(_ values: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: free.count)
        for y in 0..<height {
            for x in 0..<width { result[(y + 1) * pitch + x + 1] = values[y * width + x] }
        }
        return result
    }

    func unpadded(_ values: [Float]) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(width * height)
        for y in 0..<height {
            let start = (y + 1) * pitch + 1
            result += values[start..<start + width]
        }
        return result
    }

    /// y = the graph Laplacian of x: neighbours times x minus the sum of the neighbours; where `masked`, only for free
    /// pixels.
    func laplacian(_ x: [Float], _ y: inout [Float], masked: Bool) {
        let pitch = self.pitch
        each(x, &y) {
            (
                x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>, free: UnsafePointer<Float>,
                degree: UnsafePointer<Float>, i: Int
            ) -> Void in
            let left: Float = x[i &- 1], right: Float = x[i &+ 1]
            let above: Float = x[i &- pitch], below: Float = x[i &+ pitch]
            var value: Float = degree[i] * x[i]
            value -= left + right
            value -= above + below
            let weight: Float = masked ? free[i] : min(degree[i], Float(1))
            y[i] = value * weight
        }
    }

    func firstSmoothing(_ r: [Float], _ z: inout [Float]) {
        each(r, &z) { r, z, free, degree, i in z[i] = free[i] * r[i] * (Self.damping / max(degree[i], 1)) }
    }

    /// One damped Jacobi step: z += damping · residual / diagonal.
    func smooth(_ r: [Float], _ z: inout [Float], _ scratch: inout [Float]) {
        laplacian(z, &scratch, masked: true)
        subtract(from: r, &scratch)
        each(scratch, &z) { s, z, free, degree, i in z[i] += free[i] * s[i] * (Self.damping / max(degree[i], 1)) }
    }

    /// y = r - y.
    func subtract(from r: [Float], _ y: inout [Float]) {
        each(r, &y) { r, y, _, _, i in y[i] = r[i] - y[i] }
    }

    /// y += a x.
    func add(_ a: Float, _ x: [Float], to y: inout [Float]) {
        each(x, &y) { x, y, _, _, i in y[i] += a * x[i] }
    }

    /// p = z + b p.
    func combine(_ z: [Float], _ b: Float, _ p: inout [Float]) {
        each(z, &p) { z, p, _, _, i in p[i] = z[i] + b * p[i] }
    }

    /// Restriction, the transpose of `addProlonged`: each coarse pixel sums fine ones with weights 1, 1/2 and 1/4.
    func restricted(_ r: [Float], to coarse: MaskedGrid) -> [Float] {
        var result = [Float](repeating: 0, count: coarse.free.count)
        for Y in 0..<coarse.height {
            for X in 0..<coarse.width where coarse.free[(Y + 1) * coarse.pitch + X + 1] != 0 {
                let i = (2 * Y + 1) * pitch + 2 * X + 1
                let sides = r[i - 1] + r[i + 1] + r[i - pitch] + r[i + pitch]
                let corners = r[i - pitch - 1] + r[i - pitch + 1] + r[i + pitch - 1] + r[i + pitch + 1]
                result[(Y + 1) * coarse.pitch + X + 1] = r[i] + 0.5 * sides + 0.25 * corners
            }
        }
        return result
    }

    /// Prolongation: adds the bilinear interpolation of the coarse correction to the free pixels.
    func addProlonged(_ c: [Float], of coarse: MaskedGrid, to z: inout [Float]) {
        for y in 0..<height {
            for x in 0..<width {
                let i = (y + 1) * pitch + x + 1
                guard free[i] != 0 else { continue }
                let a = (y / 2 + 1) * coarse.pitch + x / 2 + 1
                let right = x & 1, down = (y & 1) * coarse.pitch
                z[i] += 0.25 * (c[a] + c[a + right] + c[a + down] + c[a + right + down])
            }
        }
    }

    @inline(__always)
    private func each(
        _ x: [Float], _ y: inout [Float],
        _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int) ->
            Void
    ) {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                free.withUnsafeBufferPointer { free in
                    degree.withUnsafeBufferPointer { degree in
                        guard let x = x.baseAddress, let y = y.baseAddress, let free = free.baseAddress,
                            let degree = degree.baseAddress
                        else { return }
                        // Whole rows with their border: `free` and `degree` are zero there.
                        for i in pitch..<pitch * (height + 1) { body(x, y, free, degree, i) }
                    }
                }
            }
        }
    }
}
