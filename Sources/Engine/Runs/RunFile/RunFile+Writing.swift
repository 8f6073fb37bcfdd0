package import Raster

extension RunFile {
    /// Writes `run.toml` atomically.
    package func write(to path: String) throws(FileError) {
        try AtomicFile.write(Array(toml.utf8), to: path)
    }

    /// The text of `run.toml`: the run, then `[settings]` sorted by name, then changes and rollbacks.
    package var toml: String {
        var lines = [
            "# A run of Tessera: how it was started, and all settings.",
            "# `tessera train --resume --run FOLDER` reads data, masks, steps and minutes here; settings are those of the checkpoint,",
            "# changed by the settings given with it. Steps and minutes count from the start of the run.",
            "",
            Self.line("version", .text(version)),
            Self.line("preset", .text(preset)),
            Self.line("data", .text(data)),
            // TOML integers have 64 bits with a sign.
            Self.line("seed", Int(exactly: seed).map(Value.integer) ?? .text(String(seed))),
        ]
        if let steps { lines.append(Self.line("steps", .integer(steps))) }
        if let minutes { lines.append(Self.line("minutes", .real(minutes))) }
        lines.append(Self.line("created", .text(created)))
        if let dataFingerprint { lines.append(Self.line("data_fingerprint", .text(dataFingerprint))) }
        for (key, text) in [
            ("masks", masks), ("masks_fingerprint", masksFingerprint), ("initialized_from", initializedFrom),
        ] {
            if let text { lines.append(Self.line(key, .text(text))) }
        }
        if fit != .crop { lines.append(Self.line("fit", .text(fit.rawValue))) }
        if let partition { lines.append(Self.line("partition", .integer(partition))) }
        if !unknown.isEmpty {
            lines += ["", "# Keys of another version, kept unchanged."] + Self.lines(unknown)
        }
        lines += ["", "[settings]"] + Self.lines(settings) + changeLines + rollbackLines
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ values: [String: Value]) -> [String] {
        values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, value in
            // TOML forbids `a.b = 2` after `a = 1`, so such a name is quoted.
            let clashes = values.keys.contains { name.hasPrefix($0 + ".") }
            return line(name, value, dotted: !clashes)
        }
    }

    private static func line(_ name: String, _ value: Value, dotted: Bool = true) -> String {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isBare =
            dotted
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                            true
                        default: false
                        }
                    }
            }
        return "\(isBare ? name : TOMLValue.quoted(name)) = \(literal(value))"
    }

    static func literal(_ value: Value) -> String {
        switch value {
        case .integer(let number): String(number)
        // Swift's shortest lossless form is valid TOML.
        case .real(let number): number.description
        case .flag(let flag): String(flag)
        case .text(let text): TOMLValue.quoted(text)
        case .other(let toml): toml
        }
    }
}
