/// Both halves of some data with what is known of the pictures: those to train on and, where there are any, those held out.
public struct DataHalves: Sendable {
    public var training: PairedSet
    public var heldOut: PairedSet?

    public init(training: PairedSet, heldOut: PairedSet? = nil) { (self.training, self.heldOut) = (training, heldOut) }

    /// Reads the data called `name` and its test half, see `PairedSource.open`.
    public static func open(_ name: String, size: Int? = nil, channels: Int? = nil, makesCaptions: Bool = true, speech: Speech? = Speech(),
                            progress: (String, Double) -> Void = { _, _ in }) throws(DataError) -> DataHalves {
        let training = try PairedSource.open(name, size: size, channels: channels, makesCaptions: makesCaptions, speech: speech,
                                             progress: progress)
        let (base, isTest) = DataSource.split(name)
        guard !isTest else { return DataHalves(training: training) }
        do {
            // In the size of the training half, whatever its own would be.
            let heldOut = try PairedSource.open(base + ":test", size: training.images.squareSize, channels: training.images.channels,
                                                makesCaptions: makesCaptions, speech: speech, progress: progress)
            return DataHalves(training: training, heldOut: heldOut)
        } catch .noTestHalf {
            return DataHalves(training: training)
        }
    }

    /// At most `count` pictures of each half; the seed says which.
    public func sample(_ count: Int, seed: UInt64) -> DataHalves {
        DataHalves(training: training.sample(count, seed: seed), heldOut: heldOut?.sample(count, seed: seed))
    }

    /// Writes the halves to `train` and `test` below `folder`, or the one there is to the folder itself; see `PairedSet.write`.
    /// - Returns: what was left out.
    /// - Throws: `DataError.folderNotEmpty`, and what `PairedSet.write` throws.
    public func write(to folder: String, progress: (String, Double) -> Void = { _, _ in }) throws -> [DataFault] {
        if Listing.exists(folder), try !Listing.entries(folder).isEmpty { throw DataError.folderNotEmpty(path: folder) }
        guard let heldOut else { return try training.write(to: folder, progress: progress) }
        return try training.write(to: folder + "/train") { progress("train: \($0)", $1) }
            + heldOut.write(to: folder + "/test") { progress("test: \($0)", $1) }
    }
}

extension ImageSet {
    /// Width and height where they are the same.
    var squareSize: Int? { width == height ? width : nil }
}
