import Engine
import Testing

/// The layer that bends maps by what is told, on numbers small enough to follow.
@Suite struct BendTests {
    /// Two pictures of two pixels and two channels.
    private static let pictures: [Double] = [1, 2, 3, 4, 5, 6, 7, 8]
    private static let told: [Double] = [1, 0, 0, -1]

    private func bent(_ embedding: [Double]) -> [Double] {
        let graph = Graph()
        var pass = Pass(isTraining: true, condition: graph.input("told", [2, 2]))
        let result = Bend(2, .joint(2))(graph.input("x", [2, 1, 2, 2]), [graph.input("embedding", [4, 2])], &pass)
        var interpreter = ReferenceInterpreter(["x": Self.pictures, "told": Self.told, "embedding": embedding])
        return interpreter.run([result])[0]
    }

    @Test func `an embedding of zeros leaves maps as they are`() {
        #expect(bent([Double](repeating: 0, count: 8)) == Self.pictures)
    }

    @Test func `each channel of each picture is scaled and shifted by what is told of the picture`() {
        // Rows: scale of the first and second channel, shift of the first and second.
        let embedding: [Double] = [1, 0, 0, 2, 10, 0, 0, 20]
        let expected: [Double] = [12, 2, 16, 4, 5, -26, 7, -28]
        #expect(bent(embedding) == expected)
    }
}
