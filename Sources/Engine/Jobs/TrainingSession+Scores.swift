import Datasets
import Evaluation
import Foundation
import Runs
import Training

extension TrainingSession {
    static let scoreSamplesTag = "score/samples", nearerTag = "samples/nearer"
    static let copiesTag = "samples/copies", diversityTag = "samples/diversity", psnrTag = "samples/psnr"

    /// Scores for each search for memorized images, which compares samples with every training image.
    private static let scoresPerSearch = 10
    /// The seed of the noise of every score, and the default of `tessera evaluate`.
    private static let seed: UInt64 = 0
    /// Samples and images that diversity is measured on.
    private static let diversitySamples = 64, diversityImages = 512

    /// Whether this session reaches a score.
    var isScoring: Bool {
        let interval = trainer.settings.evaluationInterval
        return interval > 0 && steps.map { trainer.step / interval < $0 / interval } != false
    }

    /// Starts to prepare the scorer halfway to the first score.
    func prepareScores() {
        guard scorer == nil, heldOut.canScore, isScoring, trainer.isInLastStage,
            2 * trainer.step >= trainer.settings.evaluationInterval
        else { return }
        let (publish, log, step) = (publish, log, trainer.step)
        scorer = TrainingScorer(
            images, cache: featureCache, threads: threads, awaitTurn: awaitScorerTurn,
            report: { event in
                // The log is written first: whoever reads the status must never wait for a file.
                let line: String? =
                    switch event {
                    case .note(let line), .end(.some(let line)): line
                    case .progress, .end(nil): nil
                    }
                // A log that cannot be written ends the run at its next point.
                if let line { try? log.text("log", line, step: step) }
                publish { status in
                    if let line { status.log(line) }
                    if case .progress(let stage, let fraction) = event { status.scorePreparation = (stage, fraction) }
                    if case .end = event { status.scorePreparation = nil }
                }
            }, completion: wake)
    }

    /// Whether samples wait for the scorer, or for their turn.
    var hasPendingScores: Bool { !pendingScores.entries.isEmpty }

    /// Scores samples of the averaged generator, and keeps the checkpoint if they are the best so far; before the scorer is ready, keeps
    /// the samples for later.
    ///
    /// Uses the noise of `tessera evaluate` and changes nothing that training depends on.
    func score() throws {
        guard let scorer, trainer.norms().areWeightsFinite else { return }
        let count = trainer.settings.evaluationSamples, step = trainer.step, shape = trainer.model.shape
        let samples = ImageSet(
            name: "samples", height: shape.height, width: shape.width, channels: shape.channels,
            pixels: trainer.scored(count, seed: Self.seed))
        // Repaired images are close to their originals in any case.
        let number = scores.count + pendingScores.entries.count
        // A search of small data takes no time that matters.
        let isSearch =
            !trainer.model.generator.repairs
            && (heldOut.areFew || number % Self.scoresPerSearch == Self.scoresPerSearch - 1)
        if scorer.isReady, !hasPendingScores {
            return try score(samples, isSearch: isSearch, step: step) { (trainer.state(), checkpointNote) }
        }
        let state = trainer.state(), note = checkpointNote
        pendingScores.add(
            .init(step: step, samples: samples, isSearch: isSearch, state: state, note: note))
    }

    /// Scores the oldest samples that waited for the scorer; returns whether there were any.
    private func scoreNext() throws -> Bool {
        guard let next = pendingScores.removeFirst() else { return false }
        try score(next.samples, isSearch: next.isSearch, step: next.step) { (next.state, next.note) }
        return true
    }

    /// Scores samples that waited, a few between two later scores, so that training goes on.
    func scorePending() throws {
        guard scorer?.isReady == true, hasPendingScores, isDue(max(trainer.settings.evaluationInterval / 4, 1)) else {
            return
        }
        _ = try scoreNext()
    }

    /// Scores the step that a resumed run continues from where its session ended before the score was computed.
    func scoreResumedStep() throws {
        guard !hasScoredFirst else { return }
        hasScoredFirst = true
        let isScored = scores.contains { $0.step == trainer.step }
        guard trainer.step > trainer.stepsBeforeLastStage, isDue(trainer.settings.evaluationInterval), !isScored else {
            return
        }
        try score()
    }

    /// Whether the last scores are still to be computed after the last step. Training is complete, and its checkpoint is written before the
    /// wait; a stop leaves them out.
    func isScoringAtEnd() throws -> Bool {
        guard let scorer, hasPendingScores else { return false }
        if !isScoringLast {
            isScoringLast = true
            clock.stop()
            if lastSampled != trainer.step { try sample() }
            try writeCheckpoint()
            try note("the last step is done; scores follow")
        }
        // The scorer schedules the next turn.
        if scorer.isReady { _ = try scoreNext() }
        return true
    }

    /// Notes the scores that a stopped run does not have.
    func leaveOutPendingScores() throws {
        let steps = pendingScores.entries.map { String($0.step) }
        pendingScores = PendingScores()
        guard !steps.isEmpty else { return }
        try note(
            "no score of step \(steps.joined(separator: ", ")): the run was stopped before the classifier was ready; "
                + "an evaluation of the run computes the newest")
    }

