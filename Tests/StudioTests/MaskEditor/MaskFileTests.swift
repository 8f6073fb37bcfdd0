import Foundation
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
}
