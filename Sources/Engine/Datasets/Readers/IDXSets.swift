/// The sets of IDX files that lie side by side in a folder, by what their names have before "train-images", "test-images" ...
///
/// MNIST's own names belong to the set ""; `emnist-letters-train-images-idx3-ubyte` to the set `emnist-letters`.
struct IDXSets {
    /// The files of each set, images and labels.
    private let sets: [String: [String]]

    init(_ files: [String]) {
        var sets: [String: [String]] = [:]
        for file in files where file.contains("idx") && !file.hasSuffix(".md5") {
            if let name = Self.set(of: file) { sets[name, default: []].append(file) }
        }
        self.sets = sets.filter { $0.value.contains { $0.contains("images") } }
    }

    /// The names, sorted.
    var names: [String] { sets.keys.sorted(by: FileListing.precedes) }

    /// The files of a set; nil where there is none of this name.
    func files(of name: String) -> [String]? { sets[name] }

    /// The files to read where no set is named.
    /// - Throws: `DataError.severalSets` where the names do not say which.
    func only(in folder: String) throws(DataError) -> [String]? {
        // Files with MNIST's own names are the data, whatever lies beside them.
        if let own = sets[""] { return own }
        guard sets.count < 2 else { throw .severalSets(path: folder, names: names) }
        return sets.first?.value
    }

    /// The set of a file; nil for a file of neither images nor labels.
    private static func set(of file: String) -> String? {
        guard let kind = file.firstRange(of: "images") ?? file.firstRange(of: "labels") else { return nil }
        let head = file[..<kind.lowerBound]
        let parts = head.split(whereSeparator: { "-_.".contains($0) }), last = parts.last?.lowercased() ?? ""
        let splits = ["train", "training", "test", "testing", "t10k", "val", "valid", "validation"]
        let name =
            splits.contains(last)
            ? head.dropLast(head.distance(from: parts[parts.count - 1].startIndex, to: head.endIndex)) : head
        return String(name.reversed().drop { "-_.".contains($0) }.reversed())
    }
}
