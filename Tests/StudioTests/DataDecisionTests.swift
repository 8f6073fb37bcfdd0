import Datasets
import Foundation
import Models
import Raster
import Runs
import Studio
import Testing
import Training

/// What data decide of a new run where the user gave no value, the same in commands and in the form.
@Suite(.serialized) struct DataDecisionTests {
    private let folder = NSTemporaryDirectory() + "tessera-decide-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    private func tessera(_ arguments: String) throws -> (output: String, code: Int?) {
        let script =
            "cd '\(folder)'; XDG_CACHE_HOME='\(folder)/cache' '\(TestedProgram.path)' \(arguments) 2>&1 < /dev/null; echo EXIT=$?"
        let parts = try Spawned.output(["sh", "-c", script]).components(separatedBy: "EXIT=")
        return (parts[0], parts.last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    }

    /// Ten colour images of 16 by 18 pixels in two classes.
    private func photos() throws {
        for index in 0..<10 {
            let name = "\(folder)/photos/\(index % 2 == 0 ? "cat" : "dog")"
            try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: true)
            let pixels = (0..<16 * 18 * 3).map { UInt8(($0 * 7 + index * 13) % 251) }
            try PNG.write(Bitmap(width: 16, height: 18, channels: 3, pixels: pixels), to: "\(name)/\(index).png")
        }
    }

    private func settings(of run: String) throws -> [String: RunFile.Value] {
        try RunFile.read(RunFolder.open("\(folder)/\(run)").runFilePath).settings
    }

    @Test
    func `train takes size, colour and batch from the data and says so, explicit values win, and resuming goes on`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try photos()
        let small = "--preset dcgan --data photos --set base_channels=4 --set evaluation.interval=0"
        let taken = "taken from the data: image_size=16, channels=3, augment=true, batch_size=8"
        let plain = try tessera("train \(small) --run a --steps 1")
        #expect(plain.code == 0 && plain.output.contains(taken), "\(plain)")
        #expect(try settings(of: "a")["channels"] == .integer(3) && settings(of: "a")["image_size"] == .integer(16))
        let again = try tessera("train --resume --run a --steps 2")
        #expect(again.code == 0 && !again.output.contains("taken from the data"), "\(again)")

        let chosen = try tessera(
            "train \(small) --run b --steps 1 --set channels=1 --set image_size=20 --set batch_size=4 --set augment=false"
        )
        #expect(
            chosen.code == 0 && !chosen.output.contains("taken from the data")
                && chosen.output.contains("colour images are trained in grey, as channels=1 says"), "\(chosen)")
        #expect(try settings(of: "b")["channels"] == .integer(1) && settings(of: "b")["image_size"] == .integer(20))

        let plan = try tessera("explain --dry --preset projection --data photos --set base_channels=4")
        #expect(
            plan.code == 0
                && plan.output.contains(
                    "taken from the data: image_size=16, channels=3, num_classes=2, augment=true, batch_size=8"),
            "\(plan)")
        let quiet = try tessera("explain --dry --quiet \(small)")
        #expect(
            quiet.code == 0 && !quiet.output.contains("taken") && quiet.output.hasPrefix("batch size 8"), "\(quiet)")
    }

    @Test func `what the preset cannot do is an error that names it`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try photos()
        try FileManager.default.removeItem(atPath: folder + "/photos/dog")
        let one = try tessera("train --preset projection --data photos --run a --steps 1")
        #expect(
            one.code != 0
                && one.output.contains("num_classes: the preset projection does not take 1: photos has 1 class"),
            "\(one)")
        let size = try tessera("train --preset modern --data photos --run a --steps 1 --set image_size=30")
        #expect(size.code == 2 && size.output.contains("the preset modern does not take 30"), "\(size)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/a"))
    }

    @Test func `generated shapes decide their classes alone, and Fashion-MNIST nothing but the defaults`() throws {
        let shapes = DataSummary(
            name: "shapes:test", count: 2_000, smallest: 32, largest: 32, isColoured: false, classes: 8, side: 32)
        #expect(Preset.modern.settings(for: shapes).isEmpty)
        #expect(Preset.projection.settings(for: shapes) == ["num_classes": .integer(8)])
        let fashion = DataSummary(
            name: "fashion-mnist", count: 60_000, smallest: 28, largest: 28, isColoured: false, classes: 10, side: 28)
        for preset in Preset.all {
            let values = try preset.settings(for: fashion, given: [:])
            #expect(values.allSatisfy { preset.settings[$0.key] == $0.value }, "\(preset.name): \(values)")
        }
        let small = DataSummary(name: "dots", count: 9_000, smallest: 8, largest: 8, isColoured: false, side: 8)
        #expect(Preset.modern.settings(for: small)["image_size"] == .integer(16))
        #expect(Preset.article.settings(for: small)["image_size"] == .integer(8))
        #expect(try Preset.article.settings(for: small, given: ["image_size": 12])["image_size"] == nil)
    }

    @Test func `a run in the background gets what the form decided, also where it is the preset's default`() {
        let plan = RunPlan(
            preset: "projection", data: "photos", folder: "r", settings: ["channels": 3], isDetached: true)
        let words = plan.arguments
        for value in ["image_size=28", "channels=3", "num_classes=10", "augment=false", "batch_size=64"] {
            #expect(words.contains(value), "\(words)")
        }
    }
}
