import Foundation
import Render
import Studio
import Testing

@Suite struct ThemeTests {
    /// The themes that ship with the program.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../themes").standardized.path
    static let library = ThemeLibrary(folders: [folder])

    @Test func `three themes ship, and all can be read`() {
        #expect(Self.library.problems.map(\.description) == [])
        #expect(Self.library.themes.map(\.name) == ["mosaic", "contrast", "paper"])
    }

    @Test func `the file and the compiled-in theme are the same`() throws {
        #expect(try Self.library.theme(named: "mosaic") == .mosaic)
    }

    @Test(arguments: library.themes + [.mosaic])
    func `text can be read on every ground`(theme: Theme) {
        for role in [Theme.Role.text, .dim, .accent, .good, .warning, .bad, .generator, .discriminator] {
            for ground in [Theme.Role.background, .panel] {
                let contrast = theme[role].contrast(with: theme[ground])
                #expect(contrast >= 4.5, "\(theme.name): \(role) on \(ground) \(contrast)")
            }
        }
        #expect(theme[.selectionText].contrast(with: theme[.selection]) >= 4.5)
    }

    @Test func `the high-contrast theme has more`() throws {
        let theme = try Self.library.theme(named: "contrast")
        for role in [Theme.Role.text, .dim, .accent, .good, .warning, .bad, .generator, .discriminator, .border] {
            #expect(theme[role].contrast(with: theme[.panel]) >= 7)
        }
    }

    @Test func `without any folder there is the compiled-in theme`() throws {
        let library = ThemeLibrary(folders: ["/nowhere/at/all"])
        #expect(library.themes == [.mosaic])
        #expect(throws: ThemeError.self) { try library.theme(named: "paper") }
    }

    @Test func `a broken theme is named, with what to do`() {
        func message(_ toml: String) -> String {
            do throws(ThemeError) {
                _ = try Theme(toml: toml, file: "my.toml")
                return "read"
            } catch { return error.description }
        }
        #expect(message("name = \"x\"") == "my.toml: the theme has no colour `background`; add it under [colors]")
        #expect(message("[colors]\nbackground = \"blue\"")
            == "my.toml: `background` is blue, which is no colour; write it as \"#rrggbb\"")
        #expect(message("[colors").hasPrefix("my.toml: the theme is not TOML"))
        #expect(ThemeError.unknown("pape", known: ["mosaic", "paper"]).description
            == "there is no theme named pape; choose one of mosaic, paper")
    }
}
