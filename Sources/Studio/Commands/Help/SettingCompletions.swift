import ArgumentParser
import Models
import Runs

/// Completion of `--set name=value`: the names of settings, then the values of those that have few.
package enum SettingCompletions {
    static let kind = CompletionKind.custom { words, _, prefix in completions(prefix, after: words) }

    /// - Parameters:
    ///   - prefix: what is typed of the word.
    ///   - words: the command line, whose `--preset` chooses the names.
    package static func completions(_ prefix: String, after words: [String] = []) -> [String] {
        let preset = words.lastIndex(of: "--preset").flatMap { at in
            words.indices.contains(at + 1) ? try? Preset.named(words[at + 1]) : nil
        }
        let settings = Setting.all.filter { setting in
            preset.map { $0.settings[setting.name] != nil || setting.name == SettingKeys().learningRate.name } ?? true
        }
        guard let sign = prefix.firstIndex(of: "=") else { return settings.map { $0.name + "=" } }
        guard let setting = settings.first(where: { $0.name == prefix[..<sign] }) else { return [] }
        return setting.choices.map { "\(setting.name)=\($0.text)" }
    }
}
