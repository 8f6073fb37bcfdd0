public import Raster

/// Takes mixed damage out of a whole picture: grain, the squares of a JPEG, a known blur.
///
/// Grain and squares are shrunk together by the statistics of patches like each other; then blur is undone by `BackProjection`. How much
/// grain and how coarse squares there are is estimated; a blur cannot be told from a soft picture, so it is left to the user.
public struct RestoreRepair: RepairMethod {
    public init() {}
    public let name = "restore"
    public let line = "shrinks grain and the squares of JPEG, undoes a blur of given width; without a mask, in the whole picture"
    public let suits = "pictures saved too small or taken in the dark"
    public let tasks = [RepairTask.restore]
    public let worksWithoutMask = true
    public let settings = [
        RepairSetting("sigma", "standard deviation of noise and squares together in levels of 255; 0 to estimate it", 0...100, standard: 0),
        RepairSetting("blur", "standard deviation of a Gaussian blur in pixels, to be undone; 0 for none", 0...4, standard: 0),
    ]

    private static let tile = 256, margin = 24

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        let blur = settings["blur"], half = blur > 0 ? 0.5 : 1
        let sigma = settings["sigma"] > 0 ? settings["sigma"] : Double(Self.sigma(of: problem.picture))
        let clean = try DenoiseRepair().repair(
            problem, settings: RepairSettings(of: DenoiseRepair(), given: ["sigma": min(sigma, 100)].filter { $0.value > 0 }),
            watch: RepairWatch(progress: { _, share in watch.progress(name, share * half) }, preview: watch.preview, isStopped: watch.isStopped))
        return blur > 0 ? try sharpened(clean, blur, problem, watch) : clean
    }

    /// Of noise and of a JPEG's rounding, which add up as variances.
    static func sigma(of picture: Bitmap) -> Float {
        let noise = DenoiseRepair.noise(of: picture), blocks = 2.2 * BlockGrid.roughness(of: picture)
        return (noise * noise + blocks * blocks).squareRoot()
    }

    private func sharpened(_ picture: Bitmap, _ blur: Double, _ problem: RepairProblem, _ watch: RepairWatch) throws -> Bitmap {
        var result = picture
        let tiles = RepairArea.areas(of: problem.mask, margin: 0).flatMap { $0.tiles(of: Self.tile) }.filter { problem.mask.count(in: $0) > 0 }
        for (number, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: picture.width, picture.height)
            let projection = BackProjection(observation: .blur(width: area.width, height: area.height, deviation: blur), shrinkage: [6, 4, 3, 2], projections: 8)
            let sharp = try projection.restored(Opponent.forward(Planes(picture, area)), lanes: problem.lanes) { share in
                try watch.report(name, 0.5 + (Double(number) + share) / Double(tiles.count) / 2)
            }
            Opponent.back(sharp).write(core, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        return result
    }
}
