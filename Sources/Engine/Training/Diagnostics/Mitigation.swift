import Glibc
import Runs

/// The reaction to divergence after a rollback: learning rates that fall with every rollback.
package enum Mitigation {
    /// Learning rates with which the run continues. The first rollback divides them by 2, the second by 4, the third by 8, each from the lower
    /// of the values at its checkpoint and at the divergence.
    /// - Parameters:
    ///   - settings: the live settings of the checkpoint, by name.
    ///   - failed: the live settings at the divergence; the lower of both values is divided.
    ///   - count: earlier rollbacks of the run.
    package static func changes(from settings: [String: Double], failed: [String: Double], after count: Int) -> [(
        name: String, value: Double
    )] {
        let divisor = pow(2, Double(count + 1))
        return Settings.learningRates.compactMap { name in
            guard let value = settings[name], value > 0 else { return nil }
            return (name, min(value, failed[name] ?? value) / divisor)
        }
    }
}
