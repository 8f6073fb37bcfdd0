import Numerics
import Raster

/// A folder of image files (`ImageFormat`) of any size, at any depth (torchvision's ImageFolder): cropped to the centre square, then resized by
/// area averaging.
///
/// The class of an image is its first-level subfolder. There are no classes where an image lies outside the subfolders or where there
/// are more than 256. Images that cannot be read are skipped and reported.
enum ImageFolderReader {
    /// The sizes to choose from by default.
    static let defaultSizes = [64, 32, 28, 16, 8]
    /// Images inspected to choose size and channels.
    private static let sampleCount = 64

    static func isImage(_ file: String) -> Bool { ImageFormat.isImage(file) }

    /// Reads every image below `folder`.
    /// - Parameters:
    ///   - size: width and height; nil chooses the largest of `defaultSizes` that at least half of the images reach.
    ///   - channels: 1 or 3; nil chooses 3 where any image of a sample of 64 has colour.
    static func read(
        _ folder: String, files: [String], size: Int?, channels: Int?, name: String, threads: Int,
        progress: (String, Double) -> Void
    ) throws(DataError) -> ImageSet {
        var chosen: (size: Int, channels: Int)?
        if size == nil || channels == nil {
            chosen = inspect(files, in: folder, threads: threads) { progress("inspecting \(name)", $0) }
        }
        let (side, depth) = (size ?? chosen?.size ?? 32, channels ?? chosen?.channels ?? 3)
        try DataError.checkMemory(files.count * side * side * depth, path: folder)

        var pixels: [UInt8] = [], read: [String] = [], skipped: [SkippedFile] = []
        pixels.reserveCapacity(files.count * side * side * depth)
        ThreadPool(threads).forEachResult(files.count, progress: { progress("reading \(name)", $0) }) { i in
            decode("\(folder)/\(files[i])").map { $0.square(side: side).with(channels: depth).pixels }
        } _: { i, result in
            switch result {
            case .success(let image):
                pixels += image
                read.append(files[i])
            case .failure(let problem): skipped.append(SkippedFile(file: files[i], reason: problem.reason))
            }
        }
        guard !read.isEmpty else { throw .noGoodImage(path: folder, skipped: skipped.count, first: skipped[0]) }
        let classes = classes(of: read)
        return ImageSet(
            name: name, height: side, width: side, channels: depth, pixels: pixels, labels: classes?.labels,
            classNames: classes?.names, skipped: skipped)
    }

    private struct Unreadable: Error { var reason: String }

    private static func decode(_ path: String) -> Result<Bitmap, Unreadable> {
        do throws(ImageError) {
            return .success(onWhite(try ImageFile.read(path)))
        } catch {
            return .failure(Unreadable(reason: error.what))
        }
    }

    /// The image over white, since the colours of transparent pixels are often arbitrary.
    private static func onWhite(_ image: ImageFile.Contents) -> Bitmap {
        guard let alpha = image.alpha else { return image.bitmap }
        var bitmap = image.bitmap
        for (i, cover) in alpha.pixels.enumerated() where cover < 255 {
            let (opacity, white) = (Int(cover), 255 * (255 - Int(cover)))
            for j in i * bitmap.channels..<(i + 1) * bitmap.channels {
                let mixed = Int(bitmap.pixels[j]) * opacity + white
                bitmap.pixels[j] = UInt8((mixed + 127) / 255)
            }
        }
        return bitmap
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
