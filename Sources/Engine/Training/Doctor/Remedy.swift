import Glibc

/// What a run that diverged goes on with after it was taken back: lower learning rates, lower every time.
public enum Remedy {
    static let rates = ["generator.rate", "discriminator.rate"]

    /// New values for `settings` that hold where the run goes on. The rates are divided by 2, by 4 more the next time, then by 8 more.
    /// - Parameters:
    ///   - failed: the settings that the run diverged with: a rate raised on the way counts as little as possible.
    ///   - count: times the run has been taken back before.
    public static func changes(from settings: [String: Double], failed: [String: Double], after count: Int) -> [(name: String, value: Double)] {
        let divisor = pow(2, Double(count + 1))
        return rates.compactMap { name in
            guard let now = settings[name], now > 0 else { return nil }
            return (name, min(now, failed[name] ?? now) / divisor)
        }
    }
}
