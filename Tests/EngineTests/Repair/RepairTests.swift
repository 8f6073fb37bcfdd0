import Raster
import Repair
import Testing

@Suite struct RepairTests {
    private static func image(_ w: Int, _ h: Int, _ channels: Int, _ random: inout SeededGenerator) -> Bitmap {
        Bitmap(
            width: w, height: h, channels: channels,
            pixels: (0..<w * h * channels).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    /// Methods that leave the size as it is.
    private static let methods = RepairMethods.all.filter { $0.tasks != [.upscale] }.map(\.name)
    /// A short fit for the slow method.
    private static func settings(_ method: String) -> [String: Double] {
        method == "deep-image-prior" ? ["steps": 2, "base_channels": 32] : [:]
    }

    @Test(arguments: methods + ["auto"], 0..<6)
    func `known pixels are unchanged, and the result is the same on one and on two threads`(method: String, seed: Int)
        throws
    {
        var random = SeededGenerator(UInt64(seed + 77))
        let (w, h) = (Int.random(in: 1...40, using: &random), Int.random(in: 1...40, using: &random))
        let before = Self.image(w, h, seed % 2 == 0 ? 3 : 1, &random)
        let share = Double.random(in: 0...0.8, using: &random)
        var mask = Mask(
            width: w, height: h, damaged: (0..<w * h).map { _ in Double.random(in: 0...1, using: &random) < share })
        mask[0, 0] = false
        let one = try Repair.run(
            before, mask: mask, method: method, settings: Self.settings(method), seed: 5, threads: 1)
        let two = try Repair.run(
            before, mask: mask, method: method, settings: Self.settings(method), seed: 5, threads: 2)
        #expect(one.image == two.image)
        for y in 0..<h {
            for x in 0..<w where !mask[x, y] {
                for c in 0..<before.channels { #expect(one.image[x, y, c] == before[x, y, c]) }
            }
        }
        #expect(one.report.knownSamplesChanged == 0 && one.report.knownHashBefore == one.report.knownHashAfter)
        #expect(
            one.report.damagedPixels == mask.count && one.report.knownSamples == (w * h - mask.count) * before.channels)
    }

    @Test func `damaged pixels do not influence the result`() throws {
        var random = SeededGenerator(3)
        let clean = Self.image(48, 48, 3, &random)
        var mask = Mask(width: 48, height: 48)
        for y in 10..<36 { for x in 12..<34 { mask[x, y] = true } }
        var other = clean
        for y in 10..<36 { for x in 12..<34 { for c in 0..<3 { other[x, y, c] = 255 - clean[x, y, c] } } }
        for method in RepairMethods.all where method.tasks.contains(.inpaint) {
            let pair = try [clean, other].map {
                try Repair.run($0, mask: mask, method: method.name, settings: Self.settings(method.name), threads: 2)
                    .image
            }
            #expect(pair[0] == pair[1], "\(method.name)")
        }
    }

    @Test func `auto chooses patchmatch for holes and nl-bayes for thin and scattered damage`() {
        var hole = Mask(width: 100, height: 100), line = hole, dots = hole
        for y in 20..<60 { for x in 20..<60 { hole[x, y] = true } }
        for x in 0..<100 { for y in 48..<52 { line[x, y] = true } }
        for y in 0..<100 { for x in 0..<100 where (x + y) % 2 == 0 { dots[x, y] = true } }
        #expect(DamageReport(hole).depth == 20 && DamageReport(hole).choice.method.name == "patchmatch")
        #expect(DamageReport(line).depth == 2 && DamageReport(line).choice.method.name == "nl-bayes")
        #expect(DamageReport(dots).depth == 1 && DamageReport(dots).choice.method.name == "nl-bayes")
        #expect(DamageReport(hole).choice.reason.contains("16.0 % missing"))
    }

    @Test func `biharmonic restores a plane`() throws {
        var truth = Bitmap(width: 60, height: 50, channels: 1, filledWith: 0), mask = Mask(width: 60, height: 50)
        for y in 0..<50 { for x in 0..<60 { truth[x, y, 0] = UInt8(x * 2 + y) } }
        var broken = truth
        for y in 15..<35 { for x in 15..<45 { mask[x, y] = true; broken[x, y, 0] = 0 } }
        let outcome = try Repair.run(broken, mask: mask, method: "biharmonic", threads: 2, truth: truth)
        #expect((outcome.report.insideHole?.l1 ?? 99) < 0.2)
        #expect((outcome.report.wholeImage?.ssim ?? 0) > 0.999)
    }

    @Test func `denoise estimates the noise and removes it`() throws {
        var random = SeededGenerator(8)
        var truth = Bitmap(width: 64, height: 64, channels: 1, filledWith: 0)
        for y in 0..<64 { for x in 0..<64 { truth[x, y, 0] = (x / 16 + y / 16) % 2 == 0 ? 80 : 170 } }
        var noisy = truth
        for i in noisy.pixels.indices {
            let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &random) }
            noisy.pixels[i] = UInt8(min(max(Double(truth.pixels[i]) + 20 * normal, 0), 255))
        }
        let outcome = try Repair.run(noisy, mask: nil, method: "denoise", threads: 2, truth: truth)
        #expect((outcome.report.wholeImage?.psnr ?? 0) > 28)
    }

