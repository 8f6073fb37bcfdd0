import Raster
import Render
import Runs

/// The user's settings file, studio.toml: options of the screen, and keys.
///
///     theme = "paper"
///     mouse = false
///     [keys.training]
///     pause = ["p", "ctrl-s"]
///
/// Every error in the file is reported, and the rest of the file is used.
package struct StudioSettings: Sendable {
    package private(set) var options = StudioOptions()
    package private(set) var keys = KeyTable.standard
    package private(set) var problems: [String] = []

    package static let name = "studio.toml"
    /// Bytes of the largest file that is read.
    private static let byteLimit = 1 << 20

    /// The folder of the user's settings.
    package static func folder(environment: [String: String]) -> String {
        let home = environment["HOME"] ?? ""
        return (environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config") + "/tessera"
    }

    /// Reads the file in `folder`; a missing file is no problem.
    package init(folder: String) {
        var bytes: [UInt8] = [], failure: FileError?
        do throws(FileError) { bytes = try AtomicFile.read(folder + "/" + Self.name, limit: Self.byteLimit) } catch {
            failure = error
        }
        self.init(toml: String(decoding: bytes, as: UTF8.self), file: Self.name)
        switch failure {
        case nil, .missing: break
        case let failure?: problems = [failure.inStudio]
        }
    }

    /// - Parameter file: the name of the file in messages.
    package init(toml: String, file: String) {
        let table: [String: TOMLValue]
        do throws(TOMLFault) { table = try TOMLValue.read(toml) } catch {
            problems = ["\(file): line \(error.line): \(error.reason); the file is ignored"]
            return
        }
        for key in table.keys.sorted() {
            let value = table[key]
            switch key {
            case "theme": set(value?.text, key, "a name in quotes", file) { $0.theme = $1 }
            case "mouse": set(value?.flag, key, "true or false", file) { $0.mouse = $1 }
            case "ascii": set(value?.flag, key, "true or false", file) { $0.ascii = $1 }
            case "marker":
                set(value?.text.flatMap { Chart.Marker(rawValue: $0) }, key, "braille, block or ascii", file) {
                    $0.marker = $1
                }
            case "color" where value?.text == "auto": break
            case "color":
                set(value?.text.flatMap { ColorMode(rawValue: $0) }, key, "auto, truecolor, 256, 16 or none", file) {
                    $0.color = $1
                }
            case "keys":
                guard let contexts = value?.table else { problems.append("\(file): `keys` must be a table"); continue }
                setKeys(contexts, file)
            default:
                problems.append(
                    "\(file): no setting is named `\(key)`"
                        + Self.nearest(key, ["theme", "mouse", "ascii", "marker", "color", "keys"]))
            }
        }
    }

    private mutating func set<Value>(
        _ value: Value?, _ key: String, _ expected: String, _ file: String, _ use: (inout StudioOptions, Value) -> Void
    ) {
        if let value { use(&options, value) } else { problems.append("\(file): `\(key)` must be \(expected)") }
    }

    private static func nearest(_ word: String, _ words: [String]) -> String {
        Spelling.nearest(to: word, among: words).first.map { "; the nearest is `\($0)`" } ?? ""
    }

    private mutating func setKeys(_ contexts: [String: TOMLValue], _ file: String) {
        for name in contexts.keys.sorted() {
            guard let context = KeyContext(rawValue: name), let bindings = contexts[name]?.table else {
                problems.append(
                    "\(file): `keys.\(name)` is no context" + Self.nearest(name, KeyContext.allCases.map(\.rawValue)))
                continue
            }
            for command in bindings.keys.sorted() {
                let known = keys.bindings(in: context).map(\.line)
                guard known.contains(command) else {
                    problems.append("\(file): \(name) has no command `\(command)`" + Self.nearest(command, known))
                    continue
                }
                let labels =
                    bindings[command]?.text.map { [$0] } ?? bindings[command]?.array?.compactMap(\.text) ?? []
                let new = labels.compactMap { Key(label: $0) }
                for label in labels where Key(label: label) == nil {
                    problems.append("\(file): keys.\(name).\(command): `\(label)` is not a key")
                }
                if new.isEmpty {
                    if labels.isEmpty {
                        problems.append("\(file): keys.\(name).\(command) must be a key in quotes, or a list of keys")
                    }
                    continue
                }
                bind(command, new, in: context, file)
            }
        }
    }

    private mutating func bind(_ line: String, _ new: [Key], in context: KeyContext, _ file: String) {
        for key in new {
            guard let other = keys.binding(key, in: context)?.line, other != line else { continue }
            problems.append("\(file): keys.\(context.rawValue).\(line): \(key.label) is already the key of \(other)")
            return
        }
        guard let index = keys.bindings.firstIndex(where: { $0.line == line && $0.contexts.contains(context) }) else {
            return
        }
        // In its other contexts the binding stays as it is.
        var binding = keys.bindings[index]
        if binding.contexts.count == 1 {
            keys.bindings[index].keys = new
        } else {
            keys.bindings[index].contexts.remove(context)
            (binding.keys, binding.contexts) = (new, [context])
            keys.bindings.insert(binding, at: index)
        }
    }
}
