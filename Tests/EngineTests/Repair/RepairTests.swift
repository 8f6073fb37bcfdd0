import Engine
import Raster
import Testing

@Suite struct RepairTests {
    private static func picture(_ w: Int, _ h: Int, _ channels: Int, _ random: inout SeededGenerator) -> Bitmap {
        Bitmap(width: w, height: h, channels: channels, pixels: (0..<w * h * channels).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    /// Methods that leave the size as it is.
    private static let methods = RepairMethods.all.filter { $0.tasks != [.upscale] }.map(\.name)
    /// A fit of the image prior takes as long as it is let.
    private static func settings(_ method: String) -> [String: Double] { method == "prior" ? ["steps": 2, "width": 32] : [:] }

    @Test(arguments: methods + ["auto"], 0..<6)
    func `known pixels stay byte for byte, and the same seed gives the same picture on one thread and on two`(method: String, seed: Int) throws {
        var random = SeededGenerator(UInt64(seed + 77))
        let (w, h) = (Int.random(in: 1...40, using: &random), Int.random(in: 1...40, using: &random))
        let before = Self.picture(w, h, seed % 2 == 0 ? 3 : 1, &random)
        let share = Double.random(in: 0...0.8, using: &random)
        var mask = Mask(width: w, height: h, damaged: (0..<w * h).map { _ in Double.random(in: 0...1, using: &random) < share })
        mask[0, 0] = false
        let one = try Repair.run(before, mask: mask, method: method, settings: Self.settings(method), seed: 5, lanes: 1)
        let two = try Repair.run(before, mask: mask, method: method, settings: Self.settings(method), seed: 5, lanes: 2)
        #expect(one.picture == two.picture)
        for y in 0..<h {
            for x in 0..<w where !mask[x, y] {
                for c in 0..<before.channels { #expect(one.picture[x, y, c] == before[x, y, c]) }
            }
        }
        #expect(one.receipt.knownSamplesChanged == 0 && one.receipt.knownHashBefore == one.receipt.knownHashAfter)
        #expect(one.receipt.damagedPixels == mask.count && one.receipt.knownSamples == (w * h - mask.count) * before.channels)
    }

    @Test func `what stands in the damage does not matter`() throws {
        var random = SeededGenerator(3)
        let clean = Self.picture(48, 48, 3, &random)
        var mask = Mask(width: 48, height: 48)
        for y in 10..<36 { for x in 12..<34 { mask[x, y] = true } }
        var other = clean
        for y in 10..<36 { for x in 12..<34 { for c in 0..<3 { other[x, y, c] = 255 - clean[x, y, c] } } }
        for method in RepairMethods.all where method.tasks.contains(.inpaint) {
            let pair = try [clean, other].map { try Repair.run($0, mask: mask, method: method.name, settings: Self.settings(method.name), lanes: 2).picture }
            #expect(pair[0] == pair[1], "\(method.name)")
        }
    }

    @Test func `auto copies texture into holes and completes patches in thin and scattered damage`() {
        var hole = Mask(width: 100, height: 100), line = hole, dots = hole
        for y in 20..<60 { for x in 20..<60 { hole[x, y] = true } }
        for x in 0..<100 { for y in 48..<52 { line[x, y] = true } }
        for y in 0..<100 { for x in 0..<100 where (x + y) % 2 == 0 { dots[x, y] = true } }
        #expect(DamageReport(hole).deepest == 20 && DamageReport(hole).choice.method.name == "patch")
        #expect(DamageReport(line).deepest == 2 && DamageReport(line).choice.method.name == "nonlocal")
        #expect(DamageReport(dots).deepest == 1 && DamageReport(dots).choice.method.name == "nonlocal")
        #expect(DamageReport(hole).choice.reason.contains("16.0 % missing"))
    }

    @Test func `a plane is restored by the biharmonic method`() throws {
        var truth = Bitmap(width: 60, height: 50, channels: 1, filledWith: 0), mask = Mask(width: 60, height: 50)
        for y in 0..<50 { for x in 0..<60 { truth[x, y, 0] = UInt8(x * 2 + y) } }
        var broken = truth
        for y in 15..<35 { for x in 15..<45 { mask[x, y] = true; broken[x, y, 0] = 0 } }
        let outcome = try Repair.run(broken, mask: mask, method: "biharmonic", lanes: 2, truth: truth)
        #expect((outcome.receipt.insideHole?.l1 ?? 99) < 0.2)
        #expect((outcome.receipt.wholePicture?.ssim ?? 0) > 0.999)
    }

    @Test func `noise is estimated and taken out`() throws {
        var random = SeededGenerator(8)
        var truth = Bitmap(width: 64, height: 64, channels: 1, filledWith: 0)
        for y in 0..<64 { for x in 0..<64 { truth[x, y, 0] = (x / 16 + y / 16) % 2 == 0 ? 80 : 170 } }
        var noisy = truth
        for i in noisy.pixels.indices {
            let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) }
            noisy.pixels[i] = UInt8(min(max(Double(truth.pixels[i]) + 20 * normal, 0), 255))
        }
        let outcome = try Repair.run(noisy, mask: nil, method: "denoise", lanes: 2, truth: truth)
        #expect((outcome.receipt.wholePicture?.psnr ?? 0) > 28)
    }

    @Test func `a stopped repair throws and gives no picture`() {
        let mask = { var m = Mask(width: 64, height: 64); for i in 500..<900 { m.damaged[i] = true }; return m }()
        for method in RepairMethods.all where method.tasks != [.upscale] {
            #expect(throws: RepairStopped.self) {
                try Repair.run(Bitmap(width: 64, height: 64, channels: 3, filledWith: 9), mask: mask, method: method.name,
                               settings: ["denoise", "restore"].contains(method.name) ? ["sigma": 10] : [:], lanes: 2, watch: RepairWatch(isStopped: { true }))
            }
        }
    }

