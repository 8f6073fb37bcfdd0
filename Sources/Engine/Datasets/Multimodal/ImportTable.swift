import Raster

/// The table from the new to the old names of imported images, as a CSV file in the imported folder; what was left out has no new name.
package enum ImportTable {
    /// The file's name. Reading the folder again ignores it.
    package static let fileName = "imported-files.csv"

    /// Writes the table of `set`, whose images have the new names `names`.
    /// - Throws: `FileError`.
    static func write(_ set: MultimodalSet, names: [String], to folder: String) throws(FileError) {
        let old = set.images.files ?? names.indices.map { "\(set.images.name)#\($0)" }
        var lines = ["new_name,old_name,left_out_because"]
        lines += zip(names, old).map { "\(field($0)),\(field($1))," }
        lines += set.images.skipped.map { ",\(field($0.file)),\(field($0.reason))" }
        lines += set.images.leftOut.paths.sorted(by: FileListing.precedes).map { ",\(field($0)),not an image" }
        lines += set.faults.map { fault in
            ",\(field(fault.file + (fault.line.map { ":\($0)" } ?? ""))),\(field(fault.reason))"
        }
        try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "\(folder)/\(fileName)")
    }

    /// `text` as a field of CSV.
    private static func field(_ text: String) -> String {
        let shown = PathText.shown(text)
        return shown.contains { ",\"\n\r".contains($0) } ? "\"" + shown.replacing("\"", with: "\"\"") + "\"" : shown
    }
}
