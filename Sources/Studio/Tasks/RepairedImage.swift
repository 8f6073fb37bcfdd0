package import Raster

/// Writes repaired images: the one way from a repair to a file, for the command and the studio.
///
/// Known pixels keep the samples of the original file: its bits, its transfer curve, its colour profile. Where the format can, the file keeps
/// what the original has around its samples too; the notes say where it cannot.
package enum RepairedImage {
    /// Reads an image to be repaired: its samples as they are stored, also of a file that ends early.
    /// - Throws: `ImageError`.
    package static func read(_ path: String) throws(ImageError) -> ImageFile.Contents {
        try ImageFile.read(path, colors: .stored, partial: true)
    }

    /// Writes a repaired image in the format of the ending of `path`, with what its original has around the samples.
    /// - Parameters:
    ///   - repaired: the result of the repair of `original.bitmap`; upscaled, it has another size.
    ///   - mask: the repaired pixels; those that are more transparent than opaque become opaque. Nil keeps the transparency.
    ///   - original: the image from `read`.
    ///   - text: the report.
    ///   - quality: 1...100 of JPEG and WebP; nil for that of the original where it is a JPEG.
    /// - Returns: notes for the report: what the original lacks and what the file could not keep.
    /// - Throws: `ImageError`.
    @discardableResult
    package static func write(
        _ repaired: Bitmap, mask: Mask?, of original: ImageFile.Contents, text: [PNG.Text], quality: Int? = nil,
        to path: String
    ) throws(ImageError) -> [String] {
        let format = try ImageFormat(writing: path)
        let image = merged(repaired, mask: mask, original, text)
        let written = try ImageWriter.encode(image, as: format, quality: quality)
        var notes = original.notes + written.notes
        if image.depth == 16, format == .png || format == .tiff, image.samples != original.stored?.values {
            notes.append("known pixels keep their 16 bits a sample, repaired ones have 8")
        } else if original.metadata.depth == 16, image.depth == 8 {
            notes.append("the image is written with 8 bits a sample, which is what the method has")
        }
        if format == .jpeg || (format == .webp && quality != nil) {
            notes.append(try compression(written.bytes, image, mask, format, path))
        }
        do throws(FileError) {
            try AtomicFile.write(written.bytes, to: path)
        } catch {
            throw .file(error)
        }
        return notes
    }

    /// The repaired pixels in the samples of the original file.
    private static func merged(
        _ repaired: Bitmap, mask: Mask?, _ original: ImageFile.Contents, _ text: [PNG.Text]
    ) -> WritableImage {
        let before = original.bitmap, isSameSize = repaired.width == before.width && repaired.height == before.height
        var metadata = original.metadata
        let scaled = StoredValues(metadata.appliedExponent)
        var samples = scaled.bytes(repaired.pixels), alpha: StoredSamples.Values?
        var opacity = original.alpha
        if isSameSize {
            switch original.stored?.values {
            case .bytes(var bytes)?:
                replace(&bytes, where: repaired, differs: before, by: scaled.byte)
                samples = .bytes(bytes)
            case .words(var words)?:
                replace(&words, where: repaired, differs: before, by: scaled.word)
                samples = .words(words)
            case nil: break
            }
        } else {
            opacity = opacity?.resampled(width: repaired.width, height: repaired.height)
            // A file for the size of the original says nothing about the size of the result.
            metadata.resolution = nil
        }
        if let opacity {
            let isFilled: (Int) -> Bool = { i in isSameSize && mask?.damaged[i] == true && opacity.pixels[i] < 128 }
            if case .words = samples {
                let words = original.stored?.alpha ?? opacity.pixels.map { UInt16($0) * 257 }
                alpha = .words(words.indices.map { isFilled($0) ? .max : words[$0] })
            } else {
                alpha = .bytes(opacity.pixels.indices.map { isFilled($0) ? 255 : opacity.pixels[$0] })
            }
        }
        return WritableImage(
            width: repaired.width, height: repaired.height, channels: repaired.channels, samples: samples, alpha: alpha,
            metadata: metadata, text: original.text.filter { !text.contains($0) } + text)
    }

    /// Puts the pixels that a repair changed into the samples of the file.
    /// - Parameter table: what the file stores for each byte.
    private static func replace<Sample>(
        _ samples: inout [Sample], where repaired: Bitmap, differs original: Bitmap, by table: [Sample]
    ) {
        let channels = repaired.channels
        for start in stride(from: 0, to: samples.count, by: channels) {
            let pixel = start..<start + channels
            guard pixel.contains(where: { repaired.pixels[$0] != original.pixels[$0] }) else { continue }
            for i in pixel { samples[i] = table[Int(repaired.pixels[i])] }
        }
    }

    /// What a compression with loss did to the known samples.
    private static func compression(
        _ bytes: [UInt8], _ image: WritableImage, _ mask: Mask?, _ format: ImageFormat, _ path: String
    ) throws(ImageError) -> String {
        let after = try ImageFile.decode(bytes, name: path, colors: .stored).bitmap
        let hasMask = mask.map { $0.width == image.width && $0.height == image.height } ?? false
        var known = 0, changed = 0, largest = 0
        for (i, before) in image.rounded(channels: after.channels).enumerated() {
            if hasMask, mask?.damaged[i / after.channels] == true { continue }
            let difference = abs(Int(before) - Int(after.pixels[i]))
            known += 1
            changed += difference > 0 ? 1 : 0
            largest = max(largest, difference)
        }
        return
            "the compression of \(format.rawValue) changed \(changed) of \(known) known samples, by \(largest) levels at most"
    }
}

/// What a file with another transfer curve stores for each sRGB byte.
private struct StoredValues {
    let byte: [UInt8]
    let word: [UInt16]
    private let isPlain: Bool

    /// - Parameter exponent: that of the file's samples; nil for sRGB.
    init(_ exponent: Double?) {
        isPlain = exponent == nil
        if let exponent {
            let curve = TransferCurve(exponent: exponent)
            byte = curve.fromSRGB(top: 255).map { UInt8($0.rounded()) }
            word = curve.fromSRGB(top: 65535).map { UInt16($0.rounded()) }
        } else {
            byte = (0...255).map { UInt8($0) }
            word = (0...255).map { UInt16($0) * 257 }
        }
    }

    func bytes(_ pixels: [UInt8]) -> StoredSamples.Values { .bytes(isPlain ? pixels : pixels.map { byte[Int($0)] }) }
}
