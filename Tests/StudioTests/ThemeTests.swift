import Foundation
import Render
import Studio
import Testing

@Suite struct ThemeTests {
    /// The themes that ship with the program.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../themes").standardized.path
    static let library = ThemeLibrary(folders: [folder])

    @Test func `nine themes ship, and all can be read`() {
        #expect(Self.library.problems.map(\.description) == [])
        #expect(
            Self.library.themes.map(\.name) == [
                "mosaic", "contrast", "dawn", "ember", "lagoon", "mono", "paper", "phosphor", "safe",
            ])
    }

    @Test func `the theme file and the built-in theme are the same`() throws {
        #expect(try Self.library.theme(named: "mosaic") == .mosaic)
    }

    @Test(arguments: library.themes + [.mosaic])
    func `text is readable on every background`(theme: Theme) {
        for role in [Theme.Role.text, .dim, .accent, .good, .warning, .bad, .generator, .discriminator] {
            for ground in [Theme.Role.background, .panel] {
                let contrast = theme[role].contrast(with: theme[ground])
                #expect(contrast >= 4.5, "\(theme.name): \(role) on \(ground) \(contrast)")
            }
        }
        #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 4.5)
    }

    @Test func `the high-contrast theme has a contrast of 7 or more`() throws {
        let theme = try Self.library.theme(named: "contrast")
        for role in [Theme.Role.text, .dim, .accent, .good, .warning, .bad, .generator, .discriminator, .border] {
            #expect(theme[role].contrast(with: theme[.panel]) >= 7)
        }
    }

    @Test func `without any folder there is the built-in theme`() throws {
        let library = ThemeLibrary(folders: ["/nowhere/at/all"])
        #expect(library.themes == [.mosaic])
        #expect(throws: ThemeError.self) { try library.theme(named: "paper") }
    }

    @Test func `a broken theme is left out and the others are there`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tessera-themes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let broken: [[UInt8]] = [
            Array("[=]".utf8), Array("a = [1, }".utf8), [0x61, 0x3D, 0xFF, 0xFE], [0], Array("[[[".utf8), [],
        ]
        for (index, bytes) in broken.enumerated() {
            try Data(bytes).write(to: folder.appendingPathComponent("\(index).toml"))
        }
        let library = ThemeLibrary(folders: [folder.path, Self.folder])
        #expect(library.problems.count == broken.count)
        #expect(
            library.problems.allSatisfy {
                !$0.description.contains("\n") && $0.location?.hasPrefix(folder.path) == true
            })
        #expect(
            library.themes.map(\.name) == [
                "mosaic", "contrast", "dawn", "ember", "lagoon", "mono", "paper", "phosphor", "safe",
            ])
    }

    @Test func `a broken theme is named, with what to do`() {
        func message(_ toml: String) -> String {
            do throws(ThemeError) {
                _ = try Theme(toml: toml, file: "my.toml")
                return "read"
            } catch { return error.description }
        }
        #expect(message("name = \"x\"") == "my.toml: the theme has no colour `background`; add it under [colors]")
        #expect(
            message("[colors]\nbackground = \"blue\"")
                == "my.toml: `background` is blue, which is not a colour; write it as \"#rrggbb\"")
        #expect(message("[colors").hasPrefix("my.toml: the theme is not TOML"))
        // What would end the program in the parser.
        #expect(
            message("name = \"x\"\n[=]\n")
                == "my.toml: the theme is not TOML: line 2: '[' must be followed by a name; correct the line, or delete the file"
        )
        #expect(message("bleu = é").hasPrefix("my.toml: the theme is not TOML: line 1: "))
        #expect(
            ThemeError.unknown("pape", known: ["mosaic", "paper"]).description
                == "there is no theme named pape; choose one of mosaic, paper")
    }
}
