import Tensors
import Testing

@Suite struct MembraneTests {
    /// The reference solution by Gaussian elimination.
    private static func dense(_ known: [Float], _ damage: [Float], _ w: Int, _ h: Int, biharmonic: Bool) -> [Float] {
        let n = w * h
        var laplacian = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)]
            where (0..<w).contains(i % w + dx) && (0..<h).contains(i / w + dy) {
                laplacian[i * n + i] += 1
                laplacian[i * n + i + dy * w + dx] -= 1
            }
        }
        var operation = laplacian
        if biharmonic {
            for i in 0..<n {
                for j in 0..<n {
                    operation[i * n + j] = (0..<n).reduce(0) { $0 + laplacian[i * n + $1] * laplacian[$1 * n + j] }
                }
            }
        }
        let free = (0..<n).filter { damage[$0] != 0 }
        var rows = free.map { i -> [Double] in
            var right = 0.0
            for j in 0..<n where damage[j] == 0 { right -= operation[i * n + j] * Double(known[j]) }
            return free.map { operation[i * n + $0] } + [right]
        }
        for k in free.indices {
            let pivot = (k..<free.count).max { abs(rows[$0][k]) < abs(rows[$1][k]) } ?? k
            rows.swapAt(k, pivot)
            for i in free.indices where i != k {
                let factor = rows[i][k] / rows[k][k]
                if factor != 0 { for j in k...free.count { rows[i][j] -= factor * rows[k][j] } }
            }
        }
        var result = known
        for k in free.indices { result[free[k]] = Float(rows[k][free.count] / rows[k][k]) }
        return result
    }

    @Test(arguments: [false, true], 0..<12) func `the iterative solution agrees with elimination`(
        biharmonic: Bool, seed: Int
    ) {
        var random = SeededGenerator(UInt64(seed))
        let (w, h) = (Int.random(in: 3...13, using: &random), Int.random(in: 3...13, using: &random))
        let known = (0..<w * h).map { _ in Float.random(in: 0...255, using: &random) }
        let share = Float.random(in: 0.1...0.7, using: &random)
        var damage = (0..<w * h).map { _ in Float.random(in: 0...1, using: &random) < share ? Float(1) : 0 }
        damage[0] = 0
        damage[w * h / 2] = 1
        let found = MembraneKernel(width: w, height: h, damage: damage, order: biharmonic ? .biharmonic : .laplace)
            .solve(known)
        let expected = Self.dense(known, damage, w, h, biharmonic: biharmonic)
        for i in found.indices {
            #expect(abs(found[i] - expected[i]) < 0.1 + 0.001 * abs(expected[i]), "\(w) x \(h), pixel \(i)")
            if damage[i] == 0 { #expect(found[i] == known[i]) }
        }
    }
}

/// Marsaglia's xorshift, a reproducible random generator.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
