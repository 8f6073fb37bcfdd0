/// How the images that a transposed convolution adds to are cut into chunks: whole images, or, where there are fewer
/// images than threads, bands of rows.
///
/// A chunk owns its pixels: no two threads add to the same pixel, and the order of additions is fixed. Windows across a
/// band's edge are computed once for each band, so bands are tall.
struct ImageBands {
    let images: Int, height: Int
    let chunks: Int
    private let bands: Int
    /// First row of a band, modulo 4.
    private let offset: Int

    /// - Parameters:
    ///   - most: images of a chunk, about.
    ///   - offset: rows from a multiple of 4 to a band's first row; chosen so that few windows lie across the edge.
    init(images: Int, height: Int, most: Int, operations: Int, offset: Int, threads: Int) {
        (self.images, self.height, self.offset) = (images, height, offset)
        let whole = Tiling.chunks(images, atMost: most, operations: operations, threads: threads)
        bands =
            whole == images && images < threads && operations >= 1 << 20
            ? max(1, min((threads + images - 1) / images, height / Self.least)) : 1
        chunks = bands > 1 ? images * bands : whole
    }

    /// Rows of a band, at least.
    private static let least = 12

    /// The images of a chunk, and the rows of each that it owns.
    func part(_ chunk: Int) -> (images: Range<Int>, lines: Range<Int>) {
        guard bands > 1 else { return (Tiling.range(chunk, of: chunks, images), 0..<height) }
        let (image, band) = (chunk / bands, chunk % bands)
        return (image..<image + 1, edge(band)..<edge(band + 1))
    }

    private func edge(_ band: Int) -> Int {
        if band == 0 { return 0 }
        return band == bands ? height : height * band / bands / 4 * 4 + offset
    }

    /// Rows of all images in the largest chunk.
    var mostLines: Int {
        bands > 1
            ? (0..<bands).map { edge($0 + 1) - edge($0) }.max() ?? height : (images + chunks - 1) / chunks * height
    }
}
