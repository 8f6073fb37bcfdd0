import CBFloat16

/// Matrix products whose factors are bfloat16, the upper half of a float, and whose sums are float.
///
/// Rounds to nearest, ties to even. A pair is two neighbours along the dimension summed over, in 32 bits; a factor lies in rows of pairs,
/// or in panels of 32 columns: [columns / 32][pairs][32].
package enum BFloat16 {
    /// The arithmetic of products.
    package enum Instructions: Int32, Sendable {
        /// None: correct on every processor, and slower than float.
        case portable = 0
        /// AVX512-BF16: 32 products and their sums an instruction.
        case avx512 = 1

        /// As the manufacturers call them.
        package var name: String { self == .avx512 ? "AVX512-BF16" : "no bf16 instructions" }
    }

    /// The fastest that this processor has.
    package static let instructions = Instructions(rawValue: bfloat16_best_kernel()) ?? .portable

    /// Whether products of bfloat16 are faster than those of float here.
    package static var isFast: Bool { instructions != .portable }

    /// Columns of a panel.
    package static let panelWidth = 32

    /// Pairs of `count` elements; the last one of an odd number is filled up with zero.
    package static func pairs(_ count: Int) -> Int { (count + 1) / 2 }

    /// `count` columns in whole panels.
    package static func wholePanels(_ count: Int) -> Int { (count + panelWidth - 1) / panelWidth * panelWidth }

    // MARK: Packing

    /// `target` (rows, pairs) from `source` (rows, k) with rows `stride` floats apart.
    package static func packRows(
        _ source: UnsafePointer<Float>, stride: Int, rows: Int, k: Int, into target: UnsafeMutablePointer<UInt32>
    ) { bfloat16_pack_rows(source, stride, rows, k, target) }

    /// Panels from `source` (k, columns) with rows `stride` floats apart.
    /// - Parameter distance: pairs from one panel to the next; nil where they lie next to each other.
    package static func packPanels(
        _ source: UnsafePointer<Float>, stride: Int, k: Int, columns: Int, into target: UnsafeMutablePointer<UInt32>,
        distance: Int? = nil
    ) { bfloat16_pack_panels(source, stride, k, columns, target, distance ?? pairs(k) * panelWidth) }

    /// Panels from `source` (columns, k) with rows `stride` floats apart.
    package static func packPanels(
        transposed source: UnsafePointer<Float>, stride: Int, columns: Int, k: Int,
        into target: UnsafeMutablePointer<UInt32>
    ) { bfloat16_pack_panels_transposed(source, stride, columns, k, target) }

    /// Sixteen pairs of an element of `first` and one of `second`.
    @inlinable @inline(__always)
    package static func pairs(_ first: SIMD16<Float>, _ second: SIMD16<Float>) -> SIMD16<UInt32> {
        bfloat16_pairs(first, second)
    }

    /// The elements of `first`, then those of `second`, two to a pair.
    @inlinable @inline(__always)
    package static func neighbours(_ first: SIMD16<Float>, _ second: SIMD16<Float>) -> SIMD16<UInt32> {
        bfloat16_neighbours(first, second)
    }

    // MARK: Products

    /// C (m, n) = A B, or C += A B where `adding`. A lies in rows, or in panels with m for columns; B in panels. An element's sum does not
    /// depend on m and n.
    package static func multiply(
        m: Int, n: Int, pairs: Int, a: UnsafePointer<UInt32>, inPanels: Bool, b: UnsafePointer<UInt32>,
        c: UnsafeMutablePointer<Float>, ldc: Int, adding: Bool = false, instructions: Instructions = instructions
    ) {
        bfloat16_product(instructions.rawValue, m, n, pairs, a, inPanels ? 1 : 0, b, c, ldc, adding ? 1 : 0)
    }

    /// C (n, m) = the transpose of A B; A lies in rows, B in panels.
    package static func multiplyTransposed(
        m: Int, n: Int, pairs: Int, a: UnsafePointer<UInt32>, b: UnsafePointer<UInt32>,
        c: UnsafeMutablePointer<Float>, ldc: Int, instructions: Instructions = instructions
    ) { bfloat16_product_transposed(instructions.rawValue, m, n, pairs, a, b, c, ldc) }

    /// C (m, n) = A B, with A in panels, while the arrays that are read next are prefetched, from row `first` of them on.
    package static func multiply(
        m: Int, n: Int, pairs: Int, a: UnsafePointer<UInt32>, b: UnsafePointer<UInt32>,
        c: UnsafeMutablePointer<Float>, ldc: Int, prefetching arrays: PrefetchedArrays, first: Int
    ) {
        bfloat16_product_ahead(instructions.rawValue, m, n, pairs, a, b, c, ldc, arrays.from(row: first))
    }

    /// Arrays with the rows and columns of a product, eight at most: what is read after it.
    package struct PrefetchedArrays {
        private var arrays = bfloat16_ahead()

        /// - Parameter stride: floats from one row to the next.
        package init(stride: Int) { arrays.stride = stride }

        /// Adds an array; a ninth is left out.
        package mutating func append(_ array: UnsafePointer<Float>) {
            let count = arrays.count
            guard count < 8 else { return }
            withUnsafeMutableBytes(of: &arrays.arrays) {
                $0.bindMemory(to: UnsafePointer<Float>?.self)[count] = array
            }
            arrays.count += 1
        }

        fileprivate func from(row: Int) -> bfloat16_ahead {
            var moved = arrays
            let (count, distance) = (arrays.count, row * arrays.stride)
            withUnsafeMutableBytes(of: &moved.arrays) {
                let places = $0.bindMemory(to: UnsafePointer<Float>?.self)
                for index in 0..<count { places[index] = places[index].map { $0 + distance } }
            }
            return moved
        }
    }
}
