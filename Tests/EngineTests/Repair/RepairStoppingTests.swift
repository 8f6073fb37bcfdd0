import Raster
import Repair
import Synchronization
import Testing

/// Counts the questions whether a repair is stopped, and stops it at one of them.
private final class StopCounter: Sendable {
    private let count = Mutex(0)
    private let last: Int

    init(stopsAt last: Int = .max) { self.last = last }

    var questions: Int { count.withLock { $0 } }
    var watch: RepairWatch {
        RepairWatch(isStopped: { [self] in
            count.withLock {
                $0 += 1
                return $0 >= last
            }
        })
    }
}

@Suite struct RepairStoppingTests {
    private static let methods = RepairMethods.all.map(\.name)

    /// A noisy ramp of 48 x 48 pixels, and a hole of 12 x 12 in it.
    private static let image: Bitmap = {
        var random = SeededGenerator(5)
        return Bitmap(
            width: 48, height: 48, channels: 3,
            pixels: (0..<48 * 48 * 3).map { UInt8(60 + $0 / 144 * 2 + Int.random(in: 0...40, using: &random)) })
    }()
    private static let mask: Mask = {
        var mask = Mask(width: 48, height: 48)
        for y in 18..<30 { for x in 20..<32 { mask[x, y] = true } }
        return mask
    }()

    private static func repair(_ method: String, _ stop: StopCounter) throws -> Bitmap {
        let settings: [String: [String: Double]] = [
            "deep-image-prior": ["steps": 1, "base_channels": 32], "denoise": ["sigma": 12],
            "upscale": ["iterations": 1],
            "restore": ["sigma": 12, "blur": 1],
        ]
        let hasMask = method != "upscale"
        return try Repair.run(
            image, mask: hasMask ? mask : nil, method: method, settings: settings[method] ?? [:], threads: 1,
            watch: stop.watch
        ).image
    }

    @Test(arguments: methods) func `a repair that is stopped at any of its questions throws`(method: String) throws {
        let all = StopCounter()
        _ = try Self.repair(method, all)
        for part in 0...4 {
            let last = max(1, all.questions * part / 4), stop = StopCounter(stopsAt: last)
            #expect(throws: RepairStopped.self, "question \(last) of \(all.questions)") {
                try Self.repair(method, stop)
            }
        }
    }

    @Test func `measuring against the truth can be stopped`() throws {
        let all = StopCounter(), without = StopCounter()
        func run(_ stop: StopCounter, _ truth: Bitmap?) throws {
            _ = try Repair.run(
                Self.image, mask: Self.mask, method: "laplace", threads: 1, truth: truth, watch: stop.watch)
        }
        try run(without, nil)
        try run(all, Self.image)
        // A question for each row of each of ten passes.
        #expect(all.questions > without.questions + 400)
        #expect(throws: RepairStopped.self) { try run(StopCounter(stopsAt: all.questions - 200), Self.image) }
    }

    @Test(arguments: ["nl-bayes", "patchmatch", "sparse-dct", "laplace", "deep-image-prior"])
    func `a stopped repair whose image is kept is complete, and known pixels are unchanged`(method: String) throws {
        let stop = Mutex(false), previews = Mutex(0)
        let watch = RepairWatch(
            preview: { _ in
                previews.withLock { $0 += 1 }
                stop.withLock { $0 = true }
            }, isStopped: { stop.withLock(\.self) }, keepsStopped: { true })
        let outcome = try Repair.run(Self.image, mask: Self.mask, method: method, threads: 1, watch: watch)
        #expect(outcome.isStopped && previews.withLock(\.self) == 1)
        #expect(outcome.report.notes.first?.hasPrefix("stopped before its end") == true)
        #expect(outcome.report.knownSamplesChanged == 0)
        // The ramp has no value above 196.
        var white = Self.image
        for i in Self.mask.damaged.indices where Self.mask.damaged[i] {
            for c in 0..<3 { white.pixels[i * 3 + c] = 255 }
        }
        stop.withLock { $0 = false }
        let kept = try Repair.run(white, mask: Self.mask, method: method, threads: 1, watch: watch)
        for i in Self.mask.damaged.indices where Self.mask.damaged[i] {
            for c in 0..<3 { #expect(kept.image.pixels[i * 3 + c] < 200) }
        }
    }
}
