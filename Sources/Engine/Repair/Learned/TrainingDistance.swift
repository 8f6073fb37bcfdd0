package import Datasets
import Numerics
package import Raster
package import Runs

/// The distance of an image from the training images of a network: a Gaussian of `ImageStatistics`, fitted to three of four training images
/// and calibrated on the fourth.
package struct TrainingDistance: Sendable, Codable {
    /// What of a network decides which images it was trained on.
    package struct Network: Sendable, Equatable {
        let size: ImageSize
        let channels: Int
        let fit: ImageFit
        /// False for a network that is given noisy images.
        let hasTexture: Bool

        package init(size: ImageSize, channels: Int, fit: ImageFit, hasTexture: Bool) {
            (self.size, self.channels, self.fit, self.hasTexture) = (size, channels, fit, hasTexture)
        }

        var text: String { "\(size.text) \(channels) \(fit.rawValue)\(hasTexture ? " texture" : "")" }
    }

    private let width: Int, height: Int, channels: Int
    private let hasTexture: Bool
    private let mean: [Double]
    /// Unit vectors as rows, and the deviation along each.
    private let axes: [Double], deviations: [Double]
    /// The distance within which 99 % of the training images are that were not fitted.
    private var limit = 1.0

    /// Training images that are looked at most, and at least; tiles along a side of an image; the part of a tile that must be known; the quantile.
    private static let most = 2_000, least = 40, tilesAcross = 16, knownFraction = 0.5, quantile = 0.99

    /// - Parameter hasTexture: false for a network that is given noisy images.
    /// - Returns: nil for fewer than 40 images, of which nothing can be said.
    package init?(_ images: ImageSet, hasTexture: Bool = true) {
        guard images.count >= Self.least else { return nil }
        (width, height, channels) = (images.width, images.height, images.channels)
        self.hasTexture = hasTexture
        let chosen = RandomSubset.indices(min(Self.most, images.count), of: images.count, seed: 0)
        let known = [Bool](repeating: true, count: images.width * images.height)
        let values = chosen.map { index in
            ImageStatistics.of(
                images.pixels.bytes(index * images.stride..<(index + 1) * images.stride).map { $0 }, known: known,
                width: images.width, height: images.height, channels: images.channels, hasTexture: hasTexture)
        }
        let fitted = values.enumerated().filter { $0.offset % 4 != 0 }.map(\.element), n = Double(fitted.count)
        let size = fitted[0].count
        let mean = (0..<size).map { k in fitted.reduce(0) { $0 + $1[k] } / n }
        var covariance = [Double](repeating: 0, count: size * size)
        for row in fitted {
            for i in 0..<size {
                for j in 0..<size { covariance[i * size + j] += (row[i] - mean[i]) * (row[j] - mean[j]) / n }
            }
        }
        // Without a ridge, a number that hardly varies in the training images would decide alone.
        for i in 0..<size { covariance[i * size + i] = covariance[i * size + i] * 1.02 + 1e-3 }
        let eigen = SymmetricMatrix(size: size, elements: covariance).eigen(withVectors: true)
        let smallest = max((eigen.values.last ?? 0) * 1e-9, 1e-9)
        (self.mean, axes) = (mean, eigen.vectors)
        deviations = eigen.values.map { max($0, smallest).squareRoot() }
        let held = values.enumerated().filter { $0.offset % 4 == 0 }.map { distance($0.element) }.sorted()
        limit = max(held[min(Int((Self.quantile * Double(held.count)).rounded(.up)), held.count) - 1], 1e-6)
    }

    /// Whether it is the distance from images of a network, with numbers that belong together: a file may hold anything.
    func isOf(_ network: Network) -> Bool {
        let size = mean.count
        return width == network.size.width && height == network.size.height && channels == network.channels
            && hasTexture == network.hasTexture && size == ImageStatistics.count(channels, hasTexture: hasTexture)
            && axes.count == size * size && deviations.count == size && deviations.allSatisfy { $0 > 0 } && limit > 0
    }

    /// Mahalanobis distance.
    private func distance(_ values: [Double]) -> Double {
        let size = mean.count
        var sum = 0.0
        for k in 0..<size {
            var along = 0.0
            for i in 0..<size { along += axes[k * size + i] * (values[i] - mean[i]) }
            sum += along * along / (deviations[k] * deviations[k])
        }
        return sum.squareRoot()
    }

    /// The median distance of an image's tiles, each as large as a training image, divided by the distance within which 99 % of
    /// the training images are: above 1 for an image that is far from them. nil where no tile has enough known pixels.
    /// - Parameter mask: pixels that are not known; nil for none. The image has values under it, e.g. of a smooth fill.
    package func of(_ image: Bitmap, mask: Mask?) -> Double? {
        let image = image.channels == channels ? image : image.with(channels: channels)
        let tiling = ImageTiles(width: image.width, height: image.height, tile: .init(height: height, width: width))
        var distances: [Double] = []
        for y in Self.starts(image.height, height) {
            for x in Self.starts(image.width, width) {
                let pixels = tiling.pixels(of: .init(x: x, y: y)), known = pixels.map { mask?.damaged[$0] != true }
                guard Double(known.count { $0 }) >= Self.knownFraction * Double(known.count) else { continue }
                let values = pixels.flatMap { image.pixels[$0 * channels..<($0 + 1) * channels] }
                distances.append(
                    distance(
                        ImageStatistics.of(
                            values, known: known, width: width, height: height, channels: channels,
                            hasTexture: hasTexture)))
            }
        }
        return distances.isEmpty ? nil : distances.sorted()[distances.count / 2] / limit
    }

    /// Evenly chosen first pixels of tiles along an axis, half a tile apart at least.
    private static func starts(_ count: Int, _ side: Int) -> [Int] {
        guard count > side else { return [0] }
        let wanted = min(2 * (count - side) / side + 2, tilesAcross)
        return (0..<wanted).map { $0 * (count - side) / (wanted - 1) }
    }
}
