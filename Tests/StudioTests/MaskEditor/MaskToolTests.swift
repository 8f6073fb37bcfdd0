import Raster
import Render
import Studio
import Testing

/// A mask as text: `#` for repair, `.` for keep, a digit for tenths between.
func drawn(_ mask: MaskPlane) -> String {
    (0..<mask.height).map { y in
        String(
            (0..<mask.width).map { x in
                switch mask[x, y] {
                case 0: "."
                case 255: "#"
                case let value: Character(String(Int(value) * 10 / 256))
                }
            })
    }.joined(separator: "\n")
}

@Suite struct MaskToolTests {
    private func editor(_ width: Int, _ height: Int, pixels: [UInt8]? = nil) -> MaskEditor {
        MaskEditor(
            image: Bitmap(
                width: width, height: height, channels: 1,
                pixels: pixels ?? [UInt8](repeating: 9, count: width * height)))
    }

    private func point(_ x: Int, _ y: Int) -> MaskShape.Point { .init(x, y) }

    private func drag(_ editor: inout MaskEditor, _ points: [(Int, Int)], erases: Bool = false) {
        for (i, position) in points.enumerated() {
            if i == 0 {
                editor.press(point(position.0, position.1), erases: erases)
            } else {
                editor.move(to: point(position.0, position.1))
            }
        }
        editor.release()
    }

    @Test func `brushes are round, and pixels that the mouse skipped are painted`() {
        var editor = editor(12, 6)
        editor.brushSize = 3
        drag(&editor, [(1, 1), (9, 4)])
        #expect(
            drawn(editor.mask) == """
                ###.........
                ######......
                ########....
                ...########.
                .....######.
                ........###.
                """)
        editor.brushSize = 1
        drag(&editor, [(0, 0), (2, 0)], erases: true)
        #expect(drawn(editor.mask).hasPrefix("...."))
    }

    @Test func `an even brush covers its size in pixels`() {
        var editor = editor(4, 4)
        editor.brushSize = 2
        drag(&editor, [(2, 2)])
        #expect(drawn(editor.mask) == "....\n.##.\n.##.\n....")
    }

    @Test func `rectangle, line and lasso are applied on release, and discarded by escape`() {
        var editor = editor(8, 5)
        editor.tool = .rectangle
        editor.press(point(1, 1))
        editor.move(to: point(4, 3))
        #expect(editor.mask.coverage.box == nil && editor.draft?.box == Rect(x: 1, y: 1, width: 4, height: 3))
        editor.cancel()
        #expect(editor.mask.coverage.box == nil && !editor.history.canUndo)
        drag(&editor, [(5, 3), (1, 1)])
        #expect(drawn(editor.mask) == "........\n.#####..\n.#####..\n.#####..\n........")
        editor.clear()
        editor.tool = .lasso
        drag(&editor, [(0, 0), (6, 0), (6, 4), (3, 1)])
        #expect(
            drawn(editor.mask) == """
                #######.
                ..#####.
                ....###.
                .....##.
                ......#.
                """)
        editor.clear()
        editor.tool = .line
        editor.brushSize = 1
        drag(&editor, [(0, 4), (7, 4)])
        #expect(drawn(editor.mask).hasSuffix("\n########"))
    }

    @Test func `fill covers connected pixels of one mask value, similar those of a similar colour`() {
        var editor = editor(
            6, 3,
            pixels: [
                10, 10, 90, 10, 10, 10,
                10, 12, 90, 14, 90, 90,
                10, 10, 90, 40, 10, 10,
            ])
        editor.tolerance = 5
        editor.tool = .similar
        drag(&editor, [(3, 0)])
        #expect(drawn(editor.mask) == "...###\n...#..\n......")
        editor.tool = .flood
        drag(&editor, [(0, 0)])
        #expect(drawn(editor.mask) == "######\n######\n######")
        editor.undo()
        editor.undo()
        #expect(editor.mask.coverage.fraction == 0)
    }

    @Test func `grow, shrink and invert act on the whole mask`() {
        var editor = editor(7, 5)
        editor.brushSize = 1
        drag(&editor, [(3, 2)])
        editor.grow(by: 2)
        #expect(drawn(editor.mask) == "...#...\n..###..\n.#####.\n..###..\n...#...")
        editor.shrink(by: 1)
        #expect(drawn(editor.mask) == ".......\n...#...\n..###..\n...#...\n.......")
        editor.invert()
        #expect(drawn(editor.mask) == "#######\n###.###\n##...##\n###.###\n#######")
        editor.undo()
        editor.undo()
        editor.undo()
        editor.undo()
        #expect(editor.mask.coverage.fraction == 0)
    }

    @Test(arguments: 1...3) func `a feather lies outside of what a thin brush painted`(size: Int) {
        var editor = editor(20, 9)
        editor.brushSize = size
        drag(&editor, [(5, 4), (14, 4)])
        let core = editor.mask
        editor.feather(by: 1)
        editor.feather(by: 1)
        #expect(editor.mask.feather == 2 && editor.mask.mask == core.mask)
        let weights = core.mask.feather(2)
        for i in core.values.indices {
            #expect(editor.mask.values[i] == (core.values[i] == 255 ? 255 : UInt8(Int(weights[i]) * 127 / 255)))
        }
        // Later strokes have it too, and undo takes both away together.
        editor.brushSize = 1
        drag(&editor, [(10, 8)])
        #expect(editor.mask[10, 8] == 255 && editor.mask[10, 7] > 0)
        #expect(editor.mask == editor.mask.feathered(by: -2).feathered(by: 2))
        #expect(editor.undo() == "brush" && editor.mask == core.feathered(by: 2))
        editor.undo()
        #expect(editor.mask.feather == 1)
        editor.undo()
        #expect(editor.mask == core)
    }

    @Test func `grow, invert and fill of a feathered mask act on what is repaired`() {
        var editor = editor(15, 11)
        editor.brushSize = 1
        drag(&editor, [(7, 5)])
        let core = editor.mask
        editor.feather(by: 2)
        editor.grow(by: 1)
        #expect(editor.mask == core.grown(by: 1).feathered(by: 2))
        editor.invert()
        #expect(editor.mask == core.grown(by: 1).inverted().feathered(by: 2))
        editor.undo()
        editor.tool = .flood
        drag(&editor, [(0, 0)])
        #expect(editor.mask.values.allSatisfy { $0 >= 128 })
        editor.clear()
        #expect(editor.mask.feather == 0)
    }

    @Test func `the keyboard alone paints a stroke`() {
        var editor = editor(9, 3)
        for key: Key in [.character("["), .character("\\"), .enter, .right, .right, .enter, .right] {
            #expect(MaskKeys.perform(key, &editor))
            if key == .character("\\") { editor.brushSize = 1 }
        }
        #expect(drawn(editor.mask) == ".........\n....###..\n.........")
        #expect(editor.cursor == point(7, 1))
    }

    @Test func `no key has two actions`() {
        let keys = MaskKeys.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func `only the changed area is redrawn`() {
        var editor = editor(100, 100)
        _ = editor.takeChanged()
        editor.brushSize = 5
        drag(&editor, [(50, 50)])
        #expect(editor.takeChanged() == Rect(x: 47, y: 47, width: 7, height: 7))
        #expect(editor.takeChanged().width == 0)
    }
}
