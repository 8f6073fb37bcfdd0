import Foundation
import Models
import Testing
import Training

/// Each issue in a history with this issue, and none in healthy histories.
@Suite struct TrainingDiagnosticsTests {
    /// A healthy run: losses near those of random guessing, normal gradients, samples of growing diversity.
    private static func healthy(
        until end: Int = 3000, every: Int = 10, _ change: (inout DiagnosticMetrics) -> Void = { _ in }
    ) -> RunHistory {
        var history = RunHistory()
        for step in stride(from: every, through: end, by: every) {
            let wave = Float(sin(Double(step) / 40))
            var metrics = DiagnosticMetrics(
                step: step, losses: ["loss/discriminator": 0.9 + 0.3 * wave, "loss/generator": 1.6 - 0.4 * wave],
                gradients: ["discriminator": 2 + wave, "generator": 1 + wave / 2])
            change(&metrics)
            history.append(metrics)
        }
        for step in stride(from: 250, through: end, by: 250) {
            history.diversity.append(.init(step: step, value: min(0.9, Double(step) / 1000)))
        }
        return history
    }

    private static func issues(_ history: RunHistory, _ loss: AdversarialLoss? = .crossEntropy) -> [TrainingIssue] {
        TrainingDiagnostics(loss).diagnostics(history).map(\.issue)
    }

    @Test(arguments: AdversarialLoss.allCases) func `a healthy run has no issues at any step`(loss: AdversarialLoss) {
        for end in stride(from: 0, through: 3000, by: 250) {
            #expect(Self.issues(Self.healthy(until: end), loss).isEmpty, "at \(end)")
        }
    }

    @Test func `losses beyond a thousand for fifty steps are divergence, a single spike is not`() {
        #expect(Self.issues(Self.healthy { if $0.step > 2950 { $0.generator = -1e5 } }) == [.divergence])
        #expect(Self.issues(Self.healthy { if $0.step > 2960 { $0.generator = -1e5 } }).isEmpty)
        #expect(Self.issues(Self.healthy { if $0.step % 50 == 0 { $0.discriminator = 1e9 } }).isEmpty)
        #expect(Self.issues(Self.healthy { if $0.step == 3000 { $0.discriminator = .nan } }) == [.divergence])
        let history = Self.healthy { if $0.step > 2500 { $0.discriminator = 5000 } }
        #expect(TrainingDiagnostics.lastGoodStep(history) == 2500)
    }

    @Test func `a discriminator loss near 0 for five hundred steps is an issue, except for the Wasserstein loss`() {
        let lost = Self.healthy { if $0.step > 2500 { ($0.discriminator, $0.generator) = (0.001, 9) } }
        for loss in [AdversarialLoss.crossEntropy, .hinge, .relativistic] {
            #expect(Self.issues(lost, loss) == [.discriminatorWinning])
        }
        #expect(Self.issues(lost, .wasserstein).isEmpty && Self.issues(lost, nil).isEmpty)
        #expect(Self.issues(Self.healthy { if $0.step > 2510 { $0.discriminator = 0.001 } }).isEmpty)
    }

    @Test func `a discriminator loss near 0 in the first steps is no issue`() {
        // The preset article on fashion-mnist: near 0 until step 550 to 650 (seeds 1, 2 and 3), at the end half of the loss of random guessing.
        for lost in [550, 650, 950] {
            for end in stride(from: 50, through: 3000, by: 50) {
                let history = Self.healthy(until: end) { if (60...lost).contains($0.step) { $0.discriminator = 0.001 } }
                #expect(Self.issues(history).isEmpty, "until \(lost), at \(end)")
            }
        }
    }

    @Test func `falling diversity is mode collapse, and so is diversity that never rises`() {
        var history = Self.healthy()
        history.diversity.append(.init(step: 3250, value: 0.2))
        history.diversity.append(.init(step: 3500, value: 0.2))
        #expect(Self.issues(history).isEmpty)
        history.diversity.append(.init(step: 3750, value: 0.2))
        #expect(Self.issues(history) == [.modeCollapse])
        history.diversity.append(.init(step: 4000, value: 0.8))
        #expect(Self.issues(history).isEmpty)

        history.diversity = (1...8).map { .init(step: 250 * $0, value: 0.02) }
        #expect(Self.issues(history).isEmpty)
        history.diversity += [.init(step: 2250, value: 0.02), .init(step: 2500, value: 0.02)]
        #expect(Self.issues(history) == [.modeCollapse])
    }

