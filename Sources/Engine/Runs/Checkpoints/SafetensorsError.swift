package import Raster

/// Why a safetensors file cannot be read: what, where, what to do, in one line.
package enum SafetensorsError: UserError, Equatable {
    case unreadable(path: String, reason: String)
    case foreign(path: String)
    case truncated(path: String, expected: Int, found: Int)
    case trailing(path: String, expected: Int, found: Int)
    case header(path: String, reason: String)
    case tensor(path: String, name: String, reason: String)
}

extension SafetensorsError {
    package var what: String {
        switch self {
        case .unreadable(_, let reason): "cannot be read: \(reason)"
        case .foreign: "not a safetensors file"
        case .truncated(_, let expected, let found): "it ends early: \(expected) bytes expected, \(found) found"
        case .trailing(_, let expected, let found): "\(found) bytes where its header describes \(expected)"
        case .header(_, let reason): "its header is corrupt: \(reason)"
        case .tensor(_, let name, let reason): "tensor '\(name)' \(reason)"
        }
    }

    package var location: String? {
        switch self {
        case .unreadable(let path, _), .foreign(let path), .truncated(let path, _, _), .trailing(let path, _, _),
            .header(let path, _), .tensor(let path, _, _):
            path
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unreadable: "check the path and its permissions"
        case .foreign: "name a .safetensors file"
        case .truncated, .trailing, .header: "use another checkpoint or copy the file again"
        case .tensor: "save it again as float32"
        }
    }
}
