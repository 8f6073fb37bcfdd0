import Glibc
import Raster

extension TrainingSession {
    static let scoreTag = "score/frechet", scoreSamplesTag = "score/samples"
    static let copiesTag = "samples/copies", diversityTag = "samples/diversity", fidelityTag = "samples/psnr"

    /// Scores between two looks for copies of training pictures: those compare with every training picture.
    private static let scoresPerSearch = 10
    /// The noise of every score, and of `tessera evaluate` where nothing else is asked for.
    private static let seed: UInt64 = 0
    /// Pictures that the diversity is measured on.
    private static let compared = 64

    /// Whether this sitting will come to a score.
    var isScoring: Bool {
        let interval = trainer.settings.int("score.every")
        return interval > 0 && steps.map { trainer.step / interval < $0 / interval } != false
    }

    /// Begins to prepare halfway to the first score.
    func prepareScores() {
        guard scorer == nil, isScoring, !trainer.isLearningSpace, 2 * trainer.step >= trainer.settings.int("score.every") else { return }
        let (publish, log) = (publish, log)
        scorer = TrainingScorer(images, cache: featureCache, lanes: lanes) { news in
            publish { status in
                switch news {
                case .note(let words), .end(.some(let words)):
                    // A log that cannot be written ends the run at its next point.
                    try? log.text("log", words, step: status.step)
                    status.log(words)
                case .progress, .end(nil): break
                }
                if case .progress(let words, let share) = news { status.scorePreparation = (words, share) }
                if case .end = news { status.scorePreparation = nil }
            }
        }
    }

    /// Whether the scorer is still being made. The time is not the training's.
    func isWaiting() -> Bool {
        guard let scorer else { return false }
        guard scorer.isSettled else {
            isWaitingForScorer = true
            clock.stop()
            rate.restart()
            usleep(Self.patience)
            return true
        }
        if isWaitingForScorer { clock.start() }
        isWaitingForScorer = false
        return false
    }

    /// Microseconds between two looks; also how long a request may have to wait.
    private static let patience: UInt32 = 10_000

    /// Scores samples of the averaged generator, and keeps the state if they are the best so far.
    ///
    /// Draws the noise that `tessera evaluate` draws and changes nothing that training depends on.
    func score() throws {
        guard let scorer, trainer.norms().areWeightsFinite else { return }
        let count = trainer.settings.int("score.samples"), step = trainer.step, a = trainer.architecture
        let samples = ImageSet(name: "samples", height: a.height, width: a.width, channels: a.channels,
                               pixels: trainer.scored(count, seed: Self.seed))
        // Repaired pictures are close to those they were made from: that says nothing.
        let isSearch = !a.repairs && scores.count % Self.scoresPerSearch == Self.scoresPerSearch - 1
        guard let score = scorer.score(samples, isSearch ? [.frechet, .memorisation] : [.frechet]), let frechet = score.frechet else { return }
        // As the event log holds it, so that a resumed run knows the same number.
        let point = ScorePoint(step: step, frechet: Double(Float(frechet.value)), samples: count)
        scores.append(point)
        history.scores.append(.init(step: step, value: point.frechet))
        try log.scalars([Self.scoreTag: Float(point.frechet), Self.scoreSamplesTag: Float(count)], step: step)
        if let copies = score.memorisation?.closer {
            history.copies.append(.init(step: step, value: Double(Float(copies.low))))
            try log.scalar(Self.copiesTag, Float(copies.low), step: step)
        }
        let isBest = best.map { $0.samples != count || point.frechet < $0.frechet } ?? true
        if isBest { try keepBest(point) }
        let (scores, best) = (scores, best)
        publish { ($0.scores, $0.best) = (scores, best) }
        try note("score \(Doctor.short(Float(point.frechet))), Fréchet of \(count) samples" + (isBest ? ": the best so far" : ""))
        try examine()
    }

    private func keepBest(_ point: ScorePoint) throws {
        var note = checkpointNote
        note.score = point
        try checkpoints.wait()
        try checkpoints.writeBest(trainer.state(), note)
        best = point
    }

    /// Measures what a grid shows: how true repaired pictures are, or how samples differ among each other.
    func measureSamples() throws {
        guard trainer.architecture.repairs else { return try measureDiversity() }
        guard let fidelity = trainer.sampleFidelity() else { return }
        let step = trainer.step
        try log.scalar(Self.fidelityTag, Float(fidelity), step: step)
        publish { $0.curves[Self.fidelityTag, default: LossHistory()].append(Float(fidelity), step: step) }
        try note("PSNR \(Doctor.short(Float(fidelity))) dB where the sample pictures are damaged")
    }

    /// Compares how samples differ among each other with how pictures of the data do.
    private func measureDiversity() throws {
        let a = trainer.architecture, step = trainer.step
        let drawn = trainer.scored(Self.compared, seed: Self.seed)
        let data = images.subset(Pick.indices(Self.dataCompared, of: images.count, seed: 0))
        let spread = Self.spread(data.pixels, pixels: a.pixels)
        let share = Float(spread > 0 ? Self.spread(drawn, pixels: a.pixels) / spread : 1)
        history.diversity.append(.init(step: step, value: Double(share)))
        try log.scalar(Self.diversityTag, share, step: step)
        try examine()
    }

    private static let dataCompared = 512

    /// The standard deviation of a pixel over the pictures, the root of its mean square over all pixels; levels of 0...255.
    static func spread(_ bytes: [UInt8], pixels: Int) -> Double {
        let count = Double(bytes.count / pixels)
        var (sums, squares) = ([Double](repeating: 0, count: pixels), [Double](repeating: 0, count: pixels))
        for (i, byte) in bytes.enumerated() {
            sums[i % pixels] += Double(byte)
            squares[i % pixels] += Double(byte) * Double(byte)
        }
        let variance = zip(sums, squares).reduce(0) { $0 + max(0, $1.1 / count - ($1.0 / count) * ($1.0 / count)) }
        return (variance / Double(pixels)).squareRoot()
    }
}
