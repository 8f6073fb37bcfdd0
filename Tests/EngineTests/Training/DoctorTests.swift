import Engine
import Foundation
import Testing

/// Each finding from a history written for it, and silence about those that are in order.
@Suite struct DoctorTests {
    /// A run in order: losses near what guessing costs, lively gradients, samples that come to differ.
    private static func healthy(until end: Int = 3000, every: Int = 10, _ change: (inout Vitals) -> Void = { _ in }) -> RunHistory {
        var history = RunHistory()
        for step in stride(from: every, through: end, by: every) {
            let wave = Float(sin(Double(step) / 40))
            var vitals = Vitals(step: step, discriminatorLoss: 0.9 + 0.3 * wave, generatorLoss: 1.6 - 0.4 * wave, discriminatorGradient: 2 + wave,
                                generatorGradient: 1 + wave / 2)
            change(&vitals)
            history.append(vitals)
        }
        for step in stride(from: 250, through: end, by: 250) { history.diversity.append(.init(step: step, value: min(0.9, Double(step) / 1000))) }
        return history
    }

    private static func ailments(_ history: RunHistory, _ objective: Objective = .crossEntropy) -> [Ailment] {
        Doctor(objective).findings(history).map(\.ailment)
    }

    @Test(arguments: Objective.allCases) func `of a run in order it says nothing, at any step`(objective: Objective) {
        for end in stride(from: 0, through: 3000, by: 250) { #expect(Self.ailments(Self.healthy(until: end), objective).isEmpty, "at \(end)") }
    }

    @Test func `losses beyond a thousand for fifty steps are divergence, a single spike is not`() {
        #expect(Self.ailments(Self.healthy { if $0.step > 2950 { $0.generatorLoss = -1e5 } }) == [.divergence])
        #expect(Self.ailments(Self.healthy { if $0.step > 2960 { $0.generatorLoss = -1e5 } }).isEmpty)
        #expect(Self.ailments(Self.healthy { if $0.step % 50 == 0 { $0.discriminatorLoss = 1e9 } }).isEmpty)
        #expect(Self.ailments(Self.healthy { if $0.step == 3000 { $0.discriminatorLoss = .nan } }) == [.divergence])
        let history = Self.healthy { if $0.step > 2500 { $0.discriminatorLoss = 5000 } }
        #expect(Doctor.lastGoodStep(history) == 2500)
    }

    @Test func `a discriminator that pays next to nothing for five hundred steps is winning, except as a critic`() {
        let lost = Self.healthy { if $0.step > 2500 { ($0.discriminatorLoss, $0.generatorLoss) = (0.001, 9) } }
        for objective in [Objective.crossEntropy, .hinge, .relativistic] { #expect(Self.ailments(lost, objective) == [.discriminatorWinning]) }
        #expect(Self.ailments(lost, .wasserstein).isEmpty)
        #expect(Self.ailments(Self.healthy { if $0.step > 2510 { $0.discriminatorLoss = 0.001 } }).isEmpty)
    }

    @Test func `a discriminator that wins the first rounds only is in order`() {
        // The preset article on fashion-mnist: next to nothing until step 550 to 650 (seeds 1, 2 and 3), half of guessing in the end.
        for lost in [550, 650, 950] {
            for end in stride(from: 50, through: 3000, by: 50) {
                let history = Self.healthy(until: end) { if (60...lost).contains($0.step) { $0.discriminatorLoss = 0.001 } }
                #expect(Self.ailments(history).isEmpty, "until \(lost), at \(end)")
            }
        }
    }

    @Test func `samples that come to look alike are collapse, and so are those that never differed`() {
        var history = Self.healthy()
        history.diversity.append(.init(step: 3250, value: 0.2))
        history.diversity.append(.init(step: 3500, value: 0.2))
        #expect(Self.ailments(history).isEmpty)
        history.diversity.append(.init(step: 3750, value: 0.2))
        #expect(Self.ailments(history) == [.collapse])
        history.diversity.append(.init(step: 4000, value: 0.8))
        #expect(Self.ailments(history).isEmpty)

        history.diversity = (1...8).map { .init(step: 250 * $0, value: 0.02) }
        #expect(Self.ailments(history).isEmpty)
        history.diversity += [.init(step: 2250, value: 0.02), .init(step: 2500, value: 0.02)]
        #expect(Self.ailments(history) == [.collapse])
    }

    @Test func `a gradient a thousand times smaller than usual for three hundred steps is frozen`() {
        #expect(Self.ailments(Self.healthy { if $0.step > 2700 { $0.generatorGradient = 1e-5 } }) == [.frozenGradients])
        #expect(Self.ailments(Self.healthy { if $0.step > 2700 { $0.generatorGradient = 0.01 } }).isEmpty)
        #expect(Self.ailments(Self.healthy { $0.discriminatorGradient = 0 }) == [.frozenGradients])
    }

    @Test func `many samples next to training pictures are memorisation`() {
        var history = Self.healthy()
        history.copies = [.init(step: 1000, value: 0.5), .init(step: 2000, value: 0.02)]
        #expect(Self.ailments(history).isEmpty)
        history.copies.append(.init(step: 3000, value: 0.3))
        #expect(Self.ailments(history) == [.memorisation])
    }

    @Test func `when the best score is twelve scores old, and half the run, it advises to stop`() {
        var history = Self.healthy()
        history.scores = (1...20).map { .init(step: 500 * $0, value: 100 / Double($0)) }
        #expect(Self.ailments(history).isEmpty)
        history.scores += (21...31).map { .init(step: 500 * $0, value: 6) }
        #expect(Self.ailments(history).isEmpty)
        history.scores.append(.init(step: 16_000, value: 6))
        #expect(Self.ailments(history) == [.noImprovement])
        #expect(Doctor(.hinge).findings(history)[0].text == "no improvement: the best score, 5, is of step 10000; it is 6 now; "
            + "stopping now loses nothing: the best is kept as `best`")
    }

    @Test func `however long a run is, its history stays small and its newest part whole`() {
        let long = Self.healthy(until: 200_000)
        #expect(long.vitals.count <= 4096)
        #expect(long.vitals.suffix(30).map(\.step) == (0..<30).map { 199_710 + 10 * $0 })
        var taken = long
        taken.forget(after: 150_000)
        #expect(taken.vitals.allSatisfy { $0.step <= 150_000 } && taken.diversity.last?.step == 150_000)
    }

    @Test func `rates come down by two, by eight, by sixty-four, from the lower of before and after`() {
        let settings = ["generator.rate": 0.8, "discriminator.rate": 0, "average": 0.9]
        #expect(Remedy.changes(from: settings, failed: settings, after: 0).map(\.value) == [0.4])
        #expect(Remedy.changes(from: settings, failed: ["generator.rate": 0.4], after: 1).map(\.value) == [0.1])
        #expect(Remedy.changes(from: ["generator.rate": 0], failed: [:], after: 0).isEmpty)
    }

    @Test func `numbers have three digits`() {
        #expect([7.03e15, 0, 1.234567, 123_456, 0.00012345, 1e-9, -4170.4, 999.9].map { Doctor.short(Float($0)) }
            == ["7.03e15", "0", "1.23", "123000", "0.000123", "1e-9", "-4170", "1000"])
    }

    @Test func `the table in the documentation is the program's own`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/doctor.md"), encoding: .utf8)
        for ailment in Ailment.allCases { #expect(page.contains("| \(ailment.rawValue) | \(ailment.rule) | \(ailment.advice) |"), "| \(ailment.rawValue) | \(ailment.rule) | \(ailment.advice) |") }
    }
}
