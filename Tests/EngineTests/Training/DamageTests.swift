import Engine
import Foundation
import Raster
import Testing

@Suite struct DamageTests {
    private static let images = ImageSet(name: "ramps", height: 28, width: 28, channels: 1, pixels: (0..<40 * 784).map { (i: Int) -> UInt8 in UInt8(i / 784 * 5 + i % 28) })
    private static let masks = [Mask(width: 40, height: 30, damaged: (0..<1200).map { (i: Int) -> Bool in i % 40 == 7 || i / 40 == 3 }),
                                Mask(width: 5, height: 5, filledWith: true)]

    private static func damaged(seed: UInt64 = 9, position: Int, count: Int = 40, _ kinds: [DamageKind], channels: Int = 1, _ images: ImageSet = images,
                                stream: Engine.Damage.Stream = .training) -> [Float] {
        var damage = Engine.Damage(seed: seed, height: 28, width: 28, channels: channels, masks: masks)
        let mix = DamageMix(Dictionary(uniqueKeysWithValues: kinds.map { ($0, 1) }))
        return damage.written(Array(0..<count), of: images, position: position, stream: stream, mix: mix)
    }

    /// Shares of pixels that are to be repaired, one a picture.
    private static func shares(_ kind: DamageKind) -> [Double] {
        let numbers = damaged(position: 0, [kind])
        return (0..<40).map { (picture: Int) -> Double in Double((0..<784).count { numbers[(picture * 784 + $0) * 2 + 1] == 1 }) / 784 }
    }

    @Test func `damage follows from the seed and the position, not from what was drawn before`() {
        let all = Self.damaged(position: 100, DamageKind.allCases)
        #expect(Self.damaged(position: 100, DamageKind.allCases) == all)
        #expect(Self.damaged(seed: 10, position: 100, DamageKind.allCases) != all)
        #expect(Self.damaged(position: 101, DamageKind.allCases) != all)
        #expect(Self.damaged(position: 100, DamageKind.allCases, stream: .evaluation) != all)
        // Picture by picture it is the same as all at once.
        var damage = Engine.Damage(seed: 9, height: 28, width: 28, channels: 1, masks: Self.masks)
        let mix = DamageMix(Dictionary(uniqueKeysWithValues: DamageKind.allCases.map { ($0, 1) }))
        var single: [Float] = []
        for picture in (0..<40).reversed() { single = damage.written([picture], of: Self.images, position: 100 + picture, stream: .training, mix: mix) + single }
        #expect(single == all)
    }

    @Test(arguments: DamageKind.allCases) func `what is known is the picture, what is gone is 0, and something is left`(kind: DamageKind) {
        let numbers = Self.damaged(position: 3, [kind]), truth = Self.images.batch(Array(0..<40))
        for picture in 0..<40 {
            let marks = (0..<784).map { numbers[(picture * 784 + $0) * 2 + 1] }
            #expect(marks.allSatisfy { $0 == 0 || $0 == 1 } && marks.contains(1))
            #expect(marks.contains(0) == kind.leavesHoles)
            for pixel in 0..<784 {
                let value = numbers[(picture * 784 + pixel) * 2]
                if marks[pixel] == 0 { #expect(value == truth[picture * 784 + pixel]) } else if kind.leavesHoles { #expect(value == 0) }
                #expect(abs(value) <= 1.0001)
            }
        }
    }

    @Test func `boxes, strokes and scattered loss have the shares that they say`() {
        for share in Self.shares(.boxes) { #expect(share >= 0.25 * 0.25 - 0.02 && share <= 0.6 * 0.6 + 0.03, "\(share)") }
        for share in Self.shares(.scattered) { #expect(share > 0.14 && share < 0.86, "\(share)") }
        func mean(_ kind: DamageKind) -> Double { Self.shares(kind).reduce(0, +) / 40 }
        #expect(mean(.thinStrokes) < mean(.mediumStrokes) && mean(.mediumStrokes) < mean(.thickStrokes))
        // One more segment than half of the picture at most.
        for kind in [DamageKind.thinStrokes, .mediumStrokes, .thickStrokes] { #expect(Self.shares(kind).allSatisfy { $0 < 0.75 }) }
    }

    @Test func `own masks are shown in parts at their own scale`() {
        let numbers = Self.damaged(position: 0, [.masks])
        // The large one marks a row and a column; the small one a square of 5.
        for picture in 0..<40 {
            let marked = Set((0..<784).filter { numbers[(picture * 784 + $0) * 2 + 1] == 1 })
            let rows = Set(marked.map { $0 / 28 }), columns = Set(marked.map { $0 % 28 })
            let isSquare = marked.count == 25 && rows.count == 5 && columns.count == 5
            func fillsRow(_ y: Int) -> Bool { (0..<28).allSatisfy { (x: Int) -> Bool in marked.contains(y * 28 + x) } }
            func fillsColumn(_ x: Int) -> Bool { (0..<28).allSatisfy { (y: Int) -> Bool in marked.contains(y * 28 + x) } }
            let isCross = marked.allSatisfy { (pixel: Int) -> Bool in fillsRow(pixel / 28) || fillsColumn(pixel % 28) }
            #expect(isSquare || isCross)
        }
    }

    @Test(arguments: [DamageKind.noise, .blur, .lowResolution, .blocks], [1, 3]) func `whole-picture damage changes a picture a little, and a flat one only by noise`(kind: DamageKind, channels: Int) {
        let flat = ImageSet(name: "flat", height: 28, width: 28, channels: channels, pixels: [UInt8](repeating: 128, count: 784 * channels * 4))
        let busy = ImageSet(name: "busy", height: 28, width: 28, channels: channels, pixels: (0..<784 * channels * 4).map { (i: Int) -> UInt8 in UInt8(i * 37 % 251) })
        func change(_ images: ImageSet) -> Float {
            let numbers = Self.damaged(position: 0, count: 4, [kind], channels: channels, images), truth = images.batch(Array(0..<4)), C = channels
            var largest: Float = 0
            for i in truth.indices { largest = max(largest, abs(numbers[i / C * (C + 1) + i % C] - truth[i])) }
            return largest
        }
        #expect(change(busy) > 0.02)
        if kind == .noise { #expect(change(flat) > 0.02) } else { #expect(change(flat) < 0.13) }
        if kind == .blur || kind == .lowResolution { #expect(change(flat) < 1e-4) }
    }

    @Test func `the table in the documentation is the program's own`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/presets/repair.md"), encoding: .utf8)
        for kind in DamageKind.allCases {
            let row = "| `\(kind.setting)` | \(Int(Preset.repair.defaults[kind.setting] ?? -1)) | \(kind.meaning) |"
            #expect(page.contains(row), "\(row)")
        }
    }

    @Test func `a mix draws each kind as often as its weight says`() {
        let mix = DamageMix([.boxes: 3, .noise: 1, .blur: 0])
        #expect(mix.kinds == [.boxes, .noise])
        #expect((0..<400).count { mix.kind(at: (Double($0) + 0.5) / 400) == .boxes } == 300)
        #expect(mix.kind(at: 1) == .noise)
    }
}
