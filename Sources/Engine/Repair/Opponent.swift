/// RGB turned so that brightness and two colour differences lie on axes at right angles; grey stays as it is.
enum Opponent {
    private static let rows: [[Float]] = [
        [0.57735027, 0.57735027, 0.57735027], [0.70710678, 0, -0.70710678], [0.40824829, -0.81649658, 0.40824829],
    ]

    static func forward(_ planes: Planes) -> Planes { turned(planes) { rows[$0][$1] } }

    static func back(_ planes: Planes) -> Planes { turned(planes) { rows[$1][$0] } }

    private static func turned(_ planes: Planes, _ weight: (Int, Int) -> Float) -> Planes {
        guard planes.channels == 3 else { return planes }
        let n = planes.area
        var result = planes
        for target in 0..<3 {
            let (a, b, c) = (weight(target, 0), weight(target, 1), weight(target, 2))
            for i in 0..<n { result.values[target * n + i] = a * planes.values[i] + b * planes.values[n + i] + c * planes.values[2 * n + i] }
        }
        return result
    }
}
