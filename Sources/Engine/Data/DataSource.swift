import Raster

/// The names data goes by, and how a name becomes pictures.
public enum DataSource {
    /// The data that needs no path.
    public static let names = ["fashion-mnist", "fashion-mnist:test", "shapes", "shapes:test"]

    /// The widths and heights pictures may be brought to.
    public static let sizes = 4...1024

    /// Reads the data called `name`, in memory and of one size.
    ///
    /// `name` is `fashion-mnist`, `shapes` (drawn by the program), an IDX file, or a folder of IDX files, CIFAR-10
    /// binary batches or pictures, perhaps in subfolders `train` and `test`. A trailing `:test` takes the half held out of
    /// training, where there is one.
    /// - Parameters:
    ///   - size: width and height; nil takes the data's own.
    ///   - channels: 1 (grey) or 3 (RGB); nil takes the data's own.
    ///   - progress: what is being done and how much of it is done, 0...1; called on the caller's thread.
    public static func open(_ name: String, size: Int? = nil, channels: Int? = nil,
                            progress: (String, Double) -> Void = { _, _ in }) throws(DataError) -> ImageSet {
        try check(size: size, channels: channels, of: name)
        let (base, test) = split(name)
        switch base {
        case "fashion-mnist":
            return try FashionMNIST.read(test: test, name: name, progress: progress)
                .converted(size: size, channels: channels, progress: progress)
        case "shapes":
            return Shapes(test: test).draw(size: size, channels: channels, name: name) { part in
                progress("drawing \(name)", part)
            }
        case let path where Listing.isFolder(path):
            return try openFolder(path, test: test, size: size, channels: channels, name: name, progress: progress)
        case let path where Listing.exists(path):
            guard !test else { throw .noTestHalf(name) }
            return try openFile(path, name: name, progress: progress)
                .converted(size: size, channels: channels, progress: progress)
        default:
            guard !base.contains("/") else { throw .unreadable(path: base, reason: "no such file or folder") }
            throw .unknownName(name, nearest: nearest(to: name))
        }
    }

    static func check(size: Int?, channels: Int?, of name: String) throws(DataError) {
        if let size, !sizes.contains(size) { throw .impossibleSize(size, of: name) }
        if let channels, channels != 1 && channels != 3 { throw .impossibleChannels(channels, of: name) }
    }

    /// The name less its `:test`, and whether it had one.
    static func split(_ name: String) -> (base: String, test: Bool) {
        guard name.hasSuffix(":test"), !Listing.exists(name) else { return (name, false) }
        return (String(name.dropLast(5)), true)
    }

    private static func openFolder(_ path: String, test: Bool, size: Int?, channels: Int?, name: String,
                                   progress: (String, Double) -> Void) throws(DataError) -> ImageSet {
        let files = try Listing.entries(path)
        if let images = IDXFolder.images(among: files, test: test) {
            let labels = IDXFolder.labels(for: images, among: files)
            let isFashion = path.contains("fashion-mnist")
            return try IDXFolder.read(images: "\(path)/\(images)", labels: labels.map { "\(path)/\($0)" }, name: name,
                                      classNames: isFashion ? FashionMNIST.classNames : nil, progress: progress)
                .converted(size: size, channels: channels, progress: progress)
        }
        let batches = CIFAR.batches(among: files, test: test)
        if !batches.isEmpty {
            return try CIFAR.read(batches, in: path, name: name, progress: progress)
                .converted(size: size, channels: channels, progress: progress)
        }
        let half = try FolderHalf.subfolder(of: path, test: test, name: name)
        let folder = half.isEmpty ? path : "\(path)/\(half)"
        let pictures = try Listing.files(below: folder, where: PictureFolder.isPicture)
        if !pictures.isEmpty {
            return try PictureFolder.read(folder, files: pictures, size: size, channels: channels, name: name,
                                          progress: progress)
        }
        // One file of another name is IDX all the same where it says so itself.
        let others = files.filter { $0.hasSuffix("ubyte") || $0.hasSuffix("ubyte.gz") }
        if let only = others.first(where: { !$0.contains("labels") }) {
            return try openFile("\(path)/\(only)", name: name, progress: progress)
                .converted(size: size, channels: channels, progress: progress)
        }
        guard !files.contains(where: { $0.contains("labels") && $0.contains("idx1") }) else {
            throw .labelsMissing(path: path)
        }
        throw .noData(path: path)
    }

    /// A single IDX file, with the labels beside it where its name says which they are.
    private static func openFile(_ path: String, name: String,
                                 progress: (String, Double) -> Void) throws(DataError) -> ImageSet {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[..<$0]) } ?? "."
        let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let labels = file.contains("images")
            ? (try? Listing.entries(folder)).flatMap { IDXFolder.labels(for: file, among: $0) } : nil
        return try IDXFolder.read(images: path, labels: labels.map { "\(folder)/\($0)" }, name: name, classNames: nil,
                                  progress: progress)
    }

    /// The known name with the fewest typing errors between it and `name`, nil where none is close.
    private static func nearest(to name: String) -> String? {
        let distances = names.map { ($0, distance(Array(name.lowercased().utf8), Array($0.utf8))) }
        return distances.filter { $0.1 <= max(2, $0.0.count / 2) }.min { $0.1 < $1.1 }?.0
    }

    /// Insertions, deletions and replacements from `a` to `b` (Levenshtein, 1966).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                (diagonal, row[j + 1]) = (row[j + 1], min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1)))
            }
        }
        return row[b.count]
    }
}
