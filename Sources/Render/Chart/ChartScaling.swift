/// How values of a chart become heights.
package enum ChartScaling: String, Sendable, CaseIterable {
    /// Logarithmic where a linear axis would flatten most of the curves, else linear.
    case automatic
    case linear
    /// Linear where no value is positive.
    case logarithmic

    package var next: ChartScaling {
        switch self {
        case .automatic: .logarithmic
        case .logarithmic: .linear
        case .linear: .automatic
        }
    }
}

extension ChartScaling {
    /// Values beyond this ratio, most of them in this lowest part of a linear axis, are drawn on a logarithmic one.
    private static let leastRatio = 20.0, lowestPart = 0.2
    /// Fewer values do not decide.
    private static let fewest = 8

    /// Whether curves of these values have a logarithmic axis.
    func isLogarithmic(_ values: [Double]) -> Bool {
        let finite = values.filter(\.isFinite)
        switch self {
        case .linear: return false
        case .logarithmic: return finite.contains { $0 > 0 }
        case .automatic:
            guard finite.count >= Self.fewest, finite.allSatisfy({ $0 > 0 }) else { return false }
            let sorted = finite.sorted(), edge = sorted.count / 20
            let low = sorted[edge], high = sorted[sorted.count - 1 - edge], median = sorted[sorted.count / 2]
            return high > low * Self.leastRatio && median - low < (high - low) * Self.lowestPart
        }
    }
}
