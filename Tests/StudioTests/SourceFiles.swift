import Foundation

/// The Swift sources of the program as text, for tests of its structure.
struct SourceFiles {
    struct File {
        /// Path below `Sources`.
        var path: String
        var text: String

        /// The text without comments and without string literals that have no interpolation.
        var code: String {
            text.replacing(/\/\/.*/, with: "").replacing(/"[^"\\\n]*"/, with: "\"\"")
        }

        /// The imported modules.
        var imports: [String] { text.matches(of: /(?m)^(?:package )?import (\w+)/).map { String($0.1) } }

        /// The types declared at the top level that other files can use.
        var types: [String] {
            code.matches(
                of: /(?m)^(?:package |@\w+ |final |indirect )*(?:struct|class|enum|protocol|actor|typealias) (\w+)/
            ).map { String($0.1) }
        }

        /// Names that may be types.
        var names: Set<String> { Set(code.matches(of: /(?:^|[^.\w])([A-Z]\w*)/).map { String($0.1) }) }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    var files: [File]

    /// Every file below a folder of `Sources`.
    /// - Parameter endings: of the files: those of Swift, or of C.
    static func read(_ folder: String = "", endings: [String] = [".swift"]) throws -> SourceFiles {
        let sources = root.appendingPathComponent("Sources").path
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources).filter {
            endings.contains(where: $0.hasSuffix) && $0.hasPrefix(folder)
        }
        return SourceFiles(
            files: try paths.sorted().map {
                File(path: $0, text: try String(contentsOfFile: sources + "/" + $0, encoding: .utf8))
            })
    }
}
