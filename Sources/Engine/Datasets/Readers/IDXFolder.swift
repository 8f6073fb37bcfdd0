/// Images and labels in a folder with MNIST's file names, e.g. `train-images-idx3-ubyte.gz`.
enum IDXFolder {
    /// The images file of the split among `files`; for training, any images file where none is named so.
    static func images(among files: [String], test: Bool) -> String? {
        let images = files.filter { $0.contains("images") && $0.contains("idx") && !$0.hasSuffix(".md5") }
        // Uncompressed files come first: they are faster to read.
        let split = images.filter { isTest($0) == test }
        let wanted = split.filter { !$0.hasSuffix(".gz") } + split.filter { $0.hasSuffix(".gz") }
        return wanted.first { $0.contains("train") } ?? wanted.first ?? (test ? nil : images.first)
    }

    /// The labels file that belongs to `images`, compressed or not: of any number of dimensions and type, `labels-idx1-ubyte` or
    /// `labels-idx2-int`.
    static func labels(for images: String, among files: [String]) -> String? {
        guard let kind = images.firstRange(of: "images") else { return nil }
        let start = images[..<kind.lowerBound] + "labels"
        return files.first {
            $0.hasPrefix(start) && !$0.hasSuffix(".md5")
                && $0.dropFirst(start.count).contains(/^[-._]idx[12]-(ubyte|byte|short|int)(\.gz)?$/)
        }
    }

    private static func isTest(_ file: String) -> Bool { file.contains("t10k") || file.contains("test") }

    /// Reads an images file and its labels file, if any.
    static func read(
        images: String, labels: String?, name: String, classNames: [String]?,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        progress("reading \(name)", 0)
        let contents = try IDX.read(images, dimensions: [3, 4])
        let channels = contents.sizes.count == 4 ? contents.sizes[3] : 1
        guard [1, 3, 4].contains(channels) else { throw .impossibleChannels(channels, of: images) }
        let classes = try labels.map { path throws(DataError) in try readLabels(path, count: contents.sizes[0]) }
        progress("reading \(name)", 1)
        return ImageSet(
            name: name, height: contents.sizes[1], width: contents.sizes[2], channels: channels,
            pixels: contents.bytes, labels: classes, classNames: classes == nil ? nil : classNames)
    }

    private static func readLabels(_ path: String, count: Int) throws(DataError) -> [UInt8] {
        let labels = try IDX.readLabels(path)
        guard labels.count == count else { throw .labelCount(path: path, labels: labels.count, images: count) }
        return labels
    }
}
