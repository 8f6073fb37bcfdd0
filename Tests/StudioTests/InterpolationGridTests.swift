import Studio
import Testing

@Suite struct InterpolationGridTests {
    @Test(arguments: [(1, 1), (2, 2), (24, 24), (25, 13), (48, 24), (49, 17), (100, 20)])
    func `frames lie in one row of up to 24, or in rows of one length`(count: Int, columns: Int) {
        #expect(InterpolationGrid.columns(count) == columns)
    }
}
