package import Raster

extension IDX {
    /// Writes `contents` as an uncompressed IDX file of unsigned bytes, atomically.
    package static func write(_ contents: Contents, to path: String) throws(FileError) {
        precondition(
            contents.sizes.reduce(1, *) == contents.bytes.count,
            "\(contents.bytes.count) bytes for sizes \(contents.sizes)")
        try AtomicFile.write(header(contents.sizes) + contents.bytes, to: path)
    }

    /// The bytes before the elements of a file of unsigned bytes with the given sizes.
    package static func header(_ sizes: [Int]) -> [UInt8] {
        precondition(sizes.allSatisfy { 0...Int(UInt32.max) ~= $0 } && sizes.count < 256, "sizes \(sizes)")
        return [0, 0, 8, UInt8(sizes.count)]
            + sizes.flatMap { size in (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } }
    }

    /// Writes images: sizes (N, H, W) for grey, (N, H, W, 3) for RGB.
    package static func write(_ images: ImageSet, to path: String) throws(FileError) {
        let sizes = [images.count, images.height, images.width] + (images.channels == 1 ? [] : [images.channels])
        try write(Contents(sizes: sizes, bytes: images.pixels.bytes(images.pixels.indices)), to: path)
    }
}
