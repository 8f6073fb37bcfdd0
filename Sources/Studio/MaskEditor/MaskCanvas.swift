import Raster
package import Render

/// Draws the editor's view: image, mask, unfinished shape, cursor.
package struct MaskCanvas {
    package let editor: MaskEditor
    package let pyramid: ImagePyramid
    package var mode: ColorMode
    package var ascii: Bool
    /// The colour around the image.
    package var ground: Color

    package init(
        editor: MaskEditor, pyramid: ImagePyramid, mode: ColorMode = .truecolor, ascii: Bool = false,
        ground: Color = .black
    ) {
        (self.editor, self.pyramid, self.mode, self.ascii, self.ground) = (editor, pyramid, mode, ascii, ground)
    }

    /// Draws the view's `cells` into the grid, where the view's first cell has the position `origin`.
    /// - Complexity: O(cells drawn), independent of the image's size.
    package func draw(_ cells: Rect, into grid: inout CellGrid, x originX: Int, y originY: Int) {
        let view = editor.view
        // Whole blocks of the dither pattern, so that a part looks as it would within the whole.
        let left = cells.x / 8 * 8, top = cells.y / 4 * 4
        let part = Rect(x: left, y: top, width: cells.right - left, height: cells.bottom - top)
            .intersection(Rect(x: 0, y: 0, width: view.columns, height: (view.rows + 1) / 2))
        guard part.width > 0, part.height > 0 else { return }
        let sampler = PyramidSampler(pyramid, view, columns: part.x..<part.right, rows: 2 * part.y..<2 * part.bottom)
        let draft = HalfCells(editor.draft, view), brush = HalfCells(editor.brushShape, view)
        let hatches = mode == .none || ascii
        var samples: [UInt8] = [], covered: [Bool] = []
        samples.reserveCapacity(part.width * part.height * 6)
        for row in 2 * part.y..<2 * part.bottom {
            for column in part.x..<part.right {
                var (color, cover) = self.color(column, row, sampler, draft, blends: !hatches)
                // The brush's outline is black or white, whichever differs more from what is under it.
                if brush.isEdge(column, row), view.shows(column: column, row: row) {
                    color = color.luminance < 0.18 ? .white : .black
                }
                samples.append(color.red)
                samples.append(color.green)
                samples.append(color.blue)
                covered.append(cover)
            }
        }
        let bitmap = Bitmap(width: part.width, height: 2 * part.height, channels: 3, pixels: samples)
        var drawn = Mosaic(style: ascii ? .ascii : .dots(.halves), mode: mode).cells(of: bitmap, size: part.size)
        if hatches {
            // Without colours the mask is hatched.
            for y in 0..<part.height {
                for x in 0..<part.width where covered[2 * y * part.width + x] || covered[(2 * y + 1) * part.width + x] {
                    drawn[x, y] = Cell("/", foreground: .white, background: .black)
                }
                for x in 0..<part.width {
                    let column = part.x + x, row = 2 * (part.y + y)
                    guard brush.isEdge(column, row) || brush.isEdge(column, row + 1) else { continue }
                    drawn[x, y] = Cell("o", foreground: .white, background: .black)
                }
            }
        }
        let cursor = view.position(of: editor.cursor), cell = (x: cursor.x - part.x, y: cursor.y / 2 - part.y)
        if cursor.x >= 0, cursor.y >= 0, cell.x >= 0, cell.y >= 0, cell.x < part.width, cell.y < part.height {
            let isUpper = cursor.y % 2 == 0, below = drawn[cell.x, cell.y]
            let ground = below.background.luminance < 0.18 ? Color.white : .black
            drawn[cell.x, cell.y] =
                hatches
                ? Cell("+", foreground: .white, background: .black)
                : Cell(
                    isUpper ? "▀" : "▄", foreground: ground,
                    background: isUpper && below.scalar != " " ? below.foreground : below.background)
        }
        grid.blit(drawn, x: originX + part.x, y: originY + part.y)
    }

    /// The colour of a half cell, and whether the mask covers it.
    private func color(_ column: Int, _ row: Int, _ sampler: PyramidSampler, _ draft: HalfCells, blends: Bool) -> (
        Color, Bool
    ) {
        let (x, y) = editor.view.start(column: column, row: row)
        guard x >= 0, y >= 0, x < editor.image.width, y < editor.image.height else { return (ground, false) }
        let pixel = sampler.color(column, row)
        let value = draft.contains(column, row) ? 255 : cover(column, row)
        guard blends else { return (pixel, !editor.overlay.isHidden && value >= 128) }
        let needsEdge = editor.overlay.isOutline && value > 0
        return (editor.overlay.blended(pixel, cover: value, isEdge: needsEdge && isEdge(x, y)), value >= 128)
    }

    /// The mean of the mask in a half cell, over at most 4x4 of its pixels; where any of its pixels is marked, enough to see.
    package func cover(_ column: Int, _ row: Int) -> Int {
        let (x, y) = editor.view.start(column: column, row: row)
        let end = editor.view.start(column: column + 1, row: row + 1)
        let area = Rect(x: x, y: y, width: max(end.x - x, 1), height: max(end.y - y, 1))
        let mean = mean(x, y)
        return mean < Self.leastCover && editor.marked.hasMarked(in: area, of: editor.mask) ? Self.leastCover : mean
    }

    /// The cover of a half cell with few marked pixels: it counts as marked, and its colour is seen.
    private static let leastCover = 160

    private func mean(_ x: Int, _ y: Int) -> Int {
        let mask = editor.mask, size = editor.view.span, step = max(size / 4, 1)
        if size == 1 { return Int(mask[x, y]) }
        var sum = 0, count = 0
        for row in stride(from: y, to: min(y + size, mask.height), by: step) {
            for column in stride(from: x, to: min(x + size, mask.width), by: step) {
                sum += Int(mask[column, row])
                count += 1
            }
        }
        return count > 0 ? sum / count : 0
    }

    /// Whether a covered half cell has a neighbour that is not covered.
    private func isEdge(_ x: Int, _ y: Int) -> Bool {
        let step = editor.view.span, mask = editor.mask
        return [(x - step, y), (x + step, y), (x, y - step), (x, y + step)].contains { side in
            side.0 < 0 || side.1 < 0 || side.0 >= mask.width || side.1 >= mask.height || mask[side.0, side.1] < 128
        }
    }
}
