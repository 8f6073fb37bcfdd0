import Render
import Testing

@Suite struct NumbersTests {
    @Test func `numbers are rounded, grouped and shortened`() {
        #expect(Numbers.fixed(1.25, 1) == "1.3")
        #expect(Numbers.fixed(-0.04, 1) == "0.0")
        #expect(Numbers.fixed(-2.5, 2) == "-2.50")
        #expect(Numbers.fixed(.nan, 2) == "nan")
        #expect(Numbers.grouped(10_000) == "10,000")
        #expect(Numbers.grouped(-1_234_567) == "-1,234,567")
        #expect(Numbers.grouped(999) == "999")
        #expect(Numbers.compact(1500) == "1.5k")
        #expect(Numbers.compact(20_000) == "20k")
        #expect(Numbers.compact(0) == "0")
        #expect(Numbers.compact(3_000_000) == "3M")
        #expect(Numbers.short(0.6931) == "0.693")
        #expect(Numbers.short(59.63, decimals: 2) == "59.6")
        #expect(Numbers.short(173.2) == "173")
    }

    @Test func `only a finished bar is full`() {
        func bar(_ fraction: Double) -> String {
            let blank = Cell(" ", foreground: .white, background: .black)
            var grid = CellGrid(Size(width: 10, height: 1), filledWith: blank)
            ProgressBar(fraction: fraction, start: .white, end: .white, empty: .black)
                .draw(into: &grid, x: 0, y: 0, width: 10)
            return grid.text
        }
        #expect(bar(0) == "□□□□□□□□□□")
        #expect(bar(0.3) == "■■■□□□□□□□")
        #expect(bar(0.999) == "■■■■■■■■■□")
        #expect(bar(1) == "■■■■■■■■■■")
        #expect(bar(7) == "■■■■■■■■■■")
        #expect(bar(.nan) == "□□□□□□□□□□")
    }
}
