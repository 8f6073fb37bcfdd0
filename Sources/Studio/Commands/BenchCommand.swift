import ArgumentParser
import Foundation
import Models
import Numerics
import Render
import Runs
import Tensors
import Training

/// Measures this machine: its peak rates, and the training step of every preset.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure the speed of this machine.",
        discussion: "Times a training step of every preset, or of the one given, on random data.")

    @OptionGroup(title: "Training configuration") var options: ConfigurationOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Threads (default: one for each core).", valueName: "count"))
    var threads: Int?

    @Option(help: "Training steps to time for each preset, 1 to 100000.")
    var repetitions = 60

    @OptionGroup var quiet: QuietOption

    mutating func validate() throws {
        guard (1...100_000).contains(repetitions) else {
            throw ValidationError("--repetitions \(repetitions) is out of range; give 1 to 100000")
        }
    }

    private struct Result: Encodable {
        struct Step: Encodable {
            let preset, precision: String
            let batchSize: Int
            let gigaflop, medianMilliseconds, minimumMilliseconds, fractionOfPeak: Double
        }
        let version, core: String
        let threads, vectorBits: Int
        let gemmGigaflops: Double
        /// Nil where the processor has no instructions for bfloat16.
        let bf16GemmGigaflops: Double?
        let memoryGigabytes: Double
        let steps: [Step]
    }

    mutating func run() throws {
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        if !json, !quiet.isOn {
            print(
                "\(BLAS.version), \(BLAS.coreName) kernels, \(Processor.compiledVectorBits) bit vectors, \(threads) threads"
            )
        }
        var ceilings: [Precision: Double] = [.fp32: Ceiling.productRate(threads: threads)]
        if BFloat16.isFast { ceilings[.bf16] = Ceiling.productRate(threads: threads, precision: .bf16) }
        let memory = Ceiling.memoryRate(threads: threads)
        if !json {
            for precision in Precision.allCases {
                guard let rate = ceilings[precision] else { continue }
                print("product of 2048x2048 matrices  \(Int(rate / 1e9)) GFLOP/s in \(precision)")
            }
            print("memory, read and write         \(Numbers.fixed(memory / 1e9, 1)) GB/s")
        }
        var steps: [Result.Step] = []
        let stages = StageProgress(isQuiet: quiet.isOn)
        let presets: [Preset?] = options.preset == nil && options.assignments.isEmpty ? Preset.all : [nil]
        for preset in presets {
            let (configuration, taken) = try options.configurationForData(
                preset: preset, threads: threads, progress: stages.show)
            stages.end()
            if let taken, !json, !quiet.isOn { print("\(configuration.preset.name): \(taken)") }
            let trainer = try Trainer(configuration, pairs: .noise(for: configuration), threads: threads)
            if !trainer.isInLastStage {
                steps.append(time(trainer, name: "\(configuration.preset.name), \(trainer.stageName)", ceilings))
                trainer.skipToLastStage()
            }
            _ = trainer.prepare()
            steps.append(time(trainer, name: configuration.preset.name, ceilings))
        }
        guard json else { return }
        let result = Result(
            version: Tessera.version, core: BLAS.coreName, threads: threads, vectorBits: Processor.compiledVectorBits,
            gemmGigaflops: ceilings[.fp32]! / 1e9, bf16GemmGigaflops: ceilings[.bf16].map { $0 / 1e9 },
            memoryGigabytes: memory / 1e9, steps: steps)
        try JSONReport.print(result)
    }

    /// Times the trainer's next steps and prints the result.
    private func time(_ trainer: Trainer, name: String, _ ceilings: [Precision: Double]) -> Result.Step {
        let precision = trainer.plan.precision
        // Without instructions for bf16 there is no ceiling but that of fp32.
        let ceiling = ceilings[precision] ?? ceilings[.fp32]!
        let operations = Double(trainer.plan.productOperations)
        for _ in 0..<5 { _ = trainer.advance() }
        let times = (0..<repetitions).map { _ in
            let start = DispatchTime.now().uptimeNanoseconds
            _ = trainer.advance()
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        }.sorted()
        let median = times[times.count / 2]
        let step = Result.Step(
            preset: name, precision: precision.rawValue, batchSize: trainer.batchSize, gigaflop: operations / 1e9,
            medianMilliseconds: median,
            minimumMilliseconds: times[0], fractionOfPeak: operations / (median / 1e3) / ceiling)
        if !json {
            print(
                "step of \(name), \(precision), batch size \(trainer.batchSize): median \(Numbers.fixed(median, 1)) ms, minimum \(Numbers.fixed(times[0], 1)) ms, "
                    + "\(Int(operations / median / 1e6)) GFLOP/s, \(Int(step.fractionOfPeak * 100)) % of the matrix product"
            )
        }
        return step
    }
}