    @Test func `wrong masks and settings are refused, an empty mask copies`() throws {
        let picture = Bitmap(width: 8, height: 8, channels: 3, filledWith: 4)
        #expect(throws: RepairError.maskSize(name: "m", width: 4, height: 8, wantedWidth: 8, wantedHeight: 8)) {
            try Repair.run(picture, mask: Mask(width: 4, height: 8), lanes: 1, maskName: "m")
        }
        #expect(throws: RepairError.everythingDamaged(name: "m")) {
            try Repair.run(picture, mask: Mask(width: 8, height: 8, filledWith: true), lanes: 1, maskName: "m")
        }
        #expect(throws: RepairError.noMask(name: "m")) { try Repair.run(picture, mask: nil, method: "patch", lanes: 1, maskName: "m") }
        #expect(throws: RepairError.unknownSetting("sigma", method: "patch", has: ["rounds", "reach"])) {
            try Repair.run(picture, mask: Mask(width: 8, height: 8), method: "patch", settings: ["sigma": 2], lanes: 1)
        }
        let copy = try Repair.run(picture, mask: Mask(width: 8, height: 8), lanes: 1)
        #expect(copy.picture == picture && copy.receipt.notes == ["the mask marks nothing: the picture was copied"])
    }

    @Test func `an area beyond memory is refused before anything is allocated`() {
        let area = RepairArea(x: 0, y: 0, width: 300, height: 200)
        // 256 bytes a pixel, and the reserve of 96 MB.
        let free = { (bytes: Int) in FreeMemory(machine: "", process: "0", page: 4096, limit: (96 << 20) + bytes, cores: 0) }
        #expect(throws: MemoryError.self) { try area.checkSize(for: "patch", free: free(60_000 * 256 - 1)) }
        #expect(throws: Never.self) { try area.checkSize(for: "patch", free: free(60_000 * 256)) }
    }

    @Test func `a task picks its method and refuses those of others`() throws {
        #expect(try RepairTask.method(for: nil, "patch") == "patch")
        #expect(try RepairTask.method(for: "inpaint", "auto") == "auto")
        #expect(try RepairTask.method(for: "inpaint", "harmonic") == "harmonic")
        #expect(try RepairTask.method(for: "denoise", "auto") == "denoise")
        #expect(try RepairTask.method(for: "upscale", "auto") == "upscale" && RepairTask.method(for: "upscale", "prior") == "prior")
        #expect(try RepairTask.method(for: "restore", "auto") == "restore")
        #expect(throws: RepairError.unknownTask("sharpen")) { try RepairTask.method(for: "sharpen", "auto") }
        #expect(throws: RepairError.methodForOtherTask("patch", task: "denoise", methods: ["denoise", "prior"])) {
            try RepairTask.method(for: "denoise", "patch")
        }
    }

    @Test(arguments: methods, [(1, 1), (2, 1), (30_000, 3), (3, 3_000)])
    func `tiny and very long pictures are repaired`(method: String, size: (Int, Int)) throws {
        var picture = Bitmap(width: size.0, height: size.1, channels: 3, filledWith: 90), mask = Mask(width: size.0, height: size.1)
        let last = mask.damaged.count - 1
        for i in stride(from: 1, through: last, by: 7) { mask.damaged[i] = true }
        for i in mask.damaged.indices where mask.damaged[i] { picture.pixels[i * 3] = 200 }
        let outcome = try Repair.run(picture, mask: mask, method: method, settings: Self.settings(method), lanes: 2)
        // What is flat stays flat; noise alone may keep what stood there, and a fit of two steps has not settled.
        if !["denoise", "restore", "prior"].contains(method) { #expect(outcome.picture.pixels.allSatisfy { abs(Int($0) - 90) <= 1 }) }
        #expect(outcome.receipt.knownSamplesChanged == 0)
    }
}
