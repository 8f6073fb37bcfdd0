import Models
package import Raster
package import Runs

/// The trained generator of a repair preset, applied to images of any size in tiles.
///
/// A grey network repairs each channel of a color image separately; a color network repairs a grey image as three equal channels.
package final class RepairModel {
    private let trained: TrainedGenerator

    package var note: CheckpointMetadata { trained.note }
    /// Height and width of the network's input.
    package var size: ImageSize { trained.generator.shape.size }
    package var channels: Int { trained.generator.shape.channels }

    /// Reads the generator's averaged weights from a checkpoint file.
    /// - Parameter condition: a vector of the run's embedding space; empty for no condition.
    /// - Throws: `SafetensorsError`, `CheckpointError`, `SettingError`; `CheckpointError` also for a run of a generator preset.
    package convenience init(checkpoint path: String, condition: [Float] = [], threads: Int) throws {
        try self.init(OpenedCheckpoint(path), condition: condition, threads: threads)
    }

    /// As `init(checkpoint:)`, of a file that is read already.
    init(_ checkpoint: OpenedCheckpoint, condition: [Float], threads: Int) throws {
        trained = try checkpoint.trainedGenerator(threads: threads)
        guard trained.generator.repairs else {
            throw CheckpointError.generates(path: checkpoint.path, preset: trained.note.preset)
        }
        let size = trained.generator.condition?.size ?? 0
        self.condition = condition.isEmpty ? [Float](repeating: 0, count: size) : condition
        precondition(
            self.condition.count == size, "a condition of \(condition.count) values for a network that takes \(size)")
    }

    /// The network's output for corrupted images of its own size.
    /// - Parameters:
    ///   - corrupted: (N, H·W·(C + 1)), values in -1...1 and the mask.
    ///   - conditions: (N, E); nil for this model's condition for every image.
    package func images(for corrupted: [Float], conditions: [Float]? = nil) -> [Bitmap] {
        trained.images(for: corrupted, conditions: conditions ?? self.conditions(corrupted))
    }

    /// The condition of every tile; zeros for no condition, empty for an unconditional network.
    private let condition: [Float]

    /// The condition, repeated for each tile.
    private func conditions(_ damaged: [Float]) -> [Float] {
        (0..<damaged.count / trained.generator.inputSize).flatMap { _ in condition }
    }

    /// Tiles that are measured for a forecast.
    private static let measured = 8

    /// Seconds that a repair will take; nil for one of few tiles. A tile that is repaired in several passes is counted once.
    /// - Parameter clock: the time in seconds; called before and after the network maps some tiles.
    package func forecast(
        _ image: Bitmap, mask: Mask, watch: RepairWatch, clock: () -> Double = RepairForecast.now
    ) throws -> Double? {
        let tiles = RepairArea.areas(of: mask, margin: size.longSide).reduce(0) { count, area in
            let tiling = ImageTiles(width: area.width, height: area.height, tile: size)
            return count + tiling.tiles(touching: mask.cropped(area).damaged).count
        }
        let all = tiles * (channels == 1 ? image.channels : 1)
        guard Double(all) >= RepairForecast.least * Double(Self.measured) else { return nil }
        let input = [Float](repeating: 0, count: Self.measured * trained.generator.inputSize)
        // The first time, memory is touched that the next ones reuse.
        _ = trained.values(for: input, conditions: conditions(input), isStopped: watch.isStopped)
        try watch.check()
        let seconds = RepairForecast.time(clock) {
            _ = trained.values(for: input, conditions: conditions(input), isStopped: watch.isStopped)
        }
        return seconds * Double(all) / Double(Self.measured)
    }

    /// The image with repaired pixels where `mask` marks them.
    /// - Parameter keepsContent: whether the network's input keeps the pixels under the mask, for damage that alters pixels instead of
    ///   removing them.
    func repaired(_ image: Bitmap, mask: Mask, keepsContent: Bool, watch: RepairWatch) throws -> Bitmap {
        guard image.channels != channels else { return try repairedSameChannels(image, mask, keepsContent, watch) }
        guard channels == 1 else {
            return try repairedSameChannels(image.converted(toChannels: 3), mask, keepsContent, watch).converted(
                toChannels: 1)
        }
        var result = image
        for c in 0..<image.channels {
            let plane = Bitmap(
                width: image.width, height: image.height, channels: 1,
                pixels: stride(from: c, to: image.pixels.count, by: image.channels).map { image.pixels[$0] })
            for (i, value) in try repairedSameChannels(plane, mask, keepsContent, watch).pixels.enumerated() {
                result.pixels[i * image.channels + c] = value
            }
        }
        return result
    }

    private func repairedSameChannels(_ image: Bitmap, _ mask: Mask, _ keepsContent: Bool, _ watch: RepairWatch) throws
        -> Bitmap
    {
        var result = image
        for area in RepairArea.areas(of: mask, margin: size.longSide) {
            try area.checkSize(for: note.preset)
            let part = TileRepair(
                image.cropped(area), mask.cropped(area),
                tiling: ImageTiles(width: area.width, height: area.height, tile: size),
                keepsContent: keepsContent)
            result.paste(
                try part.run(watch) {
                    self.trained.values(for: $0, conditions: self.conditions($0), isStopped: watch.isStopped)
                }, at: area)
        }
        return result
    }
}
