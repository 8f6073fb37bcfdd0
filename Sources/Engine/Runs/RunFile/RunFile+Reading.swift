import Raster

extension RunFile {
    /// Bytes of the largest file that is read: a recorded change has some 100.
    private static let byteLimit = 64 << 20

    /// Reads `run.toml`.
    /// - Throws: `RunError` for what is no file, a line that is not TOML, a missing key, or a value of the wrong type.
    package static func read(_ path: String) throws(RunError) -> RunFile {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try AtomicFile.read(path, limit: byteLimit) } catch {
            throw .system(doing: "read the settings", path: path, reason: error.what)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .system(doing: "read the settings", path: path, reason: "not a text file in UTF-8")
        }
        return try parse(text, path: path)
    }

    /// Parses the text of a `run.toml`; `path` is for error messages.
    package static func parse(_ text: String, path: String) throws(RunError) -> RunFile {
        let table: [String: TOMLValue]
        do throws(TOMLFault) { table = try TOMLValue.read(text) } catch {
            throw .notTOML(path: path, line: error.line, reason: error.reason)
        }
        var keys = Keys(values: [:], path: path)
        flatten(table, under: "", into: &keys.values)
        (keys.values[changesKey], keys.values[rollbacksKey]) = (nil, nil)
        let settings = keys.takeSettings()
        let seed = try keys.takeSeed()
        return RunFile(
            version: try keys.takeText("version"), preset: try keys.takeText("preset"), data: try keys.takeText("data"),
            seed: seed, steps: try keys.takeSteps(), minutes: try keys.takeMinutes(),
            created: try keys.takeText("created"), dataFingerprint: try keys.takeOptionalText("data_fingerprint"),
            masks: try keys.takeOptionalText("masks"), masksFingerprint: try keys.takeOptionalText("masks_fingerprint"),
            initializedFrom: try keys.takeOptionalText("initialized_from"), fit: try keys.takeFit(),
            partition: try keys.takePartition(), settings: settings, changes: try changes(in: table, path: path),
            rollbacks: try rollbacks(in: table, path: path),
            unknown: keys.values)
    }

    /// Flattens nested tables to dotted names.
    private static func flatten(
        _ table: [String: TOMLValue], under prefix: String, into values: inout [String: Value]
    ) {
        for (key, value) in table {
            let name = prefix.isEmpty ? key : "\(prefix).\(key)"
            switch value {
            case .table(let inner): flatten(inner, under: name, into: &values)
            case .integer(let number): values[name] = .integer(number)
            case .real(let number): values[name] = .real(number)
            case .flag(let flag): values[name] = .flag(flag)
            case .text(let text): values[name] = .text(text)
            case .array, .time: values[name] = .other(value.written)
            }
        }
    }

    /// The keys not yet read; each `take` method removes one.
    private struct Keys {
        var values: [String: Value]
        let path: String

        mutating func takeSettings() -> [String: Value] {
            let prefix = "settings."
            let settings = values.filter { $0.key.hasPrefix(prefix) }
            for key in settings.keys { values[key] = nil }
            return Dictionary(uniqueKeysWithValues: settings.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
        }

        mutating func takeOptionalText(_ key: String) throws(RunError) -> String? {
            switch values.removeValue(forKey: key) {
            case nil: nil
            case .text(let text): text
            case .other(let toml): toml
            default: throw .invalidValue(path: path, key: key, expected: "text in quotes")
            }
        }

        mutating func takeText(_ key: String) throws(RunError) -> String {
            guard let text = try takeOptionalText(key) else { throw .missingKey(path: path, key: key) }
            return text
        }

        mutating func takeSeed() throws(RunError) -> UInt64 {
            switch values.removeValue(forKey: "seed") {
            case nil: throw .missingKey(path: path, key: "seed")
            case .integer(let number) where number >= 0: return UInt64(number)
            case .text(let digits): if let number = UInt64(digits) { return number }
            default: break
            }
            throw .invalidValue(path: path, key: "seed", expected: "a whole number, 0 or more")
        }

        mutating func takeSteps() throws(RunError) -> Int? {
            switch values.removeValue(forKey: "steps") {
            case nil: nil
            case .integer(let number) where number >= 0: number
            default: throw .invalidValue(path: path, key: "steps", expected: "a whole number, 0 or more")
            }
        }

        mutating func takeFit() throws(RunError) -> ImageFit {
            guard let text = try takeOptionalText("fit") else { return .crop }
            guard let fit = ImageFit(rawValue: text) else {
                throw .invalidValue(path: path, key: "fit", expected: ImageFit.names)
            }
            return fit
        }

        mutating func takePartition() throws(RunError) -> Int? {
            switch values.removeValue(forKey: "partition") {
            case nil: nil
            case .integer(let number) where 1...1024 ~= number: number
            default: throw .invalidValue(path: path, key: "partition", expected: "a whole number, 1 to 1024")
            }
        }

        mutating func takeMinutes() throws(RunError) -> Double? {
            guard let value = values.removeValue(forKey: "minutes") else { return nil }
            guard let number = value.number, number.isFinite, number >= 0 else {
                throw .invalidValue(path: path, key: "minutes", expected: "a number, 0 or more")
            }
            return number
        }
    }
}
