/// A mask as an image file stores it: which pixels are marked, and how that was decided.
///
/// The one reading of masks for `repair`, `paint`, the studio and the mask folders of a training.
package struct MaskReading: Sendable, Hashable {
    /// What marks a pixel.
    package enum Source: Sendable, Hashable {
        /// An alpha below 128: erased places of an image.
        case transparency
        /// An alpha of 128 and above: strokes of few colours on a transparent layer.
        case strokes
        /// A grey value of 128 and above.
        case brightness
        /// A channel of 128 and above.
        case color
        /// Any colour but black, of a map of a few labels.
        case labels
        /// A mask that was painted, not read from a file.
        case painted
        /// Nothing: the image is wholly transparent.
        case nothing
    }

    package let source: Source
    package let width: Int, height: Int
    /// Row by row; 128 and above is marked.
    package private(set) var values: [UInt8]
    /// Whether the marked and the other pixels are exchanged.
    package private(set) var isInverted = false
    /// The width in pixels over which a repair blends around the marked pixels, 0 for none; from a file of the mask editor.
    package let feather: Int
    /// The file's size where the mask was scaled; nil for the size of the file.
    package private(set) var scaledFrom: Size?

    package struct Size: Sendable, Hashable {
        package let width: Int, height: Int
    }

    /// The key of the text chunk that holds `feather` in a mask file.
    package static let featherKey = "tessera.mask.feather"

    /// Reads the mask at `path`.
    /// - Throws: `MaskError`.
    package static func read(_ path: String) throws(MaskError) -> MaskReading {
        let contents: ImageFile.Contents
        do throws(ImageError) {
            contents = try ImageFile.read(path)
        } catch {
            throw .image(error)
        }
        return try MaskReading(contents, name: path)
    }

    /// - Parameter name: the name in errors.
    /// - Throws: `MaskError.isPicture` for an opaque image that is a picture, not a mask.
    package init(_ contents: ImageFile.Contents, name: String) throws(MaskError) {
        let bitmap = contents.bitmap
        (width, height) = (bitmap.width, bitmap.height)
        let feather = contents.text.first { $0.key == Self.featherKey }.flatMap { Int($0.value) } ?? 0
        self.feather = min(max(feather, 0), Mask.largestFeather)
        if let alpha = contents.alpha, alpha.pixels.contains(where: { $0 < 128 }) {
            (source, values) = Self.reading(alpha, of: bitmap)
            return
        }
        if MaskColors(bitmap).isPicture { throw .isPicture(name: name) }
        (source, values) = Self.reading(bitmap)
    }

    /// The transparent pixels of an image that is to be repaired; nil where no pixel is more transparent than opaque.
    package init?(transparencyOf contents: ImageFile.Contents) {
        guard let alpha = contents.alpha, alpha.pixels.contains(where: { $0 < 128 }) else { return nil }
        (source, width, height, feather) = (.transparency, alpha.width, alpha.height, 0)
        values = alpha.pixels.map { 255 - $0 }
    }

    /// A mask that comes from no file.
    package init(painted mask: Mask) {
        (source, width, height, feather) = (.painted, mask.width, mask.height, 0)
        values = mask.damaged.map { $0 ? 255 : 0 }
    }

    /// By the alpha channel, some of which is below 128.
    private static func reading(_ alpha: Bitmap, of bitmap: Bitmap) -> (Source, [UInt8]) {
        let opaque = alpha.pixels.count { $0 >= 128 }
        if opaque == 0 { return (.nothing, [UInt8](repeating: 0, count: alpha.pixels.count)) }
        // An erased photo keeps many colours; a layer that was painted on has few, and less of it is painted than not.
        if 2 * opaque < alpha.pixels.count, MaskColors.areFew(bitmap, where: alpha) {
            return (.strokes, alpha.pixels)
        }
        return (.transparency, alpha.pixels.map { 255 - $0 })
    }

    /// By the colours of an opaque image.
    private static func reading(_ bitmap: Bitmap) -> (Source, [UInt8]) {
        let isGray = bitmap.channels == 1 || MaskColors.areNeutral(bitmap)
        let values = MaskColors.largestChannel(bitmap)
        if MaskColors.areLabels(bitmap, values, isGray: isGray) {
            return (.labels, values.map { $0 > 0 ? 255 : 0 })
        }
        return (isGray ? .brightness : .color, values)
    }

    /// The marked pixels.
    package var mask: Mask { Mask(width: width, height: height, damaged: values.map { $0 >= 128 }) }

    /// The marked fraction, 0...1; 0 for a mask without pixels.
    package var fraction: Double {
        values.isEmpty ? 0 : Double(values.count { $0 >= 128 }) / Double(values.count)
    }

    /// The other pixels marked.
    package var inverted: MaskReading {
        var other = self
        other.values = values.map { 255 - $0 }
        other.isInverted.toggle()
        return other
    }

    /// The mask turned and mirrored as a stored image is for display.
    package func turned(_ orientation: Orientation) -> MaskReading {
        let (newWidth, newHeight) = orientation.swapsSides ? (height, width) : (width, height)
        return MaskReading(
            source: source, width: newWidth, height: newHeight,
            values: orientation.applied(to: values, width: width, height: height, channels: 1),
            isInverted: isInverted, feather: feather, scaledFrom: scaledFrom)
    }

    /// Whether a size is that of an image as it is stored, before its orientation turned it by a quarter.
    package static func isStored(
        _ width: Int, _ height: Int, turnedTo newWidth: Int, _ newHeight: Int, by orientation: Orientation
    ) -> Bool {
        let rounding = max(width, height, newWidth, newHeight)
        return orientation.swapsSides && width != height && abs(width * newWidth - height * newHeight) <= rounding
    }

    /// The mask at another size. Where it becomes smaller, a pixel is marked that covers a marked one: thin damage stays.
    package func scaled(toWidth newWidth: Int, height newHeight: Int) -> MaskReading {
        if newWidth == width && newHeight == height { return self }
        var result = MaskReading(
            source: source, width: newWidth, height: newHeight, values: [], isInverted: isInverted, feather: feather,
            scaledFrom: scaledFrom ?? Size(width: width, height: height))
        guard !values.isEmpty else {
            result.values = [UInt8](repeating: 0, count: newWidth * newHeight)
            return result
        }
        result.values.reserveCapacity(newWidth * newHeight)
        /// The pixels of this mask below pixel `i` of `count`.
        func covered(_ i: Int, of count: Int, _ size: Int) -> Range<Int> {
            let first = i * size / count
            return first..<max(first + 1, (i + 1) * size / count)
        }
        let columns = (0..<newWidth).map { covered($0, of: newWidth, width) }
        for y in 0..<newHeight {
            let rows = covered(y, of: newHeight, height)
            for x in columns {
                var most: UInt8 = 0
                for row in rows {
                    for i in row * width + x.lowerBound..<row * width + x.upperBound { most = max(most, values[i]) }
                }
                result.values.append(most)
            }
        }
        return result
    }

    private init(
        source: Source, width: Int, height: Int, values: [UInt8], isInverted: Bool, feather: Int, scaledFrom: Size?
    ) {
        (self.source, self.width, self.height, self.values) = (source, width, height, values)
        (self.isInverted, self.feather, self.scaledFrom) = (isInverted, feather, scaledFrom)
    }

    /// Whether this size has the proportions of another, up to the rounding of sides.
    package func hasProportions(ofWidth otherWidth: Int, height otherHeight: Int) -> Bool {
        let rounding = min(max(width, height), max(otherWidth, otherHeight))
        return width > 0 && height > 0 && abs(width * otherHeight - otherWidth * height) <= rounding
    }
}
