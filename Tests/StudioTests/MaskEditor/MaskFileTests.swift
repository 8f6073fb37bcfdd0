import Foundation
import Raster
import Repair
import Studio
import Testing

@Suite struct MaskFileTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "tessera-mask-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private let soft = MaskPlane(width: 3, height: 2, values: [0, 1, 127, 128, 254, 255])

    @Test func `a mask with soft edges is written and read unchanged`() throws {
        try inFolder { folder in
            try MaskFile.write(soft, to: folder + "/m.png")
            let read = try MaskFile.read(folder + "/m.png", width: 3, height: 2)
            #expect(read.mask == soft && read.scaledFrom == nil)
        }
    }

    @Test func `a mask of another size is scaled and reported`() throws {
        try inFolder { folder in
            try MaskFile.write(soft, to: folder + "/m.png")
            let read = try MaskFile.read(folder + "/m.png", width: 6, height: 4)
            #expect(read.scaledFrom.map { [$0.width, $0.height] } == [3, 2])
            #expect(read.mask.values.prefix(6) == [0, 0, 1, 1, 127, 127])
        }
    }

    @Test func `a mask that EXIF did not turn with its photograph is refused, and turned where asked for`() throws {
        try inFolder { folder in
            var photo = ImageFile.Contents(bitmap: Bitmap(width: 2, height: 3, channels: 1, filledWith: 9))
            photo.metadata.orientation = .turnedRight
            let path = folder + "/m.png"
            try MaskFile.write(soft, to: path)
            let error = #expect(throws: RepairError.self) { try MaskFile.read(path, of: photo, turnsMask: false) }
            #expect(error?.description.contains("EXIF turned the photo, not the mask") == true)
            let turned = try MaskFile.read(path, of: photo, turnsMask: true).mask
            #expect(turned.width == 2 && turned.height == 3 && turned.values == [128, 0, 254, 1, 255, 127])
            let other = ImageFile.Contents(bitmap: Bitmap(width: 9, height: 2, channels: 1, filledWith: 9))
            #expect(throws: RepairError.self) { try MaskFile.read(path, of: other, turnsMask: false) }
        }
    }

    @Test func `a mask of other proportions is not scaled, with both sizes in the message`() throws {
        try inFolder { folder in
            let path = folder + "/photo.mask.png", photo = folder + "/photo.png"
            try MaskFile.write(soft, to: path)
            let error = #expect(throws: RepairError.self) { try MaskFile.read(path, width: 9, height: 2) }
            #expect(error?.description.contains("3 x 2") == true && error?.description.contains("9 x 2") == true)
            let contents = ImageFile.Contents(bitmap: Bitmap(width: 9, height: 2, channels: 1, filledWith: 9))
            let start = MaskFile.start(ImageFiles.beside(photo), contents)
            #expect(start.mask == nil)
            #expect(
                start.notice
                    == "\(path) is not loaded: it is 3x2, the image 9x2, which has other proportions")
        }
    }

    @Test func `an autosaved mask is recovered until the mask is saved`() throws {
        try inFolder { folder in
            let image = folder + "/photo.one.jpg"
            #expect(MaskFile.path(forImage: image) == folder + "/photo.one.mask.png")
            #expect(MaskFile.recovered(forImage: image, width: 3, height: 2) == nil)
            try MaskFile.write(soft, to: MaskFile.autosavePath(forImage: image))
            #expect(MaskFile.recovered(forImage: image, width: 3, height: 2) == soft)
            #expect(MaskFile.recovered(forImage: image, width: 2, height: 3) == nil)
            MaskFile.removeAutosave(forImage: image)
            #expect(MaskFile.recovered(forImage: image, width: 3, height: 2) == nil)
        }
    }

    @Test func `a feather is saved with the mask`() throws {
        try inFolder { folder in
            var mask = MaskPlane(width: 9, height: 7)
            mask[4, 3] = 255
            let feathered = mask.feathered(by: 2)
            try MaskFile.write(feathered, to: folder + "/m.png")
            #expect(try MaskFile.read(folder + "/m.png", width: 9, height: 7).mask == feathered)
            let reading = try MaskReading.read(folder + "/m.png")
            #expect(reading.feather == 2 && reading.mask == mask.mask)
            #expect(try MaskFile.read(folder + "/m.png", width: 18, height: 14).mask.feather == 2)
        }
    }

    /// a.jpg and a.png beside each other.
    private func inFolderOfTwins(_ body: (_ folder: String, _ jpg: ImageFiles, _ png: ImageFiles) throws -> Void)
        throws
    {
        try inFolder { folder in
            for name in ["a.jpg", "a.png"] {
                try PNG.write(Bitmap(width: 3, height: 2, channels: 1, filledWith: 9), to: "\(folder)/\(name)")
            }
            try body(folder, .beside(folder + "/a.jpg"), .beside(folder + "/a.png"))
        }
    }

    private let contents = ImageFile.Contents(bitmap: Bitmap(width: 3, height: 2, channels: 1, filledWith: 9))

    @Test func `images of one name with two endings share no file`() throws {
        try inFolderOfTwins { folder, jpg, png in
            #expect(jpg.mask == folder + "/a.jpg.mask.png" && png.mask == folder + "/a.png.mask.png")
            #expect(Set([jpg, png].flatMap { [$0.mask, $0.autosave, $0.repaired] }).count == 6)
            try MaskFile.write(soft, to: jpg.autosave, of: jpg)
            #expect(MaskFile.start(png, contents).mask == nil)
            #expect(MaskFile.start(jpg, contents).mask == soft)
            // Without the other image the files are still found.
            try FileManager.default.removeItem(atPath: png.image)
            #expect(ImageFiles.beside(jpg.image).autosave == jpg.autosave)
            #expect(MaskFile.start(.beside(jpg.image), contents).mask == soft)
        }
    }

    @Test func `a mask from before the second image belongs to the one that it was painted on`() throws {
        try inFolderOfTwins { folder, jpg, png in
            let alone = ImageFiles(jpg.image)
            #expect(alone.mask == folder + "/a.mask.png")
            try MaskFile.write(soft, to: alone.mask, of: alone)
            let own = MaskFile.start(jpg, contents), other = MaskFile.start(png, contents)
            #expect(own.mask == soft && own.notice.contains("s saves \(folder)/a.jpg.mask.png"))
            #expect(other.mask == nil && other.notice.contains("was painted on a.jpg and is not loaded"))
            // So does its autosave, until the mask is saved.
            try MaskFile.write(soft, to: alone.autosave, of: alone)
            #expect(MaskFile.start(jpg, contents).notice.contains("recovered"))
            #expect(!MaskFile.start(png, contents).notice.contains("recovered"))
            MaskFile.removeAutosave(forImage: png.image)
            #expect(FileManager.default.fileExists(atPath: alone.autosave))
            MaskFile.removeAutosave(forImage: jpg.image)
            #expect(!FileManager.default.fileExists(atPath: alone.autosave))
        }
    }

    @Test func `a mask that does not say which of two images it is of is not loaded`() throws {
        try inFolderOfTwins { folder, jpg, png in
            try MaskFile.write(soft, to: folder + "/a.mask.png")
            try MaskFile.write(soft, to: folder + "/a.mask.png~")
            for (files, other) in [(jpg, "a.png"), (png, "a.jpg")] {
                let start = MaskFile.start(files, contents)
                #expect(
                    start.mask == nil && start.notice.contains("is not loaded: it may belong to \(other)"), "\(start)")
            }
            // For a single image it is loaded, whatever painted it.
            try FileManager.default.removeItem(atPath: png.image)
            #expect(MaskFile.start(.beside(jpg.image), contents).mask == soft)
        }
    }

    @Test func `an image starts with its transparent pixels where no mask is saved`() throws {
        var photo = contents
        photo.alpha = Bitmap(width: 3, height: 2, channels: 1, pixels: [0, 255, 255, 255, 255, 127])
        let start = MaskFile.start(ImageFiles("nowhere/p.png"), photo)
        #expect(
            start.mask?.values == [255, 0, 0, 0, 0, 128] && start.notice == "the mask is the image's transparent pixels"
        )
    }
}
