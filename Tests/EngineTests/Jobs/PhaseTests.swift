import Jobs
import Testing

@Suite struct PhaseTests {
    @Test(arguments: [
        ("reading d100000", "reading d100000"), ("reading d100000 37 %", "reading d100000"),
        ("reading 2024 3 %", "reading 2024"), ("embedding images 100 %", "embedding images"),
        ("reading a %", "reading a %"), ("starting", "starting"),
    ])
    func `a stage is its text without the percentage, digits of names stay`(text: String, stage: String) {
        #expect(TrainingStatus.Phase.preparing(text).stage == stage)
    }

    @Test func `other phases have no stage`() {
        #expect(TrainingStatus.Phase.running.stage == nil && TrainingStatus.Phase.finished.stage == nil)
    }
}
