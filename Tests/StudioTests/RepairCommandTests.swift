import Foundation
import Raster
import Testing

@Suite struct RepairCommandTests {
    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-repair-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        var image = Bitmap(width: 24, height: 20, channels: 3, filledWith: 0)
        for i in image.pixels.indices { image.pixels[i] = UInt8(i * 7 % 251) }
        try PNG.write(image, to: path + "/p.png")
        var mask = Mask(width: 24, height: 20)
        for x in 4..<20 { mask[x, 9] = true }
        try PNG.write(mask.bitmap, to: path + "/m.png")
        try PNG.write(Mask(width: 24, height: 20, filledWith: true).bitmap, to: path + "/full.png")
        try PNG.write(Mask(width: 24, height: 20).bitmap, to: path + "/empty.png")
        try PNG.write(Mask(width: 9, height: 20).bitmap, to: path + "/small.png")
        try PNG.write(Mask(width: 1, height: 1, filledWith: true).bitmap, to: path + "/one.png")
        try Data("GIF89a and so on".utf8).write(to: URL(fileURLWithPath: path + "/animated.gif"))
        try Data("no image".utf8).write(to: URL(fileURLWithPath: path + "/text.png"))
        try Data(try PNG.encode(image).prefix(80)).write(to: URL(fileURLWithPath: path + "/cut.png"))
        var spoilt = try PNG.encode(image)
        // Within the pixels: they end 16 bytes before the file does.
        spoilt[spoilt.count - 20] ^= 0x55
        try Data(spoilt).write(to: URL(fileURLWithPath: path + "/spoilt.png"))
        var middle = Mask(width: 12, height: 12)
        for x in 2..<10 { middle[x, 6] = true }
        try PNG.write(middle.bitmap, to: path + "/m12.png")
        try UnusualImages.write(to: path)
        return path
    }

    private static func tessera(_ arguments: String, in folder: String) throws -> (output: String, code: Int) {
        let text = try Spawned.output([
            "sh", "-c", "cd '\(folder)'; '\(TestedProgram.path)' \(arguments) 2>&1; echo CODE=$?",
        ])
        let parts = text.components(separatedBy: "CODE=")
        return (parts[0], Int(parts[parts.count - 1].trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1)
    }

    @Test(arguments: [
        ("p.png", "no mask", 2), ("p.png --mask full.png", "whole image is marked", 1),
        ("p.png --mask small.png", "9 x 20", 1),
        ("text.png --mask m.png", "text.png", 1), ("cut.png --mask m.png", "ends early", 1),
        ("p.png --mask missing.png", "missing.png", 1),
        ("p.png --mask m.png --method pach", "patchmatch", 2),
        ("p.png --mask m.png --method patchmatch --set iterations=0", "1 to 30", 2),
        ("p.png --mask m.png --method patchmatch --set iterations", "name=value", 2),
        ("p.png --mask m.png --truth small.png", "9 x 20", 1),
        ("p.png --mask m.png --out m.png", "--force", 1),
        ("p.png --mask m.png --task upscale", "the task upscale works on whole images", 2),
        ("p.png --mask m.png --task denoise --method patchmatch", "not for the task denoise", 2),
        ("animated.gif --mask m.png", "GIF", 1), ("p.png --mask m.png -o x.gif", ".png, .jpg", 2),
        ("p.png --mask m.png -o x", "no ending", 2), ("p.png --mask m.png --quality 0", "1 to 100", 2),
        ("one.png --mask one.png", "whole image is marked", 1), ("spoilt.png --mask m.png", "is corrupt", 1),
        ("p.png --mask spoilt.png", "is corrupt", 1),
        ("p.png --mask p.png --truth missing.png", "missing.png", 1), ("animated.png --mask m.png", "24 x 20", 1),
    ]) func `bad input is one line, its exit code, and nothing is written`(arguments: String, hint: String, code: Int)
        throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder + "/m.png"))
        let outcome = try Self.tessera("repair \(arguments)", in: folder)
        #expect(outcome.code == code, "\(outcome)")
        let errors = outcome.output.split(separator: "\n").filter { $0.hasPrefix("tessera: ") }
        #expect(errors.count == 1 && outcome.output.contains(hint), "\(outcome.output)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/repaired.png"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/m.png")) == before)
    }

    @Test func `the report is printed and stored in the image`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera(
            "repair p.png --mask m.png --truth p.png --json -o o.png 2>/dev/null", in: folder)
        #expect(outcome.code == 0, "\(outcome.output)")
        for key in [
            "\"method\"", "\"reason\"", "\"knownSamplesChanged\" : 0", "\"damagedPixels\" : 16", "\"seamError\"",
            "\"psnr\"", "\"ssim\"",
        ] {
            #expect(outcome.output.contains(key), "\(key) in \(outcome.output)")
        }
        let text = try ImageFile.read(folder + "/o.png").text
        #expect(text.contains { $0.key == "tessera.repair.method" && $0.value == "nl-bayes" })
        #expect(text.contains { $0.key == "tessera.repair.known" && $0.value.hasPrefix("0 of ") })
    }

    @Test func `the command in a repaired image makes the same pixels, and names its files by their hashes`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try Self.tessera("repair p.png --mask m.png --seed 3 --method patchmatch -o 'o ne.png'", in: folder)
        let first = try ImageFile.read(folder + "/o ne.png")
        let command = try #require(first.text.first { $0.key == "tessera.command" }?.value)
        #expect(command == "tessera repair p.png --mask m.png --seed 3 --method patchmatch -o 'o ne.png'")
        for (key, name) in [("tessera.repair.image", "p.png"), ("tessera.repair.mask-file", "m.png")] {
            let value = try #require(first.text.first { $0.key == key }?.value)
            #expect(value.hasPrefix("\(name), fnv1a ") && value.count == name.count + 24, "\(value)")
        }
        try FileManager.default.removeItem(atPath: folder + "/o ne.png")
        let words = command.dropFirst("tessera ".count)
        #expect(try Self.tessera(String(words), in: folder).code == 0)
        #expect(try ImageFile.read(folder + "/o ne.png").bitmap == first.bitmap)
    }

    @Test func `the report in JSON has the command and the files`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let json = try Self.tessera("repair p.png --mask m.png --json -o o.png 2>/dev/null", in: folder).output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let provenance = try #require(object["provenance"] as? [String: Any])
        #expect(provenance["command"] as? String == "tessera repair p.png --mask m.png --json -o o.png")
        #expect((provenance["image"] as? [String: String])?["path"] == "p.png")
        #expect((provenance["mask"] as? [String: String])?["fnv1a"]?.count == 16)
    }

    @Test(arguments: [
        ("palette.png", "palette colours became RGB"),
        ("animated.png", "of the animation only the first image was read"), ("inks.jpg", "CMYK colours became RGB"),
    ]) func `known pixels of an unusual image stay as they were read, and the report says so`(
        name: String, change: String
    ) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera("repair \(name) --mask m12.png -o o.png", in: folder)
        #expect(
            outcome.code == 0
                && outcome.output.contains("known samples are those of the image after reading: \(change)"),
            "\(outcome.output)")
        let before = try ImageFile.read("\(folder)/\(name)").bitmap, after = try ImageFile.read(folder + "/o.png")
        for i in 0..<144 where !(2..<10).contains(i % 12) || i / 12 != 6 {
            for c in 0..<3 { #expect(after.bitmap.pixels[i * 3 + c] == before.pixels[i * 3 + c]) }
        }
        #expect(after.text.contains { $0.key == "tessera.repair.notes" && $0.value.contains(change) })
    }

    @Test func `an image of one pixel is copied and upscaled`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try PNG.write(Bitmap(width: 1, height: 1, channels: 3, pixels: [9, 80, 200]), to: folder + "/pixel.png")
        try PNG.write(Mask(width: 1, height: 1).bitmap, to: folder + "/nothing.png")
        #expect(try Self.tessera("repair pixel.png --mask nothing.png -o o.png", in: folder).code == 0)
        #expect(try ImageFile.read(folder + "/o.png").bitmap.pixels == [9, 80, 200])
        for task in ["denoise", "restore"] {
            #expect(try Self.tessera("repair pixel.png --task \(task) -o \(task).png", in: folder).code == 0)
            #expect(try ImageFile.read("\(folder)/\(task).png").bitmap.pixels == [9, 80, 200])
        }
        #expect(try Self.tessera("repair pixel.png --task upscale -o four.png", in: folder).code == 0)
        let four = try ImageFile.read(folder + "/four.png").bitmap
        #expect(four.width == 2 && four.height == 2 && four.pixels == [9, 80, 200, 9, 80, 200, 9, 80, 200, 9, 80, 200])
    }

    @Test func `an empty mask copies the image and reports it`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera("repair p.png --mask empty.png -o o.png", in: folder)
        #expect(outcome.code == 0 && outcome.output.contains("the image was copied"), "\(outcome.output)")
        #expect(try ImageFile.read(folder + "/o.png").bitmap == ImageFile.read(folder + "/p.png").bitmap)
    }
}
