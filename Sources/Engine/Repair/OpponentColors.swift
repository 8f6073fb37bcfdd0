/// An orthonormal opponent color space: brightness and two color differences; grey is unchanged.
///
/// The basis that block denoisers use (Dabov et al. 2007, "Color image denoising via sparse 3D collaborative filtering").
enum OpponentColors {
    private static let rows: [[Float]] = [
        [0.57735027, 0.57735027, 0.57735027], [0.70710678, 0, -0.70710678], [0.40824829, -0.81649658, 0.40824829],
    ]

    /// RGB planes to opponent planes; planes of one channel are returned as they are.
    static func forward(_ planes: Planes) -> Planes { rotated(planes) { rows[$0][$1] } }

    /// The inverse of `forward`.
    static func inverse(_ planes: Planes) -> Planes { rotated(planes) { rows[$1][$0] } }

    private static func rotated(_ planes: Planes, _ weight: (Int, Int) -> Float) -> Planes {
        guard planes.channels == 3 else { return planes }
        let n = planes.area
        var result = planes
        for target in 0..<3 {
            let (a, b, c) = (weight(target, 0), weight(target, 1), weight(target, 2))
            for i in 0..<n {
                result.values[target * n + i] =
                    a * planes.values[i] + b * planes.values[n + i] + c * planes.values[2 * n + i]
            }
        }
        return result
    }
}
