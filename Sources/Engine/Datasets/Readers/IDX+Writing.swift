package import Raster

extension IDX {
    /// Writes `contents` as an uncompressed IDX file of unsigned bytes, atomically.
    package static func write(_ contents: Contents, to path: String) throws(FileError) {
        precondition(
            contents.sizes.reduce(1, *) == contents.bytes.count,
            "\(contents.bytes.count) bytes for sizes \(contents.sizes)")
        precondition(contents.sizes.allSatisfy { $0 <= UInt32.max } && contents.sizes.count < 256)
        var file: [UInt8] = [0, 0, 8, UInt8(contents.sizes.count)]
        file.reserveCapacity(4 + 4 * contents.sizes.count + contents.bytes.count)
        for size in contents.sizes {
            withUnsafeBytes(of: UInt32(size).bigEndian) { file.append(contentsOf: $0) }
        }
        file.append(contentsOf: contents.bytes)
        try AtomicFile.write(file, to: path)
    }

    /// Writes images: sizes (N, H, W) for grey, (N, H, W, 3) for RGB.
    package static func write(_ images: ImageSet, to path: String) throws(FileError) {
        let sizes = [images.count, images.height, images.width] + (images.channels == 1 ? [] : [images.channels])
        try write(Contents(sizes: sizes, bytes: images.pixels), to: path)
    }
}
