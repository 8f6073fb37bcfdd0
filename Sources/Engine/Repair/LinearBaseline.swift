public import Raster

/// The best linear guess of missing pixels from known ones, learned from whole pictures of one size: what a learned repair has to beat.
///
/// Cost: samples · known · (known + missing) operations to learn, known² numbers of memory.
public struct LinearBaseline: Sendable {
    public let mask: Mask
    public let channels: Int
    private let known: [Int], missing: [Int]
    private let solution: RidgeRegression.Solution

    /// - Parameters:
    ///   - pictures: at least one, undamaged.
    ///   - mask: of their size; some pixels known, some missing.
    ///   - ridge: added to the variance of each known sample, as a share of full scale squared.
    /// - Returns: nil where rounding left no solution; a larger ridge has one.
    public init?(learning pictures: ImageSet, mask: Mask, ridge: Float = 1e-3) {
        precondition(pictures.width == mask.width && pictures.height == mask.height && pictures.count > 0,
                     "\(pictures.count) pictures of \(pictures.width) x \(pictures.height), a mask of \(mask.width) x \(mask.height)")
        let channels = pictures.channels
        let samples = mask.damaged.indices.flatMap { pixel in (0..<channels).map { pixel * channels + $0 } }
        (self.mask, self.channels) = (mask, channels)
        known = samples.filter { !mask.damaged[$0 / channels] }
        missing = samples.filter { mask.damaged[$0 / channels] }
        precondition(!known.isEmpty && !missing.isEmpty, "\(known.count) known samples, \(missing.count) missing")
        var regression = RidgeRegression(inputs: known.count, outputs: missing.count)
        let order = known + missing
        for start in stride(from: 0, to: pictures.count, by: Self.piece) {
            var rows: [Float] = []
            rows.reserveCapacity(Self.piece * order.count)
            for picture in start..<min(start + Self.piece, pictures.count) {
                for sample in order { rows.append(Float(pictures.pixels[picture * pictures.stride + sample]) / 255) }
            }
            regression.add(rows)
        }
        guard let solution = regression.solved(ridge: ridge) else { return nil }
        self.solution = solution
    }

    private static let piece = 1024

    /// The picture with linear guesses where pixels are missing; known ones stay.
    public func repaired(_ picture: Bitmap) -> Bitmap {
        precondition(picture.width == mask.width && picture.height == mask.height && picture.channels == channels,
                     "a picture of \(picture.width) x \(picture.height) x \(picture.channels) for one of \(mask.width) x \(mask.height) x \(channels)")
        var guess = Array(solution.means[known.count...])
        for (row, sample) in known.enumerated() {
            let value = Float(picture.pixels[sample]) / 255 - solution.means[row]
            if value == 0 { continue }
            for column in missing.indices { guess[column] += value * solution.weights[row * missing.count + column] }
        }
        var result = picture
        for (sample, value) in zip(missing, guess) { result.pixels[sample] = UInt8((min(max(value, 0), 1) * 255).rounded()) }
        return result
    }
}
