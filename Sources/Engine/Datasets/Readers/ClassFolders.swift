import Raster

/// The classes of images in folders: a class for each first-level folder, or for each path of `depth` levels.
///
/// The ids come from the names of all splits, sorted, so that a class that one split lacks does not move the others.
struct ClassFolders: Equatable {
    /// Sorted; the label of a class is its index.
    let names: [String]
    let depth: Int
    private let labels: [Substring: UInt8]

    /// The most classes: labels are bytes.
    static let limit = 256

    /// - Parameter found: the names that `found` returns.
    /// - Returns: nil where no split has all its images in folders, or where there are more classes than `limit`.
    init?(names found: [String], depth: Int) {
        guard !found.isEmpty, found.count <= Self.limit else { return nil }
        (names, self.depth) = (found.map(PathText.shown), depth)
        labels = Dictionary(uniqueKeysWithValues: zip(found.map { Substring($0) }, UInt8.min...UInt8.max))
    }

    /// The class names of all splits that have classes, sorted.
    /// - Parameter splits: the image files of each split, as paths below it.
    static func found(_ splits: [[String]], depth: Int) -> [String] {
        var all: Set<Substring> = []
        for files in splits {
            let names = names(of: files, depth: depth)
            if !names.contains(nil) { all.formUnion(names.compactMap(\.self)) }
        }
        return all.map { String($0) }.sorted(by: FileListing.precedes)
    }

    /// The different names of `files`. Sorted files of one class follow one another, so most names are not looked up.
    private static func names(of files: [String], depth: Int) -> Set<Substring?> {
        var names: Set<Substring?> = [], last: Substring?
        for file in files {
            let name = name(of: file, depth: depth)
            if let name, let last, isSame(name, last) { continue }
            names.insert(name)
            last = name
        }
        return names
    }

    /// Whether the bytes are the same.
    private static func isSame(_ a: Substring, _ b: Substring) -> Bool {
        a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
    }

    /// The first `depth` folders of `file`, fewer where it lies higher; nil outside of folders. Nothing is copied: large data has many files.
    private static func name(of file: String, depth: Int) -> Substring? {
        let bytes = file.utf8
        var end: String.Index?, start = bytes.startIndex
        for _ in 0..<depth {
            guard let slash = bytes[start...].firstIndex(of: UInt8(ascii: "/")) else { break }
            (end, start) = (slash, bytes.index(after: slash))
        }
        return end.map { file[..<$0] }
    }

    /// The labels of `files`; nil where one of them lies outside of folders.
    func labels(of files: [String]) -> [UInt8]? {
        var found: [UInt8] = [], last: (name: Substring, label: UInt8)?
        found.reserveCapacity(files.count)
        for file in files {
            guard let name = Self.name(of: file, depth: depth) else { return nil }
            if let last, Self.isSame(last.name, name) {
                found.append(last.label)
            } else {
                guard let label = labels[name] else { return nil }
                found.append(label)
                last = (name, label)
            }
        }
        return found
    }

    /// Classes without an image among `files`, the images of the split `split`, and too many classes, as entries of a report.
    /// - Parameter all: the names that `found` returns.
    static func notes(_ files: [String], of split: String, names all: [String], depth: Int) -> [SkippedFile] {
        if all.count > limit {
            return [
                SkippedFile(
                    file: "classes",
                    reason:
                        "\(all.count) folders, and at most \(limit) can be classes: the images are read without classes"
                )
            ]
        }
        guard !split.isEmpty else { return [] }
        let here = Set(names(of: files, depth: depth).compactMap(\.self))
        guard !here.isEmpty else { return [] }
        return all.filter { !here.contains(Substring($0)) }.map {
            SkippedFile(file: "\(split)/\($0)", reason: "the class has images in the other split, and none in this one")
        }
    }
}
