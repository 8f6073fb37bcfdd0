import Raster
package import Render

extension MaskPlane {
    /// The mask with a feather that is `change` pixels wider, within 0...64. What is repaired stays the same: the feather lies outside of it.
    package func feathered(by change: Int) -> MaskPlane {
        var result = self
        let width = min(max(feather + change, 0), Mask.largestFeather)
        guard width != feather else { return self }
        // Without a feather, values below 128 are not part of it.
        result.values = values.map { $0 >= 128 ? 255 : 0 }
        result.feather = width
        result.drawFeather(in: bounds)
        return result
    }

    /// Draws the feather of the mask anew in `area`: values of at most 127 that fall with the distance.
    package mutating func drawFeather(in area: Rect) {
        let area = area.intersection(bounds)
        guard feather > 0, area.width > 0, area.height > 0 else { return }
        let around = area.grown(by: feather).intersection(bounds)
        var core = Mask(width: around.width, height: around.height)
        for y in 0..<around.height {
            let start = (around.y + y) * width + around.x
            for x in 0..<around.width where values[start + x] >= 128 { core.damaged[y * around.width + x] = true }
        }
        let weights = core.feather(feather)
        for y in area.y..<area.bottom {
            let start = (y - around.y) * around.width - around.x
            for x in area.x..<area.right where values[y * width + x] < 128 {
                values[y * width + x] = UInt8(Int(weights[start + x]) * 127 / 255)
            }
        }
    }

    /// The area in which the feather changes with a change of the mask in `area`.
    func feathering(_ area: Rect) -> Rect {
        feather > 0 && area.width > 0 && area.height > 0 ? area.grown(by: feather).intersection(bounds) : area
    }
}
