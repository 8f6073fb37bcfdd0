import Datasets
import Foundation
import Raster
import Repair
import Runs
import Testing

@Suite struct TrainingDistanceTests {
    /// Images of the built-in data: the first 600 are trained on, those after them are not.
    private static let images = [
        1: try? DataSource.open("shapes:test", size: 16, channels: 1).subset(0..<700),
        3: try? DataSource.open("shapes:test", size: 16, channels: 3).subset(0..<700),
    ]

    private func data(_ channels: Int) throws -> (training: ImageSet, held: ImageSet) {
        let all = try #require(Self.images[channels] ?? nil)
        return (all.subset(0..<600), all.subset(600..<700))
    }

    /// Colours that change slowly with detail in all sizes, as photographs have: waves whose height falls with their frequency.
    private static func photograph(_ width: Int, _ height: Int, seed: UInt64) -> Bitmap {
        var random = SeededGenerator(seed)
        var values = [Double](repeating: 0, count: width * height * 3)
        for _ in 0..<40 {
            let frequency = exp(Double.random(in: 0...4.5, using: &random)),
                angle = Double.random(in: 0...6.3, using: &random)
            let (fx, fy) = (frequency * cos(angle) / 60, frequency * sin(angle) / 60)
            let shift = Double.random(in: 0...6.3, using: &random)
            let color = (0..<3).map { _ in Double.random(in: 0.3...1, using: &random) * 60 / frequency.squareRoot() }
            for y in 0..<height {
                for x in 0..<width {
                    let wave = cos(fx * Double(x) + fy * Double(y) + shift)
                    for c in 0..<3 { values[(y * width + x) * 3 + c] += color[c] * wave }
                }
            }
        }
        return Bitmap(
            width: width, height: height, channels: 3,
            pixels: values.map { UInt8(min(max(128 + $0 / 2, 0), 255)) })
    }

    @Test(arguments: [1, 3]) func `own held-out images are near, photographs are far`(channels: Int) throws {
        let (training, held) = try data(channels)
        let distance = try #require(TrainingDistance(training))
        let own = (0..<100).compactMap { distance.of(held.bitmap(at: $0), mask: nil) }
        #expect(own.count == 100 && own.count { $0 <= 1 } >= 94, "\(own.sorted().suffix(8))")
        for seed in 1...5 {
            let far = try #require(distance.of(Self.photograph(90, 60, seed: UInt64(seed)), mask: nil))
            #expect(far > 1, "\(far)")
        }
    }

    @Test func `a hole in an own image does not make it far`() throws {
        let (training, held) = try data(1)
        let distance = try #require(TrainingDistance(training))
        var mask = Mask(width: 16, height: 16)
        for y in 4..<12 { for x in 4..<12 { mask[x, y] = true } }
        let near = try (0..<50).filter { index in
            let filled = try Repair.run(held.bitmap(at: index), mask: mask, method: "laplace", threads: 1).image
            return try #require(distance.of(filled, mask: mask)) <= 1
        }
        #expect(near.count >= 45, "\(near.count)")
    }

    @Test func `of a few images, or an image that is mostly missing, nothing is said`() throws {
        let training = try data(1).training
        #expect(TrainingDistance(training.subset(0..<39)) == nil)
        let distance = try #require(TrainingDistance(training.subset(0..<200)))
        var mask = Mask(width: 16, height: 16, filledWith: true)
        mask[0, 0] = false
        #expect(distance.of(training.bitmap(at: 0), mask: mask) == nil)
    }

    @Test func `a kept distance is read without images, for the same images and network only`() throws {
        let scratch = ScratchFolder(), run = scratch.path("run"), cache = scratch.path("cache/distances")
        try FolderNames.make(run)
        let (training, held) = try data(1), distance = try #require(TrainingDistance(training))
        let network = TrainingDistance.Network(size: 16, channels: 1, fit: .crop, hasTexture: true)
        func file(
            images: String = "a1", _ other: TrainingDistance.Network? = nil, run folder: String?
        ) -> TrainingDistanceFile {
            TrainingDistanceFile(images: images, other ?? network, run: folder, cache: cache)
        }
        #expect(file(run: run).read() == nil)
        file(run: run).write(distance)
        guard case .some(.some(let kept)) = file(run: run).read() else {
            Issue.record("nothing was kept")
            return
        }
        for index in 0..<5 {
            let image = held.bitmap(at: index)
            #expect(kept.of(image, mask: nil) == distance.of(image, mask: nil))
        }
        #expect(file(images: "b2", run: run).read() == nil)
        let grey = TrainingDistance.Network(size: 16, channels: 1, fit: .pad, hasTexture: true)
        #expect(file(grey, run: run).read() == nil)
        // A damaged file is none.
        let path = run + "/" + TrainingDistanceFile.name
        try AtomicFile.write(AtomicFile.read(path).dropLast(), to: path)
        #expect(file(run: run).read() == nil)
        // A checkpoint outside of a run, and a folder that cannot be written, use the cache; too few images are remembered too.
        file(run: scratch.path("none/run")).write(nil)
        guard case .some(.none) = file(run: nil).read() else {
            Issue.record("it was not kept that there are too few")
            return
        }
    }

    @Test func `a deep hole and a task that was not trained are warned of`() {
        var mask = Mask(width: 60, height: 60)
        for y in 10..<50 { for x in 10..<50 { mask[x, y] = true } }
        let damage = DamageReport(mask)
        func warnings(_ tasks: [RepairTask], side: Int) -> [String] {
            RunSuitability(distance: 0.5, warnings: [], tile: .init(side), tasks: tasks).warnings(for: damage)
        }
        #expect(warnings([.inpaint], side: 40) == [])
        #expect(warnings([.inpaint], side: 28).count == 1)
        #expect(warnings([.inpaint], side: 28).first?.contains("20 pixels deep") == true)
        #expect(warnings([.denoise], side: 64) == ["it was not trained to fill holes"])
        #expect(RunSuitability(distance: nil, warnings: [], tile: 28, tasks: [.denoise]).warnings(for: nil) == [])
    }
}
