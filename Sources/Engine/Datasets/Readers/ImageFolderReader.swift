import Numerics
import Raster
import Runs

/// A folder of PNG and JPEG files of any size, at any depth (torchvision's ImageFolder), fitted to one size; see `ImageFit`.
///
/// The class of an image is its first-level subfolder. There are no classes where an image lies outside the subfolders or where there
/// are more than 256. Images that cannot be read are skipped and reported.
enum ImageFolderReader {
    /// The sizes to choose from by default.
    static let defaultSizes = [64, 32, 28, 16, 8]
    /// Images inspected to choose size and channels.
    private static let sampleCount = 64

    static func isImage(_ file: String) -> Bool {
        let name = file.lowercased()
        return name.hasSuffix(".png") || name.hasSuffix(".jpg") || name.hasSuffix(".jpeg")
    }

    /// Reads every image below `folder`.
    /// - Parameters:
    ///   - sizing: height and width, and how images of other proportions are fitted; nil chooses the largest square of `defaultSizes` that at least half of the images reach.
    ///   - channels: 1, 3 or 4; nil chooses 3 where any image of a sample of 64 has colour.
    static func read(
        _ folder: String, files: [String], size sizing: ImageSizing, channels: Int?, name: String, threads: Int,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        var chosen: (size: Int, channels: Int)?
        if sizing.size == nil || channels == nil {
            chosen = inspect(files, in: folder, threads: threads) { progress("inspecting \(name)", $0) }
        }
        let size = sizing.size ?? ImageSize(chosen?.size ?? 32), depth = channels ?? chosen?.channels ?? 3
        let bytes = size.height * size.width * depth
        try DataError.checkMemory(files.count * bytes, path: folder)

        var pixels: [UInt8] = [], read: [String] = [], skipped: [SkippedFile] = []
        var fitted = FittedImages(count: 0, fit: sizing.fit)
        pixels.reserveCapacity(files.count * bytes)
        ThreadPool(threads).forEachResult(files.count, progress: { progress("reading \(name)", $0) }) { i in
            decode("\(folder)/\(files[i])", channels: depth).map { image in
                (image.fitted(to: size, sizing.fit).with(channels: depth).pixels, image.hasProportions(of: size))
            }
        } _: { i, result in
            switch result {
            case .success((let image, let hasProportions)):
                pixels += image
                if !hasProportions { fitted.count += 1 }
                read.append(files[i])
            case .failure(let problem): skipped.append(SkippedFile(file: files[i], reason: problem.reason))
            }
        }
        guard !read.isEmpty else { throw .noGoodImage(path: folder, skipped: skipped.count, first: skipped[0]) }
        let classes = classes(of: read)
        var images = ImageSet(
            name: name, height: size.height, width: size.width, channels: depth, pixels: pixels,
            labels: classes?.labels, classNames: classes?.names, skipped: skipped)
        images.fitted = fitted
        return images
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

    private static func classes(of files: [String]) -> (labels: [UInt8], names: [String])? {
        let folders = files.map { file in file.firstIndex(of: "/").map { String(file[..<$0]) } }
        let names = Set(folders.compactMap(\.self)).sorted(by: FileListing.precedes)
        guard !folders.contains(nil), names.count <= 256 else { return nil }
        let labels = Dictionary(uniqueKeysWithValues: zip(names, UInt8.min...UInt8.max))
        return (folders.compactMap { $0.flatMap { labels[$0] } }, names)
    }
}
