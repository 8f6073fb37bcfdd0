// O channels of the results, C of the pictures; K = 16 C columns of the matrix.

/// The gradient of a convolution's matrix by minimal filtering: spread results times differences of pixels, folded into the weights.
///
/// A chunk makes some columns of the 4 C of every position, over all tiles: no partial sums to add up.
package struct WinogradMatrixKernel: Sendable {
    /// Neighbouring columns of the matrix that a chunk makes, and where they start in its own result.
    private struct Segment {
        var columns: Range<Int>
        var start: Int
    }

    let geometry: WinogradGeometry
    let pictures: Int, results: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    package let chunks: Int
    private let segments: [[Segment]]

    package init(_ geometry: WinogradGeometry, pictures: Int, results: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.pictures, self.results) = (geometry, pictures, results)
        (self.destination, self.epilogue) = (destination, epilogue)
        // Whole vectors of channels, so that a range never splits one; two chunks share no row of the window.
        var chunks = 1
        while chunks < lanes, geometry.depth / (2 * chunks) % 16 == 0, geometry.depth / (2 * chunks) >= 64 { chunks *= 2 }
        self.chunks = chunks
        segments = (0..<chunks).map { Self.segments(of: Tiling.range($0, of: chunks, geometry.depth), geometry) }
    }

    private static func segments(of depths: Range<Int>, _ geometry: WinogradGeometry) -> [Segment] {
        var ranges: [Range<Int>] = []
        geometry.forEachPhase(in: depths) { phase, channels, _ in
            for tap in 0..<4 {
                let first = geometry.column(phase, tap / 2, tap % 2)
                ranges.append(first + channels.lowerBound..<first + channels.upperBound)
            }
        }
        var segments: [Segment] = [], start = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = segments.last, last.columns.upperBound == range.lowerBound {
                segments[segments.count - 1].columns = last.columns.lowerBound..<range.upperBound
            } else {
                segments.append(Segment(columns: range, start: start))
            }
            start += range.count
        }
        return segments
    }

    private var width: Int { geometry.depth / chunks }
    private var tiles: Int { min(geometry.tiles, Self.tilesAtOnce) }
    private static let tilesAtOnce = 512
    private var spread: Int { Arena.aligned(tiles * geometry.results) }
    private var differences: Int { Arena.aligned(tiles * width) }
    private var products: Int { Arena.aligned(geometry.results * width) }
    private var zeros: Int { Arena.aligned(max(geometry.results, geometry.channels)) }
    private var resultCount: Int { if case .scratch = destination { Arena.aligned(geometry.results * 4 * width) } else { 0 } }
    package var scratch: Int { spread + differences + products + zeros + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let depths = chunk * width..<(chunk + 1) * width, own = segments[chunk]
        let (O, K) = (geometry.results, geometry.window.depth)
        let difference = scratch + spread, product = difference + differences, zero = product + products
        zero.update(repeating: 0, count: zeros)
        let (target, rowStride, isWhole) = switch destination {
        case .buffer(let offset): (arena + offset, K, true)
        case .scratch: (zero + zeros, 4 * width, false)
        }
        for position in 0..<WinogradGeometry.positions {
            let place = (row: position / 3, column: position % 3)
            for first in stride(from: 0, to: geometry.tiles, by: tiles) {
                let some = first..<min(first + tiles, geometry.tiles)
                geometry.spread(place, arena + results, tiles: some, into: scratch, zeros: zero)
                geometry.gather(place, arena + pictures, tiles: some, depths: depths, into: difference, zeros: zero)
                BLAS.multiply(m: O, n: width, k: some.count, a: scratch, lda: O, transposeA: true, b: difference, ldb: width, transposeB: false,
                              c: product, ldc: width, adding: first > 0)
            }
            geometry.forEachPhase(in: depths) { phase, channels, start in
                for o in 0..<O {
                    WinogradGeometry.fold(place.row, place.column, product + o * width + start, channels.count) { row, column in
                        let column = geometry.column(phase, row, column) + channels.lowerBound
                        return target + o * rowStride + (isWhole ? column : Self.place(of: column, in: own))
                    }
                }
            }
        }
        guard let epilogue else { return }
        for segment in own {
            let base = target + (isWhole ? segment.columns.lowerBound : segment.start)
            let tile = ElementwiseKernel.Tile(base: base, rowStride: rowStride, firstRow: 0, firstColumn: segment.columns.lowerBound)
            ElementwiseKernel.run(epilogue, rows: 0..<O, columns: segment.columns, arena: arena, scratch: zero + zeros + resultCount, tile: tile)
        }
    }

    @inline(__always)
    private static func place(of column: Int, in segments: [Segment]) -> Int {
        for segment in segments where segment.columns.contains(column) { return segment.start + column - segment.columns.lowerBound }
        preconditionFailure("column \(column) is in no segment")
    }
}
