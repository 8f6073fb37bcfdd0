import Tensors

/// Estimates an image from its degraded version with a patch prior.
///
/// Alternates two steps: denoising with the statistics of similar patches, with a smaller sigma in each iteration, and back-projection of
/// the difference to the degraded image (Irani and Peleg 1991; the alternation after Venkatakrishnan et al. 2013, "Plug-and-play priors").
struct BackProjection {
    let degradation: LinearDegradation
    /// The standard deviation of each iteration's denoising, in levels.
    let sigmas: [Float]
    /// Back-projections after each denoising.
    var projections = 6
    /// Similar patches are searched up to this distance along each axis, in pixels.
    private static let searchRadius = 10
    /// Pixels between patches: iterations before the last one are coarser, which costs 0.01 dB and saves half of the time.
    private static let earlyStep = 4, lastStep = 2

    /// - Parameters:
    ///   - degraded: opponent colors, see `OpponentColors`.
    ///   - report: receives the fraction done, 0...1.
    /// - Throws: `RepairStopped`, and what `report` throws.
    func restored(_ degraded: Planes, threads: Int, _ watch: RepairWatch, report: (Double) throws -> Void) throws
        -> Planes
    {
        var image = try projected(degradation.backprojected(degraded), degraded, watch)
        let side = min(8, min(image.width, image.height) / 4 * 4)
        guard side > 0 else { return image }
        for (iteration, sigma) in sigmas.enumerated() {
            try report(Double(iteration) / Double(sigmas.count))
            let patches = PatchDenoising(
                width: image.width, height: image.height, channels: image.channels, side: side,
                step: iteration + 1 < sigmas.count ? Self.earlyStep : Self.lastStep, window: Self.searchRadius,
                count: 48, shared: 16, sigma: sigma, statistics: .guide)
            let padded = image.values + [Float](repeating: 0, count: PatchDenoising.padding)
            let whole = RepairArea(x: 0, y: 0, width: image.width, height: image.height)
            image.values = try patches.average(
                whole, area: whole, of: (image.width, image.height), noisy: padded, guide: padded, threads: threads,
                watch
            ) { _ in }
            image = try projected(image, degraded, watch)
        }
        return image
    }

    /// The image with the difference between its degraded version and `degraded` projected back.
    func projected(_ image: Planes, _ degraded: Planes, _ watch: RepairWatch) throws(RepairStopped) -> Planes {
        var image = image
        for _ in 0..<projections {
            try watch.check()
            var difference = degradation.applied(to: image)
            for i in difference.values.indices { difference.values[i] = degraded.values[i] - difference.values[i] }
            let correction = degradation.backprojected(difference)
            for i in image.values.indices { image.values[i] += correction.values[i] }
        }
        return image
    }
}
