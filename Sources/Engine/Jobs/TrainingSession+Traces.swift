import Foundation
import Raster
import Runs
import Training

extension TrainingSession {
    /// Adds a step's report to the curves, the event log and the status.
    func record(_ report: StepReport) throws {
        means.add(report)
        lastReport = report
        let step = report.step
        if step % trainer.settings.logInterval == 0 { try logMeans(report) }
        rate.add(step: step, at: clock.seconds)
        let (rate, seconds, operations) = (rate.perSecond, clock.seconds, Double(trainer.plan.productOperations))
        let remaining = remainingSeconds(rate), now = Date().timeIntervalSince1970
        publish { status in
            for (metric, value) in zip(report.metrics, report.values) {
                status.append(value, to: metric.tag, step: step, time: now)
            }
            (status.step, status.seconds, status.secondsRemaining) = (step, seconds, remaining)
            (status.stepsPerSecond, status.gigaflopsPerSecond) = (rate, rate * operations / 1e9)
        }
    }

    /// Writes the means since the last point, the gradient norms and the learning rates to the event log.
    private func logMeans(_ report: StepReport) throws {
        let step = report.step, norms = trainer.norms(), means = means.take()
        areWeightsFinite = norms.areWeightsFinite
        let gradients = trainer.updatedNetworks(in: report.stage).compactMap { name in
            norms[name].map { ("gradient/\(name)", $0) }
        }
        var scalars = means.merging(gradients) { $1 }
        if let metrics = DiagnosticMetrics(step: step, means: scalars) { history.append(metrics) }
        let now = Date().timeIntervalSince1970
        publish { status in for (tag, value) in gradients { status.append(value, to: tag, step: step, time: now) } }
        for (name, value) in trainer.settings.live where name.hasSuffix(".learning_rate") {
            scalars["learning_rate/\(name.dropLast(".learning_rate".count))"] = Float(value.number)
        }
        scalars["time/seconds"] = Float(clock.seconds)
        for (tag, value) in scalars.sorted(by: { $0.key < $1.key }) { try log.scalar(tag, value, step: step) }
    }

    private func remainingSeconds(_ rate: Double) -> Double? {
        let bySteps = steps.flatMap { rate > 0 ? Double($0 - trainer.step) / rate : nil }
        let byTime = seconds.map { max(0, $0 - clock.seconds) }
        return [bySteps, byTime].compactMap(\.self).min()
    }

    /// Adds a line to the event log and to the status.
    func note(_ text: String) throws {
        try log.text("log", text, step: trainer.step)
        publish { $0.log(text) }
    }

    func showSamples(_ samples: (grid: Bitmap, columns: Int, rows: Int)) {
        let step = trainer.step
        publish { $0.samples = .init(step: step, grid: samples.grid, columns: samples.columns, rows: samples.rows) }
    }

    /// Writes a sample grid to the run's folder, the event log and the status.
    /// - Parameter measures: whether the samples are measured, for the curves and the diagnostics.
    func sample(measures: Bool = true) throws {
        let samples = trainer.sampleGrid(), step = trainer.step
        let grid = Bitmap.grid(
            samples.grid.tiles(columns: samples.columns, rows: samples.rows), columns: samples.columns,
            gap: ImageGrid.fileGap)
        let text =
            Provenance.text(of: trainer, run: folder.name, changes: liveSettings.changes(until: step))
            + [GridLayoutText(columns: samples.columns, rows: samples.rows, gap: ImageGrid.fileGap).chunk]
        let png = try PNG.encode(grid, text: text)
        let path = folder.samplesPath(step: step)
        try checkpoints.makingRoom { () throws(FileError) in try AtomicFile.write(png, to: path) }
        try log.image("samples", png: png, width: grid.width, height: grid.height, channels: grid.channels, step: step)
        showSamples(samples)
        lastSampled = step
        folder.thinGrids()
        // Early grids are to look at: measurements stay at the interval, so that diagnostics do not depend on them.
        if step > 0, measures { try measureSamples() }
    }

    /// Writes the checkpoint of this step, unless a weight is not a finite number.
    /// - Returns: whether it was written.
    @discardableResult
    func writeCheckpoint() throws -> Bool {
        guard trainer.norms().areWeightsFinite else { return false }
        try logEnd()
        // One copy of the state in memory at a time.
        try checkpoints.wait()
        try checkpoints.write(trainer.state(), checkpointNote)
        return true
    }

    /// Logs the values of a checkpoint's step where it is no point of the curves.
    private func logEnd() throws {
        guard let report = lastReport, report.step == trainer.step, report.step % trainer.settings.logInterval != 0
        else { return }
        for (metric, value) in zip(report.metrics, report.values) {
            try log.scalar(SessionEnd.prefix + metric.tag, value, step: report.step)
        }
        lastReport = nil
    }

    var checkpointNote: CheckpointMetadata {
        let configuration = trainer.configuration
        return CheckpointMetadata(
            preset: configuration.preset.name, data: configuration.data, seed: configuration.seed, step: trainer.step,
            settings: trainer.settings.values, fit: configuration.fit, classes: trainer.classNames,
            modalities: trainer.modalities.isEmpty ? nil : trainer.modalities)
    }
}
