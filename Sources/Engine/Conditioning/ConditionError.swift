package import Raster

/// A fault of data or options for a class-conditional run.
package enum ConditionError: UserError, Equatable {
    case noClasses(data: String)
    case otherClasses(data: String, found: Int, expected: Int)
    case unknownClass(String, names: [String])
    /// The run is not class-conditional.
    case unconditional(preset: String)

    package var isUsage: Bool {
        switch self {
        case .unknownClass, .unconditional: true
        case .noClasses, .otherClasses: false
        }
    }

    package var location: String? {
        switch self {
        case .noClasses(let data), .otherClasses(let data, _, _): data
        case .unknownClass(let name, _): name
        case .unconditional(let preset): preset
        }
    }

    package var what: String {
        switch self {
        case .noClasses: "its images have no classes, and this preset is class-conditional"
        case .otherClasses(_, let found, let expected): "has \(found) classes, the settings say \(expected)"
        case .unknownClass: "the run has no such class"
        case .unconditional: "a run of this preset is not class-conditional"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .noClasses: "use data with labels or a folder for each class, or \(.preset("modern"))"
        case .otherClasses(_, let found, _): "\(.set("num_classes", to: String(found)))"
        case .unknownClass(_, let names): "its classes are \(names.joined(separator: ", "))"
        case .unconditional: "\(.leaveOut(.class)), or \(.train(preset: "projection"))"
        }
    }
}
