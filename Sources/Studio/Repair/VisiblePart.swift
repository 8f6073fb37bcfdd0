package import Repair

extension MaskViewport {
    /// The part of the image that the screen shows; nil for all of it.
    package var visiblePart: RepairArea? {
        let (left, top) = (max(0, x), max(0, y))
        let (right, bottom) = (x + columns * reduction / magnification, y + rows * reduction / magnification)
        return RepairArea(
            x: left, y: top, width: max(0, min(imageWidth, right) - left),
            height: max(0, min(imageHeight, bottom) - top))
    }
}
