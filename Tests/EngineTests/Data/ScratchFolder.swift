import Engine
import FoundationEssentials
import Glibc
import Testing

/// A folder of its own for a test, gone with everything in it when the test lets go of it.
final class ScratchFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/tessera-test-\(UUID().uuidString)"
        mkdir(path, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, making the folders above it, and gives back its path.
    @discardableResult
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let file = URL(filePath: path(name))
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Writes a program in the language of sh, ready to run, and gives back its path.
    ///
    /// Another process makes the file: a program that any process holds open for writing cannot be run, and whatever other tests
    /// start meanwhile holds this process's open files until it has become the program it is to be.
    func program(_ name: String, _ script: String) throws -> String {
        let text = try write(Array("#!/bin/sh\n\(script)\n".utf8), "\(name).sh")
        try #require(SpeakingProgram.run(["/bin/sh", "-c", "cp \"$1\" \"$2\" && chmod 755 \"$2\"", "sh", text, path(name)]) == nil)
        return path(name)
    }

    func read(_ name: String) throws -> [UInt8] { try Self.bytes(ofFile: path(name)) }

    static func bytes(ofFile path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

    func entries(_ name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }
}
