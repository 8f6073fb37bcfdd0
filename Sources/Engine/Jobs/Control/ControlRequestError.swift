package import Raster

/// Why a line on the control socket is invalid.
package enum ControlRequestError: UserError, Equatable {
    case notAnObject
    case tooLong(limit: Int)
    case missing(String)
    case wrongType(String)
    case unknown(String, nearest: [String])
    case notANumber(String, String)

    package var isUsage: Bool { true }

    package var location: String? {
        switch self {
        case .notAnObject, .tooLong: nil
        case .missing(let key), .wrongType(let key): key
        case .unknown(let verb, _): verb
        case .notANumber(let name, _): name
        }
    }

    package var what: String {
        switch self {
        case .notAnObject: "the line is not a JSON object"
        case .tooLong(let limit): "the line is longer than \(limit) bytes"
        case .missing: "this key is missing"
        case .wrongType: "the value is of the wrong type"
        case .unknown: "no request has this name"
        case .notANumber(_, let text): "'\(text)' is not a number"
        }
    }

    package var suggestion: Suggestion {
        let verbs = ControlRequest.Verb.allCases.map(\.rawValue).joined(separator: ", ")
        switch self {
        case .notAnObject, .tooLong: return #"write one object in a line, for example {"do":"pause"}"#
        case .missing("do"): return "give one of \(verbs)"
        case .missing: return #"write {"do":"set","name":"generator.learning_rate","value":"1e-4"}"#
        case .wrongType: return "give text, or a number as the value"
        case .unknown(_, let nearest): return nearest.isEmpty ? "give \(verbs)" : "the nearest is \(nearest[0])"
        case .notANumber(let name, _): return "give \(name) a number"
        }
    }
}
