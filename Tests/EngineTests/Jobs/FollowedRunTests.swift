import Foundation
import Jobs
import Raster
import Runs
import Testing
import Training

@Suite(.serialized) struct FollowedRunTests {
    @Test func `a run without a training process has its curves, scores, events and newest samples`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 9)), until: SmallRun.over)
        let log = try EventLog(folder: "\(parent)/run", resumingAfter: 9)
        try log.scalars(["score/frechet": 12.5, "score/samples": 2000], step: 5)
        try log.scalars(["score/frechet": 9.5, "score/samples": 2000], step: 9)
        try log.text("log", "score 9.5, Fréchet of 2000 samples", step: 9)
        try log.text("diagnostics", "mode collapse: the diversity is low", step: 9)
        try log.flush()

        let status = try FollowedRun(run: "\(parent)/run").status
        #expect(status.phase == .finished && status.step == 9)
        #expect(status.generatorLoss.buckets.map(\.firstStep) == [2, 4, 6, 8, 9])
        #expect(status.scores.map(\.step) == [5, 9] && status.scores.map(\.value) == [12.5, 9.5])
        #expect(status.samples?.step == 9)
        #expect(
            status.events.suffix(2).map(\.text) == [
                "score 9.5, Fréchet of 2000 samples", "diagnostics: mode collapse: the diversity is low",
            ])
        #expect(status.events.suffix(2).map(\.isWarning) == [false, true])
    }

    @Test func `a request to a run without a training process becomes a warning`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 2)), until: SmallRun.over)
        let run = try FollowedRun(run: "\(parent)/run")
        run.send(.pause)
        for _ in 0..<500 where run.status.events.last?.isWarning != true {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(run.status.events.last?.isWarning == true)
    }

    private static let phases: [TrainingStatus.Phase] = [
        .preparing("reading shapes"), .running, .paused, .stopping, .finished, .failed("run: the disk is full"),
        .unknown("no reply within 5 seconds"),
    ]

    @Test(arguments: phases) func `the control socket sends the phase with its detail`(phase: TrainingStatus.Phase)
        throws
    {
        var status = TrainingStatus()
        status.phase = phase
        let sent = try JSONEncoder().encode(ControlStatus(status))
        #expect(try JSONDecoder().decode(ControlStatus.self, from: sent).trainingPhase == phase)
    }

    /// A run that has only its run.toml.
    private static func emptyRun(in parent: String) throws -> RunFolder {
        let folder = try RunFolder.create(at: "\(parent)/run", preset: "article", data: "shapes")
        try RunFile(version: "1", preset: "article", data: "shapes", seed: 1, created: Date(), settings: [:]).write(
            to: folder.runFilePath)
        return folder
    }

    @Test(
        arguments: [
            ("failed", "the disk is full", TrainingStatus.Phase.failed("the disk is full")),
            ("preparing", "reading shapes", .preparing("reading shapes")),
            ("hibernating", nil, .unknown("the phase 'hibernating' is of another version")), ("running", nil, .running),
        ] as [(String, String?, TrainingStatus.Phase)]) func `a followed run has the phase of its training process`(
            name: String, detail: String?, expected: TrainingStatus.Phase
        ) throws
    {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let folder = try Self.emptyRun(in: parent)
        var status = ControlStatus(TrainingStatus())
        (status.phase, status.phaseDetail) = (name, detail)
        let reply = ControlReply(status)
        let socket = try ControlSocket(folder) { _, send in send(reply) }
        defer { socket.close() }
        #expect(try FollowedRun(run: folder.path).status.phase == expected)
    }

    @Test func `a run that failed is followed as failed, until it is resumed`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        // A learning rate of 1 without rollbacks diverges.
        let reckless: [String: SettingValue] = [
            "generator.learning_rate": 1, "discriminator.learning_rate": 1, "max_rollbacks": 0,
            "evaluation.interval": 0,
        ]
        let end = try await SmallRun.wait(
            TrainingJob(try SmallRun.start("\(parent)/run", steps: 400, reckless)), until: SmallRun.over)
        guard case .failed(let line) = end.phase else { Issue.record("the run did not diverge"); return }
        #expect(try FollowedRun(run: "\(parent)/run").status.phase == .failed(UserMessage(line.description)))
        let step = try #require(try RunFolder.open("\(parent)/run").newestIntact().checkpoint?.step)
        let resumed = SmallRun.resume(
            "\(parent)/run", steps: step + 1, ["generator.learning_rate": 1e-6, "discriminator.learning_rate": 1e-6])
        try await SmallRun.wait(TrainingJob(resumed), until: SmallRun.over)
        #expect(try FollowedRun(run: "\(parent)/run").status.phase == .finished)
    }

    @Test func `a run whose process was killed is followed as failed`() throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let folder = try Self.emptyRun(in: parent)
        #expect(try FollowedRun(run: folder.path).status.phase == .finished)
        // A killed process leaves a socket that accepts no connection.
        try Data().write(to: URL(fileURLWithPath: folder.socketPath))
        guard case .failed(let line) = try FollowedRun(run: folder.path).status.phase else {
            Issue.record("not failed"); return
        }
        #expect(line.text.contains("was killed") && line.suggestion.actions == [.resume(run: folder.path)])
    }

    @Test func `a diagnostic can be parsed from its text`() {
        for issue in TrainingIssue.allCases {
            let diagnostic = Diagnostic(issue, "seen: this; and that")
            #expect(Diagnostic(text: diagnostic.text) == diagnostic)
        }
        #expect(Diagnostic(text: "well") == nil)
    }
}
