/// How pictures that several windows add to are cut into chunks: some whole pictures each, or, where there are fewer pictures than
/// lanes, bands of rows.
///
/// A chunk owns its pixels: no two lanes add to the same one, and the order of additions is fixed. Windows that reach over a band's
/// edge are worked on once for each band, so bands are tall.
struct PictureBands {
    let pictures: Int, height: Int
    let chunks: Int
    private let bands: Int
    /// Where bands begin, as a remainder by 4.
    private let phase: Int

    /// - Parameters:
    ///   - most: pictures of a chunk, about.
    ///   - phase: rows by which a band's first one lies behind a multiple of 4, so that fewest windows reach over it.
    init(pictures: Int, height: Int, most: Int, operations: Int, phase: Int, lanes: Int) {
        (self.pictures, self.height, self.phase) = (pictures, height, phase)
        let whole = Tiling.chunks(pictures, atMost: most, operations: operations, lanes: lanes)
        bands = whole == pictures && pictures < lanes && operations >= 1 << 20 ? max(1, min((lanes + pictures - 1) / pictures, height / Self.least)) : 1
        chunks = bands > 1 ? pictures * bands : whole
    }

    /// Rows of a band, at least.
    private static let least = 12

    /// The pictures of a chunk, and the rows that it owns in each.
    func part(_ chunk: Int) -> (pictures: Range<Int>, lines: Range<Int>) {
        guard bands > 1 else { return (Tiling.range(chunk, of: chunks, pictures), 0..<height) }
        let (picture, band) = (chunk / bands, chunk % bands)
        return (picture..<picture + 1, edge(band)..<edge(band + 1))
    }

    private func edge(_ band: Int) -> Int {
        if band == 0 { return 0 }
        return band == bands ? height : height * band / bands / 4 * 4 + phase
    }

    /// Rows of all pictures in the largest chunk.
    var mostLines: Int {
        bands > 1 ? (0..<bands).map { edge($0 + 1) - edge($0) }.max() ?? height : (pictures + chunks - 1) / chunks * height
    }
}
