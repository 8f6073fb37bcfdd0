import Numerics

/// The train split of a dataset and its test split, if it has one.
package struct TrainTestSplit: Sendable {
    package var training: MultimodalSet
    package var heldOut: MultimodalSet?

    package init(training: MultimodalSet, heldOut: MultimodalSet? = nil) {
        (self.training, self.heldOut) = (training, heldOut)
    }

    /// Reads both splits, see `MultimodalSource.open`.
    package static func open(
        _ name: String, size: ImageSizing = nil, channels: Int? = nil, makesCaptions: Bool = true,
        speech: SpeechSynthesizer? = SpeechSynthesizer(),
        threads: Int = ThreadPool.processors, progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError) -> TrainTestSplit {
        let training = try MultimodalSource.open(
            name, size: size, channels: channels, makesCaptions: makesCaptions, speech: speech,
            threads: threads, progress: progress)
        let data = DataName(name)
        guard !data.isTest else { return TrainTestSplit(training: training) }
        do {
            // In the size of the train split, which is otherwise chosen for each split.
            let heldOut = try MultimodalSource.open(
                data.test.text, size: ImageSizing(training.images.shape.size, fit: size.fit),
                channels: training.images.channels,
                makesCaptions: makesCaptions, speech: speech, threads: threads, progress: progress)
            return TrainTestSplit(training: training, heldOut: heldOut)
        } catch .noTestSplit {
            return TrainTestSplit(training: training)
        }
    }

    /// A random choice of at most `count` images of each split, a function of the seed.
    package func sample(_ count: Int, seed: UInt64) -> TrainTestSplit {
        TrainTestSplit(training: training.sample(count, seed: seed), heldOut: heldOut?.sample(count, seed: seed))
    }

    /// The same with a name for each image: records of a file are numbered, so that a choice of them keeps their numbers.
    package var named: TrainTestSplit {
        var named = self
        named.training.images.nameRecords()
        named.heldOut?.images.nameRecords()
        return named
    }

    /// Writes the splits to `train` and `test` below `folder`, or a single split to the folder itself; see `MultimodalSet.write`.
    /// - Returns: the sounds left out.
    /// - Throws: `DataError.folderNotEmpty`, and what `MultimodalSet.write` throws.
    package func write(
        to folder: String, threads: Int = ThreadPool.processors, progress: (String, Double) -> Void = { _, _ in }
    ) throws -> [DataFault] {
        if FileListing.exists(folder), try !FileListing.entries(folder).isEmpty {
            throw DataError.folderNotEmpty(path: folder)
        }
        guard let heldOut else { return try training.write(to: folder, threads: threads, progress: progress) }
        return try training.write(to: folder + "/train", threads: threads) { progress("train: \($0)", $1) }
            + heldOut.write(to: folder + "/test", threads: threads) { progress("test: \($0)", $1) }
    }
}

extension ImageSet {
    fileprivate mutating func nameRecords() {
        files = files ?? (0..<count).map { "\(name)#\($0)" }
    }
}
