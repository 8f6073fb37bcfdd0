import Raster

/// The pixels that the cells will show, sRGB, row after row.
struct PixelPlane {
    let width, height: Int
    var colors: [Color]

    subscript(x: Int, y: Int) -> Color { colors[y * width + x] }

    /// Resamples by area; what a mean is, `AreaMeans` says.
    init(of bitmap: Bitmap, width: Int, height: Int) {
        (self.width, self.height) = (width, height)
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
