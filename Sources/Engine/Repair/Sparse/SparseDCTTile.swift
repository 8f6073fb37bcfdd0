import Raster
import Tensors

/// The sparse repair of one tile of an image and its blend with `nl-bayes`.
///
/// The blend is decided on known pixels: a part of them, in the shape of the damage, is repaired by both methods once more, each in its own
/// result. So it takes a fraction of the first repair's time.
struct SparseDCTTile {
    /// The result of a tile.
    struct Outcome {
        var blend: BlendedTile
        /// Mean squared error of the sparse repair on the validation pixels, in squared levels.
        var sparse: Double
    }

    /// The tile as `nl-bayes` repaired it.
    let image: Bitmap
    /// 1 where a pixel is damaged.
    let damage: [Float]
    let blockSize: Int, iterations: Int
    let seed: UInt64, threads: Int

    /// Of the known pixels, which are repaired to decide the blend.
    private static let validationFraction = 0.04
    /// Thresholds of the first and the last iteration, in levels of the opponent colors; their range is wider than that of grey by the root
    /// of 3. Measured on strokes of 4 to 10 pixels: a last threshold of 2 instead of 20 loses 0.14 dB.
    private static let thresholds: (first: Float, last: Float) = (250, 20)
    /// The last iterations, whose mean is the result: 3 in 10.
    private static func averaged(_ iterations: Int) -> Int { max(1, iterations * 3 / 10) }

    private var area: RepairArea { RepairArea(x: 0, y: 0, width: image.width, height: image.height) }

    /// The size of a block in a tile: the given one, halved until it fits; nil where none of 8 pixels does.
    static func blockSize(_ given: Int, width: Int, height: Int) -> Int? {
        var size = given
        while size > min(width, height) { size /= 2 }
        return size >= 8 ? size : nil
    }

    /// - Parameter report: gets the completed fraction, 0...1.
    /// - Throws: `RepairStopped`, and what `report` throws.
    func run(_ watch: RepairWatch, report: (Double) throws -> Void) throws -> Outcome {
        let start = Planes(image, area), quiet = RepairWatch(isStopped: watch.isStopped)
        let sparse = try completed(start, missing: damage, quiet) { try report($0 * 0.4) }
        let heldOut = ValidationPixels.choice(
            of: damage.map { 1 - $0 }, width: image.width, height: image.height, fraction: Self.validationFraction,
            seed: seed)
        guard heldOut.contains(1) else {
            return Outcome(
                blend: BlendedTile(image: start, fraction: 0, classical: 0, blended: 0, validationPixels: 0), sparse: 0)
        }
        let mask = Mask(width: image.width, height: image.height, damaged: heldOut.map { $0 != 0 })
        let classical = try repaired(image, mask, quiet)
        try report(0.6)
        var own = image
        sparse.write(
            area, origin: area, to: &own,
            where: Mask(width: image.width, height: image.height, damaged: damage.map { $0 != 0 }))
        // Both start where neither knows the validation pixels.
        var fill = Planes(own, area)
        let first = Planes(classical, area)
        for i in fill.values.indices where heldOut[i % area.count] == 1 { fill.values[i] = first.values[i] }
        let again = try completed(fill, missing: heldOut, quiet) { try report(0.6 + $0 * 0.4) }
        let fraction = BlendWeight.fraction(of: again, over: first, truth: start, where: heldOut)
        return Outcome(
            blend: BlendedTile(
                image: BlendWeight.blend(sparse, start, fraction), fraction: fraction,
                classical: BlendWeight.error(of: first, start, where: heldOut),
                blended: BlendWeight.error(of: BlendWeight.blend(again, first, fraction), start, where: heldOut),
                validationPixels: mask.count),
            sparse: BlendWeight.error(of: again, start, where: heldOut))
    }

    private func repaired(_ image: Bitmap, _ mask: Mask, _ watch: RepairWatch) throws -> Bitmap {
        let method = NLBayesRepair()
        return try method.repair(
            RepairProblem(image: image, mask: mask, seed: seed, threads: threads),
            settings: RepairSettings(of: method), watch: watch)
    }

    private func completed(
        _ planes: Planes, missing: [Float], _ watch: RepairWatch, report: (Double) throws -> Void
    ) throws -> Planes {
        let scale = planes.channels == 3 ? 1 : Float(3).squareRoot()
        let blocks = SparseBlocks(
            width: planes.width, height: planes.height, channels: planes.channels, size: blockSize,
            thresholds: SparseBlocks.thresholds(
                from: Self.thresholds.first / scale, to: Self.thresholds.last / scale, count: iterations),
            averaged: Self.averaged(iterations))
        var opponent = OpponentColors.forward(planes)
        opponent.values = try blocks.completed(
            opponent.values, missing: missing.map { $0 != 0 }, threads: threads, isStopped: watch.isStopped
        ) {
            try watch.check()
            try report(Double($0) / Double(iterations))
        }
        return OpponentColors.inverse(opponent)
    }
}
