import Foundation
import Studio
import Testing

/// Completing and expanding typed paths in real folders.
@Suite struct PathMatchesTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "tessera-paths-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/photos", withIntermediateDirectories: true)
        for name in ["a one.png", "a two.png", "b[1].png", ".hidden"] {
            _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil)
        }
    }

    private func found(_ text: String, _ place: PathQuery.Place) -> PathMatches {
        PathMatches(finding: PathQuery(folder + "/" + text, place))
    }

    @Test func `a start is completed as far as all names agree, folders end with a slash`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(found("ph", .commandLine).completed == folder + "/photos/")
        let both = found("a", .commandLine)
        #expect(both.completed == folder + "/a " && both.found.count == 2 && both.names == "a one.png, a two.png")
        #expect(found("zzz", .commandLine).found.isEmpty)
        // A name with brackets is no pattern.
        #expect(found("b[", .commandLine).completed == folder + "/b[1].png")
    }

    @Test func `patterns and the user's folder are expanded for a command, and only the folder for one that writes`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(found("a*e.png", .run(.open)).found == [folder + "/a one.png"])
        #expect(found("b[1].png", .run(.open)).found == [folder + "/b[1].png"])
        #expect(found("*.png", .run(.open)).found.count == 3)
        #expect(found("*.png", .write(.save)).completed == folder + "/*.png")
        let home = PathMatches(finding: PathQuery("~/new/x.png", .write(.save))).completed
        #expect(home.hasPrefix("/") && home.hasSuffix("/new/x.png"))
    }
}
