package import Raster

/// Upscales an image by a factor of 2 to 4 (super-resolution from a single image).
///
/// Estimates an image whose downscaled version is the given one and whose patches are similar to each other (`BackProjection`). Tiles bound
/// the memory.
package struct UpscaleRepair: RepairMethod {
    package init() {}
    package let name = "upscale"
    package let summary = "upscales the image; the result, downscaled, equals the given image"
    package let suits = "small images"
    package let tasks = [RepairTask.upscale]
    package let worksWithoutMask = true
    package let settings = [
        RepairSetting.scale,
        RepairSetting(
            "iterations", "iterations of patch denoising and back-projection; 0 is bicubic with back-projection",
            0...12, standard: 4, whole: true),
        RepairSetting(
            "sigma", "standard deviation of the first iteration's denoising", 0...100, unit: "levels of 255",
            standard: 40),
    ]

    /// Width and height of a tile of the given image, and context pixels around it.
    private static let tile = 160, margin = 12

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        let image = problem.image, scale = settings.int("scale"), iterations = settings.int("iterations")
        var result = Bitmap(
            width: image.width * scale, height: image.height * scale, channels: image.channels,
            colorSpace: image.colorSpace, pixels: [UInt8](repeating: 0, count: image.pixels.count * scale * scale))
        let whole = Mask(width: result.width, height: result.height, filledWith: true)
        let sigmas = (0..<iterations).map { Float(settings["sigma"]) * Self.decay(at: $0, of: iterations) }
        let tiles = RepairArea(x: 0, y: 0, width: image.width, height: image.height).tiles(of: Self.tile)
        for (index, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: image.width, image.height)
            let projection = BackProjection(
                degradation: .downscaling(toWidth: area.width, height: area.height, scale: scale), sigmas: sigmas)
            let large = try projection.restored(
                OpponentColors.forward(Planes(image, area)), threads: problem.threads, watch
            ) {
                fraction in
                try watch.report(name, (Double(index) + fraction) / Double(tiles.count))
            }
            OpponentColors.inverse(large).write(
                core.scaled(scale), origin: area.scaled(scale), to: &result, where: whole)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    /// A linear decay from 1 in the first iteration to a third in the last.
    private static func decay(at iteration: Int, of iterations: Int) -> Float {
        iterations < 2 ? 1 : 1 - Float(iteration) / Float(iterations - 1) * 2 / 3
    }
}

extension RepairArea {
    /// The same part of the image upscaled by `scale`.
    func scaled(_ scale: Int) -> RepairArea {
        RepairArea(x: x * scale, y: y * scale, width: width * scale, height: height * scale)
    }
}
