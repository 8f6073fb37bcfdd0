import Numerics
import Raster
import Runs

/// A folder of image files (`ImageFormat`) of any size, at any depth (torchvision's ImageFolder), fitted to one size; see `ImageFit`.
///
/// Images that cannot be read are skipped and reported.
enum ImageFolderReader {
    /// The sizes to choose from by default.
    static let defaultSizes = [64, 32, 28, 16, 8]
    /// Images inspected to choose size and channels.
    private static let sampleCount = 64

    static func isImage(_ file: String) -> Bool { ImageFormat.isImage(file) }

    /// Reads every image of `folder`.
    /// - Parameters:
    ///   - sizing: height and width, and how images of other proportions are fitted; nil chooses the largest square of `defaultSizes` that
    ///     at least half of the images reach.
    ///   - channels: 1, 3 or 4; nil chooses 3 where any image of a sample of 64 has colour.
    ///   - cache: has the pixels of an earlier reading; nil decodes in any case.
    static func read(
        _ source: ImageFolder, size sizing: ImageSizing, channels: Int?, name: String, threads: Int,
        cache: PixelCache? = PixelCache.current, progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        let (folder, files) = (source.path, source.files)
        var chosen: (size: Int, channels: Int)?
        if sizing.size == nil || channels == nil {
            chosen = inspect(files, in: folder, threads: threads) { progress("inspecting \(name)", $0) }
        }
        let size = sizing.size ?? ImageSize(chosen?.size ?? 32), depth = channels ?? chosen?.channels ?? 3
        let bytes = size.height * size.width * depth
        func decodeAll() throws(DataError) -> PixelCache.Images {
            // Pixels of the cache are mapped: they need no memory of their own.
            try DataError.checkMemory(files.count * bytes, path: folder)
            return decode(
                files, in: folder, ImageSizing(size, fit: sizing.fit), channels: depth, name: name, threads: threads,
                progress: progress)
        }
        let images: PixelCache.Images
        if let cache {
            images = try cache.images(
                of: files, in: folder, before: source.state(threads: threads),
                settings: "\(size.text)x\(depth) \(sizing.fit.rawValue)", stride: bytes, threads: threads,
                decode: decodeAll)
        } else {
            images = try decodeAll()
        }
        let read = files.without(images.skipped)
        guard !read.isEmpty else {
            throw .noGoodImage(path: folder, skipped: images.skipped.count, first: images.skipped[0])
        }
        let labels = source.classes?.labels(of: read)
        var set = ImageSet(
            name: name, height: size.height, width: size.width, channels: depth, pixels: images.pixels, labels: labels,
            classNames: labels == nil ? nil : source.classes?.names, skipped: source.notes + images.skipped)
        if let note = images.note { set.notes.append(note) }
        set.notes += source.contents.hints
        set.leftOut = source.contents.leftOut
        set.files = source.split.isEmpty ? read : read.map { "\(source.split)/\($0)" }
        set.fitted = FittedImages(count: images.fitted, fit: sizing.fit)
        return set
    }

    private static func decode(
        _ files: [String], in folder: String, _ sizing: ImageSizing, channels depth: Int, name: String, threads: Int,
        progress: (String, Double) -> Void
    ) -> PixelCache.Images {
        let size = sizing.size ?? ImageSize(32)
        var pixels: [UInt8] = [], skipped: [SkippedFile] = [], fitted = 0
        pixels.reserveCapacity(files.count * size.height * size.width * depth)
        ThreadPool(threads).forEachResult(files.count, progress: { progress("reading \(name)", $0) }) { i in
            decode("\(folder)/\(files[i])", channels: depth).map { image in
                (image.fitted(to: size, sizing.fit).with(channels: depth).pixels, image.hasProportions(of: size))
            }
        } _: { i, result in
            switch result {
            case .success((let image, let hasProportions)):
                pixels += image
                if !hasProportions { fitted += 1 }
            case .failure(let problem): skipped.append(SkippedFile(file: files[i], reason: problem.reason))
            }
        }
        return PixelCache.Images(pixels: PixelBytes(pixels), skipped: skipped, fitted: fitted)
    }

    private struct Unreadable: Error { var reason: String }

    /// - Parameter channels: of the data; with 4, alpha is kept, else the image is over white.
    private static func decode(_ path: String, channels: Int = 3) -> Result<Bitmap, Unreadable> {
        do throws(ImageError) {
            let contents = try ImageFile.read(path)
            return .success(channels == 4 ? contents.withAlpha : contents.onWhite)
        } catch {
            return .failure(Unreadable(reason: error.what))
        }
    }

    private static func inspect(
        _ files: [String], in folder: String, threads: Int,
        progress: (Double) -> Void
    ) -> (size: Int, channels: Int)? {
        let count = min(files.count, sampleCount)
        var found: [(side: Int, channels: Int)] = []
        ThreadPool(threads).forEachResult(count, progress: progress) { i -> (side: Int, channels: Int)? in
            guard case .success(let image) = decode("\(folder)/\(files[i * files.count / count])") else { return nil }
            return (min(image.width, image.height), image.channels)
        } _: { _, shape in
            if let shape { found.append(shape) }
        }
        guard let channels = found.map(\.channels).max() else { return nil }
        let size = defaultSizes.first { size in 2 * found.count { $0.side >= size } >= found.count }
        return (size ?? defaultSizes[defaultSizes.count - 1], channels)
    }
}
