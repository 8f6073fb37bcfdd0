import Tensors

/// Winograd's convolution with a 4x4 window, stride 2 and padding 1, in slow, plain arithmetic: transforms in float, rounded where the
/// kernels round, products and sums after that in double. Images (N, H, W, C), results (N, h, w, O), weights (O, 16 C).
struct WinogradReference {
    let images: Shape, results: Shape

    private var tileRows: Int { (results[1] + 1) / 2 }
    private var tileColumns: Int { (results[2] + 1) / 2 }

    /// Calls `body` for each tile, component, channel of the images and of the results.
    private func forEach(_ body: (_ n: Int, _ row: Int, _ column: Int, _ component: Int, _ c: Int, _ o: Int) -> Void) {
        for n in 0..<images[0] {
            for row in 0..<tileRows {
                for column in 0..<tileColumns {
                    for component in 0..<4 {
                        for c in 0..<images[3] { for o in 0..<results[3] { body(n, row, column, component, c, o) } }
                    }
                }
            }
        }
    }

    /// Index of pixel (`i`, `j`) of the 3x3 of a tile's component; nil outside the image.
    private func pixel(_ n: Int, _ row: Int, _ column: Int, _ component: Int, _ c: Int, _ i: Int, _ j: Int) -> Int? {
        let y = 4 * row - 1 + component / 2 + 2 * i, x = 4 * column - 1 + component % 2 + 2 * j
        guard 0..<images[1] ~= y, 0..<images[2] ~= x else { return nil }
        return ((n * images[1] + y) * images[2] + x) * images[3] + c
    }

    private func result(_ n: Int, _ row: Int, _ column: Int, _ o: Int, _ i: Int, _ j: Int) -> Int? {
        let (y, x) = (2 * row + i, 2 * column + j)
        guard y < results[1], x < results[2] else { return nil }
        return ((n * results[1] + y) * results[2] + x) * results[3] + o
    }

    /// The 3x3 pixels of a tile's component, zeros outside the image.
    private func pixels(_ n: Int, _ row: Int, _ column: Int, _ component: Int, _ c: Int, of x: [Float]) -> [Float] {
        (0..<9).map { index in
            guard let place = pixel(n, row, column, component, c, index / 3, index % 3) else { return 0 }
            return x[place]
        }
    }

    /// The 2x2 results of a tile, zeros beyond the edge.
    private func values(_ n: Int, _ row: Int, _ column: Int, _ o: Int, of y: [Float]) -> [Float] {
        (0..<4).map { index in
            guard let place = result(n, row, column, o, index / 2, index % 2) else { return 0 }
            return y[place]
        }
    }

    private func weight(_ o: Int, _ component: Int, _ c: Int, _ i: Int, _ j: Int) -> Int {
        o * 16 * images[3] + ((component / 2 + 2 * i) * 4 + component % 2 + 2 * j) * images[3] + c
    }

    private func inputTransform(_ v: [Float]) -> [Double] {
        var rows = v
        for i in 0..<3 { (rows[3 * i], rows[3 * i + 2]) = (v[3 * i] - v[3 * i + 1], v[3 * i + 2] - v[3 * i + 1]) }
        var all = rows
        for j in 0..<3 { (all[j], all[6 + j]) = (rows[j] - rows[3 + j], rows[6 + j] - rows[3 + j]) }
        return all.map { Double(BFloat16Reference.rounded($0)) }
    }

    private func weightTransform(_ w: [Float]) -> [Double] {
        let rows = [w[0], w[0] + w[1], w[1], w[2], w[2] + w[3], w[3]]
        return (0..<9).map { index in
            let (i, j) = (index / 3, index % 3)
            let value = i == 1 ? rows[j] + rows[3 + j] : i == 0 ? rows[j] : rows[3 + j]
            return Double(BFloat16Reference.rounded(value))
        }
    }

    private func inverse(_ m: [Double]) -> [Double] {
        var rows = [Double](repeating: 0, count: 6)
        for i in 0..<3 { (rows[2 * i], rows[2 * i + 1]) = (m[3 * i] + m[3 * i + 1], m[3 * i + 1] + m[3 * i + 2]) }
        return [rows[0] + rows[2], rows[1] + rows[3], rows[2] + rows[4], rows[3] + rows[5]]
    }

    func convolution(_ x: [Float], _ w: [Float]) -> [Double] {
        var y = [Double](repeating: 0, count: results.count)
        forEach { n, row, column, component, c, o in
            let v = inputTransform(pixels(n, row, column, component, c, of: x))
            let u = weightTransform((0..<4).map { w[weight(o, component, c, $0 / 2, $0 % 2)] })
            for (index, value) in inverse(zip(v, u).map { $0 * $1 }).enumerated() {
                if let place = result(n, row, column, o, index / 2, index % 2) { y[place] += value }
            }
        }
        return y
    }

    func transpose(_ y: [Float], _ w: [Float]) -> [Double] {
        var x = [Double](repeating: 0, count: images.count)
        forEach { n, row, column, component, c, o in
            let v = weightTransform(values(n, row, column, o, of: y))
            let u = weightTransform((0..<4).map { w[weight(o, component, c, $0 / 2, $0 % 2)] })
            let m = zip(v, u).map { $0 * $1 }
            var rows = m
            for i in 0..<3 { rows[3 * i + 1] = m[3 * i + 1] - m[3 * i] - m[3 * i + 2] }
            for index in 0..<9 {
                guard let place = pixel(n, row, column, component, c, index / 3, index % 3) else { continue }
                let j = index % 3
                x[place] += index / 3 == 1 ? rows[3 + j] - rows[j] - rows[6 + j] : rows[index]
            }
        }
        return x
    }

    func weightGradient(_ x: [Float], _ y: [Float]) -> [Double] {
        var w = [Double](repeating: 0, count: results[3] * 16 * images[3])
        forEach { n, row, column, component, c, o in
            let v = inputTransform(pixels(n, row, column, component, c, of: x))
            let u = weightTransform(values(n, row, column, o, of: y))
            for (index, value) in inverse(zip(v, u).map { $0 * $1 }).enumerated() {
                w[weight(o, component, c, index / 2, index % 2)] += value
            }
        }
        return w
    }
}
