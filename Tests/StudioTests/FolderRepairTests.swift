import Foundation
import Raster
import Repair
import Studio
import Synchronization
import Testing

/// `repair FOLDER`, in the program.
@Suite struct FolderRepairTests {
    /// Three images with a white line, one in a folder of its own, a file that is no image, and a mask of the line.
    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-folder-" + UUID().uuidString
        for below in ["in/sub", "masks/sub"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(below)", withIntermediateDirectories: true)
        }
        var image = Bitmap(width: 16, height: 12, channels: 1, filledWith: 80), mask = Mask(width: 16, height: 12)
        for x in 4..<12 { (image[x, 6, 0], mask[x, 6]) = (255, true) }
        for name in ["a", "b", "sub/c"] { try PNG.write(image, to: "\(path)/in/\(name).png") }
        try Data("no image".utf8).write(to: URL(fileURLWithPath: path + "/in/bad.png"))
        try PNG.write(mask.bitmap, to: path + "/m.png")
        return path
    }

    private static func tessera(_ arguments: String, in folder: String) throws -> (
        output: String, errors: String, code: Int
    ) {
        let text = try Spawned.output([
            "sh", "-c", "cd '\(folder)'; '\(TestedProgram.path)' \(arguments) 2>errors; echo CODE=$?",
        ])
        let parts = text.components(separatedBy: "CODE=")
        let errors = try String(contentsOfFile: folder + "/errors", encoding: .utf8)
        return (parts[0], errors, Int(parts[parts.count - 1].trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1)
    }

    private static func isRepaired(_ path: String) throws -> Bool {
        try ImageFile.read(path).bitmap.pixels.allSatisfy { $0 == 80 }
    }

    @Test func `one mask repairs a folder; bad files are named, the rest is done, and a second run has nothing to do`()
        throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try Self.tessera("repair in --mask m.png --method laplace --out out", in: folder)
        #expect(first.code == 1)
        #expect(first.output.hasPrefix("3 of 4 images repaired in "), "\(first)")
        #expect(first.output.contains("0 were there already, 1 failed -> out"))
        #expect(first.output.contains("note: mask read by brightness: light pixels are marked (3 images)"))
        let lines = first.errors.split(separator: "\n")
        #expect(lines.first?.hasPrefix("tessera: in/bad.png: it is not an image") == true, "\(lines)")
        #expect(
            lines.count == 2 && lines.last?.contains("1 of 4 images failed") == true, "no progress without a terminal")
        for name in ["a", "b", "sub/c"] { #expect(try Self.isRepaired("\(folder)/out/\(name).png")) }

        try FileManager.default.removeItem(atPath: folder + "/in/bad.png")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder + "/out/a.png"))
        let second = try Self.tessera("repair in --mask m.png --method laplace --out out", in: folder)
        #expect(second.code == 0 && second.output.contains("0 of 3 images repaired"), "\(second)")
        #expect(second.output.contains("3 were there already"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/out/a.png")) == before)
    }

    @Test func `masks by name, with or without mask in it; an image without one is named`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.removeItem(atPath: folder + "/in/bad.png")
        for name in ["a.png", "sub/c.mask.png"] {
            try FileManager.default.copyItem(atPath: folder + "/m.png", toPath: "\(folder)/masks/\(name)")
        }
        let outcome = try Self.tessera("repair in --mask masks --method laplace --json --out out", in: folder)
        #expect(outcome.code == 1)
        let objects = try outcome.output.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let states = Dictionary(
            uniqueKeysWithValues: objects.map { ($0["image"] as? String ?? "", $0["state"] as? String ?? "") })
        #expect(states == ["in/a.png": "done", "in/b.png": "failed", "in/sub/c.png": "done"])
        let report = objects.first { $0["image"] as? String == "in/a.png" }?["report"] as? [String: Any]
        #expect(report?["maskReading"] as? String == "by brightness: light pixels are marked, 4.2 %")
        #expect(outcome.errors.contains("in/b.png: there is no mask of its name in masks"))
        #expect(try Self.isRepaired(folder + "/out/sub/c.png"))
    }

    @Test func `a mask whose name fits two images is used for neither`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["bad.png", "b.png"] { try FileManager.default.removeItem(atPath: "\(folder)/in/\(name)") }
        try FileManager.default.removeItem(atPath: folder + "/in/sub")
        try FileManager.default.copyItem(atPath: folder + "/in/a.png", toPath: folder + "/in/a.jpg")
        try FileManager.default.copyItem(atPath: folder + "/m.png", toPath: folder + "/masks/a.png")
        let outcome = try Self.tessera("repair in --mask masks --method laplace --format png --out out", in: folder)
        #expect(outcome.code == 1 && outcome.output.hasPrefix("0 of 2 images repaired"), "\(outcome)")
        #expect(outcome.errors.contains("in/a.jpg: the mask a.png may be for a.png instead"))
        for name in ["a.jpg.mask.png", "a.png.png"] {
            try FileManager.default.copyItem(atPath: folder + "/m.png", toPath: "\(folder)/masks/\(name)")
        }
        #expect(
            try Self.tessera("repair in --mask masks --method laplace --format png --out out", in: folder).code == 0)
        #expect(try Self.isRepaired(folder + "/out/a.jpg.png") && Self.isRepaired(folder + "/out/a.png.png"))
    }

    @Test func `tasks without a mask work on folders too`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.removeItem(atPath: folder + "/in/bad.png")
        #expect(try Self.tessera("repair in --task upscale --out large", in: folder).code == 0)
        #expect(try ImageFile.read(folder + "/large/sub/c.png").bitmap.width == 32)
        #expect(try Self.tessera("repair in --method denoise --out clean", in: folder).code == 0)
    }

    @Test(arguments: [
        ("repair in --mask m.png", "give --out FOLDER", 2), ("repair in --mask m.png --out in", "another folder", 2),
        ("repair in --mask m.png --out m.png", "the name is that of a file", 2),
        ("repair in --mask m.png --truth m.png --out o", "--truth is for one image", 2),
        ("repair in --mask nowhere --out o", "nowhere", 1), ("repair masks --mask m.png --out o", "no image", 1),
        ("repair in/a.png --mask m.png --format jpg --out o.png", "--format is for folders", 2),
        ("repair in --mask m.png --format xyz --out o", "cannot be written", 2),
        ("repair in/a.png --mask m.png --feather 65", "0 to 64", 2),
        ("repair in/a.png --mask in/a.png", "mask", 1),
    ]) func `a wrong command for a folder is one line`(arguments: String, hint: String, code: Int) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera(arguments, in: folder)
        #expect(outcome.code == code && outcome.errors.contains(hint), "\(outcome)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func `how the mask was read is in the report and in the image; a feather counts what it changes`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plain = try Self.tessera("repair in/a.png --mask m.png --method laplace -o o.png", in: folder)
        #expect(plain.code == 0 && plain.output.contains("mask read by brightness: light pixels are marked, 4.2 %"))
        #expect(plain.output.contains("0 of 184 known samples changed"))
        #expect(
            try ImageFile.read(folder + "/o.png").text.contains {
                $0.key == "tessera.repair.mask" && $0.value.hasPrefix("by brightness")
            })
        // A fringe of the line is blended away.
        var image = try ImageFile.read(folder + "/in/a.png").bitmap
        for x in 4..<12 { image[x, 5, 0] = 200 }
        try PNG.write(image, to: folder + "/fringe.png")
        let blended = try Self.tessera(
            "repair fringe.png --mask m.png --method laplace --feather 1 -o f.png", in: folder)
        #expect(blended.code == 0 && blended.output.contains("8 of 184 known samples changed"), "\(blended)")
        #expect(blended.output.contains("known pixels up to 1 around the mask were blended"))
        let result = try ImageFile.read(folder + "/f.png").bitmap
        #expect((4..<12).allSatisfy { result[$0, 6, 0] < 90 && (100..<160).contains(result[$0, 5, 0]) })
    }

    @Test func `what another method, setting or mask has made is not taken for done, nor results for images`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.removeItem(atPath: folder + "/in/bad.png")
        func repair(_ options: String) throws -> (output: String, errors: String, code: Int) {
            try Self.tessera("repair in --mask m.png \(options)", in: folder)
        }
        #expect(try repair("--method laplace --out in/out").code == 0)
        #expect(try repair("--method laplace --out in/out").output.contains("3 were there already"))
        let other = try repair("--method biharmonic --out in/out")
        #expect(other.code == 1 && other.output.contains("0 were there already, 3 failed"), "\(other)")
        #expect(other.errors.contains("in/out/a.png: this file exists and was made by another method"))
        let anew = try repair("--method biharmonic --out in/out --force")
        #expect(anew.code == 0 && anew.output.hasPrefix("3 of 3 images repaired"))
        // The results in the folder of the images are none of them.
        let elsewhere = try repair("--method laplace --out out")
        #expect(elsewhere.code == 0 && elsewhere.output.hasPrefix("3 of 3 images repaired"), "\(elsewhere)")
    }

    @Test func `the studio repairs the images of a folder, but not its masks, results or folders`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: folder + "/m.png", toPath: folder + "/in/a.mask.png")
        try FileManager.default.copyItem(atPath: folder + "/m.png", toPath: folder + "/in/a.repaired.png")
        let mask = try MaskReading.read(folder + "/m.png").mask
        let tasks = BackgroundTasks(threads: 2), results = ReceivedResults()
        var request = FolderRepairRequest(
            id: 1, folder: folder + "/in", out: folder + "/in/repaired", method: "laplace", mask: mask, feather: 0)
        tasks.run(.repairFolder(request)) { results.add($0) }
        let ended = results.wait()
        guard case .folderEnded(1, let tally) = ended else {
            Issue.record("\(String(describing: ended))")
            return
        }
        #expect(tally == .init(total: 3, done: 2, present: 0, failed: 1))
        // Each result says how it is made again, with the painted mask in a file.
        let command = try ImageInfo(folder + "/in/repaired/a.png").entries.first { $0.key == "tessera.command" }?.value
        #expect(
            command
                == "tessera repair \(folder)/in/a.png --mask \(folder)/in/repaired/painted.mask.png --method laplace "
                + "--out \(folder)/in/repaired/a.png")
        #expect(try MaskReading.read(folder + "/in/repaired/painted.mask.png").mask == mask)
        #expect(try Self.isRepaired(folder + "/in/repaired/a.png") && Self.isRepaired(folder + "/in/repaired/b.png"))
        request.id = 2
        tasks.run(.repairFolder(request)) { results.add($0) }
        guard case .folderExists(_, count: 2) = results.wait() else {
            Issue.record("it was not asked about")
            return
        }
    }
}

/// The results of a folder's repair that end it, in their order.
private final class ReceivedResults: Sendable {
    private let ends = Mutex<[RepairTaskResult]>([])

    func add(_ result: TaskResult) {
        guard case .repair(let result) = result else { return }
        switch result {
        case .folderEnded, .folderExists, .folderRefused: ends.withLock { $0.append(result) }
        default: break
        }
    }

    /// Waits for the next one, a minute at most.
    func wait() -> RepairTaskResult? {
        for _ in 0..<6000 {
            if let next = ends.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return next }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return nil
    }
}
