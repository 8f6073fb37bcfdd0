import ArgumentParser
import Engine
import Foundation
import Render

/// Prints the plan of a preset's training step: what runs, on which shapes, at what cost, and how fast it really is.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "explain", abstract: "Print the plan of a training step, measured.")

    @OptionGroup(title: "Recipe") var recipe: RecipeOptions

    @Option(help: ArgumentHelp("Threads the step runs on.", valueName: "count"))
    var threads: Int?

    @Flag(help: "Only the plan, without running it.")
    var dry = false

    mutating func run() throws {
        let recipe = try recipe.recipe()
        let lanes = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let trainer = try Trainer(recipe, pairs: .noise(for: recipe), lanes: lanes)
        print("\(recipe.preset.name): \(recipe.preset.summary)")
        guard trainer.isLearningSpace else { return explain(trainer, batch: recipe.settings.int("batch"), lanes: lanes) }
        print("\n\(Numbers.grouped(trainer.jointSteps)) steps of the first stage, which learns the joint space:\n")
        explain(trainer, batch: recipe.settings.int("joint.batch"), lanes: lanes)
        trainer.skipLearningSpace()
        print("\nall other steps, of the stage that \(trainer.architecture.repairs ? "repairs" : "draws"):\n")
        explain(trainer, batch: recipe.settings.int("batch"), lanes: lanes)
    }

    /// One stage: the plan of the trainer's next step.
    private func explain(_ trainer: Trainer, batch: Int, lanes: Int) {
        let plan = trainer.plan
        print("batch \(batch), \(plan.steps.count) steps, \(Numbers.fixed(Double(plan.productOperations) / 1e9, 2)) GFLOP in products, "
            + "\(plan.bytes >> 20) MB moved, arena \(plan.arenaBytes >> 20) MB, \(lanes) threads, \(BLAS.coreName) kernels")
        let handOver = plan.allocations == 0 ? "none" : "none of ours, at most \(plan.allocations) small ones of Dispatch's to hand it to \(lanes) threads"
        print("allocations in a step: \(handOver); every offset below was fixed when the plan was compiled\n")
        // What the stage reads of the data comes before its first step.
        if !dry { trainer.prepare() }
        let seconds = dry ? nil : trainer.profile(repetitions: 7)
        let table = PlanTable(plan: plan, seconds: seconds)
        table.lines.forEach { print($0) }
        if plan.filtersMinimally {
            print("\nGFLOP of winograd steps are those of the direct method; they do 0.56 of the multiplications")
        }
        guard seconds != nil else { return }
        // Whole steps, as they run in training: without the profile's hand-over between the steps of the plan.
        let whole = Ceiling.seconds(20) { _ = trainer.advance() }
        let ceiling = Ceiling.productRate(lanes: lanes), rate = Double(plan.productOperations) / whole
        print("\nwhole step \(Numbers.fixed(whole * 1e3, 2)) ms: \(Int(rate / 1e9)) GFLOP/s, "
            + "\(Int(rate / ceiling * 100)) % of this machine's \(Int(ceiling / 1e9)) GFLOP/s (product of two 2048x2048 matrices)")
        print("products alone: \(Int(table.productRate / 1e9)) GFLOP/s, \(Int(table.productRate / ceiling * 100)) % of it")
    }
}

/// The plan as aligned columns.
struct PlanTable {
    let plan: Plan
    let seconds: [Double]?

    /// Operations of steps with a product over the seconds of just these steps, their epilogues included.
    var productRate: Double {
        let products = zip(plan.steps, seconds ?? []).filter { $0.0.productOperations > 0 }
        return Double(products.reduce(0) { $0 + $1.0.productOperations }) / products.reduce(0) { $0 + $1.1 }
    }

    var lines: [String] {
        let header = ["#", "shape", "GFLOP", "KB"] + (seconds == nil ? [] : ["us", "GFLOP/s"]) + ["step"]
        let rows = plan.steps.enumerated().map { index, step -> [String] in
            let time = seconds.map { seconds in
                [String(Int(seconds[index] * 1e6)), step.productOperations > 0 ? String(Int(Double(step.productOperations) / seconds[index] / 1e9)) : ""]
            }
            let flops = step.productOperations > 0 ? Numbers.fixed(Double(step.productOperations) / 1e9, 3) : ""
            return [String(index + 1), step.shape, flops, String(step.bytes >> 10)] + (time ?? []) + [step.name + Self.names(step.variables)]
        }
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == row.count - 1 ? text : column == 1 ? text + padding : padding + text
            }.joined(separator: "  ")
        }
    }

    private static func names(_ variables: [String]) -> String {
        let weights = variables.filter { !$0.hasPrefix("adam.") }
        return weights.isEmpty ? "" : "  [\(weights.joined(separator: ", "))]"
    }
}
