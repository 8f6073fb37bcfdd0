import Foundation
import Models
import Runs
import Testing

/// Pages that repeat what the code says.
@Suite struct DocumentTests {
    private static func page(_ path: String) throws -> String {
        try String(contentsOf: SourceFiles.root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `the table of layers in docs/ARCHITECTURE.md has the arrows of Package.swift`() throws {
        let package = try Self.page("Package.swift"), page = try Self.page("docs/ARCHITECTURE.md")
        let layers = package.matches(of: /(?s)layer\(\s*"(\w+)",\s*uses: \[(.*?)\]/)
        #expect(layers.count == 11)
        let own = Set(layers.map { String($0.1) }).union(["Raster"])
        for layer in layers {
            let uses = layer.2.matches(of: /"(\w+)"/).map { String($0.1) }.filter(own.contains)
            let row = page.split(separator: "\n").first { $0.hasPrefix("| `\(layer.1)` |") }
            let cells = try #require(row, "no row for \(layer.1)").split(
                separator: "|", omittingEmptySubsequences: false)
            #expect(Set(cells[3].matches(of: /`(\w+)`/).map { String($0.1) }) == Set(uses), "the row of \(layer.1)")
        }
    }

    @Test func `docs/settings.md has every setting with its default, allowed values and meaning`() throws {
        let page = try Self.page("docs/settings.md")
        for setting in Setting.all where !setting.name.hasPrefix("corruption.") {
            let live = setting.isLive ? " yes " : " "
            let row =
                "| `\(setting.name)` | \(setting.standard.text) | \(setting.allowed) |\(live)| \(setting.meaning) |"
            #expect(page.contains(row), "\(row)")
        }
    }

    @Test func `every declared setting is in the list that help and forms come from`() {
        let declared = Mirror(reflecting: SettingKeys()).children.count
        #expect(Setting.all.count == declared)
        #expect(Set(Setting.all.map(\.name)).count == declared)
    }

    @Test func `every preset has a page`() throws {
        for preset in Preset.all {
            let page = try (try? Self.page("docs/presets/\(preset.name).md")) ?? Self.page("docs/\(preset.name).md")
            #expect(page.contains("--preset \(preset.name)"), "how to train \(preset.name)")
        }
    }

    @Test func `every preset's page has a PyTorch module with its file, and scripts/check-interop runs it`() throws {
        let script = try Self.page("scripts/check-interop")
        let checked = Set(
            script.matches(of: /for preset in ([^;]+);/).flatMap { $0.1.split(separator: " ").map(String.init) })
        for preset in Preset.all {
            let page = try (try? Self.page("docs/presets/\(preset.name).md")) ?? Self.page("docs/\(preset.name).md")
            let block = try #require(
                page.firstMatch(of: /(?s)## In PyTorch\n.*?```python\n(.*?)```/), "no module of \(preset.name)")
            for part in ["\nfile = ", "generator = nn.Sequential(", "load_state_dict(weights)"] {
                #expect(block.1.contains(part), "\(preset.name): \(part)")
            }
            #expect(checked.contains(preset.name), "\(preset.name) is not checked")
        }
    }

    @Test func `files that the pages name exist`() throws {
        let files = FileManager.default
        let docs = try files.subpathsOfDirectory(atPath: SourceFiles.root.appendingPathComponent("docs").path).map {
            "docs/" + $0
        }
        var count = 0
        for path in ["README.md", "CONTRIBUTING.md"] + docs where path.hasSuffix(".md") {
            let named = try Self.page(path).matches(
                of: /(?:^|[\s(`])((?:Sources|Tests|Benchmarks|scripts|docs|themes|\.ci)\/[\w.\/+-]*\w)/)
            // NAME stands for a name of the reader's.
            for file in named.map({ String($0.1) }) where !file.contains("NAME") {
                count += 1
                #expect(
                    files.fileExists(atPath: SourceFiles.root.appendingPathComponent(file).path), "\(path): \(file)")
            }
        }
        #expect(count > 100)
    }

    @Test func `links between the pages lead somewhere`() throws {
        let files = FileManager.default
        let docs = try files.subpathsOfDirectory(atPath: SourceFiles.root.appendingPathComponent("docs").path).map {
            "docs/" + $0
        }
        for path in ["README.md", "CONTRIBUTING.md"] + docs where path.hasSuffix(".md") {
            let folder = SourceFiles.root.appendingPathComponent(path).deletingLastPathComponent()
            for link in try Self.page(path).matches(of: /\]\(([^)#\s]+)[^)]*\)/) where !link.1.contains("://") {
                #expect(
                    files.fileExists(atPath: folder.appendingPathComponent(String(link.1)).path), "\(path): \(link.1)")
            }
        }
    }
}
