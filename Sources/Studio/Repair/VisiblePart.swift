package import Repair

extension MaskViewport {
    /// The part of the image that the screen shows; nil for all of it.
    package var visiblePart: RepairArea? {
        let (left, top) = (max(0, x), max(0, y))
        let width = min(imageWidth, x + columns * reduction / magnification) - left
        let height = min(imageHeight, y + rows * reduction / magnification) - top
        guard width > 0, height > 0, width < imageWidth || height < imageHeight else { return nil }
        return RepairArea(x: left, y: top, width: width, height: height)
    }
}
