import Raster

/// A folder of PNG and JPEG files, any size, any depth: cropped to the middle square, then area-averaged to one size.
///
/// The class of a picture is the first-level subfolder it lies in; there are classes only where every picture lies in
/// one of at most 256. Pictures that cannot be read are left out and reported.
enum PictureFolder {
    /// Sizes chosen from when none is asked for.
    static let ownSizes = [64, 32, 28, 16, 8]
    /// Pictures looked at to choose the size and the channels.
    private static let sampleCount = 64

    static func isPicture(_ file: String) -> Bool {
        let name = file.lowercased()
        return name.hasSuffix(".png") || name.hasSuffix(".jpg") || name.hasSuffix(".jpeg")
    }

    /// Reads every picture below `folder`.
    /// - Parameters:
    ///   - size: width and height; nil takes the largest of `ownSizes` that at least half the pictures reach.
    ///   - channels: 1 or 3; nil takes 3 where any picture of a sample of 64 has colour.
    static func read(_ folder: String, files: [String], size: Int?, channels: Int?, name: String,
                     progress: (String, Double) -> Void) throws(DataError) -> ImageSet {
        var own: (size: Int, channels: Int)?
        if size == nil || channels == nil { own = inspect(files, in: folder) { progress("looking at \(name)", $0) } }
        let (side, depth) = (size ?? own?.size ?? 32, channels ?? own?.channels ?? 3)
        try DataError.checkMemory(files.count * side * side * depth, path: folder)

        var pixels: [UInt8] = [], kept: [String] = [], skipped: [SkippedFile] = []
        pixels.reserveCapacity(files.count * side * side * depth)
        Blocks.each(files.count, progress: { progress("reading \(name)", $0) }) { i in
            decode("\(folder)/\(files[i])").map { $0.square(side: side).with(channels: depth).pixels }
        } take: { i, result in
            switch result {
            case .success(let picture):
                pixels += picture
                kept.append(files[i])
            case .failure(let problem): skipped.append(SkippedFile(file: files[i], reason: problem.reason))
            }
        }
        guard !kept.isEmpty else { throw .noGoodPicture(path: folder, skipped: skipped.count, first: skipped[0]) }
        let classes = classes(of: kept)
        return ImageSet(name: name, height: side, width: side, channels: depth, pixels: pixels, labels: classes?.labels,
                        classNames: classes?.names, skipped: skipped)
    }

    private struct Unreadable: Error { var reason: String }

    private static func decode(_ path: String) -> Result<Bitmap, Unreadable> {
        do throws(PictureError) {
            return .success(onWhite(try Picture.read(path)))
        } catch {
            return .failure(Unreadable(reason: error.what))
        }
    }

    /// What is transparent shows white paper: the colours under it are often left over from drawing.
    private static func onWhite(_ picture: Picture.Contents) -> Bitmap {
        guard let alpha = picture.alpha else { return picture.bitmap }
        var bitmap = picture.bitmap
        for (i, cover) in alpha.pixels.enumerated() where cover < 255 {
            let (share, paper) = (Int(cover), 255 * (255 - Int(cover)))
            for j in i * bitmap.channels..<(i + 1) * bitmap.channels {
                let mixed = Int(bitmap.pixels[j]) * share + paper
                bitmap.pixels[j] = UInt8((mixed + 127) / 255)
            }
        }
        return bitmap
    }

    private static func inspect(_ files: [String], in folder: String,
                                progress: (Double) -> Void) -> (size: Int, channels: Int)? {
        let count = min(files.count, sampleCount)
        var found: [(side: Int, channels: Int)] = []
        Blocks.each(count, progress: progress) { i -> (side: Int, channels: Int)? in
            guard case .success(let picture) = decode("\(folder)/\(files[i * files.count / count])") else { return nil }
            return (min(picture.width, picture.height), picture.channels)
        } take: { _, shape in
            if let shape { found.append(shape) }
        }
        guard let channels = found.map(\.channels).max() else { return nil }
        let size = ownSizes.first { size in 2 * found.count { $0.side >= size } >= found.count }
        return (size ?? ownSizes[ownSizes.count - 1], channels)
    }

    private static func classes(of files: [String]) -> (labels: [UInt8], names: [String])? {
        let folders = files.map { file in file.firstIndex(of: "/").map { String(file[..<$0]) } }
        let names = Set(folders.compactMap(\.self)).sorted(by: Listing.precedes)
        guard !folders.contains(nil), names.count <= 256 else { return nil }
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, UInt8.min...UInt8.max))
        return (folders.compactMap { $0.flatMap { numbers[$0] } }, names)
    }
}
