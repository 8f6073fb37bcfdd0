import Raster
import Render
import Studio
import Testing

@Suite struct MaskViewTests {
    @Test func `every half cell leads to a pixel and back, at every zoom`() {
        var view = MaskViewport(image: 900, 700, columns: 80, rows: 46)
        #expect(view.label == "0.06")
        for _ in 0..<9 {
            for (column, row) in [(12, 0), (31, 17), (40, 40)] {
                let position = view.position(of: view.pixel(atX: column, y: row))
                let coarse = max(view.magnification / view.reduction, 1)
                #expect(position.x == column / coarse * coarse && position.y == row / coarse * coarse, "\(view)")
            }
            view.zoom(by: 1, around: .init(450, 350))
        }
        #expect(view.label == "16")
        view.zoom(by: 1, around: .init(450, 350))
        #expect(view.label == "16")
        let middle = view.position(of: .init(450, 350))
        #expect((0..<80).contains(middle.x) && (0..<46).contains(middle.y))
    }

    @Test func `an image is fitted into the screen and centred`() {
        // 451x300 on 200x112 half cells: the height decides, 300 pixels on 112.
        var view = MaskViewport(image: 451, 300, columns: 200, rows: 112)
        #expect(view.label == "0.37")
        let (first, last) = (view.position(of: .init(0, 0)), view.position(of: .init(450, 299)))
        #expect(first.y == 0 && (110...111).contains(last.y))
        #expect(abs(first.x - (199 - last.x)) <= 1)
        for (column, row) in [(16, 0), (17, 1), (100, 55), (180, 110)] {
            let position = view.position(of: view.pixel(atX: column, y: row))
            #expect(position == (column, row))
        }
        view.zoom(by: 1, around: .init(200, 150))
        #expect(view.label == "1/2")
        view.zoom(by: -1, around: .init(200, 150))
        #expect(view.label == "0.37")
        view.zoom(by: -1, around: .init(200, 150))
        #expect(view.label == "0.37")
        view.resize(columns: 100, rows: 60)
        #expect(view.label == "1/5")

        // What is small is enlarged, by whole pixels.
        let small = MaskViewport(image: 28, 28, columns: 100, rows: 60)
        #expect(small.label == "2" && small.position(of: .init(0, 0)) == (22, 2))
    }

