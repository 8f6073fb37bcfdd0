import Numerics
import Tensors

/// The passes of `denoise` over an image or a part of it, in an order that keeps every thread busy.
///
/// The first pass takes the statistics of the noisy image, the others those of the pass before. Patches are small for little noise, whose
/// details are worth keeping, and large for much noise, that small patches do not average out.
struct DenoisePasses {
    let sigma: Float
    let threads: Int
    /// Passes after the first one.
    let guided: Int
    let window: Int

    /// Patches of the grid along a tile's side. Tiles are computed on one thread each; they lie on the same places whatever the image's part.
    private static let tile = 16

    private func pass(_ index: Int, _ image: Planes) -> PatchDenoising {
        let smallest = min(image.width, image.height)
        let isLoud = sigma > 32
        let side = min(index == 0 ? (isLoud ? 6 : 4) : (isLoud ? 8 : 6), smallest)
        return PatchDenoising(
            width: image.width, height: image.height, channels: image.channels, side: side,
            step: max(1, min(4, side)), window: index == 0 ? 12 : window, count: index == 0 ? (isLoud ? 120 : 80) : 40,
            shared: index == 0 ? 20 : 40, sigma: sigma,
            statistics: index == 0 ? .noisy(threshold: 2) : .guide)
    }

    /// - Parameter report: gets the completed fraction, 0...1.
    func denoised(_ noisy: Planes, report: (Double) throws -> Void) rethrows -> Planes {
        let padded = noisy.values + [Float](repeating: 0, count: PatchDenoising.padding)
        var result = noisy, guide: [Float] = []
        for index in 0...guided {
            let pass = pass(index, noisy)
            result.values = try average(pass, padded, guide) {
                try report((Double(index) + $0) / Double(guided + 1))
            }
            guide = result.values + [Float](repeating: 0, count: PatchDenoising.padding)
        }
        return result
    }

    private func average(_ pass: PatchDenoising, _ noisy: [Float], _ guide: [Float], report: (Double) throws -> Void)
        rethrows -> [Float]
    {
        let rows = pass.positions(pass.height), columns = pass.positions(pass.width)
        let across = (columns.count + Self.tile - 1) / Self.tile, down = (rows.count + Self.tile - 1) / Self.tile
        var sums = [Float](repeating: 0, count: pass.width * pass.height * pass.channels), weights = sums
        for band in 0..<down {
            try report(Double(band) / Double(down))
            let rows = rows[band * Self.tile..<min((band + 1) * Self.tile, rows.count)]
            let parts = ThreadPool(threads).map(across) {
                pass.run(
                    rows: rows, columns: columns[$0 * Self.tile..<min(($0 + 1) * Self.tile, columns.count)], noisy: noisy,
                    guide: guide)
            }
            for part in parts {
                for c in 0..<pass.channels {
                    for y in 0..<part.height {
                        let source = (c * part.height + y) * part.width
                        let target = (c * pass.height + part.top + y) * pass.width + part.left
                        for x in 0..<part.width {
                            sums[target + x] += part.values[source + x]
                            weights[target + x] += part.weights[source + x]
                        }
                    }
                }
            }
        }
        for i in sums.indices { sums[i] /= weights[i] }
        return sums
    }
}
