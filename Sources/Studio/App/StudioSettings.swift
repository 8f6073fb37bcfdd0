import Engine
import Foundation
import Render
import TOMLKit

/// The user's settings file, studio.toml: how the screen looks, and what keys do.
///
///     theme = "paper"
///     mouse = false
///     [keys.training]
///     pause = ["p", "ctrl-s"]
///
/// What is wrong in it is named, mistake by mistake, and the rest is used.
package struct StudioSettings: Sendable {
    package private(set) var options = StudioOptions()
    package private(set) var keys = KeyTable.standard
    package private(set) var problems: [String] = []

    package static let name = "studio.toml"

    /// The folder of the user's settings.
    package static func folder(environment: [String: String]) -> String {
        let home = environment["HOME"] ?? ""
        return (environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config") + "/tessera"
    }

    /// Reads the file in `folder`; none there is no problem.
    package init(folder: String) {
        let file = folder + "/" + Self.name, data = FileManager.default.contents(atPath: file)
        self.init(toml: String(decoding: data ?? Data(), as: UTF8.self), file: Self.name)
        if data == nil, FileManager.default.fileExists(atPath: file) {
            problems = ["\(file): cannot be read; check its permissions"]
        }
    }

    /// - Parameter file: where the text is from, for the messages.
    package init(toml: String, file: String) {
        let table: TOMLTable
        if let fault = TOMLFault.first(in: toml) {
            problems = ["\(file): line \(fault.line): \(fault.reason); the settings are not used"]
            return
        }
        do { table = try TOMLTable(string: toml) } catch {
            problems = ["\(file): not TOML; the settings are not used"]
            return
        }
        for key in table.keys.sorted() {
            let value = table[key]
            switch key {
            case "theme": take(value?.string, key, "a name in quotes", file) { $0.theme = $1 }
            case "mouse": take(value?.bool, key, "true or false", file) { $0.mouse = $1 }
            case "ascii": take(value?.bool, key, "true or false", file) { $0.ascii = $1 }
            case "marker":
                take(value?.string.flatMap { Chart.Marker(rawValue: $0) }, key, "braille, block or ascii", file) {
                    $0.marker = $1
                }
            case "color" where value?.string == "auto": break
            case "color":
                take(value?.string.flatMap { ColorMode(rawValue: $0) }, key, "auto, truecolor, 256, 16 or none", file) {
                    $0.color = $1
                }
            case "keys":
                guard let places = value?.table else { problems.append("\(file): `keys` must be a table"); continue }
                takeKeys(places, file)
            default:
                problems.append("\(file): no setting is named `\(key)`" + Self.nearest(key, ["theme", "mouse", "ascii", "marker", "color", "keys"]))
            }
        }
    }

    private mutating func take<Value>(_ value: Value?, _ key: String, _ expected: String, _ file: String, _ use: (inout StudioOptions, Value) -> Void) {
        if let value { use(&options, value) } else { problems.append("\(file): `\(key)` must be \(expected)") }
    }

    private static func nearest(_ word: String, _ words: [String]) -> String {
        Spelling.nearest(to: word, among: words).first.map { "; the nearest is `\($0)`" } ?? ""
    }

    private mutating func takeKeys(_ places: TOMLTable, _ file: String) {
        for name in places.keys.sorted() {
            guard let place = KeyTable.Place(rawValue: name), let rows = places[name]?.table else {
                problems.append("\(file): `keys.\(name)` is no place" + Self.nearest(name, KeyTable.Place.allCases.map(\.rawValue)))
                continue
            }
            for word in rows.keys.sorted() {
                let known = keys.rows(at: place).map(\.word)
                guard known.contains(word) else {
                    problems.append("\(file): \(name) has no command `\(word)`" + Self.nearest(word, known))
                    continue
                }
                let labels = rows[word]?.string.map { [$0] } ?? rows[word]?.array?.compactMap(\.string) ?? []
                let wanted = labels.compactMap { Key(label: $0) }
                for label in labels where Key(label: label) == nil {
                    problems.append("\(file): keys.\(name).\(word): `\(label)` is no key")
                }
                if wanted.isEmpty {
                    if labels.isEmpty { problems.append("\(file): keys.\(name).\(word) must be a key in quotes, or a list") }
                    continue
                }
                bind(word, wanted, at: place, file)
            }
        }
    }

    private mutating func bind(_ word: String, _ wanted: [Key], at place: KeyTable.Place, _ file: String) {
        for key in wanted {
            guard let holder = keys.row(key, at: place)?.word, holder != word else { continue }
            problems.append("\(file): keys.\(place.rawValue).\(word): \(key.label) is taken by \(holder)")
            return
        }
        guard let index = keys.rows.firstIndex(where: { $0.word == word && $0.places.contains(place) }) else { return }
        // The row may hold for other places too, where it stays as it is.
        var row = keys.rows[index]
        if row.places.count == 1 {
            keys.rows[index].keys = wanted
        } else {
            keys.rows[index].places.remove(place)
            (row.keys, row.places) = (wanted, [place])
            keys.rows.insert(row, at: index)
        }
    }
}

extension Key {
    /// Reads what `label` writes; nil for what is no key.
    package init?(label: String) {
        let named: [Key] = [.enter, .escape, .tab, .backTab, .backspace, .insert, .delete, .up, .down, .left, .right, .home,
                            .end, .pageUp, .pageDown, .character(" ")] + (1...12).map { .function($0) }
        if let key = named.first(where: { $0.label.lowercased() == label.lowercased() }) {
            self = key
        } else if label.count == 1, let letter = label.first {
            self = .character(letter)
        } else if label.lowercased().hasPrefix("ctrl-"), label.count == 6, let letter = label.lowercased().last,
                  letter.isASCII, letter.isLetter {
            self = .control(letter)
        } else {
            return nil
        }
    }
}
