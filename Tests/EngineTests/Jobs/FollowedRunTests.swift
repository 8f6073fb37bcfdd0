import Engine
import Foundation
import Testing

@Suite(.serialized) struct FollowedRunTests {
    @Test func `a run that nobody trains shows its curves, scores, words and newest samples`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 9)), until: SmallRun.over)
        let log = try EventLog(folder: "\(parent)/run", resumingAfter: 9)
        try log.scalars(["score/frechet": 12.5, "score/samples": 2000], step: 5)
        try log.scalars(["score/frechet": 9.5, "score/samples": 2000], step: 9)
        try log.text("log", "score 9.5, Fréchet of 2000 samples", step: 9)
        try log.text("doctor", "collapse: samples differ less", step: 9)
        try log.flush()

        let status = try FollowedRun(run: "\(parent)/run").status
        #expect(status.phase == .finished && status.step == 9)
        #expect(status.generatorLoss.buckets.map(\.firstStep) == [2, 4, 6, 8])
        #expect(status.scores.map(\.step) == [5, 9] && status.scores.map(\.frechet) == [12.5, 9.5])
        #expect(status.samples?.step == 9)
        #expect(status.events.suffix(2).map(\.text) == ["score 9.5, Fréchet of 2000 samples", "doctor: collapse: samples differ less"])
        #expect(status.events.suffix(2).map(\.isWarning) == [false, true])
    }

    @Test func `what is asked of a run that nobody trains is answered among its events`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 2)), until: SmallRun.over)
        let run = try FollowedRun(run: "\(parent)/run")
        run.ask(.pause)
        for _ in 0..<500 where run.status.events.last?.isWarning != true { try await Task.sleep(for: .milliseconds(10)) }
        #expect(run.status.events.last?.isWarning == true)
    }

    @Test func `a finding survives its way through words`() {
        for ailment in Ailment.allCases {
            let finding = Finding(ailment, "seen: this; and that")
            #expect(Finding(text: finding.text) == finding)
        }
        #expect(Finding(text: "well") == nil)
    }
}
