import Networks
import Tensors
import Testing

/// FiLM on values that can be checked by hand.
@Suite struct FiLMTests {
    /// Two images of two pixels and two channels.
    private static let images: [Double] = [1, 2, 3, 4, 5, 6, 7, 8]
    private static let conditions: [Double] = [1, 0, 0, -1]

    private func modulated(_ embedding: [Double]) -> [Double] {
        let graph = Graph()
        var context = ForwardContext(isTraining: true, condition: graph.input("condition", [2, 2]))
        let result = FiLM(2, .embedding(2))(
            graph.input("x", [2, 1, 2, 2]), [graph.input("embedding", [4, 2])], &context)
        var interpreter = ReferenceInterpreter(["x": Self.images, "condition": Self.conditions, "embedding": embedding])
        return interpreter.run([result])[0]
    }

    @Test func `a zero embedding is the identity`() {
        #expect(modulated([Double](repeating: 0, count: 8)) == Self.images)
    }

    @Test func `each channel is scaled and shifted by the condition of its image`() {
        // Rows: scale of the first and second channel, shift of the first and second.
        let embedding: [Double] = [1, 0, 0, 2, 10, 0, 0, 20]
        let expected: [Double] = [12, 2, 16, 4, 5, -26, 7, -28]
        #expect(modulated(embedding) == expected)
    }
}
