/// The pictures that samples are held against: those to train on, and those held out.
public struct EvaluationData: Sendable {
    public var training: ImageSet
    public var heldOut: ImageSet
    /// True where the held-out pictures are a tenth of data that has no test half: a generator trained on all of the
    /// data has seen them, so its memorising them would not show.
    public var isSplit: Bool

    public init(training: ImageSet, heldOut: ImageSet, isSplit: Bool = false) {
        precondition(
            (training.height, training.width, training.channels) == (heldOut.height, heldOut.width, heldOut.channels),
            "both halves have one size")
        (self.training, self.heldOut, self.isSplit) = (training, heldOut, isSplit)
    }

    private static let splitSeed: UInt64 = 10

    /// Reads the data called `name`, and its test half or, where it has none, a fixed tenth of it.
    public static func open(_ name: String, size: Int? = nil, channels: Int? = nil,
                            progress: (String, Double) -> Void = { _, _ in }) throws(DataError) -> EvaluationData {
        let name = name.hasSuffix(":test") ? String(name.dropLast(5)) : name
        return try around(DataSource.open(name, size: size, channels: channels, progress: progress), progress: progress)
    }

    /// What belongs to pictures that are in memory already: the test half of the data they were read from, in their
    /// size, or a tenth of themselves.
    public static func around(_ all: ImageSet, progress: (String, Double) -> Void = { _, _ in }) throws(DataError)
        -> EvaluationData
    {
        do {
            let test = try DataSource.open(
                all.name + ":test", size: all.height == all.width ? all.height : nil, channels: all.channels,
                progress: progress)
            return EvaluationData(training: all, heldOut: test)
        } catch .noTestHalf {
            return split(all)
        }
    }

    /// Holds out a tenth of `all`, the same one every time.
    public static func split(_ all: ImageSet) -> EvaluationData {
        let order = Pick.indices(all.count, of: all.count, seed: splitSeed), count = max(1, all.count / 10)
        return EvaluationData(
            training: all.subset(order[count...].sorted()), heldOut: all.subset(order[..<count].sorted()), isSplit: true
        )
    }

    /// The same in the size that features are taken of.
    func sizedForFeatures(progress: (String, Double) -> Void) -> EvaluationData {
        EvaluationData(
            training: training.sizedForFeatures(progress: progress),
            heldOut: heldOut.sizedForFeatures(progress: progress),
            isSplit: isSplit)
    }
}

extension ImageSet {
    /// The pictures `indices`, in this order.
    public func subset(_ indices: some Sequence<Int>) -> ImageSet {
        let indices = Array(indices)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(indices.count * stride)
        for index in indices { bytes += pixels[index * stride..<(index + 1) * stride] }
        return ImageSet(name: name, height: height, width: width, channels: channels, pixels: bytes,
            labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames, skipped: skipped)
    }

    /// At most 64 pixels high and wide: what larger pictures have more is texture, which takes a larger network than a
    /// minute trains.
    func sizedForFeatures(progress: (String, Double) -> Void) -> ImageSet {
        max(height, width) <= 64 ? self : converted(size: 64, channels: nil, progress: progress)
    }
}
