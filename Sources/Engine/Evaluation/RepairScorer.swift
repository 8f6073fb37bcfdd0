package import Conditioning
package import Datasets
import Numerics
import Raster
package import Repair

/// Compares a run's repairs of held-out images with the originals, and with classical repairs of the same corruption.
///
/// Belongs to one thread at a time. A trial is a function of the run, the data and the seed.
package final class RepairScorer {
    private let model: RepairModel
    private let heldOut: ImageSet
    private let linear: LinearBaseline?
    private let classifier: FeatureExtractor?
    private let threads: Int
    /// Conditions to repair with; empty for an unconditional run.
    private let subsets: [ConditionSubset]

    /// - Parameters:
    ///   - conditions: for a conditional run: its encoders, and captions and audio of the held-out images of `data`.
    ///   - cache: where the classifier is read from, or stored after training.
    /// - Throws: `AudioError`, `ModalityError` for held-out audio that cannot be read.
    package init(
        _ model: RepairModel, _ data: EvaluationData,
        conditions: (encoders: MultimodalEncoder, pairs: MultimodalSet)? = nil, count: Int,
        cache: FeatureCache?, threads: Int, progress: (String, Double) -> Void = { _, _ in }
    ) throws {
        (self.model, self.threads) = (model, threads)
        if let conditions {
            precondition(
                conditions.pairs.images.count == data.heldOut.count,
                "conditions of \(conditions.pairs.images.count) images for \(data.heldOut.count) held-out images")
            subsets = try ConditionSubset.all(
                of: conditions.pairs.subset(0..<min(count, data.heldOut.count)), sameClassFrom: data.training,
                conditions.encoders, seed: 0, progress: progress)
        } else {
            subsets = []
        }
        heldOut = count < data.heldOut.count ? data.heldOut.subset(0..<count) : data.heldOut
        progress("fitting the linear baseline", 0)
        linear = LinearBaseline(fittedTo: data.training)
        // The classifier downscales larger images, so its accuracy would not measure the repair.
        guard data.training.labels != nil, data.heldOut.labels != nil,
            max(data.training.height, data.training.width) <= 64
        else {
            classifier = nil
            return
        }
        let prepared = FeatureWeights.prepared(for: data, cache: cache, threads: threads, progress: progress)
        classifier = FeatureExtractor(prepared.weights, threads: threads)
    }

    /// Corrupts the held-out images and scores every method on them.
    /// - Throws: what a classical method throws for an image that it cannot repair.
    package func trial(_ corruption: TestCorruption, seed: UInt64, progress: (String, Double) -> Void = { _, _ in })
        throws -> RepairTrial
    {
        let values = corruption.applied(to: heldOut, seed: seed), corrupted = corruptedImages(values)
        var scores: [RepairScore] = []
        func add(_ method: String, _ repaired: [Bitmap]) {
            progress("measuring \(method)", 0)
            scores.append(score(method, repaired, corrupted.map(\.mask)))
        }
        progress("repairing, \(corruption.name)", 0)
        if subsets.isEmpty { add("this run", model.images(for: values)) }
        for subset in subsets {
            progress("repairing, \(corruption.name), condition: \(subset.name)", 0)
            add("this run, condition: \(subset.name)", model.images(for: values, conditions: subset.vectors))
        }
        if corruption.leavesHoles {
            progress("biharmonic, \(corruption.name)", 0)
            add("biharmonic", try ClassicalRepairs.of(corrupted, by: BiharmonicRepair(), threads: threads))
            if let linear {
                progress("linear baseline, \(corruption.name)", 0)
                add(
                    "linear",
                    ThreadPool(threads).map(corrupted.count) {
                        linear.repaired(corrupted[$0].image, mask: corrupted[$0].mask)
                    })
            }
        } else {
            add("unrepaired", corrupted.map(\.image))
            progress("denoise, \(corruption.name)", 0)
            add("denoise", try ClassicalRepairs.of(corrupted, by: DenoiseRepair(), threads: threads))
        }
        let count = corrupted.reduce(0) { $0 + $1.mask.count }
        return RepairTrial(
            corruption: corruption.name, images: heldOut.count,
            corruptedFraction: Double(count) / Double(heldOut.count * heldOut.width * heldOut.height),
            scores: scores, originalClassificationAccuracy: classificationAccuracy(heldOut))
    }

    /// Corrupted values (N, H·W·(C + 1)) as images and masks.
    private func corruptedImages(_ values: [Float]) -> [CorruptedImage] {
        let (w, h, C) = (heldOut.width, heldOut.height, heldOut.channels), size = w * h * (C + 1)
        return (0..<heldOut.count).map { index in
            let start = index * size
            let bytes = (0..<w * h * C).map { Pixels.byte(values[start + $0 / C * (C + 1) + $0 % C]) }
            return CorruptedImage(
                image: Bitmap(width: w, height: h, channels: C, pixels: bytes),
                mask: Mask(width: w, height: h, damaged: (0..<w * h).map { values[start + $0 * (C + 1) + C] == 1 }))
        }
    }

    private func score(_ method: String, _ repaired: [Bitmap], _ masks: [Mask]) -> RepairScore {
        let heldOut = heldOut
        let measures = ThreadPool(threads).map(repaired.count) {
            RepairMeasures(repaired[$0], heldOut.bitmap(at: $0), mask: masks[$0]).inside
        }
        let ratios = measures.map { $0.psnr ?? Self.maxPSNR }, similarities = measures.compactMap(\.ssim)
        let weights = masks.map { Double($0.count) }, total = weights.reduce(0, +)
        // The sum of squared differences over all pixels, from each image's PSNR.
        let squares = zip(ratios, weights).reduce(0) { $0 + Decibels.squares(peak: $1.0) * $1.1 }
        let images = ImageSet(
            name: method, height: heldOut.height, width: heldOut.width, channels: heldOut.channels,
            pixels: repaired.flatMap(\.pixels),
            labels: heldOut.labels)
        return RepairScore(
            method: method, psnr: ratios.reduce(0, +) / Double(ratios.count),
            psnrOfAll: Decibels.peak(squares: squares, count: 1).map { $0 + Decibels.of(total) } ?? Self.maxPSNR,
            ssim: similarities.isEmpty ? nil : similarities.reduce(0, +) / Double(similarities.count),
            l1: zip(measures, weights).reduce(0) { $0 + $1.0.l1 * $1.1 } / total,
            classificationAccuracy: classificationAccuracy(images))
    }

    /// The PSNR of an image without any difference, dB: that of rounding errors.
    private static let maxPSNR = 58.92

    private func classificationAccuracy(_ images: ImageSet) -> Estimate? {
        guard let classifier, let labels = images.labels else { return nil }
        let found = classifier.classes(of: images)
        return Estimate(hits: zip(found, labels).count { $0 == Int($1) }, of: images.count)
    }
}
