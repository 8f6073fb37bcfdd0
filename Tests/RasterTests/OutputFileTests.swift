import Foundation
import Raster
import Testing

/// The rule of all writers of commands.
@Suite struct OutputFileTests {
    @Test func `two outputs are not one file, however it is written`() {
        #expect(throws: OutputError.twice("./a.png")) { try OutputFile.checkDistinct(["a.png", "./a.png"]) }
        #expect(throws: OutputError.twice("/tmp/../tmp/a.png")) {
            try OutputFile.checkDistinct(["/tmp/a.png", "/tmp/../tmp/a.png"])
        }
        #expect(throws: Never.self) { try OutputFile.checkDistinct(["a.png", "b.png", "x/a.png"]) }
    }

    @Test func `existing files and folders that hold files need force, and no folder is made above`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/output-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder + "/notes"))
        let file = folder + "/notes", missing = folder + "/none/a.png"
        #expect(throws: OutputError.exists(file)) { try OutputFile.check(file, force: false) }
        try OutputFile.check(file, force: true)
        try OutputFile.check(folder + "/new.png", force: false)
        try OutputFile.check("/dev/null", force: false)
        let link = folder + "/link.png"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: missing)
        #expect(throws: OutputError.exists(link)) { try OutputFile.check(link, force: false) }
        try FileManager.default.removeItem(atPath: link)
        #expect(throws: OutputError.isFolder(folder)) { try OutputFile.check(folder, force: true) }
        #expect(throws: OutputError.noParent(missing, folder: folder + "/none")) {
            try OutputFile.check(missing, force: true)
        }
        #expect(throws: OutputError.notEmpty(folder)) { try OutputFile.checkFolder(folder, force: false) }
        try OutputFile.checkFolder(folder, force: true)
        try OutputFile.checkFolder(folder + "/empty/", force: false)
        try OutputFile.checkFolder(folder + "/new", force: false)
        #expect(throws: OutputError.isNoFolder(file)) { try OutputFile.checkFolder(file, force: true) }
    }
}
