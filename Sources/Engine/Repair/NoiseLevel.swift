package import Raster

/// The standard deviation of white noise in an image, measured on the image itself.
///
/// From the median response to a mask that sees neither planes nor edges of low curvature (after Immerkær 1996, with the median instead of
/// the mean, so that edges and texture count little). Dark and bright places, where clipping makes noise look weaker, are left out.
package enum NoiseLevel {
    /// Pixels that are looked at, at most about.
    private static let pixels = 400_000
    /// The Euclidean norm of the mask; the median absolute value of a normal variable is 0.6745 standard deviations.
    private static let scale: Float = 6 * 0.6745
    /// The share of the places that must remain without the dark and bright ones.
    private static let least = 0.02

    /// - Returns: levels of 255; 0 for an image of fewer than 3 x 3 pixels.
    package static func of(_ image: Bitmap) -> Float {
        let places = places(of: image)
        guard !places.isEmpty else { return 0 }
        var level = median(places)
        // The noise decides what is dark, and without that the noise is measured again.
        for _ in 0..<3 {
            let inside = places.filter { $0.mean > level && $0.mean < 255 - level }
            guard Double(inside.count) >= least * Double(places.count) else { break }
            level = median(inside)
        }
        return level
    }

    private struct Place {
        /// The absolute response to the mask, 0...2040, and the mean of the 3 x 3 samples.
        var response: Int, mean: Float
    }

    private static func places(of image: Bitmap) -> [Place] {
        let (width, height, channels) = (image.width, image.height, image.channels)
        guard width >= 3, height >= 3 else { return [] }
        var places: [Place] = []
        let step = max(1, width * height / pixels)
        for index in stride(from: step - 1, to: (width - 2) * (height - 2), by: step) {
            let (x, y) = (1 + index % (width - 2), 1 + index / (width - 2))
            for c in 0..<channels {
                func at(_ dx: Int, _ dy: Int) -> Int { Int(image.pixels[((y + dy) * width + x + dx) * channels + c]) }
                let corners = at(-1, -1) + at(1, -1) + at(-1, 1) + at(1, 1)
                let sides = at(0, -1) + at(-1, 0) + at(1, 0) + at(0, 1), centre = at(0, 0)
                places.append(
                    Place(
                        response: abs(corners - 2 * sides + 4 * centre), mean: Float(corners + sides + centre) / 9))
            }
        }
        return places
    }

    /// The median response as a standard deviation.
    private static func median(_ places: [Place]) -> Float {
        var counts = [Int](repeating: 0, count: 8 * 255 + 1), seen = 0
        for place in places { counts[place.response] += 1 }
        let found = counts.firstIndex {
            seen += $0
            return seen > places.count / 2
        }
        return Float(found ?? 0) / scale
    }
}