    /// - Parameter state: the state that belongs to the samples, for the best checkpoint.
    private func score(
        _ samples: ImageSet, isSearch: Bool, step: Int, state: () -> ([NamedTensor]?, CheckpointMetadata)
    ) throws {
        let score: Score?
        do {
            score = try scorer?.score(samples, isSearch ? [.frechet, .memorization] : [.frechet])
        } catch {
            return try note("no score at step \(step): \(error)")
        }
        guard let score, let distance = score.frechet ?? score.kernel else { return }
        let measure: ScorePoint.Measure = score.frechet == nil ? .kernel : .frechet
        // In the precision of the event log, so that a resumed run has the same value.
        let point = ScorePoint(step: step, measure, Double(Float(distance.value)), samples: samples.count)
        scores.append(point)
        history.scores.append(.init(step: step, value: point.value))
        try log.scalars([measure.tag: Float(point.value), Self.scoreSamplesTag: Float(samples.count)], step: step)
        if let found = score.memorization {
            history.copies.append(.init(step: step, value: Double(Float(found.closer.low))))
            try log.scalars(
                [Self.copiesTag: Float(found.closer.low), Self.nearerTag: Float(found.nearer.value)], step: step)
        }
        var isBest =
            best.map { $0.samples != point.samples || $0.measure != measure || point.value < $0.value } ?? true
        if isBest { isBest = try keepBest(point, state()) }
        let (scores, best, now) = (scores, best, Date().timeIntervalSince1970)
        publish { status in
            (status.scores, status.best) = (scores, best)
            status.append(Float(point.value), to: measure.tag, step: step, time: now)
        }
        try note(
            Self.line(score, point, ofStep: step == trainer.step ? nil : step) + (isBest ? ": the best so far" : ""))
        try diagnose()
    }

    /// The score for the log; of a kernel distance with its interval and what it is of.
    /// - Parameter step: the step, where it is not the newest one.
    static func line(_ score: Score, _ point: ScorePoint, ofStep step: Int? = nil) -> String {
        func short(_ value: Double) -> String { TrainingDiagnostics.short(Float(value)) }
        let place = step.map { " of step \($0)" } ?? ""
        let what = "score \(short(point.value))\(place), \(point.measure.name) of \(point.samples) samples"
        guard point.measure == .kernel, let distance = score.kernel else { return what }
        let interval = " (\(short(distance.low)) to \(short(distance.high))) to \(score.heldOut) images"
        guard let nearer = score.memorization?.nearer else { return what + interval }
        let percent = { (share: Double) in Int((100 * share).rounded()) }
        return what + interval
            + ", \(percent(nearer.value)) % (\(percent(nearer.low)) to \(percent(nearer.high))) nearer to a training image than half of them"
    }

    /// Returns whether there was a state to keep.
    private func keepBest(_ point: ScorePoint, _ checkpoint: ([NamedTensor]?, CheckpointMetadata)) throws -> Bool {
        guard let state = checkpoint.0 else { return false }
        var note = checkpoint.1
        note.score = point
        try checkpoints.wait()
        try checkpoints.writeBest(state, note)
        best = point
        return true
    }

    /// Measures the samples of a grid: the PSNR of repaired images, or the diversity of generated ones.
    func measureSamples() throws {
        guard trainer.model.generator.repairs else { return try measureDiversity() }
        guard let psnr = trainer.samplePSNR() else { return }
        let step = trainer.step
        try log.scalar(Self.psnrTag, Float(psnr), step: step)
        let now = Date().timeIntervalSince1970
        publish { $0.append(Float(psnr), to: Self.psnrTag, step: step, time: now) }
        try note("PSNR \(TrainingDiagnostics.short(Float(psnr))) dB of the corrupted pixels of the sample images")
    }

    /// Measures the standard deviation among samples relative to that among images of the data.
    private func measureDiversity() throws {
        let shape = trainer.model.shape, step = trainer.step
        let generated = trainer.scored(Self.diversitySamples, seed: Self.seed)
        let data = images.subset(RandomSubset.indices(Self.diversityImages, of: images.count, seed: 0))
        let deviation = Self.deviation(data.pixels.bytes(data.pixels.indices), values: shape.count)
        let diversity = Float(deviation > 0 ? Self.deviation(generated, values: shape.count) / deviation : 1)
        history.diversity.append(.init(step: step, value: Double(diversity)))
        try log.scalar(Self.diversityTag, diversity, step: step)
        try diagnose()
    }

    /// The standard deviation of a value over the images, as the root mean square over all values of an image; levels of 0...255.
    static func deviation(_ bytes: [UInt8], values: Int) -> Double {
        let count = Double(bytes.count / values)
        var (sums, squares) = ([Double](repeating: 0, count: values), [Double](repeating: 0, count: values))
        for (i, byte) in bytes.enumerated() {
            sums[i % values] += Double(byte)
            squares[i % values] += Double(byte) * Double(byte)
        }
        let variance = zip(sums, squares).reduce(0) { $0 + max(0, $1.1 / count - ($1.0 / count) * ($1.0 / count)) }
        return (variance / Double(values)).squareRoot()
    }
}
