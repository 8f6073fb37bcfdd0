import Datasets
import Glibc
import Raster

extension PathMatches {
    /// Files and folders listed at most.
    private static let most = 500

    /// Finds what `query` may mean; reads folders.
    package init(finding query: PathQuery) {
        let text = query.text, isPattern = PathQuery.isPattern(text) && FileState(text) == .missing
        switch query.place {
        case .run:
            // A file with such characters in its name is meant itself.
            let found = FileState(text) == .missing ? Self.glob(isPattern ? text : Self.escaped(text)) : [text]
            self.init(query, found: found, completed: found.count == 1 ? found[0] : text)
        case .write:
            // The folder exists where the file does not.
            let slash = text.firstIndex(of: "/") ?? text.endIndex
            let home = text.hasPrefix("~") ? Self.glob(String(text[..<slash])).first : nil
            let start = home.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
            self.init(query, found: [], completed: start.map { $0 + text[slash...] } ?? text)
        case .form, .commandLine:
            var found = Self.glob(isPattern ? text : Self.escaped(text) + "*")
            if query.place == .form(field: PathQuery.dataField) {
                found = DataSource.names.filter { !$0.hasSuffix(":test") && $0.hasPrefix(text) } + found
            }
            let common = found.dropFirst().reduce(found.first) { $0?.commonPrefix(with: $1) } ?? text
            // A pattern of several files stays until one is left.
            self.init(query, found: found, completed: isPattern && found.count > 1 ? text : common)
        }
    }

    /// The paths that fit a pattern, folders with a slash.
    private static func glob(_ pattern: String) -> [String] {
        var matches = glob_t()
        defer { globfree(&matches) }
        guard PathText.withSystemPath(pattern, { Glibc.glob($0, GLOB_TILDE | GLOB_MARK, nil, &matches) }) == 0 else {
            return []
        }
        return (0..<min(Int(matches.gl_pathc), most)).compactMap { index in
            matches.gl_pathv[index].map { PathText.text(UnsafePointer($0)) }
        }
    }

    /// `text` with nothing that has a meaning in a pattern, but for `~` at its start.
    private static func escaped(_ text: String) -> String {
        String(text.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
    }
}

extension String {
    /// The longest start that both have, in whole letters.
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
