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

    /// A pixel with `cover` (0...255) of the mask over it.
    func blended(_ pixel: Color, cover: Int, isEdge: Bool) -> Color {
        guard !isHidden, cover > 0 else { return pixel }
        if isOutline { return isEdge ? color : pixel }
        return pixel.mixed(with: color, Double(cover * opacity) / 25500)
    }
}
