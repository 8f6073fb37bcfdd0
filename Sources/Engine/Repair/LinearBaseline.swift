public import Raster

/// The best linear guess of missing pixels from known ones, learned from whole pictures of one size: what a learned repair has to beat.
///
/// Learned once for all masks: samples · size² operations and size² numbers of memory for pictures of `size` samples. A repair costs
/// known³ / 3 operations.
public struct LinearBaseline: Sendable {
    private let width: Int, height: Int, channels: Int
    private let ridge: Float
    private let regression: RidgeRegression

    /// Samples of a picture, beyond which its covariance would take more memory than a baseline is worth.
    public static let mostSamples = 4096

    /// - Parameters:
    ///   - pictures: at least one, undamaged, of at most `mostSamples` samples.
    ///   - ridge: added to the variance of each known sample, as a share of full scale squared.
    /// - Returns: nil for larger pictures.
    public init?(learning pictures: ImageSet, ridge: Float = 1e-3) {
        precondition(pictures.count > 0, "no picture to learn from")
        guard pictures.stride <= Self.mostSamples else { return nil }
        (width, height, channels, self.ridge) = (pictures.width, pictures.height, pictures.channels, ridge)
        var regression = RidgeRegression(inputs: pictures.stride, outputs: 0)
        for start in stride(from: 0, to: pictures.count, by: Self.piece) {
            let end = min(start + Self.piece, pictures.count)
            regression.add(pictures.pixels[start * pictures.stride..<end * pictures.stride].map { Float($0) / 255 })
        }
        self.regression = regression
    }

    private static let piece = 1024

    /// The picture with linear guesses where `mask` marks pixels as missing; known ones stay, and so does everything where rounding left no
    /// solution.
    /// - Precondition: both of the learned pictures' size; some pixels known.
    public func repaired(_ picture: Bitmap, mask: Mask) -> Bitmap {
        precondition(picture.width == width && picture.height == height && picture.channels == channels && mask.width == width && mask.height == height,
                     "a picture of \(picture.width) x \(picture.height) x \(picture.channels) for one of \(width) x \(height) x \(channels)")
        let samples = picture.pixels.indices, isMissing = { (sample: Int) in mask.damaged[sample / channels] }
        let known = samples.filter { !isMissing($0) }, missing = samples.filter(isMissing)
        precondition(!known.isEmpty, "no pixel is known")
        let values = known.map { Float(picture.pixels[$0]) / 255 }
        guard let guess = regression.expectation(of: missing, given: known, values: values, ridge: ridge) else { return picture }
        var result = picture
        for (sample, value) in zip(missing, guess) { result.pixels[sample] = UInt8((min(max(value, 0), 1) * 255).rounded()) }
        return result
    }
}
