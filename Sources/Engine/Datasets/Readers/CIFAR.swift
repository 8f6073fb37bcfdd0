/// The binary version of CIFAR-10: records of one label and three 32 x 32 planes (Krizhevsky, 2009).
enum CIFAR {
    static let side = 32
    static let plane = side * side
    static let record = 1 + 3 * plane
    static let classNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]

    /// The batch files among `files`, by name.
    static func batches(among files: [String], test: Bool) -> [String] {
        files.filter { $0.hasSuffix(".bin") && $0.hasPrefix(test ? "test_batch" : "data_batch_") }
    }

    /// Reads `files` of `folder`, one after the other.
    static func read(
        _ files: [String], in folder: String, name: String,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        var pixels: [UInt8] = [], labels: [UInt8] = []
        for (i, file) in files.enumerated() {
            progress("reading \(file)", Double(i) / Double(files.count))
            try append("\(folder)/\(file)", &pixels, &labels)
        }
        progress("reading \(name)", 1)
        return ImageSet(
            name: name, height: side, width: side, channels: 3, pixels: pixels, labels: labels,
            classNames: classNames)
    }

    private static func append(_ path: String, _ pixels: inout [UInt8], _ labels: inout [UInt8]) throws(DataError) {
        let file = try Gzip(path)
        guard file.limit > 0 else { throw .empty(path: path) }
        var count = 0
        while true {
            let bytes = try file.read(min(record, file.limit))
            if bytes.isEmpty { return }
            guard bytes.count == record else {
                throw .recordLength(path: path, bytes: count * record + bytes.count, record: record)
            }
            guard bytes[0] < 10 else { throw .labelRange(path: path, label: Int(bytes[0]), record: count) }
            labels.append(bytes[0])
            for i in 1...plane {
                pixels.append(bytes[i])
                pixels.append(bytes[i + plane])
                pixels.append(bytes[i + 2 * plane])
            }
            count += 1
        }
    }
}
