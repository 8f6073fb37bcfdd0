import Datasets
import Foundation
import Jobs
import Models
import Numerics
import Runs
import Testing
import Training

/// The setting `precision`, and training in bfloat16.
@Suite struct PrecisionTests {
    let scratch = ScratchFolder()

    private static let word = SettingValue.word("bf16")

    @Test func `a precision is one of its words, and nothing else`() throws {
        let setting = try Setting.named("precision")
        #expect(try setting.parsed("bf16") == Self.word)
        #expect(try setting.parsed("AUTO") == .word("auto"))
        for text in ["", "16", "true", "bf17", "32x48"] {
            let error = #expect(throws: SettingError.self) { try setting.parsed(text) }
            #expect(error?.description.hasSuffix("is not one of its values; give fp32, bf16 or auto") == true)
        }
        #expect(throws: SettingError.self) { try setting.checked(16) }
        #expect(throws: SettingError.self) { try Setting.named("batch_size").checked(Self.word) }
        #expect(setting.choices.map(\.text) == ["fp32", "bf16", "auto"])
    }

    @Test func `auto is what the processor has, and bf16 is refused where it is missing`() throws {
        func settings(_ word: String) throws -> Settings { try Preset.article.settings(["precision": .word(word)]) }
        #expect(try settings("auto").withPrecision(hasBFloat16: true).precision == .bf16)
        #expect(try settings("auto").withPrecision(hasBFloat16: false).precision == .fp32)
        #expect(try settings("bf16").withPrecision(hasBFloat16: true).precision == .bf16)
        let error = #expect(throws: SettingError.self) { try settings("bf16").withPrecision(hasBFloat16: false) }
        #expect(error?.description.contains(Processor.name) == true)
        #expect(error?.isUsage == true)
    }

    @Test func `run.toml and checkpoints keep the word`() throws {
        #expect(RunFile.Value(Self.word) == .text("bf16"))
        #expect(RunFile.Value.text("bf16").settingValue == Self.word)
        #expect(RunFile.Value.text("32x48").settingValue == .size(ImageSize(height: 32, width: 48)))
    }

    @Test func `an edited precision is explained by what can be done`() {
        let note = CheckpointMetadata(
            preset: "article", data: "shapes", seed: 1, step: 20, settings: ["precision": .word("fp32")])
        func line(_ value: RunFile.Value) -> String {
            let file = RunFile(
                version: "1", preset: "article", data: "shapes", seed: 1, steps: nil, minutes: nil, created: .now,
                settings: ["precision": value])
            return file.edits(against: note).joined()
        }
        #expect(line(.text("fp32")).isEmpty)
        #expect(line(.text("bf16")).hasSuffix("to change it, set precision=bf16 when it is resumed"))
        #expect(line(.text("bf17")).hasSuffix("it takes fp32, bf16 or auto"))
        #expect(line(.integer(16)).hasSuffix("it takes fp32, bf16 or auto"))
    }

    private static func trainer(_ preset: Preset, precision: String, _ given: [String: SettingValue]) throws -> Trainer
    {
        let settings = try preset.settings(given.merging(["precision": .word(precision), "sample.count": 4]) { $1 })
        let size = settings.imageSize
        let images = try DataSource.open("shapes", size: ImageSizing(size), channels: 1)
        return try Trainer(
            TrainingConfiguration(preset: preset, data: "shapes", seed: 5, settings: settings), images: images,
            threads: 2)
    }

    private static let article: [String: SettingValue] = ["batch_size": 32, "latent_dim": 16]
    private static let modern: [String: SettingValue] = [
        "batch_size": 16, "latent_dim": 8, "image_size": 16, "base_channels": 32,
    ]

