import Foundation
import Raster
import Testing

@Suite struct `Atomic files` {
    private struct Interruption: Error {}

    /// A temporary folder, removed afterwards.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func `are read back as written, replace the old file, and leave nothing else`() throws {
        try inFolder { folder in
            var random = SeededRandom(seed: 5)
            for count in [0, 1, 65535, 65536, 65537, 300_000] {
                let bytes = [UInt8].random(count, using: &random)
                try AtomicFile.write(bytes, to: folder + "/a")
                #expect(try AtomicFile.read(folder + "/a") == bytes)
            }
            #expect(try names(in: folder) == ["a"])
        }
    }

    @Test func `are written in chunks of any type`() throws {
        try inFolder { folder in
            var random = SeededRandom(seed: 6)
            var expected: [UInt8] = []
            try AtomicFile.write(to: folder + "/a") { writer in
                for _ in 0..<200 {
                    let bytes = [UInt8].random(Int.random(in: 0...3000, using: &random), using: &random)
                    expected += bytes
                    try writer.append(bytes)
                }
                try writer.append(Data([1, 2]))
                try writer.append("text".utf8)
                try writer.append((0..<3).lazy.map { UInt8($0) })
                #expect(writer.count == expected.count + 9)
            }
            expected += [1, 2] + Array("text".utf8) + [0, 1, 2]
            #expect(try AtomicFile.read(folder + "/a") == expected)
        }
    }

    @Test func `store floats as little-endian`() throws {
        try inFolder { folder in
            let floats = (0..<50_000).map { Float($0) * 0.37 - 4 } + [.infinity, -0.0]
            try AtomicFile.write(to: folder + "/a") { writer in
                try writer.append(floats: [1, -2])
                try writer.append(floats: floats)
            }
            let bytes = try AtomicFile.read(folder + "/a")
            #expect(bytes.prefix(8) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
            let read = stride(from: 8, to: bytes.count, by: 4).map { start in
                Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
            }
            #expect(read == floats)
        }
    }

    @Test func `are unchanged when writing is abandoned`() throws {
        try inFolder { folder in
            try AtomicFile.write([1, 2, 3], to: folder + "/a")
            #expect(throws: Interruption.self) {
                try AtomicFile.write(to: folder + "/a") { writer in
                    try writer.append([UInt8](repeating: 9, count: 200_000))
                    let own = try names(in: folder).filter { $0.contains("-\(getpid())-") }
                    #expect(own.count == 1, "a temporary file beside it")
                    #expect(try AtomicFile.read(folder + "/a") == [1, 2, 3])
                    throw Interruption()
                }
            }
            #expect(try AtomicFile.read(folder + "/a") == [1, 2, 3])
            #expect(try names(in: folder) == ["a"])
        }
    }

    @Test func `keep their permissions and symbolic links`() throws {
        try inFolder { folder in
            try AtomicFile.write([1], to: folder + "/a")
            #expect(chmod(folder + "/a", 0o640) == 0)
            #expect(symlink("a", folder + "/link") == 0)
            try AtomicFile.write([2], to: folder + "/link")
            #expect(try AtomicFile.read(folder + "/a") == [2])
            let files = FileManager.default
            #expect(try files.destinationOfSymbolicLink(atPath: folder + "/link") == "a")
            #expect(try files.attributesOfItem(atPath: folder + "/a")[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test func `report a full disk`() {
        let message = FileError.diskFull(path: "/dev/full")
        #expect(throws: message) { try AtomicFile.write([1], to: "/dev/full") }
        #expect(throws: message) {
            try AtomicFile.write(to: "/dev/full") { try $0.append([UInt8](repeating: 0, count: 1_000_000)) }
        }
        #expect(throws: ImageError.file(message)) {
            try PNG.write(Bitmap(width: 1, height: 1, channels: 1, filledWith: 0), to: "/dev/full")
        }
        #expect(message.description.hasPrefix("/dev/full: cannot be written, the disk is full; free some space"))
    }

    @Test func `do not replace devices`() throws {
        try AtomicFile.write([1, 2, 3], to: "/dev/null")
        #expect(try AtomicFile.read("/dev/null").isEmpty)
    }

    @Test func `in invalid places are rejected with the reason`() throws {
        try inFolder { folder in
            let absent = folder + "/absent/a"
            #expect(throws: FileError.folderMissing(path: absent, folder: folder + "/absent")) {
                try AtomicFile.write([1], to: absent)
            }
            #expect(throws: FileError.isFolder(path: folder)) { try AtomicFile.write([1], to: folder) }
            #expect(throws: FileError.isFolder(path: folder + "/")) { try AtomicFile.write([1], to: folder + "/") }
            #expect(throws: FileError.isFolder(path: folder)) { try AtomicFile.read(folder) }
            #expect(throws: FileError.missing(path: absent)) { try AtomicFile.read(absent) }
            #expect(throws: FileError.system(path: "a\0b", writing: true, code: EINVAL)) {
                try AtomicFile.write([1], to: "a\0b")
            }
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may do anything"))
    func `that are write-protected stay unchanged`() throws {
        try inFolder { folder in
            try AtomicFile.write([1], to: folder + "/a")
            chmod(folder + "/a", 0o400)
            #expect(throws: FileError.notPermitted(path: folder + "/a", writing: true)) {
                try AtomicFile.write([2], to: folder + "/a")
            }
        }
    }

    @Test func `of any kind are read up to a limit`() throws {
        try inFolder { folder in
            try AtomicFile.write([1, 2, 3], to: folder + "/a")
            #expect(try AtomicFile.read(folder + "/a", limit: 3) == [1, 2, 3])
            #expect(throws: FileError.tooLarge(path: folder + "/a", limit: 2)) {
                try AtomicFile.read(folder + "/a", limit: 2)
            }
            #expect(throws: FileError.special(path: "/dev/zero", kind: "device")) {
                try AtomicFile.read("/dev/zero", limit: 1000)
            }
            #expect(try !AtomicFile.read("/proc/self/status").isEmpty, "a file that says it has 0 bytes")
        }
    }

    @Test func `written concurrently are each complete`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for value in [UInt8](0..<16) {
                group.addTask { try AtomicFile.write([UInt8](repeating: value, count: 100_000), to: folder + "/a") }
            }
            try await group.waitForAll()
        }
        let bytes = try AtomicFile.read(folder + "/a")
        #expect(bytes.count == 100_000 && Set(bytes).count == 1)
        #expect(try names(in: folder) == ["a"])
    }

    @Test func `store images with their text`() throws {
        try inFolder { folder in
            let bitmap = Pattern.bitmap(Pattern.rgb)
            let text = [PNG.Text(key: "Seed", value: "5")]
            try PNG.write(bitmap, text: text, to: folder + "/a.png")
            let contents = try ImageFile.read(folder + "/a.png")
            #expect(contents.bitmap == bitmap)
            #expect(contents.text == text)
            #expect(throws: ImageError.file(.missing(path: folder + "/b.png"))) {
                try ImageFile.read(folder + "/b.png")
            }
        }
    }
}
