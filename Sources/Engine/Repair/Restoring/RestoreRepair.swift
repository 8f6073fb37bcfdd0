package import Raster

/// Removes noise, JPEG blocking and a known blur from a whole image.
///
/// Noise and blocking are removed together with the statistics of similar patches; then `BackProjection` removes the blur. Noise and
/// blocking are estimated; a blur cannot be told apart from a soft image, so the user gives it.
package struct RestoreRepair: RepairMethod {
    package init() {}
    package let name = "restore"
    package let summary = "removes noise, JPEG blocking and a blur of given width; without a mask, from the whole image"
    package let suits = "noisy photographs and low-quality JPEG files"
    package let tasks = [RepairTask.restore]
    package let worksWithoutMask = true
    package let settings = [
        RepairSetting(
            "sigma", "standard deviation of noise and blocking together; 0 estimates it", 0...100,
            unit: "levels of 255", standard: 0),
        RepairSetting(
            "blur", "standard deviation of the Gaussian blur to remove; 0 for none", 0...4, unit: "pixels", standard: 0),
    ]

    private static let tile = 256, margin = 24

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        let blur = settings["blur"], half = blur > 0 ? 0.5 : 1
        let sigma = settings["sigma"] > 0 ? settings["sigma"] : Double(Self.sigma(of: problem.image))
        let clean = try DenoiseRepair().repair(
            problem,
            settings: RepairSettings(of: DenoiseRepair(), given: ["sigma": min(sigma, 100)].filter { $0.value > 0 }),
            watch: RepairWatch(
                progress: { _, fraction in watch.progress(name, fraction * half) }, preview: watch.preview,
                isStopped: watch.isStopped))
        return blur > 0 ? try sharpened(clean, blur, problem, watch) : clean
    }

    /// The standard deviation of noise and JPEG blocking, whose variances add up, in levels.
    static func sigma(of image: Bitmap) -> Float {
        let noise = NoiseLevel.of(image), blocks = 2.2 * BlockGrid.strength(of: image)
        return (noise * noise + blocks * blocks).squareRoot()
    }

    private func sharpened(_ image: Bitmap, _ blur: Double, _ problem: RepairProblem, _ watch: RepairWatch) throws
        -> Bitmap
    {
        var result = image
        let tiles = RepairArea.areas(of: problem.mask, margin: 0).flatMap { $0.tiles(of: Self.tile) }.filter {
            problem.mask.count(in: $0) > 0
        }
        for (index, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: image.width, image.height)
            let projection = BackProjection(
                degradation: .blur(width: area.width, height: area.height, deviation: blur), sigmas: [6, 4, 3, 2],
                projections: 8)
            let sharp = try projection.restored(
                OpponentColors.forward(Planes(image, area)), threads: problem.threads, watch
            ) {
                fraction in
                try watch.report(name, 0.5 + (Double(index) + fraction) / Double(tiles.count) / 2)
            }
            OpponentColors.inverse(sharp).write(core, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        return result
    }
}
