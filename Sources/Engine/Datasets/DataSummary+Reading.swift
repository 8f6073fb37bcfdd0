import Glibc
import Numerics
import Raster
package import Runs

extension DataSummary {
    /// Bytes of the files that are decoded to look for colour and transparency; of larger data an even choice.
    private static let decodedBytes = 32 << 20
    /// Files decoded at least, where there are so many.
    private static let fewestDecoded = 16

    /// Looks at the data called `name`, without decoding all of large data: the sides of PNG and JPEG files are in their headers.
    /// - Parameters:
    ///   - size: the size to train in; nil for a square.
    ///   - images: the images of this name where they were read already; nil reads them where they are no image files.
    ///   - cache: has what an earlier call found in many files; nil opens them in any case.
    /// - Throws: `DataError`, as opening the data does.
    package static func of(
        _ name: String, size: ImageSize? = nil, images: ImageSet? = nil, threads: Int = ThreadPool.processors,
        cache: PixelCache? = PixelCache.current, progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError) -> DataSummary {
        let parsed = DataName(name)
        if parsed.base == "shapes" {
            let shapes = Shapes(test: parsed.isTest), side = size.map { max($0.width, $0.height) } ?? 32
            return DataSummary(
                name: name, count: shapes.count, smallest: side, largest: side, isColoured: images?.channels ?? 1 > 1,
                size: size, classes: Shapes.classNames.count,
                testImages: parsed.isTest ? nil : Shapes(test: true).count, side: side)
        }
        if !DataSource.names.contains(parsed.base), let place = try DataPlace.find(parsed.base, progress: progress),
            place.isFolder, place.set == nil, try !hasRecords(place.path)
        {
            let folder = try ImageFolder.list(place.path, parsed)
            if !folder.files.isEmpty {
                func look() throws(DataError) -> DataSummary {
                    try of(folder, name: name, size: size, threads: threads, progress: progress)
                }
                let settings = "\(size?.text ?? "any") \(name)"
                var summary: DataSummary
                if let cache {
                    summary = try cache.summary(of: folder, settings: settings, threads: threads, look: look)
                } else {
                    summary = try look()
                }
                summary.testImages = parsed.isTest ? nil : try testFiles(place.path, parsed)
                return summary
            }
        }
        let all: ImageSet
        if let images {
            all = images
        } else {
            all = try DataSource.open(name, threads: threads, progress: progress)
        }
        let (least, most) = (min(all.width, all.height), max(all.width, all.height))
        let isFit = size.map { $0.height * all.width == $0.width * all.height } ?? (least == most)
        return DataSummary(
            name: name, count: all.count, smallest: least, largest: most, isColoured: all.channels > 1,
            otherProportions: isFit ? 0 : all.count, size: size,
            classes: all.labels.map { Set($0).count }, testImages: parsed.isTest ? nil : try testRecords(parsed),
            side: least)
    }

    /// Whether the folder has IDX files or the batches of CIFAR, which come before images.
    private static func hasRecords(_ folder: String) throws(DataError) -> Bool {
        let files = try FileListing.entries(folder)
        return IDXFolder.images(among: files, test: false) != nil
            || CIFAR.batches(among: files, in: folder, test: false) != nil
    }

    /// The number of image files of the test split; nil where there is none.
    private static func testFiles(_ folder: String, _ name: DataName) throws(DataError) -> Int? {
        do {
            return try ImageFolder.list(folder, name.test).files.count
        } catch .noTestSplit {
            return nil
        }
    }

    private static func testRecords(_ name: DataName) throws(DataError) -> Int? {
        do {
            return try DataSource.open(name.test.text).count
        } catch .noTestSplit {
            return nil
        }
    }

    /// What is known of one file.
    private struct Found {
        var width: Int, height: Int
        /// nil where the file was not decoded.
        var decoded: (isColoured: Bool, isTransparent: Bool)?
    }

    private static func of(
        _ folder: ImageFolder, name: String, size: ImageSize?, threads: Int, progress: (String, Double) -> Void
    ) throws(DataError) -> DataSummary {
        let files = folder.files, paths = files.map { "\(folder.path)/\($0)" }
        let bytes = paths.reduce(0) { $0 + bytesOfFile($1) }
        let most = max(fewestDecoded, bytes > decodedBytes ? files.count * decodedBytes / bytes : files.count)
        let step = max(1, (files.count + most - 1) / most)
        var found: [Found] = [], first: SkippedFile?, skipped = 0
        ThreadPool(threads).forEachResult(files.count, progress: { progress("looking at \(name)", $0) }) { i in
            look(at: paths[i], decodes: i % step == 0)
        } _: { i, result in
            switch result {
            case .success(let one): found.append(one)
            case .failure(let error):
                first = first ?? SkippedFile(file: files[i], reason: error.what)
                skipped += 1
            }
        }
        guard !found.isEmpty else {
            throw .noGoodImage(path: folder.path, skipped: skipped, first: first ?? SkippedFile(file: "", reason: ""))
        }
        let sides = found.map { min($0.width, $0.height) }
        let decoded = found.compactMap(\.decoded), target = size ?? ImageSize(1)
        let usual = ImageFolderReader.defaultSizes
        return DataSummary(
            name: name, count: found.count, smallest: sides.min() ?? 0,
            largest: found.map { max($0.width, $0.height) }.max() ?? 0,
            isColoured: decoded.contains(where: \.isColoured),
            transparent: decoded.count(where: \.isTransparent), decoded: step == 1 ? found.count : decoded.count,
            otherProportions: found.count { !Bitmap.hasProportions(width: $0.width, height: $0.height, of: target) },
            size: size, classes: folder.classes?.labels(of: files).map { Set($0).count },
            side: usual.first { side in 2 * sides.count { $0 >= side } >= sides.count } ?? usual[usual.count - 1])
    }

    private static func look(at path: String, decodes: Bool) -> Result<Found, ImageError> {
        if !decodes, let sides = ImageHeader.read(path) {
            return .success(Found(width: sides.width, height: sides.height))
        }
        do throws(ImageError) {
            let contents = try ImageFile.read(path), bitmap = contents.bitmap
            return .success(
                Found(
                    width: bitmap.width, height: bitmap.height,
                    decoded: (bitmap.channels > 1, contents.alpha?.pixels.contains { $0 < 255 } ?? false)))
        } catch {
            return .failure(error)
        }
    }

    private static func bytesOfFile(_ path: String) -> Int {
        var state = stat()
        return PathText.withSystemPath(path) { stat($0, &state) } == 0 ? Int(state.st_size) : 0
    }
}
