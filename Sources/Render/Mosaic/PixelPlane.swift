import Raster

/// The pixels of the cells, sRGB, row by row.
struct PixelPlane {
    let width, height: Int
    var colors: [Color]

    subscript(x: Int, y: Int) -> Color { colors[y * width + x] }

    /// Resamples `image`, see `AreaMeans`.
    init(of image: Bitmap, width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        // An image with alpha is shown over white, as presets of 1 and 3 channels train on it.
        let bitmap = image.channels == 4 ? image.converted(toChannels: 3) : image
        let samples = AreaMeans(of: bitmap, width: width, height: height).samples()
        colors = []
        colors.reserveCapacity(width * height)
        if bitmap.channels == 3 {
            for i in stride(from: 0, to: samples.count, by: 3) {
                colors.append(Color(samples[i], samples[i + 1], samples[i + 2]))
            }
        } else {
            for sample in samples { colors.append(Color(sample, sample, sample)) }
        }
    }
}
