import Datasets
import Testing

@Suite struct `Batch order` {
    /// Epoch `epoch` as the images in the order shown.
    private func epoch(_ epoch: Int, seed: UInt64, count: Int) -> [Int] {
        let order = BatchOrder(seed: seed, count: count, batch: 1)
        return (0..<count).map { order.index(at: epoch * count + $0) }
    }

    @Test(arguments: [1, 2, 3, 5, 16, 17, 100, 1023, 1025, 4097])
    func `every epoch shows every image once`(count: Int) {
        for number in [0, 1, 2, 1000] {
            #expect(epoch(number, seed: 5, count: count).sorted() == Array(0..<count))
        }
    }

    @Test func `epochs and seeds have different orders`() {
        let orders = [epoch(0, seed: 1, count: 500), epoch(1, seed: 1, count: 500), epoch(0, seed: 2, count: 500)]
        #expect(Set(orders).count == 3)
    }

    @Test func `the indices of a step depend on seed and step only`() {
        let order = BatchOrder(seed: 9, count: 1000, batch: 64)
        let forward = (0..<40).map { order.indices(step: $0) }
        let again = BatchOrder(seed: 9, count: 1000, batch: 64)
        #expect((0..<40).reversed().map { again.indices(step: $0) } == Array(forward.reversed()))
    }

    @Test func `batches run across the border between epochs`() {
        let order = BatchOrder(seed: 3, count: 10, batch: 4)
        let shown = (0..<5).flatMap { order.indices(step: $0) }
        #expect(shown[..<10].sorted() == Array(0..<10))
        #expect(shown[10...].sorted() == Array(0..<10))
        #expect(order.epoch(step: 5) == 2)
    }

    @Test func `a batch may be larger than the data`() {
        let order = BatchOrder(seed: 3, count: 3, batch: 7)
        let counts = Dictionary(grouping: order.indices(step: 0), by: \.self).mapValues(\.count)
        #expect(counts.values.allSatisfy { $0 == 2 || $0 == 3 })
    }

    @Test func `first positions are uniformly distributed`() {
        // 8 images, 8,000 epochs: each image leads about 1,000 of them; 7 degrees of freedom, 1 in 1,000 is 24.3.
        var counts = [Double](repeating: 0, count: 8)
        let order = BatchOrder(seed: 11, count: 8, batch: 8)
        for step in 0..<8000 { counts[order.indices(step: step)[0]] += 1 }
        let deviation = counts.reduce(0) { $0 + ($1 - 1000) * ($1 - 1000) / 1000 }
        #expect(deviation < 24.3)
    }

    @Test func `all orders of a few images occur`() {
        let order = BatchOrder(seed: 1, count: 4, batch: 4)
        #expect(Set((0..<1000).map { order.indices(step: $0) }).count == 24)
    }

    @Test func `neighbours in the data are rarely neighbours in the order`() {
        let positions = epoch(0, seed: 4, count: 10_000)
        let close = zip(positions, positions.dropFirst()).count { abs($0 - $1) <= 1 }
        #expect(close < 20)
    }

    @Test func `the order is the same on every machine`() {
        #expect(
            BatchOrder(seed: 1, count: 60_000, batch: 8).indices(step: 0)
                == [11014, 34121, 57818, 22799, 3298, 18728, 25720, 33719])
    }
}
