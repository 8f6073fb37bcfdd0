import Numerics
import Runs

/// Reads a dataset by its name or path.
package enum DataSource {
    /// The built-in datasets.
    package static let names = ["fashion-mnist", "fashion-mnist:test", "shapes", "shapes:test"]

    /// The image sizes that data can be resized to, in pixels.
    package static let sizes = 4...1024

    /// Reads a dataset into memory, all images in one size.
    ///
    /// `name` is `fashion-mnist`, `shapes` (generated), an IDX file, or a folder of IDX files, CIFAR-10 binary batches or images,
    /// perhaps in subfolders `train` and `test` (or `val`, `validation`, ...). Suffixes say what is read of it: see `DataName`.
    /// - Parameters:
    ///   - size: height and width in pixels, and how images of other proportions are fitted; nil keeps the data's own.
    ///   - channels: 1 (grey), 3 (RGB) or 4 (RGB and alpha); nil keeps the data's own.
    ///   - progress: the current step and its completed fraction, 0...1; called on the caller's thread.
    /// - Throws: `DataError`.
    package static func open(
        _ name: String, size: ImageSizing = nil, channels: Int? = nil, threads: Int = ThreadPool.processors,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError) -> ImageSet {
        try check(size: size, channels: channels, of: name)
        let (base, test) = split(name)
        switch base {
        case "fashion-mnist":
            return try FashionMNIST.read(test: test, name: name, progress: progress)
                .converted(size: size, channels: channels, threads: threads, progress: progress)
        case "shapes":
            return Shapes(test: test).images(size: size, channels: channels, name: name, threads: threads) { part in
                progress("generating \(name)", part)
            }
        case let path:
            if let place = try DataPlace.find(path, progress: progress) {
                guard place.isFolder || !test else { throw .noTestSplit(name) }
                var images =
                    place.isFolder
                    ? try openFolder(
                        place, test: test, size: size, channels: channels, name: name, threads: threads,
                        progress: progress)
                    : try openFile(place.path, name: name, progress: progress)
                        .converted(size: size, channels: channels, threads: threads, progress: progress)
                images.skipped = place.skipped + images.skipped
                return images
            }
            guard !base.contains("/") else { throw .unreadable(path: base, reason: "no such file or folder") }
            throw .unknownName(name, nearest: Spelling.nearest(to: name, among: names).first)
        }
    }

    /// Whether `name` is that of built-in data, or leads to a file, a folder or a set in one.
    /// - Throws: `DataError` for an archive that cannot be read.
    package static func exists(_ name: String) throws(DataError) -> Bool {
        let base = split(name).base
        if names.contains(base) { return true }
        return try DataPlace.find(base) != nil
    }

    static func check(size: ImageSizing, channels: Int?, of name: String) throws(DataError) {
        if let size = size.size, !sizes.contains(size.height) || !sizes.contains(size.width) {
            throw .impossibleSize(size, of: name)
        }
        if let channels, ![1, 3, 4].contains(channels) { throw .impossibleChannels(channels, of: name) }
    }

    /// The name without its suffixes, and whether it is of the test split.
    static func split(_ name: String) -> (base: String, test: Bool) {
        let name = DataName(name)
        return (name.base, name.isTest)
    }

    private static func openFolder(
        _ place: DataPlace, test: Bool, size: ImageSizing, channels: Int?, name: String, threads: Int,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        let path = place.path, files = try FileListing.entries(path), sets = IDXSets(files)
        let set: [String]?
        if let chosen = place.set { set = sets.files(of: chosen) } else { set = try sets.only(in: path) }
        if let set, let images = IDXFolder.images(among: set, test: test) {
            let labels = IDXFolder.labels(for: images, among: set)
            let isFashion = path.contains("fashion-mnist")
            var read = try IDXFolder.read(
                images: "\(path)/\(images)", labels: labels.map { "\(path)/\($0)" }, name: name,
                classNames: isFashion ? FashionMNIST.classNames : nil, progress: progress)
            read.leftOut = try FileListing.leftOut(below: path) { set.contains($0) || $0.hasSuffix(".md5") }
            return read.converted(size: size, channels: channels, threads: threads, progress: progress)
        }
        if let (version, batches) = CIFAR.batches(among: files, in: path, test: test) {
            var read = try version.read(batches, in: path, name: name, progress: progress)
            read.leftOut = try FileListing.leftOut(below: path, isRead: CIFAR.isPart)
            return read.converted(size: size, channels: channels, threads: threads, progress: progress)
        }
        if let file = CIFAR.pickle(among: files, in: path) { throw .pickle(path: "\(path)/\(file)") }
        let folder = try ImageFolder.list(path, DataName(name))
        if !folder.files.isEmpty {
            return try ImageFolderReader.read(
                folder, size: size, channels: channels, name: name, threads: threads, progress: progress)
        }
        // An IDX file that does not follow the naming of MNIST.
        let others = files.filter { $0.hasSuffix("ubyte") || $0.hasSuffix("ubyte.gz") }
        if let only = others.first(where: { !$0.contains("labels") }) {
            return try openFile("\(path)/\(only)", name: name, progress: progress)
                .converted(size: size, channels: channels, threads: threads, progress: progress)
        }
        guard !files.contains(where: { $0.contains("labels") && $0.contains("idx1") }) else {
            throw .labelsMissing(path: path)
        }
        throw .noData(path: path)
    }

    /// A single IDX file, with its labels file where the name follows MNIST.
    private static func openFile(
        _ path: String, name: String,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        let ending = path.lowercased()
        guard ![".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2"].contains(where: ending.hasSuffix) else {
            throw .tar(path: path)
        }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[..<$0]) } ?? "."
        let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let labels =
            file.contains("images")
            ? (try? FileListing.entries(folder)).flatMap { IDXFolder.labels(for: file, among: $0) } : nil
        return try IDXFolder.read(
            images: path, labels: labels.map { "\(folder)/\($0)" }, name: name, classNames: nil,
            progress: progress)
    }
}
