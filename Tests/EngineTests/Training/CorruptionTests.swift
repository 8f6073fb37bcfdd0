import Datasets
import Foundation
import Models
import Raster
import Testing

@Suite struct CorruptionTests {
    private static let images = ImageSet(
        name: "ramps", height: 28, width: 28, channels: 1,
        pixels: (0..<40 * 784).map { (i: Int) -> UInt8 in UInt8(i / 784 * 5 + i % 28) })
    private static let masks = [
        Mask(width: 40, height: 30, damaged: (0..<1200).map { (i: Int) -> Bool in i % 40 == 7 || i / 40 == 3 }),
        Mask(width: 5, height: 5, filledWith: true),
    ]

    private static func corrupted(
        seed: UInt64 = 9, position: Int, count: Int = 40, _ kinds: [CorruptionKind], channels: Int = 1,
        _ images: ImageSet = images,
        stream: Corruption.Stream = .training
    ) -> [Float] {
        var corruption = Corruption(seed: seed, height: 28, width: 28, channels: channels, masks: masks)
        let mix = CorruptionMix(Dictionary(uniqueKeysWithValues: kinds.map { ($0, 1) }))
        return corruption.batch(Array(0..<count), of: images, position: position, stream: stream, mix: mix)
    }

    /// The masked fraction of each image.
    private static func fractions(_ kind: CorruptionKind) -> [Double] {
        let values = corrupted(position: 0, [kind])
        return (0..<40).map { (image: Int) -> Double in
            Double((0..<784).count { values[(image * 784 + $0) * 2 + 1] == 1 }) / 784
        }
    }

    @Test func `corruption depends on seed, stream and position only`() {
        let all = Self.corrupted(position: 100, CorruptionKind.allCases)
        #expect(Self.corrupted(position: 100, CorruptionKind.allCases) == all)
        #expect(Self.corrupted(seed: 10, position: 100, CorruptionKind.allCases) != all)
        #expect(Self.corrupted(position: 101, CorruptionKind.allCases) != all)
        #expect(Self.corrupted(position: 100, CorruptionKind.allCases, stream: .evaluation) != all)
        // One image at a time gives the same as all at once.
        var corruption = Corruption(seed: 9, height: 28, width: 28, channels: 1, masks: Self.masks)
        let mix = CorruptionMix(Dictionary(uniqueKeysWithValues: CorruptionKind.allCases.map { ($0, 1) }))
        var single: [Float] = []
        for image in (0..<40).reversed() {
            single =
                corruption.batch([image], of: Self.images, position: 100 + image, stream: .training, mix: mix) + single
        }
        #expect(single == all)
    }

    @Test(arguments: CorruptionKind.allCases)
    func `known pixels are the image, removed pixels are 0, and some pixels remain`(kind: CorruptionKind) {
        let values = Self.corrupted(position: 3, [kind]), truth = Self.images.batch(Array(0..<40))
        for image in 0..<40 {
            let marks = (0..<784).map { values[(image * 784 + $0) * 2 + 1] }
            #expect(marks.allSatisfy { $0 == 0 || $0 == 1 } && marks.contains(1))
            #expect(marks.contains(0) == kind.leavesHoles)
            for pixel in 0..<784 {
                let value = values[(image * 784 + pixel) * 2]
                if marks[pixel] == 0 {
                    #expect(value == truth[image * 784 + pixel])
                } else if kind.leavesHoles {
                    #expect(value == 0)
                }
                #expect(abs(value) <= 1.0001)
            }
        }
    }

    @Test func `boxes, strokes and dropout have their documented fractions`() {
        for fraction in Self.fractions(.boxes) {
            #expect(fraction >= 0.25 * 0.25 - 0.02 && fraction <= 0.6 * 0.6 + 0.03, "\(fraction)")
        }
        for fraction in Self.fractions(.dropout) { #expect(fraction > 0.14 && fraction < 0.86, "\(fraction)") }
        func mean(_ kind: CorruptionKind) -> Double { Self.fractions(kind).reduce(0, +) / 40 }
        #expect(mean(.thinStrokes) < mean(.mediumStrokes) && mean(.mediumStrokes) < mean(.thickStrokes))
        // At most one segment more than half of the image.
        for kind in [CorruptionKind.thinStrokes, .mediumStrokes, .thickStrokes] {
            #expect(Self.fractions(kind).allSatisfy { $0 < 0.75 })
        }
    }

    @Test func `user masks are cropped, not scaled`() {
        let values = Self.corrupted(position: 0, [.masks])
        // The large one marks a row and a column; the small one a square of 5.
        for image in 0..<40 {
            let marked = Set((0..<784).filter { values[(image * 784 + $0) * 2 + 1] == 1 })
            let rows = Set(marked.map { $0 / 28 }), columns = Set(marked.map { $0 % 28 })
            let isSquare = marked.count == 25 && rows.count == 5 && columns.count == 5
            func fillsRow(_ y: Int) -> Bool { (0..<28).allSatisfy { (x: Int) -> Bool in marked.contains(y * 28 + x) } }
            func fillsColumn(_ x: Int) -> Bool {
                (0..<28).allSatisfy { (y: Int) -> Bool in marked.contains(y * 28 + x) }
            }
            let isCross = marked.allSatisfy { (pixel: Int) -> Bool in fillsRow(pixel / 28) || fillsColumn(pixel % 28) }
            #expect(isSquare || isCross)
        }
    }

    @Test(arguments: [CorruptionKind.noise, .blur, .downsampling, .jpeg], [1, 3])
    func `degradations change a textured image, and a uniform one only by noise`(kind: CorruptionKind, channels: Int) {
        let flat = ImageSet(
            name: "flat", height: 28, width: 28, channels: channels,
            pixels: [UInt8](repeating: 128, count: 784 * channels * 4))
        let textured = ImageSet(
            name: "textured", height: 28, width: 28, channels: channels,
            pixels: (0..<784 * channels * 4).map { (i: Int) -> UInt8 in UInt8(i * 37 % 251) })
        func change(_ images: ImageSet) -> Float {
            let values = Self.corrupted(position: 0, count: 4, [kind], channels: channels, images),
                truth = images.batch(Array(0..<4)), C = channels
            var largest: Float = 0
            for i in truth.indices { largest = max(largest, abs(values[i / C * (C + 1) + i % C] - truth[i])) }
            return largest
        }
        #expect(change(textured) > 0.02)
        if kind == .noise { #expect(change(flat) > 0.02) } else { #expect(change(flat) < 0.13) }
        if kind == .blur || kind == .downsampling { #expect(change(flat) < 1e-4) }
    }

    @Test func `the table in the documentation agrees with the settings`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/presets/repair.md"), encoding: .utf8)
        for kind in CorruptionKind.allCases {
            let row =
                "| `\(kind.setting)` | \(Preset.repair.settings[kind.setting]?.text ?? "missing") | \(kind.meaning) |"
            #expect(page.contains(row), "\(row)")
        }
    }

    @Test func `a mix has each kind in proportion to its weight`() {
        let mix = CorruptionMix([.boxes: 3, .noise: 1, .blur: 0])
        #expect(mix.kinds == [.boxes, .noise])
        #expect((0..<400).count { mix.kind(at: (Double($0) + 0.5) / 400) == .boxes } == 300)
        #expect(mix.kind(at: 1) == .noise)
    }
}
