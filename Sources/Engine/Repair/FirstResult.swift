import Raster
import Tensors

extension RepairProblem {
    /// The image with a smooth fill of all damage, well within a second at 12 megapixels: the first complete result, which a method refines in place.
    func firstResult(_ watch: RepairWatch) throws(RepairStopped) -> Bitmap {
        var result = image
        PyramidFill.fill(
            &result.pixels, width: image.width, height: image.height, channels: image.channels, missing: mask.damaged)
        watch.preview?(result)
        try watch.check()
        return result
    }

    /// Passes a first complete image to the preview, where there is one: for a method that does not start from it.
    func showFirstResult(_ watch: RepairWatch) throws(RepairStopped) {
        guard let preview = watch.preview else { return }
        guard task == .inpaint else {
            preview(image)
            return try watch.check()
        }
        _ = try firstResult(watch)
    }

    /// `areas` in the order of their distance to `focus`; as they are without one.
    func ordered(_ areas: [RepairArea]) -> [RepairArea] { ordered(areas, by: \.self) }

    /// `parts` in the order of the distance of their areas to `focus`; as they are without one.
    func ordered<Part>(_ parts: [Part], by area: (Part) -> RepairArea) -> [Part] {
        guard let focus else { return parts }
        let order = parts.indices.map { (area(parts[$0]).distance(to: focus), $0) }.sorted { $0 < $1 }
        return order.map { parts[$0.1] }
    }
}

extension RepairArea {
    /// Squared distance in pixels between the nearest pixels of two areas; 0 where they touch.
    fileprivate func distance(to other: RepairArea) -> Int {
        let across = max(0, other.x - x - width, x - other.x - other.width)
        let down = max(0, other.y - y - height, y - other.y - other.height)
        return across * across + down * down
    }
}
