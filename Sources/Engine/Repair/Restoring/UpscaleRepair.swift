public import Raster

/// Makes a picture two to four times as wide and high.
///
/// Finds a picture that, made smaller again, is the one that is there, and whose patches are like each other (`BackProjection`). Tiles
/// keep memory bounded.
public struct UpscaleRepair: RepairMethod {
    public init() {}
    public let name = "upscale"
    public let line = "makes the picture larger; made smaller again, it is what was given"
    public let suits = "small pictures"
    public let tasks = [RepairTask.upscale]
    public let worksWithoutMask = true
    public let settings = [
        RepairSetting.scale,
        RepairSetting("rounds", "rounds in which patches are compared", 0...12, standard: 4, whole: true),
        RepairSetting("sigma", "levels by which patches are shrunk in the first round", 0...100, standard: 40),
    ]

    /// Pixels along a tile of the picture that is there, and those around it that it is worked on with.
    private static let tile = 160, margin = 12

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        let picture = problem.picture, scale = settings.int("scale"), rounds = settings.int("rounds")
        var result = Bitmap(width: picture.width * scale, height: picture.height * scale, channels: picture.channels,
                            colorSpace: picture.colorSpace, pixels: [UInt8](repeating: 0, count: picture.pixels.count * scale * scale))
        let whole = Mask(width: result.width, height: result.height, filledWith: true)
        let shrinkage = (0..<rounds).map { Float(settings["sigma"]) * Self.share(of: $0, rounds) }
        let tiles = RepairArea(x: 0, y: 0, width: picture.width, height: picture.height).tiles(of: Self.tile)
        for (number, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: picture.width, picture.height)
            let projection = BackProjection(observation: .reduction(toWidth: area.width, height: area.height, scale: scale), shrinkage: shrinkage)
            let large = try projection.restored(Opponent.forward(Planes(picture, area)), lanes: problem.lanes) { share in
                try watch.report(name, (Double(number) + share) / Double(tiles.count))
            }
            Opponent.back(large).write(core.scaled(scale), origin: area.scaled(scale), to: &result, where: whole)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    /// From all in the first round to a third in the last.
    private static func share(of round: Int, _ rounds: Int) -> Float { rounds < 2 ? 1 : 1 - Float(round) / Float(rounds - 1) * 2 / 3 }
}

extension RepairArea {
    /// The same part of a picture that is larger by `scale`.
    func scaled(_ scale: Int) -> RepairArea { RepairArea(x: x * scale, y: y * scale, width: width * scale, height: height * scale) }
}
