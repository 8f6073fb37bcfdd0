/// How much curves are smoothed.
package enum Smoothing: String, Sendable, CaseIterable {
    case none = "not smoothed"
    case light = "smoothed lightly"
    case medium = "smoothed"
    case strong = "smoothed strongly"

    /// The length of the exponential moving average, as a fraction of the history; nil for none.
    var fraction: Double? {
        switch self {
        case .none: nil
        case .light: 1.0 / 160
        case .medium: 1.0 / 40
        case .strong: 1.0 / 10
        }
    }

    /// In the title of a chart; nil for none.
    var title: String? {
        switch self {
        case .none: nil
        case .light: "smooth -"
        case .medium: "smooth"
        case .strong: "smooth +"
        }
    }

    /// The next amount, none after the strongest.
    var next: Smoothing {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