    @Test(arguments: [("article", article, 5), ("modern", modern, 3)])
    func `losses of the first steps in bf16 are within 2 % of those in fp32, or within 0.02`(
        name: String, given: [String: SettingValue], steps: Int
    ) throws {
        let preset = try Preset.named(name)
        let (float, half) = (
            try Self.trainer(preset, precision: "fp32", given), try Self.trainer(preset, precision: "bf16", given)
        )
        #expect(float.plan.products.bfloat16 == 0)
        #expect(half.plan.products.bfloat16 > half.plan.products.all / 2)
        for _ in 0..<steps {
            let (a, b) = (float.advance(), half.advance())
            for (x, y) in [(a[.generatorLoss], b[.generatorLoss]), (a[.discriminatorLoss], b[.discriminatorLoss])] {
                let (x, y) = (try #require(x), try #require(y))
                #expect(abs(x - y) <= 0.02 * max(abs(x), 1), "\(x) in fp32, \(y) in bf16")
                #expect(x != y)
            }
        }
    }

    @Test(arguments: [("article", article), ("modern", modern)])
    func `a restored trainer continues in bf16 exactly as the one that was saved`(
        name: String, given: [String: SettingValue]
    ) throws {
        let preset = try Preset.named(name)
        let whole = try Self.trainer(preset, precision: "bf16", given)
        for _ in 0..<2 { _ = whole.advance() }
        let (saved, settings) = (whole.state(), whole.settings)
        let first = (0..<3).map { _ in whole.advance().values }
        let resumed = try Self.trainer(preset, precision: "bf16", given)
        try resumed.restore(saved, step: 2, settings: settings)
        #expect((0..<3).map { _ in resumed.advance().values } == first)
        #expect(whole.state() == resumed.state())
    }

    @Test func `a resumed run keeps its precision, and changes it where it is told to`() async throws {
        let run = scratch.path("run")
        let start = TrainingJob(try SmallRun.start(run, steps: 4, ["evaluation.interval": 0]))
        #expect(try await SmallRun.wait(start, until: SmallRun.over).phase == .finished)
        let changed = TrainingJob(SmallRun.resume(run, steps: 8, ["precision": Self.word]))
        let end = try await SmallRun.wait(changed, until: SmallRun.over)
        let file = try RunFile.read(run + "/run.toml")
        guard BFloat16.isFast else {
            guard case .failed(let line) = end.phase else { Issue.record("\(end.phase)"); return }
            #expect(line.description.contains("no instructions for bf16"))
            #expect(file.changes.isEmpty)
            return
        }
        #expect(end.phase == .finished)
        #expect(file.changes == [SettingChange(step: 4, name: "precision", value: Self.word)])
        let later = TrainingJob(SmallRun.resume(run, steps: 12))
        #expect(try await SmallRun.wait(later, until: SmallRun.over).phase == .finished)
        let newest = try OpenedCheckpoint(try RunFolder.open(run).checkpoint(named: "12").path)
        #expect(newest.settings.precision == .bf16)
    }

    @Test func `products of this machine agree with their sums, and a wrong one is found`() {
        #expect(ProductCheck.blas(ProductCheck.thorough) == nil)
        #expect(ProductCheck.bfloat16(ProductCheck.thorough) == nil)
        #expect(ProductCheck.bfloat16(ProductCheck.thorough, instructions: .portable) == nil)
        // A product that leaves one column out.
        let fault = ProductCheck.fault(ProductCheck.quick, precision: .fp32, unit: 0) {
            m, n, k, a, transposeA, b, transposeB in
            var c = [Float](repeating: 0, count: m * n)
            for row in 0..<m {
                for column in 0..<n - 1 {
                    for p in 0..<k {
                        c[row * n + column] +=
                            a[transposeA ? p * m + row : row * k + p] * b[transposeB ? column * k + p : p * n + column]
                    }
                }
            }
            return c
        }
        #expect(fault?.shape == "65x31x48" && fault?.found == 0)
        let line = fault.map { ArithmeticError($0).description } ?? ""
        #expect(line.contains(BLAS.coreName) && line.contains("OPENBLAS_CORETYPE"), "\(line)")
    }
}
