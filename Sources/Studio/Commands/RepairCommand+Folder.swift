import ArgumentParser
import Jobs
import Raster
import Render
import Repair
import Synchronization

extension RepairCommand {
    /// The images of the folder, and the files for their repairs.
    func folderJob() throws -> FolderJob {
        guard let out else { throw ValidationError("\(image) is a folder; give --out FOLDER for the repaired images") }
        try OutputFolder.check(out)
        guard truth == nil else { throw ValidationError("--truth is for one image, not for a folder") }
        return try FolderJob(folder: image, out: out, format: format?.lowercased(), leavingOut: isOwn)
    }

    /// Whether an image of the folder, by its path below it, is none to repair: a mask, or in a folder of its own a result of an earlier
    /// repair. Such a folder is repaired by its own name.
    private func isOwn(_ name: String) -> Bool {
        ImageEntry.isOwn(name) || name.contains("/") && RepairMark.read("\(image)/\(name)") != nil
    }

    /// Repairs a folder.
    /// - Throws: `FolderJobError.someFailed`, `Interrupted`.
    func run(_ repair: ImageRepair, _ job: FolderJob, threads: Int, _ stop: RaisedFlag) throws {
        let repair = try repair.withOpenedMethod()
        let printer = FolderPrinter(isJSON: json, isQuiet: quiet.isOn, total: job.items.count)
        let whole = FolderForecast(items: job.items.count, threads: threads)
        let tally = job.run(
            threads: threads, replaces: force, others: { repair.mask.file(for: $0.input).map { [$0] } ?? [] },
            isMadeOtherwise: { item in
                let made = RepairMark.read(item.output)
                return made != nil && made != repair.mark(for: item.input)
            },
            bytes: { repair.bytes($0.input) }, isStopped: { stop.isRaised },
            event: { (item, outcome: FolderJob.Outcome<RepairJSON>, tally) in
                whole.update(tally)
                printer.show(item, outcome, tally)
            },
            work: { item, threads in
                var product = try repair.repaired(
                    item.input, threads: threads,
                    watch: RepairWatch(
                        forecast: { if let all = whole.seconds(item: $0, threads: threads) { printer.expect(all) } },
                        isStopped: { stop.isRaised }))
                try product.write(to: item.output, quality: quality)
                return RepairJSON(report: product.report, provenance: product.provenance)
            })
        printer.end(tally, out: job.out)
        if stop.isRaised { throw Interrupted() }
        if tally.failed > 0 { throw FolderJobError.someFailed(folder: image, count: tally.failed, of: tally.total) }
    }
}

/// Prints the outcomes of a folder: failures at once, a bar on a terminal, a JSON object for each image where asked for, and a summary.
private final class FolderPrinter: Sendable {
    private struct State {
        var bar: StageProgress
        /// How masks were read, and notes, with the number of images.
        var notes: [String: Int] = [:]
    }

    /// A line of `--json`.
    private struct Line: Encodable {
        let image: String, out: String
        /// done, present or failed.
        let state: String
        var error: String?
        var report: RepairJSON?
    }

    private let state: Mutex<State>
    private let isJSON, isQuiet: Bool
    private let stage: String
    private let start = ContinuousClock.now

    init(isJSON: Bool, isQuiet: Bool, total: Int) {
        state = Mutex(State(bar: StageProgress(isQuiet: isQuiet)))
        (self.isJSON, self.isQuiet, stage) = (isJSON, isQuiet, "repairing \(total) images")
    }

    func show(_ item: FolderJob.Item, _ outcome: FolderJob.Outcome<RepairJSON>, _ tally: FolderJob.Tally) {
        state.withLock { state in
            if case .failed(let line) = outcome {
                state.bar.end()
                ErrorLine.print("\(line.line(\.onCommandLine)); skipped")
            }
            if case .done(let product) = outcome {
                let report = product.report
                // Without the marked fraction, which differs from image to image.
                let reading = report.maskReading.map { "mask read " + ($0.split(separator: ",").first ?? "") }
                for note in [reading].compactMap(\.self) + report.notes { state.notes[note, default: 0] += 1 }
            }
            if isJSON { print(outcome, of: item) }
            if StageProgress.isTerminal, tally.left > 0 { state.bar.show(stage, tally.fraction) }
        }
    }

    /// Shows a forecast of the seconds that are left.
    func expect(_ seconds: Double) {
        guard StageProgress.isTerminal else { return }
        state.withLock { state in
            state.bar.show(stage, 0)
            state.bar.expect(seconds)
        }
    }

    private func print(_ outcome: FolderJob.Outcome<RepairJSON>, of item: FolderJob.Item) {
        var line = Line(image: item.input, out: item.output, state: "present")
        switch outcome {
        case .done(let report): line = Line(image: item.input, out: item.output, state: "done", report: report)
        case .failed(let error):
            line = Line(image: item.input, out: item.output, state: "failed", error: error.line(\.onCommandLine))
        case .present: break
        }
        try? JSONReport.print(line, isPretty: false)
    }

    func end(_ tally: FolderJob.Tally, out: String) {
        let seconds = Double(seconds: ContinuousClock.now - start)
        state.withLock { state in
            state.bar.end()
            guard !isJSON, !isQuiet else { return }
            StandardOutput.write(
                "\(Numbers.grouped(tally.done)) of \(Numbers.grouped(tally.total)) images repaired in \(Numbers.fixed(seconds, 1)) s, "
                    + "\(Numbers.grouped(tally.present)) were there already, \(Numbers.grouped(tally.failed)) failed"
                    + (tally.left > 0 ? ", \(Numbers.grouped(tally.left)) are left" : "") + " -> \(out)\n")
            for (note, count) in state.notes.sorted(by: { $0.key < $1.key }) {
                StandardOutput.write("note: \(note) (\(count) \(count == 1 ? "image" : "images"))\n")
            }
        }
    }
}
