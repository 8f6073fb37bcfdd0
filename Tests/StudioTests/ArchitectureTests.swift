import Foundation
import Testing

@Suite struct ArchitectureTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")

    /// Our modules that each module may import.
    private static let allowed: [String: Set<String>] = [
        "Studio": ["Engine", "Render", "Raster"], "Engine": ["Raster"], "Render": ["Raster"], "Raster": [],
    ]

    /// The one folder that each C library comes in through.
    private static let doors = [
        "COpenBLAS": "Engine/Kernels", "CIntrinsics": "Engine/Kernels", "CZlib": "Engine/Data", "CSndfile": "Engine/Data/Sound", "CPNG": "Raster", "CJPEG": "Raster",
        "CNcurses": "Studio/Terminal",
    ]

    /// Every Swift file below `Sources`, by its path there, with the modules it imports.
    private static func imports() throws -> [(file: String, modules: [String])] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        return try paths.map { path in
            let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            let modules = text.split(separator: "\n").compactMap { line -> String? in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else { return nil }
                return String(words[place + 1])
            }
            return (path, modules)
        }
    }

    @Test func `arrows between modules go down only`() throws {
        let files = try Self.imports()
        #expect(files.count > 100)
        for (file, modules) in files {
            let own = String(file.prefix { $0 != "/" })
            for module in modules where Self.allowed[module] != nil {
                #expect(Self.allowed[own]?.contains(module) == true, "\(file) imports \(module)")
            }
        }
    }

    @Test func `each C library is imported by one folder`() throws {
        for (file, modules) in try Self.imports() {
            for module in modules {
                guard let door = Self.doors[module] else { continue }
                #expect(file.hasPrefix(door + "/"), "\(file) imports \(module), which belongs to \(door)")
            }
        }
    }

    @Test func `addresses stay in the kernels and at the C doors`() throws {
        let doors = Set(Self.doors.values)
        for (file, _) in try Self.imports() where !doors.contains(where: { file.hasPrefix($0 + "/") }) {
            let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
            #expect(!text.contains("UnsafeMutablePointer<Float>") || file == "Engine/Plan/Plan.swift", "\(file) handles addresses")
        }
    }
}