    @Test(arguments: [1, 3]) func `a scale between two powers shows means of pixels`(channels: Int) {
        // Stripes of black and white, a pixel wide: from afar the middle in light, which is no middle of bytes.
        let pixels = (0..<90 * 60).flatMap { i in [UInt8](repeating: i % 90 % 2 == 0 ? 0 : 255, count: channels) }
        let image = Bitmap(width: 90, height: 60, channels: channels, pixels: pixels)
        let editor = MaskEditor(image: image, view: MaskViewport(image: 90, 60, columns: 30, rows: 20))
        var grid = CellGrid(Size(width: 30, height: 10), filledWith: Cell(" ", foreground: .black, background: .black))
        var hidden = editor
        hidden.cursor = .init(-1 << 30, -1 << 30)
        MaskCanvas(editor: hidden, pyramid: ImagePyramid(image)).draw(
            Rect(x: 0, y: 0, width: 30, height: 10), into: &grid, x: 0, y: 0)
        for x in 1..<29 { #expect((150...220).contains(grid[x, 5].background.red), "\(grid[x, 5])") }
    }

    @Test func `the view follows the cursor to the edges and no further`() {
        var editor = MaskEditor(
            image: Bitmap(width: 300, height: 200, channels: 1, filledWith: 5),
            view: MaskViewport(image: 300, 200, columns: 40, rows: 20))
        editor.view.zoomToPixels(around: editor.cursor)
        editor.moveCursor(by: 1000, 1000)
        #expect(editor.cursor == .init(299, 199) && editor.view.x == 260 && editor.view.y == 180)
        editor.moveCursor(by: -1000, -1000)
        #expect(editor.view.x == 0 && editor.view.y == 0)
    }

    @Test(arguments: [-2, -1, 0, 1, 3]) func `redrawing a part of the screen gives the same cells as redrawing all`(
        steps: Int
    ) {
        let image = Bitmap(width: 120, height: 90, channels: 3, pixels: (0..<120 * 90 * 3).map { UInt8($0 * 7 % 251) })
        var editor = MaskEditor(image: image, view: MaskViewport(image: 120, 90, columns: 30, rows: 24))
        editor.view.zoom(by: steps + 2, around: .init(60, 45))
        let pyramid = ImagePyramid(image)
        func all() -> CellGrid {
            var grid = CellGrid(
                Size(width: 30, height: 12), filledWith: Cell(" ", foreground: .black, background: .black))
            MaskCanvas(editor: editor, pyramid: pyramid).draw(
                Rect(x: 0, y: 0, width: 30, height: 12), into: &grid, x: 0, y: 0)
            return grid
        }
        editor.cursor = .init(60, 45)
        var grid = all()
        _ = editor.takeChanged()
        editor.overlay.isOutline = true
        grid = all()
        let drawnBrush = editor.cursorArea
        editor.brushSize = steps > 0 ? 2 : 9
        editor.press(.init(60, 45))
        editor.release()
        let before = grid
        // The cursor and its brush are redrawn where they were and where they are.
        for area in [editor.takeChanged(), drawnBrush, editor.cursorArea] {
            MaskCanvas(editor: editor, pyramid: pyramid)
                .draw(editor.view.cells(showing: area), into: &grid, x: 0, y: 0)
        }
        // Whole grids in a failure's text would be megabytes.
        let isSame = grid == all(), hasChanged = grid != before
        #expect(isSame)
        #expect(hasChanged)
    }

    @Test func `without colours the mask is hatched`() {
        let image = Bitmap(width: 4, height: 4, channels: 1, filledWith: 0)
        var editor = MaskEditor(image: image, view: MaskViewport(image: 4, 4, columns: 4, rows: 4))
        editor.view.zoomToPixels(around: .init(0, 0))
        editor.brushSize = 1
        editor.press(.init(3, 0))
        editor.release()
        editor.cursor = .init(0, 3)
        var grid = CellGrid(Size(width: 4, height: 2), filledWith: Cell(" ", foreground: .white, background: .black))
        MaskCanvas(editor: editor, pyramid: ImagePyramid(image), mode: .none)
            .draw(Rect(x: 0, y: 0, width: 4, height: 2), into: &grid, x: 0, y: 0)
        #expect(grid.text == "   /\n+")
    }

    // MARK: - Photographs of many megapixels

    /// An editor over a flat photograph of 12 megapixels in a terminal of 80x24.
    private func photograph(_ value: UInt8 = 90) -> (editor: MaskEditor, pyramid: ImagePyramid) {
        let image = Bitmap(width: 4000, height: 3000, channels: 3, filledWith: value)
        let view = MaskViewport(image: 4000, 3000, columns: 80, rows: 42)
        // The levels that a view of the whole image reads are flat too.
        let small = ImagePyramid(Bitmap(width: 8, height: 6, channels: 3, filledWith: value))
        return (MaskEditor(image: image, view: view), small)
    }

    @Test func `the brush follows image and zoom`() {
        var (editor, _) = photograph()
        #expect(editor.brushSize >= 3 * editor.view.span && editor.view.span > 50)
        editor.brushSize = 300
        #expect(editor.brushSize == 300)
        editor.view.zoomToPixels(around: editor.cursor)
        #expect((1...10).contains(editor.brushSize))
        editor.view.fit()
        #expect(editor.brushSize == 300)
        let small = MaskEditor(image: Bitmap(width: 64, height: 64, channels: 1, filledWith: 0))
        #expect(small.brushSize == MaskEditor.defaultBrush)
    }

    @Test func `a marked pixel marks its half cell, wherever it lies`() {
        var (editor, pyramid) = photograph()
        editor.brushSize = 1
        editor.tool = .rectangle
        for point in [MaskShape.Point(17, 23), .init(1999, 1501), .init(3987, 2990)] {
            editor.press(point)
            editor.release()
            let cell = editor.view.position(of: point), sampler = MaskCanvas(editor: editor, pyramid: pyramid)
            #expect(sampler.cover(cell.x, cell.y) >= 128)
            #expect(sampler.cover(cell.x + 2, cell.y) == 0)
            editor.undo()
            #expect(MaskCanvas(editor: editor, pyramid: pyramid).cover(cell.x, cell.y) == 0)
        }
    }

    @Test(arguments: [UInt8(0), 90, 255]) func `the brush's outline is seen on every image`(value: UInt8) {
        let (width, height) = (40, 30), image = Bitmap(width: width, height: height, channels: 3, filledWith: value)
        var editor = MaskEditor(image: image, view: MaskViewport(image: width, height, columns: 40, rows: 30))
        (editor.brushSize, editor.cursor) = (9, .init(20, 14))
        var grid = CellGrid(Size(width: 40, height: 15), filledWith: Cell(" ", foreground: .black, background: .black))
        MaskCanvas(editor: editor, pyramid: ImagePyramid(image))
            .draw(Rect(x: 0, y: 0, width: 40, height: 15), into: &grid, x: 0, y: 0)
        let own = Color(value, value, value)
        let different = (0..<40 * 15).count {
            grid[$0 % 40, $0 / 40].foreground != own || grid[$0 % 40, $0 / 40].background != own
        }
        #expect((10...40).contains(different), "\(different)")
    }

    @Test func `the mask's colour differs from what is under it`() {
        for index in 0..<MaskOverlay.colors.count {
            var overlay = MaskOverlay()
            for _ in 0..<index { overlay.nextColor() }
            for pixel in MaskOverlay.colors + [.black, .white, Color(128, 128, 128)] {
                let (shown, size) = (
                    overlay.blended(pixel, cover: 255, isEdge: false), { (a: UInt8, b: UInt8) in abs(Int(a) - Int(b)) }
                )
                #expect(
                    size(shown.red, pixel.red) + size(shown.green, pixel.green) + size(shown.blue, pixel.blue) > 70,
                    "\(index) over \(pixel)")
            }
        }
    }
}
