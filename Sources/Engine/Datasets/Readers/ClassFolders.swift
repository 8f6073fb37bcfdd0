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

    /// - Parameter splits: the image files of each split, as paths below it.
    /// - Returns: nil where no split has all its images in folders, or where there are more classes than `limit`.
    init?(splits: [[String]], depth: Int) {
        let found = Self.found(splits, depth: depth)
        guard !found.isEmpty, found.count <= Self.limit else { return nil }
        (names, self.depth) = (found.map(PathText.shown), depth)
        labels = Dictionary(uniqueKeysWithValues: zip(found.map { Substring($0) }, UInt8.min...UInt8.max))
    }

    /// The class names of all splits that have classes, sorted.
    private static func found(_ splits: [[String]], depth: Int) -> [String] {
        var all: Set<Substring> = []
        for files in splits {
            var names: Set<Substring?> = []
            for file in files { names.insert(name(of: file, depth: depth)) }
            if !names.contains(nil) { all.formUnion(names.compactMap(\.self)) }
        }
        return all.map { String($0) }.sorted(by: FileListing.precedes)
    }

    /// The first `depth` folders of `file`, fewer where it lies higher; nil outside of folders. Nothing is copied: large data has many files.
    private static func name(of file: String, depth: Int) -> Substring? {
        var end: String.Index?, left = depth
        for index in file.utf8.indices where file.utf8[index] == UInt8(ascii: "/") {
            (end, left) = (index, left - 1)
            if left == 0 { break }
        }
        return end.map { file[..<$0] }
    }

    /// The labels of `files`; nil where one of them lies outside of folders.
    func labels(of files: [String]) -> [UInt8]? {
        let found = files.map { file in Self.name(of: file, depth: depth).flatMap { labels[$0] } }
        return found.contains(nil) ? nil : found.compactMap(\.self)
    }

    /// Classes without an image among `files`, the images of the split `split`, and too many classes, as entries of a report.
    static func notes(_ files: [String], of split: String, splits: [[String]], depth: Int) -> [SkippedFile] {
        let all = found(splits, depth: depth)
        if all.count > limit {
            return [
                SkippedFile(
                    file: "classes",
                    reason:
                        "\(all.count) folders, and at most \(limit) can be classes: the images are read without classes"
                )
            ]
        }
        let here = Set(files.compactMap { name(of: $0, depth: depth) })
        guard !here.isEmpty, !split.isEmpty else { return [] }
        return all.filter { !here.contains(Substring($0)) }.map {
            SkippedFile(file: "\(split)/\($0)", reason: "the class has images in the other split, and none in this one")
        }
    }
}
