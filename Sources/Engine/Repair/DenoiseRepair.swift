package import Raster
import Tensors

/// Removes noise from an image, or from the part that a mask marks.
///
/// Non-local Bayes (Lebrun, Buades and Morel 2013): similar patches are samples of one Gaussian plus noise; the first iteration estimates
/// the Gaussian from noisy patches, the next ones from the result before. Tiles bound the memory.
package struct DenoiseRepair: RepairMethod {
    package init() {}
    package let name = "denoise"
    package let summary = "removes noise with the statistics of similar patches; without a mask, from the whole image"
    package let suits = "grain, sensor noise"
    package let worksWithoutMask = true
    package let settings = [
        RepairSetting(
            "sigma", "standard deviation of the noise; 0 estimates it", 0...100, unit: "levels of 255", standard: 0),
        RepairSetting(
            "iterations", "denoising iterations; the first estimates statistics from the noisy image", 1...4,
            standard: 3, whole: true),
        RepairSetting(
            "search_radius", "similar patches are searched up to this distance along each axis", 4...40, unit: "pixels",
            standard: 12, whole: true),
    ]

    private static let tile = 256

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.image
        let margin = settings.int("search_radius") + 8
        let sigma = settings["sigma"] > 0 ? Float(settings["sigma"]) : Self.noise(of: problem.image)
        guard sigma > 0.2, min(result.width, result.height) >= 4 else { return result }
        let tiles = RepairArea.areas(of: problem.mask, margin: 0).flatMap { $0.tiles(of: Self.tile) }.filter {
            problem.mask.count(in: $0) > 0
        }
        for (index, core) in tiles.enumerated() {
            let area = core.grown(by: margin, within: result.width, result.height)
            let noisy = OpponentColors.forward(Planes(problem.image, area))
            var clean = noisy
            let iterations = settings.int("iterations")
            for iteration in 0..<iterations {
                try watch.report(name, (Double(index) + Double(iteration) / Double(iterations)) / Double(tiles.count))
                let side = min(iteration == 0 ? 4 : 8, min(area.width, area.height) / 4 * 4)
                let patches = GaussianPatches(
                    width: area.width, height: area.height, channels: noisy.channels, side: side,
                    window: settings.int("search_radius"),
                    count: iteration == 0 ? 80 : 64, step: iteration == 0 ? 1 : 2,
                    task: .denoise(sigma: sigma, guided: iteration > 0))
                let all = [Float](repeating: 1, count: area.count)
                clean.values = patches.average(
                    estimate: clean.values, given: noisy.values, known: all, trust: all, threads: problem.threads)
            }
            OpponentColors.inverse(clean).write(core, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    /// The standard deviation of white noise, in levels, from the median response of a Laplacian difference mask (after Immerkær 1996,
    /// with a median instead of the mean, so that edges count little).
    static func noise(of image: Bitmap) -> Float {
        let (w, h, channels) = (image.width, image.height, image.channels)
        guard w >= 3, h >= 3 else { return 0 }
        var responses: [Int] = []
        let step = max(1, w * h / 400_000)
        var pixel = 0
        for y in 1..<h - 1 {
            for x in 1..<w - 1 {
                pixel += 1
                if pixel % step != 0 { continue }
                for c in 0..<channels {
                    func at(_ dx: Int, _ dy: Int) -> Int { Int(image.pixels[((y + dy) * w + x + dx) * channels + c]) }
                    let corners = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1)
                    let sides = at(0, -1) + at(-1, 0) + at(1, 0) + at(0, 1)
                    responses.append(abs(corners - 2 * sides + 4 * at(0, 0)))
                }
            }
        }
        responses.sort()
        // The Euclidean norm of the mask is 6; the median absolute value of a normal variable is 0.6745 standard deviations.
        return responses.isEmpty ? 0 : Float(responses[responses.count / 2]) / (6 * 0.6745)
    }
}
