import Foundation
import Tensors
import Testing

/// The transform by its definition, and the iterations with one loop for each sum, in double precision.
private struct SlowSparseBlocks {
    let width: Int, height: Int, size: Int

    func basis(_ frequency: Int, _ position: Int) -> Double {
        ((frequency == 0 ? 1.0 : 2.0) / Double(size)).squareRoot()
            * cos(Double.pi * Double(frequency) * (Double(position) + 0.5) / Double(size))
    }

    func transformed(_ block: [Double], inverse: Bool) -> [Double] {
        (0..<size * size).map { target in
            (0..<size * size).reduce(0.0) { sum, source in
                let (a, b) = inverse ? (source, target) : (target, source)
                return sum + block[source] * basis(a / size, b / size) * basis(a % size, b % size)
            }
        }
    }

    func completed(_ start: [Double], _ missing: [Bool], _ blocks: SparseBlocks) -> [Double] {
        var values = start, results: [[Double]] = []
        for (iteration, threshold) in blocks.thresholds.enumerated() {
            var sums = [Double](repeating: 0, count: values.count), weights = sums
            for top in blocks.positions(iteration, length: height) {
                for left in blocks.positions(iteration, length: width) {
                    let places = (0..<size * size).map { (top + $0 / size) * width + left + $0 % size }
                    guard places.contains(where: { missing[$0] }) else { continue }
                    var coefficients = transformed(places.map { values[$0] }, inverse: false)
                    for i in 1..<coefficients.count where abs(coefficients[i]) <= Double(threshold) {
                        coefficients[i] = 0
                    }
                    let kept = 1 + coefficients.dropFirst().count { $0 != 0 }
                    let weight = Double(size * size) / Double(kept), block = transformed(coefficients, inverse: true)
                    for (i, place) in places.enumerated() {
                        sums[place] += weight * block[i]
                        weights[place] += weight
                    }
                }
            }
            for i in values.indices where missing[i] && weights[i] > 0 { values[i] = sums[i] / weights[i] }
            results.append(values)
        }
        let last = results.suffix(blocks.averaged)
        return values.indices.map { i in last.reduce(0) { $0 + $1[i] } / Double(blocks.averaged) }
    }
}

@Suite struct SparseBlocksTests {
    /// Values 0...255 of a random image, and every fourth pixel missing at random.
    private static func sample(_ count: Int, channels: Int = 1) -> (values: [Float], missing: [Bool]) {
        var random = SeededGenerator(21)
        let values = (0..<count * channels).map { _ in Float.random(in: 0...255, using: &random) }
        return (values, (0..<count).map { _ in Int.random(in: 0..<4, using: &random) == 0 })
    }

    @Test(arguments: [2, 3, 8]) func `the cosine transform is that of its definition, and its inverse goes back`(
        size: Int
    ) {
        let stride = size + 3, values = Self.sample(stride * size).values
        let slow = SlowSparseBlocks(width: 0, height: 0, size: size), transform = CosineTransform(size: size)
        let block = (0..<size * size).map { values[$0 / size * stride + $0 % size] }
        var coefficients = [Float](repeating: 0, count: size * size), scratch = coefficients, back = coefficients
        transform.forward(values, stride: stride, scratch: &scratch, into: &coefficients)
        for (a, b) in zip(coefficients, slow.transformed(block.map(Double.init), inverse: false)) {
            #expect(abs(Double(a) - b) < 1e-3)
        }
        transform.inverse(coefficients, scratch: &scratch, into: &back)
        for (a, b) in zip(back, block) { #expect(abs(a - b) < 1e-3) }
    }

    @Test func `the iterations are those of the slow reference`() throws {
        let (width, height) = (21, 17), (values, missing) = Self.sample(width * height)
        let blocks = SparseBlocks(
            width: width, height: height, channels: 1, size: 8,
            thresholds: SparseBlocks.thresholds(from: 200, to: 50, count: 3), averaged: 2)
        #expect(blocks.thresholds.map { $0.rounded() } == [200, 100, 50])
        let fast = try blocks.completed(values, missing: missing, threads: 1)
        let slow = SlowSparseBlocks(width: width, height: height, size: 8)
            .completed(values.map(Double.init), missing, blocks)
        for (a, b) in zip(fast, slow) { #expect(abs(Double(a) - b) < 0.01) }
    }

    @Test func `known values stay, and the result is the same on one and on three threads`() throws {
        let (width, height) = (40, 33), (values, missing) = Self.sample(width * height, channels: 3)
        let blocks = SparseBlocks(
            width: width, height: height, channels: 3, size: 16,
            thresholds: SparseBlocks.thresholds(from: 200, to: 50, count: 3), averaged: 1)
        let results = try [1, 3].map { try blocks.completed(values, missing: missing, threads: $0) }
        #expect(results[0] == results[1] && results[0] != values)
        for i in values.indices where !missing[i % (width * height)] { #expect(results[0][i] == values[i]) }
    }

    @Test func `blocks cover every axis from end to end, half a block apart at most`() {
        for length in 8...40 {
            for iteration in 0..<5 {
                let positions = SparseBlocks(
                    width: length, height: length, channels: 1, size: 8, thresholds: [1], averaged: 1
                ).positions(iteration, length: length)
                #expect(positions.first == 0 && positions.last == length - 8, "\(length), \(positions)")
                #expect(zip(positions, positions.dropFirst()).allSatisfy { (1...4).contains($1 - $0) })
            }
        }
    }

    @Test func `a pattern is continued over a hole that is wider than its period`() throws {
        let side = 64
        func wave(_ position: Int, period: Double) -> Double {
            cos(2 * Double.pi * (Double(position) + 0.5) / period)
        }
        let truth: [Float] = (0..<side * side).map { i in
            Float(128 + 60 * wave(i % side, period: 8) + 30 * wave(i / side, period: 16))
        }
        var broken = truth, missing = [Bool](repeating: false, count: side * side)
        for y in 20..<34 { for x in 24..<38 { (broken[y * side + x], missing[y * side + x]) = (128, true) } }
        let blocks = SparseBlocks(
            width: side, height: side, channels: 1, size: 32,
            thresholds: SparseBlocks.thresholds(from: 400, to: 10, count: 20), averaged: 6)
        let result = try blocks.completed(broken, missing: missing, threads: 1)
        for (a, b) in zip(result, truth) { #expect(abs(a - b) < 4) }
    }
}
