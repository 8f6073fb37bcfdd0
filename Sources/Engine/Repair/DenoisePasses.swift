import Tensors

/// The passes of `denoise` over a part of an image.
///
/// The first pass takes the statistics of the noisy image, the others those of the pass before. Patches are small for little noise, whose
/// details are worth keeping, and large for much noise, that small patches do not average out.
struct DenoisePasses {
    let sigma: Float
    let threads: Int
    /// The part that is denoised, and the image that it belongs to.
    private let area: RepairArea, whole: (width: Int, height: Int)
    private let passes: [PatchDenoising]

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
    func denoised(_ noisy: consuming Planes, core: RepairArea, _ watch: RepairWatch, report: (Double) throws -> Void)
        throws
        -> Planes
    {
        let padding = [Float](repeating: 0, count: PatchDenoising.padding)
        var result = noisy, guide: [Float] = []
        let padded = result.values + padding
        // The passes read the padded copy alone.
        result.values = []
        for (index, pass) in passes.enumerated() {
            // What the later passes need of this one.
            let needed = passes[(index + 1)...].reduce(0) { $0 + $1.reach }
            let region = core.grown(by: needed, within: whole.width, whole.height)
            result.values = try pass.average(
                region, area: area, of: whole, noisy: padded, guide: guide, threads: threads, watch
            ) {
                try report((Double(index) + $0) / Double(passes.count))
            }
            guide = index + 1 < passes.count ? result.values + padding : []
        }
        return result
    }
}
