import Numerics
import Tensors

/// The passes of `denoise` over a part of an image, in an order that keeps every thread busy.
///
/// The first pass takes the statistics of the noisy image, the others those of the pass before. Patches are small for little noise, whose
/// details are worth keeping, and large for much noise, that small patches do not average out.
struct DenoisePasses {
    let sigma: Float
    let threads: Int
    /// The part that is denoised, and the image that it belongs to.
    private let area: RepairArea, whole: (width: Int, height: Int)
    private let passes: [PatchDenoising]

    /// Patches of the grid along the side of a block. A block is computed on one thread; it lies on the same place whatever the number of
    /// threads.
    private static let block = 16

    /// Standard deviations of the noise above which patches are larger.
    private static let loud: Float = 32

    /// The side of patches, those of a group, and those that are denoised with it: of the first pass and the others, for little noise and
    /// for much.
    private static let first = (side: 4, count: 80, shared: 20), firstOfLoud = (side: 6, count: 120, shared: 40),
        guided = (side: 6, count: 40, shared: 40), guidedOfLoud = (side: 8, count: 40, shared: 20)

    /// - Parameters:
    ///   - guided: passes after the first one.
    ///   - window: the search radius of these; that of the first pass is two thirds of it.
    init(
        _ area: RepairArea, of whole: (width: Int, height: Int), channels: Int, sigma: Float, guided: Int, window: Int,
        threads: Int
    ) {
        (self.area, self.whole, self.sigma, self.threads) = (area, whole, sigma, threads)
        passes = (0...guided).map {
            Self.pass($0, area, smallest: min(whole.width, whole.height), channels, sigma, window)
        }
    }

    private static func pass(
        _ index: Int, _ area: RepairArea, smallest: Int, _ channels: Int, _ sigma: Float, _ window: Int
    ) -> PatchDenoising {
        let isFirst = index == 0, isLoud = sigma > loud
        let patches = isFirst ? (isLoud ? firstOfLoud : first) : (isLoud ? guidedOfLoud : guided)
        let side = min(patches.side, smallest)
        return PatchDenoising(
            width: area.width, height: area.height, channels: channels, side: side, step: min(4, side),
            window: isFirst ? window * 2 / 3 : window, count: patches.count, shared: patches.shared, sigma: sigma,
            statistics: isFirst ? .noisy(threshold: 2) : .guide)
    }

    /// How far from a pixel its result depends on others, in pixels.
    static func reach(guided: Int, window: Int, sigma: Float) -> Int {
        (0...guided).reduce(0) {
            $0 + pass($1, RepairArea(x: 0, y: 0, width: 8, height: 8), smallest: 8, 1, sigma, window).reach
        }
    }

    /// `noisy` without noise in `core`, a part of the area; elsewhere the values mean nothing.
    /// - Parameters:
    ///   - noisy: the area's planes.
    ///   - report: gets the completed fraction, 0...1.
    /// - Throws: `RepairStopped`, and what `report` throws.
    func denoised(_ noisy: Planes, core: RepairArea, _ watch: RepairWatch, report: (Double) throws -> Void) throws
        -> Planes
    {
        let padding = [Float](repeating: 0, count: PatchDenoising.padding), padded = noisy.values + padding
        var result = noisy, guide: [Float] = []
        for (index, pass) in passes.enumerated() {
            // What the later passes need of this one.
            let needed = passes[(index + 1)...].reduce(0) { $0 + $1.reach }
            let region = core.grown(by: needed, within: whole.width, whole.height)
            result.values = try average(pass, region, padded, guide, watch) {
                try report((Double(index) + $0) / Double(passes.count))
            }
            guide = index + 1 < passes.count ? result.values + padding : []
        }
        return result
    }

    /// The weighted mean of all estimates of each value of `region`.
    private func average(
        _ pass: PatchDenoising, _ region: RepairArea, _ noisy: [Float], _ guide: [Float],
        _ watch: RepairWatch, report: (Double) throws -> Void
    ) throws -> [Float] {
        let source = region.grown(by: pass.reach / 2, within: whole.width, whole.height)
        func positions(_ needed: Range<Int>, _ part: Range<Int>, of length: Int) -> [Int] {
            pass.positions(part, of: length).filter { needed.contains($0 + part.lowerBound) }
        }
        let rows = positions(
            source.y..<source.y + source.height, area.y..<area.y + area.height, of: whole.height)
        let columns = positions(source.x..<source.x + source.width, area.x..<area.x + area.width, of: whole.width)
        let across = Self.blocks(columns, origin: area.x, step: pass.step),
            down = Self.blocks(rows, origin: area.y, step: pass.step)
        var sums = [Float](repeating: 0, count: pass.width * pass.height * pass.channels), weights = sums
        for (index, rows) in down.enumerated() {
            try report(Double(index) / Double(down.count))
            let parts = ThreadPool(threads).map(across.count) {
                pass.run(
                    rows: rows, columns: across[$0], noisy: noisy, guide: guide, isStopped: watch.isStopped)
            }
            try watch.check()
            for part in parts { part.add(to: &sums, weights: &weights, of: pass) }
        }
        for i in sums.indices where weights[i] > 0 { sums[i] /= weights[i] }
        return sums
    }

    /// The positions by block. The blocks of an image are those of its parts, so that sums have the same order.
    private static func blocks(_ positions: [Int], origin: Int, step: Int) -> [ArraySlice<Int>] {
        positions.chunked { ($0 + origin) / (block * step) == ($1 + origin) / (block * step) }
    }
}

extension PatchDenoising.Sums {
    /// Adds these sums to those of the whole area.
    fileprivate func add(to sums: inout [Float], weights: inout [Float], of pass: PatchDenoising) {
        for c in 0..<pass.channels {
            for y in 0..<height {
                let source = (c * height + y) * width, target = (c * pass.height + top + y) * pass.width + left
                for x in 0..<width {
                    sums[target + x] += values[source + x]
                    weights[target + x] += self.weights[source + x]
                }
            }
        }
    }
}

extension [Int] {
    /// Consecutive elements that belong together, in order.
    fileprivate func chunked(where together: (Int, Int) -> Bool) -> [ArraySlice<Int>] {
        var chunks: [ArraySlice<Int>] = [], start = startIndex
        for i in indices.dropFirst() where !together(self[i - 1], self[i]) {
            chunks.append(self[start..<i])
            start = i
        }
        return isEmpty ? [] : chunks + [self[start...]]
    }
}
