/// A setting of a repair method. Help and documentation are generated from it.
package struct RepairSetting: Sendable, Equatable {
    package let name: String
    package let meaning: String
    package let range: ClosedRange<Double>
    /// The unit of the value, e.g. "pixels"; nil for a plain number.
    package let unit: String?
    /// The default value.
    package let standard: Double
    package let isWhole: Bool

    init(
        _ name: String, _ meaning: String, _ range: ClosedRange<Double>, unit: String? = nil, standard: Double,
        whole: Bool = false
    ) {
        (self.name, self.meaning, self.range, self.unit, self.standard, isWhole) = (
            name, meaning, range, unit, standard, whole
        )
    }
}

extension RepairSetting {
    /// The scale factor of every method that upscales.
    static let scale = RepairSetting("scale", "factor by which width and height grow", 2...4, standard: 2, whole: true)
}

/// The values of a method's settings: given ones, and defaults for the others.
package struct RepairSettings: Sendable, Equatable {
    package let values: [String: Double]

    /// - Throws: `RepairError` for a name that the method lacks and for a value out of range.
    package init(of method: any RepairMethod, given: [String: Double] = [:]) throws(RepairError) {
        var values = Dictionary(uniqueKeysWithValues: method.settings.map { ($0.name, $0.standard) })
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let setting = method.settings.first(where: { $0.name == name }) else {
                throw .unknownSetting(name, method: method.name, has: method.settings.map(\.name))
            }
            guard setting.range.contains(value), !setting.isWhole || value == value.rounded() else {
                throw .outOfRange(setting, value)
            }
            values[name] = value
        }
        self.values = values
    }

    /// The value of a setting.
    /// - Precondition: the method has the setting.
    package subscript(name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("the method has no setting named \(name)") }
        return value
    }

    func int(_ name: String) -> Int { Int(self[name]) }

    /// `name=value` of each setting, sorted by name.
    package var text: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.short)" }.joined(separator: " ")
    }
}
