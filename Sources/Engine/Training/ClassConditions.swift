public import Raster

/// The classes of a data set's pictures, as conditions: 1 in the class's place, 0 elsewhere.
public struct ClassConditions: ConditionSource, Sendable {
    public let classes: Int
    private let labels: [UInt8]

    /// - Throws: `ConditionError` for pictures without classes, or with others than `classes`.
    public init(_ images: ImageSet, classes: Int) throws(ConditionError) {
        guard let labels = images.labels else { throw .noClasses(data: images.name) }
        let found = Int(labels.max() ?? 0) + 1
        guard found == classes else { throw .otherClasses(data: images.name, found: found, expected: classes) }
        (self.classes, self.labels) = (classes, labels)
    }

    /// Writes the conditions of the pictures `indices`: (indices.count, classes).
    func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>) {
        for place in 0..<target.count { target[place] = 0 }
        for (row, index) in indices.enumerated() { target[row * classes + Int(labels[index])] = 1 }
    }

    /// The condition of one class.
    public static func vector(_ index: Int, of classes: Int) -> [Float] {
        precondition(index >= 0 && index < classes, "class \(index) of \(classes)")
        return (0..<classes).map { $0 == index ? 1 : 0 }
    }
}

/// What can be wrong with data for networks that are told each picture's class.
public enum ConditionError: UserError, Equatable {
    case noClasses(data: String)
    case otherClasses(data: String, found: Int, expected: Int)
    case unknownClass(String, names: [String])
    case unconditional(preset: String)

    public var isUsage: Bool {
        switch self {
        case .unknownClass, .unconditional: true
        case .noClasses, .otherClasses: false
        }
    }

    public var place: String? {
        switch self {
        case .noClasses(let data), .otherClasses(let data, _, _): data
        case .unknownClass(let name, _): name
        case .unconditional(let preset): preset
        }
    }

    public var what: String {
        switch self {
        case .noClasses: "its pictures have no classes, and this preset is told them"
        case .otherClasses(_, let found, let expected): "has \(found) classes, the settings say \(expected)"
        case .unknownClass: "the run knows no such class"
        case .unconditional: "a run of this preset draws without classes"
        }
    }

    public var remedy: String {
        switch self {
        case .noClasses: "use data with labels or a folder for each class, or --preset modern"
        case .otherClasses(_, let found, _): "give --set classes=\(found)"
        case .unknownClass(_, let names): "its classes are \(names.joined(separator: ", "))"
        case .unconditional: "leave out --class, or train with --preset projection"
        }
    }
}