    @Test func `a cancelled repair throws`() {
        let mask = {
            var m = Mask(width: 64, height: 64); for i in 500..<900 { m.damaged[i] = true }; return m
        }()
        for method in RepairMethods.all where method.tasks != [.upscale] {
            #expect(throws: RepairStopped.self) {
                try Repair.run(
                    Bitmap(width: 64, height: 64, channels: 3, filledWith: 9), mask: mask, method: method.name,
                    settings: ["denoise", "restore"].contains(method.name) ? ["sigma": 10] : [:], threads: 2,
                    watch: RepairWatch(isStopped: { true }))
            }
        }
    }

    @Test func `invalid masks and settings are errors, an empty mask copies the image`() throws {
        let image = Bitmap(width: 8, height: 8, channels: 3, filledWith: 4)
        #expect(throws: RepairError.maskSize(name: "m", width: 4, height: 8, expectedWidth: 8, expectedHeight: 8)) {
            try Repair.run(image, mask: Mask(width: 4, height: 8), threads: 1, maskName: "m")
        }
        #expect(throws: RepairError.everythingDamaged(name: "m")) {
            try Repair.run(image, mask: Mask(width: 8, height: 8, filledWith: true), threads: 1, maskName: "m")
        }
        #expect(throws: RepairError.noMask(name: "m")) {
            try Repair.run(image, mask: nil, method: "patchmatch", threads: 1, maskName: "m")
        }
        #expect(
            throws: RepairError.unknownSetting("sigma", method: "patchmatch", has: ["iterations", "search_radius"])
        ) {
            try Repair.run(
                image, mask: Mask(width: 8, height: 8), method: "patchmatch", settings: ["sigma": 2], threads: 1)
        }
        let copy = try Repair.run(image, mask: Mask(width: 8, height: 8), threads: 1)
        #expect(copy.image == image && copy.report.notes == ["the mask marks nothing: the image was copied"])
    }

    @Test func `an area that does not fit into memory is refused before allocation`() {
        let area = RepairArea(x: 0, y: 0, width: 300, height: 200)
        // 256 bytes a pixel, and the reserve of 96 MB.
        let free = { (bytes: Int) in
            FreeMemory(machine: "", process: "0", page: 4096, limit: (96 << 20) + bytes, cores: 0)
        }
        #expect(throws: MemoryError.self) { try area.checkSize(for: "patchmatch", free: free(60_000 * 256 - 1)) }
        #expect(throws: Never.self) { try area.checkSize(for: "patchmatch", free: free(60_000 * 256)) }
    }

    @Test func `a task has a default method and refuses methods of other tasks`() throws {
        #expect(try RepairTask.method(for: nil, "patchmatch") == "patchmatch")
        #expect(try RepairTask.method(for: "inpaint", "auto") == "auto")
        #expect(try RepairTask.method(for: "inpaint", "laplace") == "laplace")
        #expect(try RepairTask.method(for: "denoise", "auto") == "denoise")
        #expect(
            try RepairTask.method(for: "upscale", "auto") == "upscale"
                && RepairTask.method(for: "upscale", "deep-image-prior") == "deep-image-prior")
        #expect(try RepairTask.method(for: "restore", "auto") == "restore")
        #expect(throws: RepairError.unknownTask("sharpen")) { try RepairTask.method(for: "sharpen", "auto") }
        #expect(
            throws: RepairError.methodForOtherTask(
                "patchmatch", task: "denoise", methods: ["denoise", "deep-image-prior"])
        ) {
            try RepairTask.method(for: "denoise", "patchmatch")
        }
    }

    @Test(arguments: [
        ("harmonic", "laplace"), ("nonlocal", "nl-bayes"), ("patch", "patchmatch"), ("prior", "deep-image-prior"),
    ])
    func `old method names are aliases that no help lists`(alias: String, name: String) throws {
        var random = SeededGenerator(12)
        let image = Self.image(20, 20, 1, &random)
        var mask = Mask(width: 20, height: 20)
        for i in 100..<110 { mask.damaged[i] = true }
        let outcomes = try [alias, name].map {
            try Repair.run(image, mask: mask, method: $0, settings: Self.settings(name), seed: 1, threads: 1)
        }
        #expect(outcomes[0].image == outcomes[1].image && outcomes[0].report.method == name)
        #expect(try RepairTask.method(for: nil, alias) == name && RepairTask.method(for: "inpaint", alias) == name)
        #expect(!RepairMethods.all.contains { $0.name == alias } && !RepairTask.inpaint.methods.contains(alias))
        let error = #expect(throws: RepairError.self) { try RepairMethods.named("no-such-method") }
        #expect(error?.description.contains(" \(alias),") == false)
    }

    @Test func `every setting has a default in its range, a meaning, and a unit where it counts something`() {
        for method in RepairMethods.all {
            for setting in method.settings {
                #expect(
                    setting.range.contains(setting.standard) && !setting.meaning.isEmpty,
                    "\(method.name) \(setting.name)")
                #expect(setting.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(method.name) \(setting.name)")
            }
        }
        #expect(PatchMatchRepair().settings.map(\.unit) == [nil, "pixels"])
    }

    @Test(arguments: methods, [(1, 1), (2, 1), (30_000, 3), (3, 3_000)])
    func `tiny and very long images are repaired`(method: String, size: (Int, Int)) throws {
        var image = Bitmap(width: size.0, height: size.1, channels: 3, filledWith: 90),
            mask = Mask(width: size.0, height: size.1)
        let last = mask.damaged.count - 1
        for i in stride(from: 1, through: last, by: 7) { mask.damaged[i] = true }
        for i in mask.damaged.indices where mask.damaged[i] { image.pixels[i * 3] = 200 }
        let outcome = try Repair.run(image, mask: mask, method: method, settings: Self.settings(method), threads: 2)
        // A flat image stays flat. Denoising keeps outliers, and a fit of two steps has not converged.
        if !["denoise", "restore", "deep-image-prior"].contains(method) {
            #expect(outcome.image.pixels.allSatisfy { abs(Int($0) - 90) <= 1 })
        }
        #expect(outcome.report.knownSamplesChanged == 0)
    }
}
