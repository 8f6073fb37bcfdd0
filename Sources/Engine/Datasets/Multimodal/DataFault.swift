/// A fault in the data, reported while the rest is used.
package struct DataFault: Error, Equatable, CustomStringConvertible {
    /// The file, e.g. "metadata.jsonl" or a sound, as a path below the data's folder.
    package var file: String
    /// The line of a metadata file, counted from 1; nil for a fault of the whole file.
    package var line: Int?
    package var reason: String

    package init(file: String, line: Int? = nil, reason: String) {
        (self.file, self.line, self.reason) = (file, line, reason)
    }

    /// One line, e.g. "metadata.csv:12: no such file as images/3.png".
    package var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + reason }
}
