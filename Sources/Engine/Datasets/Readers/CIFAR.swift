/// The binary versions of CIFAR-10 and CIFAR-100: records of one or two labels and three 32 x 32 planes (Krizhevsky, 2009).
///
/// CIFAR-100 has two labels, the coarse class (20) and the fine one (100), which is read.
enum CIFAR: Int {
    case ten = 10, hundred = 100

    static let side = 32
    static let plane = side * side

    /// Bytes of the labels of an image.
    var labels: Int { self == .ten ? 1 : 2 }
    var record: Int { labels + 3 * Self.plane }

    static let classNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]

    /// The version and the batch files of a split in `folder`, whose entries are `files`; nil for other data.
    static func batches(among files: [String], in folder: String, test: Bool) -> (version: CIFAR, files: [String])? {
        let batches = files.filter { $0.hasSuffix(".bin") && $0.hasPrefix(test ? "test_batch" : "data_batch_") }
        if !batches.isEmpty { return (.ten, batches) }
        let file = test ? "test.bin" : "train.bin"
        return files.contains(file) ? (.hundred, [file]) : nil
    }

    /// Whether a file belongs to the data, of either split, so that it is not counted as left out.
    static func isPart(_ file: String) -> Bool {
        file.hasSuffix(".bin")
            || ["batches.meta.txt", "readme.html", "fine_label_names.txt", "coarse_label_names.txt"].contains(file)
    }

    /// The file of `folder` that holds the data as Python pickles; nil where there is none.
    static func pickle(among files: [String], in folder: String) -> String? {
        files.first { file in
            let isNamed =
                file.hasPrefix("data_batch_") || ["test_batch", "batches.meta", "train", "test", "meta"].contains(file)
                || file.hasSuffix(".pkl") || file.hasSuffix(".pickle")
            guard isNamed, !file.hasSuffix(".bin"), let found = try? Gzip("\(folder)/\(file)"), found.limit >= 2,
                let start = try? found.read(2), start.count == 2
            else { return false }
            // The mark of protocols 2 to 5.
            return start[0] == 0x80 && 2...5 ~= start[1]
        }
    }

    /// Reads `files` of `folder`, one after the other.
    func read(
        _ files: [String], in folder: String, name: String,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        var pixels: [UInt8] = [], classes: [UInt8] = []
        for (i, file) in files.enumerated() {
            progress("reading \(file)", Double(i) / Double(files.count))
            try append("\(folder)/\(file)", &pixels, &classes)
        }
        progress("reading \(name)", 1)
        var set = ImageSet(
            name: name, height: Self.side, width: Self.side, channels: 3, pixels: pixels, labels: classes,
            classNames: self == .ten ? Self.classNames : Self.fineNames)
        if self == .hundred {
            let coarse = Self.coarseNames
            set.notes.append(
                "classes are the 100 fine labels of CIFAR-100; its \(coarse.count) coarse labels are not used (\(coarse.prefix(3).joined(separator: ", ")), …)"
            )
        }
        return set
    }

    private func append(_ path: String, _ pixels: inout [UInt8], _ classes: inout [UInt8]) throws(DataError) {
        let file = try Gzip(path), plane = Self.plane, first = labels
        guard file.limit > 0 else { throw .empty(path: path) }
        var count = 0
        while true {
            let bytes = try file.read(min(record, file.limit))
            if bytes.isEmpty { return }
            guard bytes.count == record else {
                throw .recordLength(path: path, bytes: count * record + bytes.count, record: record)
            }
            let label = bytes[first - 1]
            guard label < rawValue else {
                throw .labelRange(path: path, label: Int(label), record: count, limit: rawValue)
            }
            classes.append(label)
            for i in first..<first + plane {
                pixels.append(bytes[i])
                pixels.append(bytes[i + plane])
                pixels.append(bytes[i + 2 * plane])
            }
            count += 1
        }
    }
}
