package import Datasets
import Numerics
package import Raster
package import Runs

/// The data of a run as a search shows it: the embeddings of all images, and images and captions of those that were found.
///
/// Opening it reads the index in the run's folder and asks the system whether the data's files have changed; no image is decoded. Where
/// there is no index, or the data or the run have changed, the data is read and embedded, and the index is written.
package struct SearchIndex: Sendable {
    /// The data's name.
    package let name: String
    /// The embeddings (N, E).
    package let vectors: [Float]
    /// What scores mean.
    package let scale: MatchScale
    private let entries: IndexEntries
    private let images: ImageSource
    private let fit: ImageFit

    private enum ImageSource: Sendable {
        case read(ImageSet)
        /// Mapped from the cache, not yet verified.
        case cached(CachedPixels, ImageShape)
    }

    /// The folder for indices of data that is not a run's own, below `CacheFolder`; nil for none.
    package static var cache: String? { CacheFolder.path().map { "\($0)/indices" } }

    /// Images in the data.
    package var count: Int { vectors.count / EmbeddingSpace.dimension }

    /// - Parameters:
    ///   - data: the name of the data.
    ///   - fit: how images of other proportions are brought to the encoder's size.
    ///   - folder: the run's folder; nil for a checkpoint without its run, and for other data.
    ///   - cache: where the index is kept without a run's folder; nil for nowhere.
    package init(
        _ data: String, _ encoder: MultimodalEncoder, fit: ImageFit, folder: String?, cache: String? = nil,
        threads: Int,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError) {
        (name, self.fit) = (data, fit)
        let shape = encoder.imageShape, size = ImageSizing(shape.size, fit: fit)
        let place =
            folder.map { IndexFile.Place(run: $0) }
            ?? cache.map { IndexFile.Place(cache: $0, encoders: "\(encoder.fingerprint) \(fit.rawValue)", data: data) }
        let state = place == nil ? nil : DataState.of(data, threads: threads)
        let known = place.flatMap { IndexFile.read($0) }.flatMap {
            $0.origin.encoders == encoder.fingerprint ? $0 : nil
        }
        if let known, let state, known.origin.state == state, known.origin.data == data {
            (vectors, entries, scale) = (known.vectors, known.entries, known.scale)
            if let pixels = PixelCache.current?.find(known.origin.pixels), pixels.images == entries.count {
                images = .cached(pixels, shape)
            } else {
                images = .read(
                    try DataSource.open(
                        data, size: size, channels: shape.channels, threads: threads, progress: progress))
            }
            return
        }
        let pairs = try MultimodalSource.open(
            data, size: size, channels: shape.channels, speech: nil, threads: threads, progress: progress)
        let fingerprint = pairs.images.fingerprint
        if let known, known.origin.images == fingerprint {
            vectors = known.vectors
        } else {
            vectors =
                folder.flatMap {
                    EmbeddingFile.read($0)?.images(encoders: encoder.fingerprint, images: fingerprint)
                } ?? encoder.vectors(of: pairs.images) { progress("embedding \(data)", $0) }
        }
        (entries, images) = (IndexEntries(pairs), .read(pairs.images))
        let heldOut = try? MultimodalSource.open(
            DataName(data).test.text, size: size, channels: shape.channels, speech: nil, threads: threads,
            progress: progress)
        scale = MatchScale(
            heldOut ?? pairs, isHeldOut: heldOut != nil, encoder,
            in: EmbeddingIndex(vectors, queries: 128, threads: threads), progress: progress)
        // Files that changed while they were read leave no index.
        if let place, let state, state == DataState.of(data, threads: threads) {
            let origin = IndexFile.Origin(
                encoders: encoder.fingerprint, images: fingerprint, state: state, data: data,
                pixels: pairs.images.pixels.cached?.key ?? "")
            IndexFile(vectors: vectors, entries: entries, origin: origin, scale: scale).write(place)
        }
    }

    /// The images at `indices`. Reads these alone where the data is in the cache of decoded pixels.
    /// - Throws: `DataError` where the cache is damaged and the data cannot be read again.
    package func bitmaps(at indices: [Int], threads: Int) throws(DataError) -> [Bitmap] {
        switch images {
        case .read(let set): return indices.map(set.bitmap)
        case .cached(let pixels, let shape):
            let set =
                pixels.isIntact(images: indices)
                ? ImageSet(name: name, shape: shape, pixels: pixels)
                : try DataSource.open(
                    name, size: ImageSizing(shape.size, fit: fit), channels: shape.channels, threads: threads)
            return indices.map(set.bitmap)
        }
    }

    /// The first caption of an image; nil for none.
    package func caption(at index: Int) -> String? { entries[index].caption }

    /// The path of an image's file below the data's folder; nil for data that is not a folder.
    package func file(at index: Int) -> String? { entries[index].file }

    /// The name of an image's class; nil for none.
    package func label(at index: Int) -> String? { entries[index].label }
}