    @Test func `a gradient norm below a thousandth of the median for three hundred steps vanishes`() {
        #expect(
            Self.issues(Self.healthy { if $0.step > 2700 { $0.gradients["generator"] = 1e-5 } }) == [
                .vanishingGradients
            ])
        #expect(Self.issues(Self.healthy { if $0.step > 2700 { $0.gradients["generator"] = 0.01 } }).isEmpty)
        #expect(Self.issues(Self.healthy { $0.gradients["discriminator"] = 0 }) == [.vanishingGradients])
    }

    @Test func `many samples close to training images are memorization`() {
        var history = Self.healthy()
        history.copies = [.init(step: 1000, value: 0.5), .init(step: 2000, value: 0.02)]
        #expect(Self.issues(history).isEmpty)
        history.copies.append(.init(step: 3000, value: 0.3))
        #expect(Self.issues(history) == [.memorization])
    }

    @Test func `a best score that is twelve scores old, and older than a third of the run, is no improvement`() {
        var history = Self.healthy()
        history.scores = (1...20).map { .init(step: 500 * $0, value: 100 / Double($0)) }
        #expect(Self.issues(history).isEmpty)
        history.scores += (21...31).map { .init(step: 500 * $0, value: 6) }
        #expect(Self.issues(history).isEmpty)
        history.scores.append(.init(step: 16_000, value: 6))
        #expect(Self.issues(history) == [.noImprovement])
        #expect(
            TrainingDiagnostics(.hinge).diagnostics(history)[0].text
                == "no improvement: the best score, 5, is of step 10000; the newest is 6; "
                + "you can stop: the best checkpoint is kept as `best`")
    }

    @Test func `the history of a long run is bounded, and its newest part complete`() {
        let long = Self.healthy(until: 200_000)
        #expect(long.metrics.count <= 4096)
        #expect(long.metrics.suffix(30).map(\.step) == (0..<30).map { 199_710 + 10 * $0 })
        var rolledBack = long
        rolledBack.removeAll(after: 150_000)
        #expect(rolledBack.metrics.allSatisfy { $0.step <= 150_000 } && rolledBack.diversity.last?.step == 150_000)
    }

    @Test
    func
        `learning rates are divided by 2, then by 4, from the lower of the values at the checkpoint and at the divergence`()
    {
        let settings = ["generator.learning_rate": 0.8, "discriminator.learning_rate": 0, "ema.decay": 0.9]
        #expect(Mitigation.changes(from: settings, failed: settings, after: 0).map(\.value) == [0.4])
        #expect(
            Mitigation.changes(from: settings, failed: ["generator.learning_rate": 0.4], after: 1).map(\.value) == [0.1]
        )
        #expect(Mitigation.changes(from: ["generator.learning_rate": 0], failed: [:], after: 0).isEmpty)
    }

    @Test func `values have three significant digits`() {
        #expect(
            [7.03e15, 0, 1.234567, 123_456, 0.00012345, 1e-9, -4170.4, 999.9].map {
                TrainingDiagnostics.short(Float($0))
            }
                == ["7.03e15", "0", "1.23", "123000", "0.000123", "1e-9", "-4170", "1000"])
    }

    @Test func `metrics from the event log have losses and gradient norms by name, and none during pretraining`() throws
    {
        let means: [String: Float] = [
            "loss/generator_a": 1, "loss/discriminator": -2, "gradient/generator_a": 3, "probability/real": 0.5,
        ]
        let metrics = try #require(DiagnosticMetrics(step: 7, means: means))
        #expect(
            metrics.losses == ["loss/generator_a": 1, "loss/discriminator": -2]
                && metrics.gradients == ["generator_a": 3])
        #expect(metrics.discriminatorLoss == -2)
        #expect(DiagnosticMetrics(step: 7, means: ["pretraining/loss": 1, "gradient/text_encoder": 3]) == nil)
    }

    @Test func `a vanishing gradient of any network is an issue that names the network`() {
        let history = Self.healthy { $0.gradients["generator_b"] = $0.step > 2700 ? 1e-6 : 1 }
        #expect(Self.issues(history) == [.vanishingGradients])
        #expect(TrainingDiagnostics(nil).diagnostics(history)[0].evidence.contains("generator_b's norm"))
    }

    @Test func `the table in the documentation equals the program's`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/diagnostics.md"), encoding: .utf8)
        for issue in TrainingIssue.allCases {
            #expect(
                page.contains("| \(issue.rawValue) | \(issue.rule) | \(issue.advice) |"),
                "| \(issue.rawValue) | \(issue.rule) | \(issue.advice) |")
        }
    }
}

extension DiagnosticMetrics {
    fileprivate var discriminator: Float {
        get { losses["loss/discriminator"] ?? 0 }
        set { losses["loss/discriminator"] = newValue }
    }

    fileprivate var generator: Float {
        get { losses["loss/generator"] ?? 0 }
        set { losses["loss/generator"] = newValue }
    }
}
