/// What earlier sittings of a run have measured, from its event log.
struct PastCurves {
    var discriminatorLoss = LossHistory()
    var generatorLoss = LossHistory()
    /// What else is measured, by its tag.
    var curves: [String: LossHistory] = [:]
    var history = RunHistory()
    var scores: [ScorePoint] = []

    /// A run that has none.
    init() {}

    /// - Parameter curves: by tag, in rising order of steps; what is of later steps than `step` is left out.
    init(_ curves: [String: [(step: Int, value: Float)]], until step: Int) {
        func points(_ tag: String) -> [(step: Int, value: Float)] { (curves[tag] ?? []).filter { $0.step <= step } }
        func curve(_ tag: String) -> LossHistory {
            var history = LossHistory()
            for point in points(tag) { history.append(point.value, step: point.step) }
            return history
        }
        (discriminatorLoss, generatorLoss) = (curve("loss/discriminator"), curve("loss/generator"))
        let kept = ["probability/", "gradient/", "joint/", TrainingSession.fidelityTag]
        for tag in curves.keys where kept.contains(where: tag.hasPrefix) { self.curves[tag] = curve(tag) }

        func values(_ tag: String) -> [Int: Float] { Dictionary(points(tag).map { ($0.step, $0.value) }) { _, new in new } }
        let (generator, real, fake) = (values("loss/generator"), values("probability/real"), values("probability/generated"))
        let (slopeD, slopeG) = (values("gradient/discriminator"), values("gradient/generator"))
        for (at, loss) in points("loss/discriminator") {
            guard let other = generator[at] else { continue }
            history.append(Vitals(step: at, discriminatorLoss: loss, generatorLoss: other, realProbability: real[at] ?? 0.5,
                                  fakeProbability: fake[at] ?? 0.5, discriminatorGradient: slopeD[at] ?? 1, generatorGradient: slopeG[at] ?? 1))
        }
        func measures(_ tag: String) -> [RunHistory.Measure] { points(tag).map { .init(step: $0.step, value: Double($0.value)) } }
        history.diversity = measures(TrainingSession.diversityTag)
        history.copies = measures(TrainingSession.copiesTag)
        let samples = values(TrainingSession.scoreSamplesTag)
        scores = points(TrainingSession.scoreTag).compactMap { point in
            samples[point.step].map { ScorePoint(step: point.step, frechet: Double(point.value), samples: Int($0)) }
        }
        history.scores = scores.map { .init(step: $0.step, value: $0.frechet) }
    }
}
