import Foundation
import Raster
import Testing

/// What the program says where the memory it may take (`ulimit -v`) is not enough for what is asked for.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.activeProcessorCount <= 2)) struct MemoryLimitTests {
    /// Kilobytes. Of these the program has some 220,000 when it has done nothing, and leaves 192 MB to each thread that computes.
    private static let limit = 1_000_000

    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-memory-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try write(2_600, "large", to: path)
        try write(400, "small", to: path)
        try Data("before".utf8).write(to: URL(fileURLWithPath: path + "/old.png"))
        return path
    }

    /// A grey image with a hole over its middle half, and its mask.
    private static func write(_ side: Int, _ name: String, to folder: String) throws {
        let image = Bitmap(width: side, height: side, channels: 3, filledWith: 90)
        var mask = Mask(width: side, height: side)
        for y in side / 4..<side * 3 / 4 { for x in side / 4..<side * 3 / 4 { mask.damaged[y * side + x] = true } }
        try PNG.write(image, to: "\(folder)/\(name).png")
        try PNG.write(mask.bitmap, to: "\(folder)/\(name).mask.png")
    }

    private static func tessera(_ arguments: String, limit: Int?, in folder: String) throws -> (
        output: String, code: Int
    ) {
        let bound = limit.map { "ulimit -v \($0);" } ?? ""
        let text = try Spawned.output([
            "sh", "-c",
            "cd '\(folder)'; (\(bound) exec '\(TestedProgram.path)' \(arguments)) 2>&1 < /dev/null; echo CODE=$?",
        ])
        let parts = text.components(separatedBy: "CODE=")
        return (parts[0], Int(parts[parts.count - 1].trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1)
    }

    @Test(arguments: [
        "repair large.png --mask large.mask.png --method patchmatch",
        "repair large.png --mask large.mask.png --method laplace",
        "repair large.png --task upscale --set scale=4",
        "repair large.png --mask large.mask.png --method nl-bayes --truth large.png",
        "repair small.png --mask small.mask.png --method deep-image-prior --set base_channels=256 --set steps=2",
    ]) func `a repair without enough memory is one line with the size it needs, and changes no file`(arguments: String)
        throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera("\(arguments) --threads 2 -o old.png --force", limit: Self.limit, in: folder)
        let errors = outcome.output.split(separator: "\n").filter { $0.hasPrefix("tessera: ") }
        #expect(outcome.code == 1 && errors.count == 1, "\(outcome)")
        let line =
            /tessera: .+ needs about [\d.]+ [MG]B of memory, \d+ MB are free, with \d+ MB reserved for threads; .+, or raise the limit of this process \(ulimit -v\)/
        #expect(errors.first?.wholeMatch(of: line) != nil, "\(outcome.output)")
        #expect(try String(contentsOfFile: folder + "/old.png", encoding: .utf8) == "before")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 5)
    }

    @Test func `a run without enough memory is one line, and leaves no folder`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let configuration =
            "train --preset dcgan --data shapes --set image_size=64 --set batch_size=1024 --steps 1 --run r"
        let outcome = try Self.tessera(configuration, limit: Self.limit, in: folder)
        let errors = outcome.output.split(separator: "\n").filter { $0.hasPrefix("tessera: ") }
        #expect(outcome.code == 1 && errors.count == 1, "\(outcome)")
        #expect(
            errors.first?.hasPrefix("tessera: training dcgan: needs about ") == true
                && outcome.output.contains("--set batch_size="), "\(outcome.output)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/r"))
    }

    @Test func `a repair with enough memory succeeds under the same limit`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera(
            "repair small.png --mask small.mask.png --method patchmatch --threads 2 -o o.png", limit: Self.limit,
            in: folder)
        #expect(outcome.code == 0, "\(outcome)")
    }
}
