/// Images and labels of a folder that follows MNIST's file names: `train-images-idx3-ubyte.gz` and the like.
enum IDXFolder {
    /// The images file to read among `files`: the one of the wanted half, else the only one there is.
    static func images(among files: [String], test: Bool) -> String? {
        let images = files.filter { $0.contains("images") && $0.contains("idx") && !$0.hasSuffix(".md5") }
        // An unpacked file wins over the same one packed: it reads faster.
        let half = images.filter { isTest($0) == test }
        let wanted = half.filter { !$0.hasSuffix(".gz") } + half.filter { $0.hasSuffix(".gz") }
        return wanted.first { $0.hasPrefix("train") } ?? wanted.first ?? (test ? nil : images.first)
    }

    /// The labels file that belongs to `images`, packed or not.
    static func labels(for images: String, among files: [String]) -> String? {
        func key(_ file: String) -> String { file.hasSuffix(".gz") ? String(file.dropLast(3)) : file }
        let name = key(images).replacing("images", with: "labels")
        let wanted = Set(["idx3", "idx4"].map { name.replacing($0, with: "idx1") })
        return files.first { $0 != images && wanted.contains(key($0)) }
    }

    private static func isTest(_ file: String) -> Bool { file.hasPrefix("t10k") || file.contains("test") }

    /// Reads an images file and, where there is one, its labels file.
    static func read(images: String, labels: String?, name: String, classNames: [String]?,
                     progress: (String, Double) -> Void) throws(DataError) -> ImageSet {
        progress("reading \(name)", 0)
        let pictures = try IDX.read(images, dimensions: [3, 4])
        let channels = pictures.sizes.count == 4 ? pictures.sizes[3] : 1
        guard channels == 1 || channels == 3 else { throw .impossibleChannels(channels, of: images) }
        let classes = try labels.map { path throws(DataError) in try readLabels(path, count: pictures.sizes[0]) }
        progress("reading \(name)", 1)
        return ImageSet(name: name, height: pictures.sizes[1], width: pictures.sizes[2], channels: channels,
                        pixels: pictures.bytes, labels: classes, classNames: classes == nil ? nil : classNames)
    }

    private static func readLabels(_ path: String, count: Int) throws(DataError) -> [UInt8] {
        let labels = try IDX.read(path, dimensions: [1]).bytes
        guard labels.count == count else { throw .labelCount(path: path, labels: labels.count, images: count) }
        return labels
    }
}
