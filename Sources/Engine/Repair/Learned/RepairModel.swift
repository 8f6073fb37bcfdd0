import Raster

/// A trained network that repairs, by itself: pictures of any size, in tiles of its own.
///
/// A picture with other channels than the network's: each colour by itself for a grey network, grey as equal colours for one of colours.
public final class RepairModel {
    private let trained: TrainedGenerator

    public var note: CheckpointNote { trained.note }
    /// Width and height of what the network sees at once.
    public var side: Int { trained.architecture.height }
    public var channels: Int { trained.architecture.channels }

    /// Reads the averaged generator of a checkpoint file.
    /// - Throws: `SafetensorsError`, `CheckpointError`, `SettingError`; for a run that draws instead of repairing too.
    /// - Parameter told: what is in the picture, a vector of the run's joint space; empty to tell nothing.
    public init(checkpoint path: String, told: [Float] = [], lanes: Int) throws {
        trained = try TrainedGenerator(checkpoint: path, lanes: lanes)
        let extent = trained.architecture.condition?.extent ?? 0
        self.told = told.isEmpty ? [Float](repeating: 0, count: extent) : told
        precondition(self.told.count == extent, "told \(told.count) numbers, takes \(extent)")
        guard trained.architecture.repairs else { throw CheckpointError.draws(path: path, preset: trained.note.preset) }
    }

    /// What the network makes of damaged pictures of its own size, (N, H·W·(C + 1)), as pictures.
    /// - Parameter told: what is in each of them, (N, E); nil for what this model tells of every picture.
    func pictures(for damaged: [Float], told: [Float]? = nil) -> [Bitmap] { trained.pictures(for: damaged, conditions: told ?? conditions(damaged)) }

    /// What the network is told of every tile: a vector of its joint space; zeros tell nothing. Empty for networks that are told nothing.
    private let told: [Float]

    /// The same for each of the damaged tiles.
    private func conditions(_ damaged: [Float]) -> [Float] {
        (0..<damaged.count / trained.architecture.inputExtent).flatMap { _ in told }
    }

    /// The picture with other pixels where `mask` marks them.
    /// - Parameter keepsContent: whether the network sees what is there under the mask, changed but not gone.
    func repaired(_ picture: Bitmap, mask: Mask, keepsContent: Bool, watch: RepairWatch) throws -> Bitmap {
        guard picture.channels != channels else { return try repairedAlike(picture, mask, keepsContent, watch) }
        guard channels == 1 else {
            return try repairedAlike(picture.converted(toChannels: 3), mask, keepsContent, watch).converted(toChannels: 1)
        }
        var result = picture
        for c in 0..<picture.channels {
            let plane = Bitmap(width: picture.width, height: picture.height, channels: 1,
                               pixels: stride(from: c, to: picture.pixels.count, by: picture.channels).map { picture.pixels[$0] })
            for (i, value) in try repairedAlike(plane, mask, keepsContent, watch).pixels.enumerated() { result.pixels[i * picture.channels + c] = value }
        }
        return result
    }

    private func repairedAlike(_ picture: Bitmap, _ mask: Mask, _ keepsContent: Bool, _ watch: RepairWatch) throws -> Bitmap {
        var result = picture
        for area in RepairArea.areas(of: mask, margin: side) {
            try area.checkSize(for: note.preset)
            let part = TileRepair(picture.cropped(area), mask.cropped(area), tiling: PictureTiles(width: area.width, height: area.height, side: side),
                                  keepsContent: keepsContent)
            result.paste(try part.run(watch) { self.trained.numbers(for: $0, conditions: self.conditions($0)) }, at: area)
        }
        return result
    }
}
