import Datasets
import Evaluation
import Testing

@Suite struct EvaluationDataTests {
    private static let images = ImageSet(
        name: "missing/data", height: 2, width: 2, channels: 1, pixels: (0..<400).map { UInt8($0 % 256) })

    @Test func `a run on data without a test split was trained on this data`() {
        let data = EvaluationData.split(Self.images)
        #expect(data.isSplit && data.fingerprint == Self.images.fingerprint)
        #expect(data.training.fingerprint != Self.images.fingerprint)
        #expect(data.warning(forRunOn: Self.images.fingerprint) == nil)
        #expect(data.warning(forRunOn: "01234567")?.contains("different images, fingerprint 01234567") == true)
    }

    @Test func `a run on the test split is told from one on other images`() {
        let (training, test) = (Self.images.subset(0..<60), Self.images.subset(60..<100))
        let data = EvaluationData(training: training, heldOut: test)
        #expect(data.warning(forRunOn: training.fingerprint) == nil)
        #expect(data.warning(forRunOn: test.fingerprint)?.contains("held-out images") == true)
    }
}
