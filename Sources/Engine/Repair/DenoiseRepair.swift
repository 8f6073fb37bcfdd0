package import Raster
import Tensors

/// Removes noise from an image, or from the part that a mask marks.
///
/// Non-local Bayes (Lebrun, Buades and Morel 2013): similar patches are samples of one Gaussian plus noise; the first iteration estimates
/// the Gaussian from noisy patches, the next ones from the result before. What clipping did to dark and bright places is undone
/// (`ClippedNoise`). Slabs of rows bound the memory; they change no value.
package struct DenoiseRepair: RepairMethod {
    /// Pixels of a slab, without what surrounds it. Some 80 bytes are needed for each of either.
    private let slab: Int

    package init(slab: Int = 5 << 18) { self.slab = slab }

    package let name = "denoise"
    package let summary = "removes noise with the statistics of similar patches; without a mask, from the whole image"
    package let suits = "grain, sensor noise"
    package let worksWithoutMask = true
    package let settings = [
        RepairSetting(
            "sigma", "standard deviation of the noise; 0 estimates it", 0...100, unit: "levels of 255", standard: 0),
        RepairSetting(
            "iterations", "denoising iterations; the first estimates statistics from the noisy image", 1...4,
            standard: 2, whole: true),
        RepairSetting(
            "search_radius", "similar patches are searched up to this distance along each axis", 4...40, unit: "pixels",
            standard: 18, whole: true),
    ]

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.image
        let sigma = settings["sigma"] > 0 ? Float(settings["sigma"]) : NoiseLevel.of(problem.image)
        guard sigma > 0.2, min(result.width, result.height) >= 4 else { return result }
        let (guided, window) = (settings.int("iterations") - 1, settings.int("search_radius"))
        let reach = DenoisePasses.reach(guided: guided, window: window, sigma: sigma),
            clipped = ClippedNoise(sigma: sigma)
        try problem.showFirstResult(watch)
        let cores = problem.ordered(RepairArea.areas(of: problem.mask, margin: 0).flatMap { $0.slabs(of: slab) })
        for (index, core) in cores.enumerated() {
            let area = core.grown(by: reach, within: result.width, result.height)
            let noisy = Planes(problem.image, area)
            let passes = DenoisePasses(
                area, of: (result.width, result.height), channels: noisy.channels, sigma: sigma, guided: guided,
                window: window, threads: problem.threads)
            let clean = try passes.denoised(OpponentColors.forward(noisy), core: core, watch) {
                try watch.report(name, (Double(index) + $0) / Double(cores.count))
            }
            try watch.check()
            try clipped.corrected(OpponentColors.inverse(clean), noisy: noisy, check: watch.check)
                .write(core, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }
}
