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

    @Test(arguments: [(99, 0), (100, 40), (1_036, 207), (2_559, 255), (2_560, 256), (60_000, 6_000)])
    func `few images give a larger part to compare with, and fewer than a hundred none`(images: Int, part: Int) {
        let held = HeldOutImages(images: images, testImages: nil)
        #expect(held.part == (part == 0 ? .none : .part(part)) && held.canScore == (part > 0))
        #expect(held.line.contains("training sees all"))
        #expect(HeldOutImages(images: images, testImages: 300).part == .testSplit(300))
        #expect(!HeldOutImages(images: images, testImages: 39).canScore)
    }
}
