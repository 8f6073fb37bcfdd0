package import Raster

/// A rectangle of an image that is repaired independently of the others.
package struct RepairArea: Sendable, Hashable {
    package var x: Int, y: Int, width: Int, height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    var count: Int { width * height }

    /// Upper bound of the working memory in bytes for a pixel: `biharmonic` was measured at 134 (2000x1500 pixels).
    static let bytesPerPixel = 256

    /// - Throws: `MemoryError` where the area does not fit into memory.
    package func checkSize(for method: String, free: FreeMemory? = nil) throws(MemoryError) {
        let needed = count * Self.bytesPerPixel
        // Reading the system's free memory costs more than a small area.
        guard free != nil || needed > 1 << 24 else { return }
        try MemoryError.check(
            needed, for: "\(method) over \(width) x \(height) pixels, one connected damaged area with its surroundings",
            advice: "mark the damage in smaller areas", free: free ?? .now)
    }

    func touches(_ other: RepairArea) -> Bool {
        x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }

    func union(_ other: RepairArea) -> RepairArea {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return RepairArea(
            x: left, y: top, width: max(x + width, other.x + other.width) - left,
            height: max(y + height, other.y + other.height) - top)
    }

    /// This area with `margin` more pixels on each side, clipped to the image.
    func grown(by margin: Int, within width: Int, _ height: Int) -> RepairArea {
        let (left, top) = (max(0, x - margin), max(0, y - margin))
        return RepairArea(
            x: left, y: top, width: min(width, x + self.width + margin) - left,
            height: min(height, y + self.height + margin) - top)
    }

    /// Disjoint rectangles that together hold all damage, each with at least `margin` pixels around its own damage.
    ///
    /// Damage is grouped in cells of 16 pixels, so the cost is one pass over the mask for any pattern. Boxes that still overlap, as those of
    /// a ring and of damage inside it, are merged.
    static func areas(of mask: Mask, margin: Int) -> [RepairArea] {
        var boxes = cells(of: mask)
        let radius = max(0, (margin + cell - 1) / cell)
        let (across, down) = ((mask.width + cell - 1) / cell, (mask.height + cell - 1) / cell)
        var found: [RepairArea] = []
        for start in boxes.indices where boxes[start] != nil {
            var stack = [start]
            var area = boxes[start]
            boxes[start] = nil
            while let position = stack.popLast() {
                let (column, row) = (position % across, position / across)
                for y in max(0, row - radius - 1)...min(down - 1, row + radius + 1) {
                    for x in max(0, column - radius - 1)...min(across - 1, column + radius + 1) {
                        guard let box = boxes[y * across + x] else { continue }
                        area = area?.union(box)
                        boxes[y * across + x] = nil
                        stack.append(y * across + x)
                    }
                }
            }
            if let area { found.append(area) }
        }
        return joined(found.map { $0.grown(by: margin, within: mask.width, mask.height) })
    }

    private static let cell = 16

    /// The box around the damage in each cell, nil where there is none.
    private static func cells(of mask: Mask) -> [RepairArea?] {
        let across = (mask.width + cell - 1) / cell
        var boxes = [RepairArea?](repeating: nil, count: across * ((mask.height + cell - 1) / cell))
        mask.damaged.withUnsafeBufferPointer { damaged in
            for y in 0..<mask.height {
                for x in 0..<mask.width where damaged[y * mask.width + x] {
                    let position = y / cell * across + x / cell
                    let pixel = RepairArea(x: x, y: y, width: 1, height: 1)
                    boxes[position] = boxes[position].map { $0.union(pixel) } ?? pixel
                }
            }
        }
        return boxes
    }

    private static func joined(_ areas: [RepairArea]) -> [RepairArea] {
        var result: [RepairArea] = []
        for var area in areas {
            while let other = result.firstIndex(where: { $0.touches(area) }) {
                area = area.union(result.remove(at: other))
            }
            result.append(area)
        }
        return result
    }

    /// Tiles of at most `side` by `side` pixels that cover the area.
    func tiles(of side: Int) -> [RepairArea] {
        let (across, down) = ((width + side - 1) / side, (height + side - 1) / side)
        return (0..<across * down).map { index in
            let (i, j) = (index % across, index / across)
            let (left, top) = (width * i / across, height * j / down)
            return RepairArea(
                x: x + left, y: y + top, width: width * (i + 1) / across - left,
                height: height * (j + 1) / down - top)
        }
    }

    /// Parts of whole rows, at most `pixels` in each where a row has no more, that cover the area.
    func slabs(of pixels: Int) -> [RepairArea] {
        let rows = max(1, pixels / width), count = (height + rows - 1) / rows
        return (0..<count).map { i in
            let top = height * i / count
            return RepairArea(x: x, y: y + top, width: width, height: height * (i + 1) / count - top)
        }
    }
}
