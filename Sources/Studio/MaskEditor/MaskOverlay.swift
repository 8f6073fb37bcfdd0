package import Render

/// How the mask is drawn over the image.
package struct MaskOverlay: Sendable, Hashable {
    package static let colors: [Color] = [
        Color(235, 30, 40), Color(40, 200, 60), Color(60, 110, 255), Color(250, 220, 40),
    ]

    package private(set) var colorIndex = 0
    /// In percent: 25, 50, 75 or 100.
    package private(set) var opacity = 50
    /// Whether only the edge is drawn.
    package var isOutline = false
    package var isHidden = false

    package init() {}

    package var color: Color { Self.colors[colorIndex] }

    package mutating func nextColor() { colorIndex = (colorIndex + 1) % Self.colors.count }
    package mutating func changeOpacity(by steps: Int) { opacity = min(max(opacity + 25 * steps, 25), 100) }

    /// Least distance of the mask's colour from what is under it, as the length of the difference in levels.
    private static let leastDistance = 150.0

    /// The colour over a pixel: the chosen one, or, where the image has nearly that, the one that differs most.
    func contrasting(_ pixel: Color) -> Color {
        if color.distance(to: pixel) >= Self.leastDistance { return color }
        return Self.colors.max { $0.distance(to: pixel) < $1.distance(to: pixel) } ?? color
    }

    /// A pixel with `cover` (0...255) of the mask over it.
    package func blended(_ pixel: Color, cover: Int, isEdge: Bool) -> Color {
        guard !isHidden, cover > 0 else { return pixel }
        let color = contrasting(pixel)
        if isOutline { return isEdge ? color : pixel }
        return pixel.mixed(with: color, Double(cover * opacity) / 25500)
    }
}

extension Color {
    /// The length of the difference in levels, 0...441.
    fileprivate func distance(to other: Color) -> Double {
        let (r, g, b) = (
            Double(red) - Double(other.red), Double(green) - Double(other.green), Double(blue) - Double(other.blue)
        )
        return (r * r + g * g + b * b).squareRoot()
    }
}
