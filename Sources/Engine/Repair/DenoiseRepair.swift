public import Raster

/// Takes noise out of a picture, or out of the part that a mask marks.
///
/// Non-local Bayes (Lebrun, Buades and Morel 2013): patches like one another are samples of one Gaussian plus noise; a first round learns the
/// Gaussian from noisy patches, the second one from the first result. Tiles keep memory bounded.
public struct DenoiseRepair: RepairMethod {
    public init() {}
    public let name = "denoise"
    public let line = "shrinks noise by the statistics of patches like each other; without a mask, in the whole picture"
    public let suits = "grain, sensor noise"
    public let worksWithoutMask = true
    public let settings = [
        RepairSetting("sigma", "standard deviation of the noise in levels of 255; 0 to estimate it", 0...100, standard: 0),
        RepairSetting("rounds", "rounds of which the first learns from noise", 1...4, standard: 3, whole: true),
        RepairSetting("window", "pixels to each side in which patches are looked for", 4...40, standard: 12, whole: true),
    ]

    private static let tile = 256

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        var result = problem.picture
        let margin = settings.int("window") + 8
        let sigma = settings["sigma"] > 0 ? Float(settings["sigma"]) : Self.noise(of: problem.picture)
        guard sigma > 0.2, min(result.width, result.height) >= 4 else { return result }
        let tiles = RepairArea.areas(of: problem.mask, margin: 0).flatMap { $0.tiles(of: Self.tile) }.filter { problem.mask.count(in: $0) > 0 }
        for (number, core) in tiles.enumerated() {
            let area = core.grown(by: margin, within: result.width, result.height)
            let noisy = Opponent.forward(Planes(problem.picture, area))
            var clean = noisy
            let rounds = settings.int("rounds")
            for round in 0..<rounds {
                try watch.report(name, (Double(number) + Double(round) / Double(rounds)) / Double(tiles.count))
                let side = min(round == 0 ? 4 : 8, min(area.width, area.height) / 4 * 4)
                let patches = GaussianPatches(
                    width: area.width, height: area.height, channels: noisy.channels, side: side, window: settings.int("window"),
                    count: round == 0 ? 80 : 64, step: round == 0 ? 1 : 2, task: .denoise(sigma: sigma, guided: round > 0))
                let all = [Float](repeating: 1, count: area.count)
                clean.values = patches.average(estimate: clean.values, given: noisy.values, known: all, trust: all, lanes: problem.lanes)
            }
            Opponent.back(clean).write(core, origin: area, to: &result, where: problem.mask)
            watch.preview?(result)
        }
        watch.progress(name, 1)
        return result
    }

    /// The standard deviation of white noise, from the median of what is left by the difference of second differences
    /// (after Immerkær 1996, with a median so that edges count little).
    static func noise(of picture: Bitmap) -> Float {
        let (w, h, channels) = (picture.width, picture.height, picture.channels)
        guard w >= 3, h >= 3 else { return 0 }
        var found: [Int] = []
        let step = max(1, w * h / 400_000)
        var number = 0
        for y in 1..<h - 1 {
            for x in 1..<w - 1 {
                number += 1
                if number % step != 0 { continue }
                for c in 0..<channels {
                    func at(_ dx: Int, _ dy: Int) -> Int { Int(picture.pixels[((y + dy) * w + x + dx) * channels + c]) }
                    let corners = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1)
                    let sides = at(0, -1) + at(-1, 0) + at(1, 0) + at(0, 1)
                    found.append(abs(corners - 2 * sides + 4 * at(0, 0)))
                }
            }
        }
        found.sort()
        // The mask's root mean square is 6; the median of a normal's absolute value is 0.6745 of its deviation.
        return found.isEmpty ? 0 : Float(found[found.count / 2]) / (6 * 0.6745)
    }
}
