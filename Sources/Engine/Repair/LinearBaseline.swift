package import Datasets
package import Raster
import Tensors

/// The linear baseline: ridge regression of missing pixels on known ones, fitted to whole images of one size.
///
/// Fitted once for all masks: images · size² operations and size² values of memory for images of `size` samples. A repair costs
/// known³ / 3 operations.
package struct LinearBaseline: Sendable {
    private let width: Int, height: Int, channels: Int
    private let ridge: Float
    private let regression: RidgeRegression

    /// Samples of an image at most: the covariance takes the square of it.
    package static let maxSamples = 4096

    /// - Parameters:
    ///   - images: at least one undamaged image.
    ///   - ridge: added to the variance of each known sample, for samples in 0...1.
    /// - Returns: nil for images of more than `maxSamples` samples.
    package init?(fittedTo images: ImageSet, ridge: Float = 1e-3) {
        precondition(images.count > 0, "no image to fit to")
        guard images.stride <= Self.maxSamples else { return nil }
        (width, height, channels, self.ridge) = (images.width, images.height, images.channels, ridge)
        var regression = RidgeRegression(inputs: images.stride, outputs: 0)
        for start in stride(from: 0, to: images.count, by: Self.chunk) {
            let end = min(start + Self.chunk, images.count)
            regression.add(images.pixels.bytes(start * images.stride..<end * images.stride).map { Float($0) / 255 })
        }
        self.regression = regression
    }

    private static let chunk = 1024

    /// The image with predicted values where `mask` marks pixels as missing. Where rounding makes the system singular the image is
    /// returned as it is.
    /// - Precondition: image and mask have the size of the fitted images; some pixels are known.
    package func repaired(_ image: Bitmap, mask: Mask) -> Bitmap {
        precondition(
            image.width == width && image.height == height && image.channels == channels && mask.width == width
                && mask.height == height,
            "an image of \(image.width) x \(image.height) x \(image.channels) for one of \(width) x \(height) x \(channels)"
        )
        let samples = image.pixels.indices, isMissing = { (sample: Int) in mask.damaged[sample / channels] }
        let known = samples.filter { !isMissing($0) }, missing = samples.filter(isMissing)
        precondition(!known.isEmpty, "no pixel is known")
        let values = known.map { Float(image.pixels[$0]) / 255 }
        guard let prediction = regression.expectation(of: missing, given: known, values: values, ridge: ridge) else {
            return image
        }
        var result = image
        for (sample, value) in zip(missing, prediction) {
            result.pixels[sample] = UInt8((min(max(value, 0), 1) * 255).rounded())
        }
        return result
    }
}
