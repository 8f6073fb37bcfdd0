import Foundation
import Raster
import Studio
import Testing

/// What the ending of a path means to the writers of the program.
@Suite struct SampleTargetTests {
    @Test(arguments: [
        ("a.png", SampleTarget.grid), ("a.JPG", .grid), ("a.webp", .grid), ("a.tif", .grid), ("a-ubyte", .idx),
        ("a", .folder),
        ("out/a", .folder), ("a.png/", .folder), ("run-1.5", .folder), ("a.b/c", .folder), ("/dev/null", .grid),
    ]) func `an ending decides what is written`(path: String, target: SampleTarget) throws {
        #expect(try SampleTarget(path) == target)
    }

    @Test(arguments: ["a.gif", "a.heic"]) func `images that are not written are refused`(path: String) {
        #expect(throws: ImageError.self) { try SampleTarget(path) }
    }

    @Test(arguments: ["a.txt", "b/a.npz", "a.jepg", "a.mp4", "a.csv"])
    func `other endings are refused, and the message says how to name a folder`(path: String) {
        let error = #expect(throws: SampleTargetError.self) { try SampleTarget(path) }
        #expect(error?.isUsage == true && error?.description.hasSuffix("or \(path)/ for a folder") == true)
    }

    @Test func `an existing folder is a folder whatever its name`() throws {
        let folder = NSTemporaryDirectory() + "tessera-\(UUID().uuidString).txt"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try SampleTarget(folder) == .folder)
    }
}
