import ArgumentParser
import Engine
import Foundation
import Render

/// Measures this machine: its ceilings, and the training step of every preset.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "bench", abstract: "Measure the speed of this machine.",
                                                    discussion: "Times a step of every preset, or of the one given, with noise for data.")

    @OptionGroup(title: "Recipe") var recipe: RecipeOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Threads.", valueName: "count"))
    var threads: Int?

    @Option(help: "Training steps timed for each preset.")
    var repetitions = 60

    mutating func validate() throws {
        guard (1...100_000).contains(repetitions) else { throw ValidationError("--repetitions \(repetitions) is out of range; give 1 to 100000") }
    }

    private struct Result: Encodable {
        struct Step: Encodable {
            let preset: String
            let batch: Int
            let gigaflop, medianMilliseconds, minimumMilliseconds, shareOfCeiling: Double
        }
        let version, core: String
        let threads, vectorBits: Int
        let gemmGigaflops, memoryGigabytes: Double
        let steps: [Step]
    }

    mutating func run() throws {
        let lanes = threads ?? ProcessInfo.processInfo.activeProcessorCount
        if !json { print("\(BLAS.version), \(BLAS.coreName) kernels, \(Processor.compiledVectorBits) bit vectors, \(lanes) threads") }
        let gemm = Ceiling.productRate(lanes: lanes), memory = Ceiling.memoryRate(lanes: lanes)
        if !json {
            print("product of 2048x2048 matrices  \(Int(gemm / 1e9)) GFLOP/s")
            print("memory, read and write         \(Numbers.fixed(memory / 1e9, 1)) GB/s")
        }
        var steps: [Result.Step] = []
        let recipes = try recipe.preset == nil && recipe.assignments.isEmpty
            ? Preset.all.map { Recipe(preset: $0, data: "noise", seed: 1, settings: try $0.settings([:])) } : [recipe.recipe()]
        for recipe in recipes {
            let trainer = try Trainer(recipe, pairs: .noise(for: recipe), lanes: lanes)
            if trainer.isLearningSpace {
                steps.append(time(trainer, name: "\(recipe.preset.name), joint space", batch: recipe.settings.int("joint.batch"), gemm))
                trainer.skipLearningSpace()
                trainer.prepare()
            }
            steps.append(time(trainer, name: recipe.preset.name, batch: recipe.settings.int("batch"), gemm))
        }
        guard json else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let result = Result(version: Tessera.version, core: BLAS.coreName, threads: lanes, vectorBits: Processor.compiledVectorBits,
                            gemmGigaflops: gemm / 1e9, memoryGigabytes: memory / 1e9, steps: steps)
        print(String(decoding: try encoder.encode(result), as: UTF8.self))
    }

    /// Times the trainer's next steps and says what came out.
    private func time(_ trainer: Trainer, name: String, batch: Int, _ gemm: Double) -> Result.Step {
        let operations = Double(trainer.plan.productOperations)
        for _ in 0..<5 { _ = trainer.advance() }
        let times = (0..<repetitions).map { _ in
            let start = DispatchTime.now().uptimeNanoseconds
            _ = trainer.advance()
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        }.sorted()
        let median = times[times.count / 2]
        let step = Result.Step(preset: name, batch: batch, gigaflop: operations / 1e9, medianMilliseconds: median,
                               minimumMilliseconds: times[0], shareOfCeiling: operations / (median / 1e3) / gemm)
        if !json {
            print("step of \(name), batch \(batch): median \(Numbers.fixed(median, 1)) ms, minimum \(Numbers.fixed(times[0], 1)) ms, "
                + "\(Int(operations / median / 1e6)) GFLOP/s, \(Int(step.shareOfCeiling * 100)) % of the product")
        }
        return step
    }
}
