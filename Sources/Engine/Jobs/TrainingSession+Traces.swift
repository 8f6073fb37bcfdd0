import Raster

extension TrainingSession {
    /// Takes a step's report into the curves, the event log and the status.
    func record(_ report: Trainer.Report) throws {
        switch report.measures {
        case .adversarial(let measures): try record(measures, step: report.step)
        case .joint(let measures): try record(measures, step: report.step)
        }
        rate.add(step: report.step, at: clock.seconds)
        let (rate, seconds, operations) = (rate.perSecond, clock.seconds, Double(trainer.plan.productOperations))
        let remaining = remainingSeconds(rate)
        publish { status in
            (status.step, status.seconds, status.secondsRemaining) = (report.step, seconds, remaining)
            (status.stepsPerSecond, status.gigaflopsPerSecond) = (rate, rate * operations / 1e9)
        }
    }

    static let jointLossTag = "joint/loss", jointAgreementTag = "joint/agreement"

    private func record(_ measures: Trainer.Measures.Joint, step: Int) throws {
        publish { status in
            status.curves[Self.jointLossTag, default: LossHistory()].append(measures.loss, step: step)
            status.curves[Self.jointAgreementTag, default: LossHistory()].append(measures.agreement, step: step)
        }
        guard step % trainer.settings.int("report.every") == 0 else { return }
        areWeightsFinite = trainer.norms().areWeightsFinite
        try log.scalars([
            Self.jointLossTag: measures.loss, Self.jointAgreementTag: measures.agreement,
            "rate/joint": Float(trainer.settings["joint.rate"]), "time/seconds": Float(clock.seconds),
        ], step: step)
    }

    private func record(_ report: Trainer.Measures.Adversarial, step: Int) throws {
        averages.add(report)
        if step % trainer.settings.int("report.every") == 0 {
            let norms = trainer.norms(), mean = averages.take(step: step, norms)
            history.append(mean)
            areWeightsFinite = norms.areWeightsFinite
            publish { status in
                status.curves["gradient/discriminator", default: LossHistory()].append(norms.discriminatorGradient, step: step)
                status.curves["gradient/generator", default: LossHistory()].append(norms.generatorGradient, step: step)
            }
            try log.scalars([
                "loss/discriminator": mean.discriminatorLoss, "loss/generator": mean.generatorLoss,
                "probability/real": mean.realProbability, "probability/generated": mean.fakeProbability,
                "gradient/discriminator": mean.discriminatorGradient, "gradient/generator": mean.generatorGradient,
                "rate/discriminator": Float(trainer.settings["discriminator.rate"]),
                "rate/generator": Float(trainer.settings["generator.rate"]), "time/seconds": Float(clock.seconds),
            ], step: step)
        }
        publish { status in
            status.discriminatorLoss.append(report.discriminatorLoss, step: step)
            status.generatorLoss.append(report.generatorLoss, step: step)
            status.curves["probability/real", default: LossHistory()].append(report.realProbability, step: step)
            status.curves["probability/generated", default: LossHistory()].append(report.fakeProbability, step: step)
        }
    }

    private func remainingSeconds(_ rate: Double) -> Double? {
        let bySteps = steps.flatMap { rate > 0 ? Double($0 - trainer.step) / rate : nil }
        let byTime = seconds.map { max(0, $0 - clock.seconds) }
        return [bySteps, byTime].compactMap(\.self).min()
    }

    /// Says something in the event log and on the screen.
    func note(_ text: String) throws {
        try log.text("log", text, step: trainer.step)
        publish { $0.log(text) }
    }

    func showSamples(_ drawn: (grid: Bitmap, columns: Int, rows: Int)) {
        let step = trainer.step
        publish { $0.samples = .init(step: step, grid: drawn.grid, columns: drawn.columns, rows: drawn.rows) }
    }

    /// Draws the grid into the run's folder, the event log and the status.
    func sample() throws {
        let drawn = trainer.sampleGrid(), grid = drawn.grid, step = trainer.step
        let text = Provenance.text(of: trainer, run: folder.name, changes: steering.made(until: step))
        let png = try PNG.encode(grid, text: text)
        let path = folder.samplesPath(step: step)
        try checkpoints.makingRoom { () throws(FileError) in try WholeFile.write(png, to: path) }
        try log.image("samples", png: png, width: grid.width, height: grid.height, channels: grid.channels, step: step)
        showSamples(drawn)
        lastSampled = step
        if step > 0 { try measureSamples() }
    }

    /// Writes the checkpoint of this step; false, and nothing written, where its weights are no numbers.
    @discardableResult
    func writeCheckpoint() throws -> Bool {
        guard trainer.norms().areWeightsFinite else { return false }
        // One copy of the state in memory at a time.
        try checkpoints.wait()
        try checkpoints.write(trainer.state(), checkpointNote)
        return true
    }

    var checkpointNote: CheckpointNote {
        let recipe = trainer.recipe
        return CheckpointNote(preset: recipe.preset.name, data: recipe.data, seed: recipe.seed, step: trainer.step,
                              settings: trainer.settings.values, classes: trainer.classNames,
                              modalities: trainer.modalities.isEmpty ? nil : trainer.modalities)
    }
}
