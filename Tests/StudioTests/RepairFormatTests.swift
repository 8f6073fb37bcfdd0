import Foundation
import Raster
import Studio
import Testing

/// What a repaired image keeps of its file, in each format.
@Suite struct RepairFormatTests {
    /// A folder for one test, removed after it.
    private func folder(_ body: (_ path: String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "tessera-formats-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private static let image = Bitmap(
        width: 16, height: 8, channels: 3, pixels: (0..<16 * 8 * 3).map { UInt8($0 * 31 % 251) })
    private static let mask = Mask(width: 16, height: 8, damaged: (0..<128).map { $0 / 16 == 3 && $0 % 16 < 4 })

    /// The image with its masked pixels changed, as a repair gives it.
    private static func repaired(_ image: Bitmap) -> Bitmap {
        var result = image
        for i in mask.damaged.indices where mask.damaged[i] {
            for c in 0..<image.channels { result.pixels[i * image.channels + c] = 100 }
        }
        return result
    }

    private func written(_ original: ImageFile.Contents, _ path: String, quality: Int? = nil) throws -> (
        contents: ImageFile.Contents, notes: [String]
    ) {
        let notes = try RepairedImage.write(
            Self.repaired(original.bitmap), mask: Self.mask, of: original, text: [], quality: quality, to: path)
        return (try RepairedImage.read(path), notes)
    }

    @Test(arguments: [("a.png", ImageFormat.png), ("a.JPG", .jpeg), ("a.webp", .webp), ("a.tif", .tiff)])
    func `the ending says the format`(name: String, format: ImageFormat) throws {
        try folder { folder in
            let again = try written(ImageFile.Contents(bitmap: Self.image), "\(folder)/\(name)")
            #expect(again.contents.metadata.format == format)
            if format != .jpeg { #expect(again.contents.bitmap == Self.repaired(Self.image) && again.notes.isEmpty) }
        }
    }

    @Test func `recompression is measured on the known samples`() throws {
        try folder { folder in
            let again = try written(ImageFile.Contents(bitmap: Self.image), folder + "/a.jpg")
            let after = again.contents.bitmap.pixels
            let known = Self.image.pixels.indices.filter { !Self.mask.damaged[$0 / 3] }
            let differences = known.map { abs(Int(after[$0]) - Int(Self.image.pixels[$0])) }
            #expect(
                again.notes == [
                    "the compression of JPEG changed \(differences.count { $0 > 0 }) of \(known.count) known samples, "
                        + "by \(differences.max() ?? 0) levels at most"
                ])
        }
    }

    @Test func `known pixels keep 16 bits, repaired ones get 8`() throws {
        try folder { folder in
            let words = (0..<128).map { UInt16($0 * 511) }
            let file = try ImageWriter.encode(
                WritableImage(
                    width: 16, height: 8, channels: 1, samples: .words(words), metadata: ImageMetadata(format: .png),
                    text: []),
                as: .png)
            try AtomicFile.write(file.bytes, to: folder + "/deep.png")
            let original = try RepairedImage.read(folder + "/deep.png")
            for name in ["a.png", "a.tiff"] {
                let again = try written(original, "\(folder)/\(name)")
                let expected = words.indices.map { Self.mask.damaged[$0] ? 100 * 257 : words[$0] }
                #expect(again.contents.stored?.values == .words(expected), "\(name)")
                #expect(again.notes == ["known pixels keep their 16 bits a sample, repaired ones have 8"])
            }
            let jpeg = try written(original, folder + "/a.jpg")
            #expect(jpeg.notes[0] == "JPEG holds 8 bits a sample: the 16 bits were rounded")
        }
    }

    @Test func `known pixels keep their samples under another gamma`() throws {
        try folder { folder in
            let samples = (0..<128).map { UInt8($0) }
            var metadata = ImageMetadata(format: .png)
            metadata.gamma = 100_000
            let image = WritableImage(
                width: 16, height: 8, channels: 1, samples: .bytes(samples), metadata: metadata, text: [])
            try AtomicFile.write(ImageWriter.encode(image, as: .png).bytes, to: folder + "/linear.png")
            let again = try written(RepairedImage.read(folder + "/linear.png"), folder + "/a.png").contents
            #expect(again.metadata.gamma == 100_000)
            // The sRGB byte 100 has the light 0.127, stored as 32.
            #expect(again.stored?.values == .bytes(samples.indices.map { Self.mask.damaged[$0] ? 32 : samples[$0] }))
        }
    }

    @Test func `transparency is kept, and repaired pixels that were transparent become opaque`() throws {
        try folder { folder in
            let alpha = Bitmap(width: 16, height: 8, channels: 1, pixels: (0..<128).map { UInt8($0 == 49 ? 200 : $0) })
            let original = ImageFile.Contents(bitmap: Self.image, alpha: alpha)
            let again = try written(original, folder + "/a.png").contents
            let expected = (0..<128).map { i in Self.mask.damaged[i] && alpha.pixels[i] < 128 ? 255 : alpha.pixels[i] }
            #expect(again.alpha?.pixels == expected)
        }
    }

    @Test func `an upscaled image has its transparency at the new size`() throws {
        try folder { folder in
            let alpha = Bitmap(width: 16, height: 8, channels: 1, filledWith: 70)
            let large = Bitmap(width: 32, height: 16, channels: 3, filledWith: 9)
            try RepairedImage.write(
                large, mask: nil, of: ImageFile.Contents(bitmap: Self.image, alpha: alpha), text: [],
                to: folder + "/a.png")
            let again = try RepairedImage.read(folder + "/a.png")
            #expect(again.bitmap == large && again.alpha == Bitmap(width: 32, height: 16, channels: 1, filledWith: 70))
        }
    }

    @Test func `texts of the file stay before those of the report`() throws {
        try folder { folder in
            let (title, report) = (PNG.Text(key: "Title", value: "a"), PNG.Text(key: "Software", value: "b"))
            let original = ImageFile.Contents(bitmap: Self.image, text: [title, report])
            try RepairedImage.write(Self.image, mask: nil, of: original, text: [report], to: folder + "/a.png")
            #expect(try RepairedImage.read(folder + "/a.png").text == [title, report])
        }
    }

    private func tessera(_ arguments: String, in folder: String) throws -> String {
        try Spawned.output(["sh", "-c", "cd '\(folder)'; '\(TestedProgram.path)' \(arguments) 2>&1; echo CODE=$?"])
    }

    @Test func `repair and show say what a file that ends early lacks`() throws {
        try folder { folder in
            var state: UInt32 = 1
            // The upper byte of a linear congruential generator, which does not compress.
            let samples = (0..<3072).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(state >> 24)
            }
            let noise = Bitmap(width: 32, height: 32, channels: 3, pixels: samples)
            let file = try PNG.encode(noise)
            try AtomicFile.write(Array(file[..<(file.count * 2 / 3)]), to: folder + "/cut.png")
            var mask = Mask(width: 32, height: 32)
            mask[3, 3] = true
            try PNG.write(mask.bitmap, to: folder + "/m.png")
            for command in ["repair cut.png --mask m.png -o o.png", "show cut.png --size 4x2"] {
                let output = try tessera(command, in: folder)
                #expect(
                    output.contains(/note: the file ends early: the lower \d+ of 32 rows are grey/)
                        && output.contains("CODE=0"),
                    "\(output)")
            }
        }
    }

    @Test func `a JPEG is repaired to a JPEG, an unknown ending refused before anything is read`() throws {
        try folder { folder in
            let file = try ImageWriter.encode(
                WritableImage(Self.image, metadata: ImageMetadata(format: .png)), as: .jpeg)
            try AtomicFile.write(file.bytes, to: folder + "/a.jpg")
            try PNG.write(Self.mask.bitmap, to: folder + "/m.png")
            let output = try tessera("repair a.jpg --mask m.png -o b.jpg", in: folder)
            #expect(output.contains("the compression of JPEG changed") && output.contains("CODE=0"), "\(output)")
            #expect(try ImageFile.read(folder + "/b.jpg").metadata.format == .jpeg)
            let refused = try tessera("repair missing.jpg --mask m.png -o b.gif", in: folder)
            #expect(
                refused.contains(".gif is not a format that is written") && refused.contains("CODE=2"), "\(refused)")
        }
    }
}
