import Numerics
import Testing

/// Products of bfloat16, packed and multiplied by every kernel that this processor has.
@Suite struct BFloat16Tests {
    private static let kernels: [BFloat16.Instructions] =
        BFloat16.isFast ? [.portable, BFloat16.instructions] : [.portable]

    private func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> [Float] {
        CounterRandom(seed: seed, stream: 1, counter: 0).normals(rows * columns)
    }

    private func transposed(_ a: [Float], _ rows: Int, _ columns: Int) -> [Float] {
        (0..<rows * columns).map { a[$0 % rows * columns + $0 / rows] }
    }

    /// C = A B through the packing that `rows`, `panels` or their transposed sources need.
    private func product(
        _ a: [Float], _ b: [Float], m: Int, n: Int, k: Int, inPanels: Bool, fromTransposed: Bool,
        _ kernel: BFloat16.Instructions, adding c: [Float]? = nil
    ) -> [Float] {
        let pairs = BFloat16.pairs(k)
        var left = [UInt32](repeating: 0xFFFF_FFFF, count: (inPanels ? BFloat16.wholePanels(m) : m) * pairs)
        var right = [UInt32](repeating: 0xFFFF_FFFF, count: BFloat16.wholePanels(n) * pairs)
        var result = c ?? [Float](repeating: .nan, count: m * n)
        if inPanels {
            BFloat16.packPanels(transposed(a, m, k), stride: m, k: k, columns: m, into: &left)
        } else {
            BFloat16.packRows(a, stride: k, rows: m, k: k, into: &left)
        }
        if fromTransposed {
            BFloat16.packPanels(transposed: transposed(b, k, n), stride: k, columns: n, k: k, into: &right)
        } else {
            BFloat16.packPanels(b, stride: n, k: k, columns: n, into: &right)
        }
        BFloat16.multiply(
            m: m, n: n, pairs: pairs, a: left, inPanels: inPanels, b: right, c: &result, ldc: n, adding: c != nil,
            instructions: kernel)
        return result
    }

    private static let sizes = [
        (1, 1, 1), (12, 32, 2), (13, 33, 3), (25, 16, 31), (8, 95, 32), (40, 31, 33), (37, 64, 65), (5, 130, 40),
        (64, 48, 17),
    ]

    @Test(arguments: sizes, kernels) func `products of awkward sizes agree with the reference`(
        size: (m: Int, n: Int, k: Int), kernel: BFloat16.Instructions
    ) {
        let (m, n, k) = size
        let a = matrix(m, k, seed: 1), b = matrix(k, n, seed: 2)
        let (expected, magnitudes) = BFloat16Reference.product(a, b, m: m, n: n, k: k)
        for inPanels in [false, true] {
            for fromTransposed in [false, true] {
                let found = product(
                    a, b, m: m, n: n, k: k, inPanels: inPanels, fromTransposed: fromTransposed, kernel)
                // Each of the k additions rounds to half a unit in the last place of a partial sum.
                for index in found.indices {
                    let bound = magnitudes[index] * Double(k + 2) * 0x1p-24 + 1e-30
                    #expect(abs(Double(found[index]) - expected[index]) <= bound, "\(size), element \(index)")
                }
            }
        }
    }

    @Test(arguments: kernels) func `an element's sum is the same bytes whatever the size of the product`(
        kernel: BFloat16.Instructions
    ) {
        let (m, n, k) = (29, 70, 50)
        let a = matrix(m, k, seed: 3), b = matrix(k, n, seed: 4)
        let whole = product(a, b, m: m, n: n, k: k, inPanels: false, fromTransposed: false, kernel)
        let panels = product(a, b, m: m, n: n, k: k, inPanels: true, fromTransposed: true, kernel)
        #expect(whole == panels)
        let row = product(
            Array(a[17 * k..<18 * k]), b, m: 1, n: n, k: k, inPanels: false, fromTransposed: false, kernel)
        #expect(row == Array(whole[17 * n..<18 * n]))
    }

    @Test(arguments: kernels) func `a product can be added to what is there`(kernel: BFloat16.Instructions) {
        let (m, n, k) = (14, 40, 6)
        let a = matrix(m, k, seed: 5), b = matrix(k, n, seed: 6), c = matrix(m, n, seed: 7)
        let alone = product(a, b, m: m, n: n, k: k, inPanels: false, fromTransposed: false, kernel)
        let sum = product(a, b, m: m, n: n, k: k, inPanels: false, fromTransposed: false, kernel, adding: c)
        #expect(sum == zip(c, alone).map { $0 + $1 })
    }

    private static let special: [Float] = [
        0, -0.0, 1, -1, 1.00390625, 1.01171875, 3.1415927, 65504, .greatestFiniteMagnitude, .infinity, -.infinity,
        .leastNormalMagnitude, .leastNonzeroMagnitude, Float(bitPattern: 0x8001_1111), 2e-38, 255.5, 257, 259,
    ]

    @Test func `rounding goes to the nearest, ties to even, in every way of packing`() {
        let values = Self.special + CounterRandom(seed: 8, stream: 1, counter: 0).normals(46)
        let ones = values.map { BFloat16Reference.pair($0, 0) }
        let expected = stride(from: 0, to: values.count, by: 2).map {
            BFloat16Reference.pair(values[$0], values[$0 + 1])
        }
        var rows = [UInt32](repeating: 0, count: 32), panels = [UInt32](repeating: 0, count: 64)
        var transposed = [UInt32](repeating: 0, count: 32 * 32)
        BFloat16.packRows(values, stride: 64, rows: 1, k: 64, into: &rows)
        BFloat16.packPanels(values, stride: 64, k: 1, columns: 64, into: &panels)
        BFloat16.packPanels(transposed: values, stride: 64, columns: 1, k: 64, into: &transposed)
        #expect(rows == expected)
        #expect(panels == ones)
        #expect((0..<32).map { transposed[$0 * 32] } == expected)
    }

    @Test func `vectors are rounded as packing rounds`() {
        // Numbers below the smallest normal one are zero in a product in either case.
        let values = CounterRandom(seed: 9, stream: 1, counter: 0).normals(32)
        let first = SIMD16(values[..<16]), second = SIMD16(values[16...])
        let pairs = BFloat16.pairs(first, second), neighbours = BFloat16.neighbours(first, second)
        for lane in 0..<16 {
            #expect(pairs[lane] == BFloat16Reference.pair(first[lane], second[lane]))
            #expect(neighbours[lane] == BFloat16Reference.pair(values[2 * lane], values[2 * lane + 1]))
        }
    }

    @Test func `a NaN stays one`() {
        var rows = [UInt32](repeating: 0, count: 1)
        BFloat16.packRows([.nan, 1], stride: 2, rows: 1, k: 2, into: &rows)
        #expect(Float(bitPattern: rows[0] << 16).isNaN)
    }
}
