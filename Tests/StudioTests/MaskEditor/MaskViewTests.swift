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
        editor.brushSize = steps > 0 ? 2 : 9
        editor.press(.init(60, 45))
        editor.release()
        let before = grid
        MaskCanvas(editor: editor, pyramid: pyramid)
            .draw(editor.view.cells(showing: editor.takeChanged()), into: &grid, x: 0, y: 0)
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
}
