import Evaluation
import Foundation
import Studio
import Testing

/// What `evaluate` says about memorization.
@Suite struct MemorizationLinesTests {
    private func lines(threshold: Double) throws -> String {
        let share = #"{"value":0.02,"low":0.01,"high":0.03,"samples":500}"#
        let json =
            #"{"threshold":\#(threshold),"closer":\#(share),"nearer":\#(share),"samplesMedian":9,"heldOutMedian":8,"#
            + #""heldOutImages":100,"trainingImages":900,"closest":[],"size":28}"#
        let found = try JSONDecoder().decode(Memorization.self, from: Data(json.utf8))
        return found.lines.joined(separator: "\n")
    }

    @Test func `a share nearer than the closest 1 % is not given where those are copies themselves`() throws {
        let text = try lines(threshold: 0)
        #expect(!text.contains("(0.0)") && !text.contains("closer than the closest"))
        #expect(text.contains("1 % of the held-out images or more are training images too"))
        #expect(text.contains("nearer than half of the held-out images: 2.0 %"))
    }

    @Test func `it is given with its interval where the closest 1 % are none`() throws {
        #expect(
            try lines(threshold: 4.25).contains(
                "closer than the closest 1 % of held-out images (4.3): 2.0 % of 500, 1.0 % to 3.0 %"))
    }
}
