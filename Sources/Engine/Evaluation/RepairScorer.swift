import Raster

/// How one method did on many damaged pictures.
public struct RepairScore: Sendable, Encodable {
    public let method: String
    /// Where pictures are damaged, dB: the mean over pictures, and that of all their pixels together.
    public let psnr: Double, psnrOfAll: Double
    /// Structural similarity there; nil for pictures too small for its window.
    public let ssim: Double?
    /// Mean absolute difference there, levels.
    public let l1: Double
    /// Share of the repaired pictures that the classifier is right about; nil without labels.
    public let recognised: Estimate?
}

/// One kind of damage, and what became of it.
public struct RepairTrial: Sendable, Encodable {
    public let damage: String
    public let pictures: Int
    /// Share of pixels to be repaired.
    public let damagedShare: Double
    /// The run first.
    public let scores: [RepairScore]
    /// What the classifier is right about in the pictures as they were.
    public let recognisedOriginals: Estimate?
}

/// Holds a run's repairs of held-out pictures against the truth, beside classical repairs of the same damage.
///
/// Belongs to one thread at a time. A trial is a function of the run, the data and the seed.
public final class RepairScorer {
    private let model: RepairModel
    private let heldOut: ImageSet
    private let linear: LinearBaseline?
    private let classifier: FeatureExtractor?
    private let lanes: Int
    /// Of a run that can be told what is in a picture.
    private let tellings: [Telling]

    /// - Parameters:
    ///   - told: for a run that can be told what is in a picture: its encoders, and what is known of the held-out pictures of `data`.
    ///   - cache: where the classifier is taken from, or kept once it is trained.
    /// - Throws: `SoundError`, `ModalityError` for held-out sounds that cannot be read.
    public init(_ model: RepairModel, _ data: EvaluationData, told: (encoders: JointModel, pairs: PairedSet)? = nil, count: Int, cache: FeatureCache?,
                lanes: Int, progress: (String, Double) -> Void = { _, _ in }) throws {
        (self.model, self.lanes) = (model, lanes)
        if let told {
            precondition(told.pairs.images.count == data.heldOut.count, "\(told.pairs.images.count) told of \(data.heldOut.count) held out")
            tellings = try Telling.all(of: told.pairs.subset(0..<min(count, data.heldOut.count)), alike: data.training, told.encoders, seed: 0, progress: progress)
        } else {
            tellings = []
        }
        heldOut = count < data.heldOut.count ? data.heldOut.subset(0..<count) : data.heldOut
        progress("learning the linear guess", 0)
        linear = LinearBaseline(learning: data.training)
        // Larger pictures are scaled for the classifier; what it says of them would be of others.
        guard data.training.labels != nil, data.heldOut.labels != nil, max(data.training.height, data.training.width) <= 64 else {
            classifier = nil
            return
        }
        let prepared = FeatureWeights.prepared(for: data, cache: cache, lanes: lanes, progress: progress)
        classifier = FeatureExtractor(prepared.weights, lanes: lanes)
    }

    public func trial(_ damage: TestDamage, seed: UInt64, progress: (String, Double) -> Void = { _, _ in }) -> RepairTrial {
        let given = damage.applied(to: heldOut, seed: seed), problems = problems(given)
        var scores: [RepairScore] = []
        func add(_ method: String, _ repaired: [Bitmap]) {
            progress("measuring \(method)", 0)
            scores.append(score(method, repaired, problems.map(\.mask)))
        }
        progress("repairing, \(damage.name)", 0)
        if tellings.isEmpty { add("this run", model.pictures(for: given)) }
        for telling in tellings {
            progress("repairing, \(damage.name), told \(telling.name)", 0)
            add("this run, told \(telling.name)", model.pictures(for: given, told: telling.vectors))
        }
        if damage.leavesHoles {
            progress("biharmonic, \(damage.name)", 0)
            add("biharmonic", classical(BiharmonicRepair(), problems))
            if let linear {
                progress("linear guess, \(damage.name)", 0)
                add("linear", Parallel.map(problems.count, lanes: lanes) { linear.repaired(problems[$0].picture, mask: problems[$0].mask) })
            }
        } else {
            add("as it is", problems.map(\.picture))
            progress("denoise, \(damage.name)", 0)
            add("denoise", classical(DenoiseRepair(), problems))
        }
        let gone = problems.reduce(0) { $0 + $1.mask.count }
        return RepairTrial(damage: damage.name, pictures: heldOut.count,
                           damagedShare: Double(gone) / Double(heldOut.count * heldOut.width * heldOut.height),
                           scores: scores, recognisedOriginals: recognised(heldOut))
    }

    private struct Problem { let picture: Bitmap, mask: Mask }

    /// Damaged numbers as pictures and masks.
    private func problems(_ given: [Float]) -> [Problem] {
        let (w, h, C) = (heldOut.width, heldOut.height, heldOut.channels), extent = w * h * (C + 1)
        return (0..<heldOut.count).map { number in
            let start = number * extent
            let bytes = (0..<w * h * C).map { Pixels.byte(given[start + $0 / C * (C + 1) + $0 % C]) }
            return Problem(picture: Bitmap(width: w, height: h, channels: C, pixels: bytes),
                           mask: Mask(width: w, height: h, damaged: (0..<w * h).map { given[start + $0 * (C + 1) + C] == 1 }))
        }
    }

    private func classical(_ method: any RepairMethod, _ problems: [Problem]) -> [Bitmap] {
        Parallel.map(problems.count, lanes: lanes) { number in
            let problem = problems[number]
            guard let settings = try? RepairSettings(of: method),
                  let answer = try? method.repair(RepairProblem(picture: problem.picture, mask: problem.mask, lanes: 1), settings: settings,
                                                  watch: RepairWatch())
            else { return problem.picture }
            return Repair.pasted(answer, over: problem.picture, where: problem.mask)
        }
    }

    private func score(_ method: String, _ repaired: [Bitmap], _ masks: [Mask]) -> RepairScore {
        let heldOut = heldOut
        let measures = Parallel.map(repaired.count, lanes: lanes) { RepairMeasures(repaired[$0], heldOut.bitmap(at: $0), mask: masks[$0]).inside }
        let ratios = measures.map { $0.psnr ?? Self.perfect }, similarities = measures.compactMap(\.ssim)
        let weights = masks.map { Double($0.count) }, total = weights.reduce(0, +)
        // Squared differences of all pixels, from each picture's ratio.
        let squares = zip(ratios, weights).reduce(0) { $0 + Decibels.squares(peak: $1.0) * $1.1 }
        let images = ImageSet(name: method, height: heldOut.height, width: heldOut.width, channels: heldOut.channels, pixels: repaired.flatMap(\.pixels),
                              labels: heldOut.labels)
        return RepairScore(method: method, psnr: ratios.reduce(0, +) / Double(ratios.count),
                           psnrOfAll: Decibels.peak(squares: squares, count: 1).map { $0 + Decibels.of(total) } ?? Self.perfect,
                           ssim: similarities.isEmpty ? nil : similarities.reduce(0, +) / Double(similarities.count),
                           l1: zip(measures, weights).reduce(0) { $0 + $1.0.l1 * $1.1 } / total, recognised: recognised(images))
    }

    /// What a picture without a difference counts as, dB: that of rounding to levels.
    private static let perfect = 58.92

    private func recognised(_ images: ImageSet) -> Estimate? {
        guard let classifier, let labels = images.labels else { return nil }
        let found = classifier.classes(of: images)
        return Estimate(hits: zip(found, labels).count { $0 == Int($1) }, of: images.count)
    }
}
