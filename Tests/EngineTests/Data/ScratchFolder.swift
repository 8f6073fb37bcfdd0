import Datasets
import FoundationEssentials
import Glibc
import Testing

/// A temporary folder for a test, deleted with the object.
final class ScratchFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/tessera-test-\(UUID().uuidString)"
        mkdir(path, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and its parent folders.
    /// - Returns: the path.
    @discardableResult
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let file = URL(filePath: path(name))
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Writes an executable shell script.
    /// - Returns: the path.
    ///
    /// Another process writes the file: a file that is open for writing cannot be executed, and child processes of other tests inherit
    /// this process's open files until they call exec.
    func program(_ name: String, _ script: String) throws -> String {
        let text = try write(Array("#!/bin/sh\n\(script)\n".utf8), "\(name).sh")
        try #require(
            ExternalProgram.run(["/bin/sh", "-c", "cp \"$1\" \"$2\" && chmod 755 \"$2\"", "sh", text, path(name)])
                == nil)
        return path(name)
    }

    func read(_ name: String) throws -> [UInt8] { try Self.bytes(ofFile: path(name)) }

    static func bytes(ofFile path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

    func entries(_ name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }
}
