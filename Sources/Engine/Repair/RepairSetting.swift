/// A number that a repair method leaves to the user. Help and documentation come from these.
public struct RepairSetting: Sendable, Equatable {
    public let name: String
    public let meaning: String
    public let range: ClosedRange<Double>
    public let standard: Double
    public let isWhole: Bool

    init(_ name: String, _ meaning: String, _ range: ClosedRange<Double>, standard: Double, whole: Bool = false) {
        (self.name, self.meaning, self.range, self.standard, isWhole) = (name, meaning, range, standard, whole)
    }
}

extension RepairSetting {
    /// What methods that make pictures larger call how much.
    static let scale = RepairSetting("scale", "how many times as wide and high the picture becomes", 2...4, standard: 2, whole: true)
}

/// Values of a method's settings: what the user gave, else the standard ones.
public struct RepairSettings: Sendable, Equatable {
    public let values: [String: Double]

    /// - Throws: `RepairError` for a name the method lacks and a value out of range.
    public init(of method: any RepairMethod, given: [String: Double] = [:]) throws(RepairError) {
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

    /// The value of a setting that the method has.
    public subscript(name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("the method has no setting named \(name)") }
        return value
    }

    func int(_ name: String) -> Int { Int(self[name]) }

    /// `name=value` of each, in the order of names.
    public var text: String { values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.short)" }.joined(separator: " ") }
}
