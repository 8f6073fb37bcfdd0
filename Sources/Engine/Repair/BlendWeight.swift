import Runs

/// The blend of two repairs that is nearest to known pixels which both had to fill in.
enum BlendWeight {
    /// The weight of `a` against `b`, 0...1, with which the blend is nearest to the truth (least squares).
    /// - Parameter heldOut: 1 where a pixel counts, row by row.
    static func fraction(of a: Planes, over b: Planes, truth: Planes, where heldOut: [Float]) -> Double {
        var product = 0.0, square = 0.0
        for i in truth.values.indices where heldOut[i % truth.area] == 1 {
            let difference = Double(a.values[i] - b.values[i])
            product += difference * Double(truth.values[i] - b.values[i])
            square += difference * difference
        }
        return square > 0 ? min(max(product / square, 0), 1) : 0
    }

    /// The mean squared difference from the truth, in squared levels; 0 where nothing is held out.
    static func error(of planes: Planes, _ truth: Planes, where heldOut: [Float]) -> Double {
        var sum = 0.0, count = 0.0
        for i in truth.values.indices where heldOut[i % truth.area] == 1 {
            let difference = Double(planes.values[i] - truth.values[i])
            sum += difference * difference
            count += 1
        }
        return sum / max(count, 1)
    }

    /// `fraction` of `a`, the rest of `b`.
    static func blend(_ a: Planes, _ b: Planes, _ fraction: Double) -> Planes {
        var result = b
        for i in result.values.indices { result.values[i] += Float(fraction) * (a.values[i] - b.values[i]) }
        return result
    }
}

/// The blend of two repairs of a tile, decided on validation pixels; mean squared errors on these, in squared levels.
struct BlendedTile {
    var image: Planes
    /// Weight of the first repair in the blend, 0...1.
    var fraction: Double
    /// Of the second repair, which is a classical one, and of the blend.
    var classical: Double, blended: Double
    var validationPixels: Int

    /// The mean of a value of each tile's outcome, weighted by validation pixels.
    static func mean<Outcome>(
        of outcomes: [Outcome], _ value: (Outcome) -> Double, blend: (Outcome) -> BlendedTile
    ) -> Double {
        let count = outcomes.reduce(0) { $0 + blend($1).validationPixels }
        return outcomes.reduce(0) { $0 + value($1) * Double(blend($1).validationPixels) } / Double(max(count, 1))
    }

    /// The root of a mean square, with two decimals.
    static func level(_ square: Double) -> String { ((square.squareRoot() * 100).rounded() / 100).short }
}
