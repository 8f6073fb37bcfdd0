import Tensors

/// A linear degradation of an image: downscaling or blur, with the back-projection that reverses it approximately.
struct LinearDegradation: Sendable {
    private let forwardRows: AxisTaps, forwardColumns: AxisTaps
    private let backRows: AxisTaps, backColumns: AxisTaps

    /// Bicubic downscaling by `scale` to `width` by `height` pixels.
    static func downscaling(toWidth width: Int, height: Int, scale: Int) -> LinearDegradation {
        LinearDegradation(
            forwardRows: .bicubic(from: width * scale, to: width),
            forwardColumns: .bicubic(from: height * scale, to: height),
            backRows: .bicubic(from: width, to: width * scale), backColumns: .bicubic(from: height, to: height * scale))
    }

    /// A Gaussian blur of the standard deviation `deviation`, in pixels.
    static func blur(width: Int, height: Int, deviation: Double) -> LinearDegradation {
        let (rows, columns) = (
            AxisTaps.gaussian(width, deviation: deviation), AxisTaps.gaussian(height, deviation: deviation)
        )
        return LinearDegradation(forwardRows: rows, forwardColumns: columns, backRows: rows, backColumns: columns)
    }

    /// The degraded image.
    func applied(to image: Planes) -> Planes { Self.filtered(forwardRows, forwardColumns, image) }

    /// A degraded image in the size of the original: interpolated, or blurred once more.
    func backprojected(_ degraded: Planes) -> Planes { Self.filtered(backRows, backColumns, degraded) }

    private static func filtered(_ rows: AxisTaps, _ columns: AxisTaps, _ planes: Planes) -> Planes {
        let wide = rows.alongRows(planes.values, rows: planes.channels * planes.height)
        return Planes(
            width: rows.count, height: columns.count, channels: planes.channels,
            values: columns.alongColumns(wide, width: rows.count, planes: planes.channels))
    }
}
