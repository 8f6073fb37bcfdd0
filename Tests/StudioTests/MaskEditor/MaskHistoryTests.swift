import Raster
import Render
import Studio
import Testing

/// The editor against a twin that keeps a whole copy of the mask for every edit.
@Suite struct MaskHistoryTests {
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(arguments: 0..<10) func `any sequence of edits can be undone and redone to the byte`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let width = Int.random(in: 1...150, using: &random), height = Int.random(in: 1...150, using: &random)
        let image = Bitmap(
            width: width, height: height, channels: 3,
            pixels: (0..<width * height * 3).map { _ in UInt8.random(in: 0...60, using: &random) })
        var editor = MaskEditor(image: image)
        var copies = [editor.mask], position = 0
        for _ in 0..<120 {
            let before = editor.mask
            switch Int.random(in: 0..<12, using: &random) {
            case 0: if editor.undo() != nil { position -= 1 }
            case 1: if editor.undo() != nil { position -= 1 }
            case 2: if editor.redo() != nil { position += 1 }
            case 3: editor.invert()
            case 4: editor.grow(by: Int.random(in: 1...4, using: &random))
            case 5: editor.shrink(by: Int.random(in: 1...4, using: &random))
            case 6: editor.feather(by: Int.random(in: 1...3, using: &random))
            default:
                editor.tool = MaskEditor.Tool.allCases.randomElement(using: &random) ?? .brush
                editor.brushSize = Int.random(in: 1...20, using: &random)
                func anywhere() -> MaskShape.Point {
                    .init(
                        Int.random(in: -5..<width + 5, using: &random), Int.random(in: -5..<height + 5, using: &random))
                }
                editor.press(anywhere(), erases: Bool.random(using: &random))
                for _ in 0..<Int.random(in: 0...4, using: &random) { editor.move(to: anywhere()) }
                if Int.random(in: 0..<6, using: &random) == 0 { editor.cancel() } else { editor.release() }
            }
            try #require(copies.indices.contains(position), "more steps back or forth than edits")
            if editor.mask != before, copies[position] != editor.mask {
                copies.removeSubrange((position + 1)...)
                copies.append(editor.mask)
                position += 1
            }
            #expect(editor.mask == copies[position])
        }
        while editor.undo() != nil { position -= 1; #expect(editor.mask == copies[position]) }
        #expect(position == 0)
        while editor.redo() != nil { position += 1; #expect(editor.mask == copies[position]) }
        #expect(position == copies.count - 1)
    }

    @Test func `undo stores the tiles that changed, not the image`() {
        var editor = MaskEditor(image: Bitmap(width: 1000, height: 1000, channels: 1, filledWith: 0))
        editor.press(.init(500, 500))
        editor.move(to: .init(520, 500))
        editor.release()
        #expect(editor.history.size <= 4 * MaskHistory.tile * MaskHistory.tile)
        editor.invert()
        editor.undo()
        editor.undo()
        #expect(editor.mask.coverage.box == nil)
    }

    @Test func `an edit without changes is not recorded`() {
        var editor = MaskEditor(image: Bitmap(width: 8, height: 8, channels: 1, filledWith: 0))
        editor.clear()
        #expect(!editor.history.canUndo)
    }
}
