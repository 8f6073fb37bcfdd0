package import Raster

/// What an image file says of its making: the text that was written with it, for `tessera show --info` and the studio.
package struct ImageInfo: Sendable, Equatable, Encodable {
    package struct Entry: Sendable, Equatable, Encodable {
        package let key, value: String
    }

    package let path: String
    package let format: String
    package let width, height: Int
    package let isColoured: Bool
    /// In the order of the file; a key may occur twice, as in a repair of a repaired image.
    package let entries: [Entry]

    private enum CodingKeys: String, CodingKey {
        case path, format, width, height
        case isColoured = "colour", entries = "provenance"
    }

    package init(_ path: String, _ contents: ImageFile.Contents) {
        (self.path, format) = (path, contents.metadata.format.rawValue)
        (width, height) = (contents.bitmap.width, contents.bitmap.height)
        isColoured = contents.bitmap.channels > 1
        entries = contents.text.map { Entry(key: $0.key, value: $0.value) }
    }

    /// Reads the file at `path`.
    /// - Throws: `ImageError`.
    package init(_ path: String) throws(ImageError) { self.init(path, try ImageFile.read(path, partial: true)) }

    private static let prefix = "tessera."

    /// A row of what is shown: a key in a column of its own, empty where a value goes on, and text.
    package struct Row: Sendable, Equatable {
        package let key, text: String
    }

    /// The image, then what Tessera wrote, then the rest. Each line of a value has a row, so that no value looks like a key; control characters
    /// are left to what shows the rows.
    package var rows: [Row] {
        let head = Row(
            key: "", text: "\(PathText.shown(path)): \(format), \(width)x\(height), \(isColoured ? "colour" : "grey")")
        let own = entries.filter { $0.key.hasPrefix(Self.prefix) }
        let others = entries.filter { !$0.key.hasPrefix(Self.prefix) }
        let named = own.map { ($0.key.dropFirst(Self.prefix.count), $0.value) } + others.map { ($0.key[...], $0.value) }
        let column = named.map(\.0.count).max() ?? 0
        let values = named.flatMap { key, value in
            value.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
                Row(key: (index == 0 ? key : "").padded(to: column), text: String(line))
            }
        }
        let missing =
            entries.isEmpty
            ? "no provenance: the file has no text"
            : own.isEmpty ? "no provenance: Tessera did not write this file" : nil
        return [head] + values + (missing.map { [Row(key: "", text: $0)] } ?? [])
    }

    /// The rows as lines.
    package var lines: [String] { rows.map { $0.key.isEmpty ? $0.text : $0.key + "  " + $0.text } }
}

extension Substring {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(width - count, 0))
    }
}
