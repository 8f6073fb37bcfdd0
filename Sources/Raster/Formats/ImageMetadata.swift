/// What an image file holds around its samples.
package struct ImageMetadata: Sendable, Hashable {
    /// The format that was read.
    package var format: ImageFormat
    /// Bits of a sample in the file.
    package var depth = 8
    /// The profile of the samples as they are in `Contents`; nil for sRGB.
    package var profile: ColorProfile?
    /// The gAMA chunk of a PNG in 1/100000; nil for none.
    package var gamma: Int?
    /// The exponent that makes the stored samples linear, where reading changed their transfer curve to that of sRGB; nil otherwise.
    package var appliedExponent: Double?
    /// x and y of white, red, green and blue in 1/100000, where they are not those of sRGB; nil otherwise.
    package var chromaticities: [Int]?
    /// EXIF data of the upright image: a TIFF file.
    package var exif: [UInt8]?
    /// An XMP packet.
    package var xmp: [UInt8]?
    package var resolution: Resolution?
    /// How a JPEG is compressed.
    package var jpeg: JPEGCoding?
    /// The orientation of the stored image, which reading has undone.
    package var orientation = Orientation.upright

    package init(format: ImageFormat) { self.format = format }

    /// Dots per inch.
    package struct Resolution: Sendable, Hashable {
        package var x: Double, y: Double

        package init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

        static let inchesPerMeter = 39.370_078_740_157_48

        /// Of an image that was turned.
        var swapped: Resolution { Resolution(x: y, y: x) }
    }
}

/// How a JPEG is compressed, for one that is written like it.
package struct JPEGCoding: Sendable, Hashable {
    /// A colour component: 1 for grey, 3 for YCbCr.
    package struct Component: Sendable, Hashable {
        /// Sampling factors.
        package var horizontal: UInt8, vertical: UInt8
        /// The number of its quantization table, 0...3.
        package var table: UInt8
    }

    /// Empty for colours other than grey and YCbCr, whose tables are of no use for those.
    package var components: [Component]
    /// Quantization tables of 64 values; nil where there is none.
    package var tables: [[UInt16]?]
    package var isProgressive: Bool

    /// Whether the colours have the resolution of the brightness (4:4:4).
    package var isFullySampled: Bool {
        components.allSatisfy { $0.horizontal == components[0].horizontal && $0.vertical == components[0].vertical }
    }
}
