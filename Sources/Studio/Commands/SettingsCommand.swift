import ArgumentParser
import Models
import Runs

/// Prints the settings of a preset, or all of them.
struct SettingsCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "List the settings of a preset with their defaults.")

    @Argument(
        help: ArgumentHelp("A preset (default: all settings, at their common defaults).", valueName: "preset"),
        completion: .list(Preset.all.map(\.name)))
    var preset: String?

    @Flag(help: "Only settings that can change while a run trains.")
    var live = false

    @Flag(help: "Print a JSON array.")
    var json = false

    @OptionGroup var quiet: QuietOption

    private struct Row: Encodable {
        var name, value, allowed, meaning: String
        var isLive: Bool

        enum CodingKeys: String, CodingKey {
            case name, allowed, meaning
            case value = "default", isLive = "live"
        }
    }

    mutating func run() throws {
        let list = try preset.map { try Preset.named($0).settings }
        let rows = Setting.all.filter { list?[$0.name] != nil || list == nil }.filter { $0.isLive || !live }
            .map { setting in
                Row(
                    name: setting.name, value: (list?[setting.name] ?? setting.standard).text,
                    allowed: setting.allowed, meaning: setting.meaning, isLive: setting.isLive)
            }
        if json { return try JSONReport.print(rows) }
        for row in rows {
            print("\(row.name) = \(row.value)    \(row.allowed)\(row.isLive ? ", live" : "")")
            Paragraph.wrapped(row.meaning, width: 76).forEach { print("    \($0)") }
        }
    }
}
