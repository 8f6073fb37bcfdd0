import Tensors
import Testing

@Suite struct GraphTests {
    @Test func `equal nodes are stored once`() {
        let graph = Graph()
        let x = graph.input("x", [2, 3])
        #expect((x + x * 2).id == (x + x * 2).id)
        #expect(x.leakyReLU(0.2).id != x.leakyReLU(0.1).id)
    }

    @Test func `equal random nodes stay distinct`() {
        let graph = Graph()
        #expect(graph.normal([4]).id != graph.normal([4]).id)
    }

    @Test func `constants fold`() {
        let graph = Graph()
        let x = graph.input("x", [2])
        #expect((x * graph.constant(1, [2])).id == x.id)
        #expect((x + graph.constant(0)).id == x.id)
        #expect(((graph.constant(2) * 3).node.operation as? Constant)?.value == 6)
    }

    @Test func `shapes broadcast as in NumPy`() {
        let cases: [(a: Shape, b: Shape, both: Shape?)] = [
            ([3, 4], [4], [3, 4]), ([3, 1], [1, 4], [3, 4]), ([2, 3, 4], .scalar, [2, 3, 4]), ([3, 4], [3], nil),
            ([2], [3], nil),
        ]
        for (a, b, both) in cases {
            #expect(Shape.broadcast(a, b) == both)
            #expect(Shape.broadcast(b, a) == both)
        }
    }

    @Test func `broadcast strides are zero where an axis repeats`() {
        #expect(Shape([3, 1]).strides(broadcastTo: [2, 3, 4]) == [0, 1, 0])
        #expect(Shape([3, 4]).strides(broadcastTo: [3, 4]) == [4, 1])
    }
}
