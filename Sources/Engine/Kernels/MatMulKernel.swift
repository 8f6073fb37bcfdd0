/// One matrix product with what follows it: each chunk is multiplied and, while it is still in cache, run through the
/// fused element-wise program.
package struct MatMulKernel: Sendable {
    package var m: Int, n: Int, k: Int
    package var a: Int, b: Int
    package var transposeA: Bool, transposeB: Bool
    package var destination: ProductDestination
    package var epilogue: ElementwiseProgram?
    /// The product is cut along the longer side of it into this many chunks.
    package var chunks: Int
    package var splitsRows: Bool

    /// Cuts so that every lane has work, while chunks stay large enough for OpenBLAS to run at full speed.
    package init(m: Int, n: Int, k: Int, a: Int, b: Int, transposeA: Bool, transposeB: Bool, destination: ProductDestination,
                 epilogue: ElementwiseProgram?, lanes: Int) {
        (self.m, self.n, self.k, self.a, self.b) = (m, n, k, a, b)
        (self.transposeA, self.transposeB, self.destination, self.epilogue) = (transposeA, transposeB, destination, epilogue)
        // Rows also where the other side is longer, in a weight gradient with its update behind it: half rows of weights and moments are
        // half pages, and the prefetcher starts anew at each. Measured: 1.14 ms fell to 0.93 for 512x1024, 1.39 to 1.01 for 784x1024.
        splitsRows = m >= n || (transposeA && epilogue != nil && m >= 128 * lanes)
        // Below a megaflop the hand-over costs more than the second lane gives.
        // One chunk a lane above: OpenBLAS packs both factors for every call, and more calls measured slower at every shape.
        chunks = 2 * m * n * k < 1 << 20 ? 1 : min(lanes, max(1, max(m, n) / 64))
    }

    package var chunkRows: Int { splitsRows ? Self.extent(m, chunks) : m }
    package var chunkColumns: Int { splitsRows ? n : Self.extent(n, chunks) }
    /// Scratch elements a lane needs.
    package var scratch: Int {
        let tile = if case .scratch = destination { Arena.aligned(chunkRows * chunkColumns) } else { 0 }
        return tile + (epilogue?.scratch ?? 0)
    }

    /// Ceiling of `extent` / `chunks`, in whole cache lines.
    private static func extent(_ extent: Int, _ chunks: Int) -> Int { min(extent, Arena.aligned((extent + chunks - 1) / chunks)) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let size = splitsRows ? chunkRows : chunkColumns
        let range = min(chunk * size, splitsRows ? m : n)..<min((chunk + 1) * size, splitsRows ? m : n)
        guard !range.isEmpty else { return }
        let rows = splitsRows ? range : 0..<m, columns = splitsRows ? 0..<n : range
        let lda = transposeA ? m : k, ldb = transposeB ? k : n
        let (target, ldc, rest): (UnsafeMutablePointer<Float>, Int, UnsafeMutablePointer<Float>) = switch destination {
        case .buffer(let offset): (arena + offset + rows.lowerBound * n + columns.lowerBound, n, scratch)
        case .scratch: (scratch, columns.count, scratch + Arena.aligned(chunkRows * chunkColumns))
        }
        BLAS.multiply(m: rows.count, n: columns.count, k: k,
                      a: arena + a + (transposeA ? rows.lowerBound : rows.lowerBound * k), lda: lda, transposeA: transposeA,
                      b: arena + b + (transposeB ? columns.lowerBound * k : columns.lowerBound), ldb: ldb, transposeB: transposeB,
                      c: target, ldc: ldc)
        guard let epilogue else { return }
        let tile = ElementwiseKernel.Tile(base: target, rowStride: ldc, firstRow: rows.lowerBound, firstColumn: columns.lowerBound)
        ElementwiseKernel.run(epilogue, rows: rows, columns: columns, arena: arena, scratch: rest, tile: tile)
    }
}
