package import Numerics

/// The precision that a user chooses for the products of a training step, as the setting `precision` says it.
package enum PrecisionChoice: String, Sendable, CaseIterable {
    case fp32, bf16
    /// bf16 where the processor has instructions for it, else fp32.
    case auto

    /// What it means on a processor that has instructions for bfloat16, or not.
    package func resolved(hasBFloat16: Bool) -> Precision {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .auto: hasBFloat16 ? .bf16 : .fp32
        }
    }

    /// What it means here.
    package var precision: Precision { resolved(hasBFloat16: BFloat16.isFast) }
}

extension PrecisionChoice: SettingType {
    package init(_ value: SettingValue) { self = PrecisionChoice(rawValue: value.text) ?? .fp32 }
    package var settingValue: SettingValue { .word(rawValue) }
}

extension Settings {
    /// The same with a precision that this processor has: `auto` becomes what it means here.
    /// - Throws: `SettingError.noInstructions` for bf16 on a processor without instructions for it.
    package func withPrecision(hasBFloat16: Bool = BFloat16.isFast) throws(SettingError) -> Settings {
        guard let choice = value(\.precision) else { return self }
        if choice == .bf16, !hasBFloat16 {
            throw .noInstructions(SettingKeys().precision.setting, machine: Processor.name)
        }
        return with(\.precision, choice.resolved(hasBFloat16: hasBFloat16) == .bf16 ? .bf16 : .fp32)
    }
}
