import Foundation
package import Raster
package import Render
import Runs

/// An error in a theme.
package enum ThemeError: UserError {
    case unknown(String, known: [String])
    case unreadable(FileError)
    case notTOML(file: String, why: String)
    case missing(file: String, Theme.Role)
    case notAColor(file: String, Theme.Role, String)

    package var what: String {
        switch self {
        case .unknown(let name, _): "there is no theme named \(name)"
        case .unreadable(let error): error.what
        case .notTOML(_, let why): "the theme is not TOML: \(why)"
        case .missing(_, let role): "the theme has no colour `\(role.rawValue)`"
        case .notAColor(_, let role, let text): "`\(role.rawValue)` is \(text), which is not a colour"
        }
    }

    package var location: String? {
        switch self {
        case .unknown: nil
        case .unreadable(let error): error.location
        case .notTOML(let file, _), .missing(let file, _), .notAColor(let file, _, _): file
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unknown(_, let known): "choose one of \(known.joined(separator: ", "))"
        case .unreadable(let error): error.suggestion
        case .notTOML: "correct the line, or delete the file"
        case .missing: "add it under [colors]"
        case .notAColor: "write it as \"#rrggbb\""
        }
    }
}

extension Theme {
    /// Reads a theme from TOML: `name`, and a table `colors` with a `"#rrggbb"` for every role.
    /// - Parameter file: the path in messages.
    package init(toml: String, file: String) throws(ThemeError) {
        let table: [String: TOMLValue]
        do throws(TOMLFault) { table = try TOMLValue.read(toml) } catch {
            throw .notTOML(file: file, why: "line \(error.line): \(error.reason)")
        }
        var colors: [Role: Color] = [:]
        for role in Role.allCases {
            guard let text = table["colors"]?.table?[role.rawValue]?.text else { throw .missing(file: file, role) }
            guard let color = Color(text) else { throw .notAColor(file: file, role, text) }
            colors[role] = color
        }
        let stem = file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
        self.init(name: table["name"]?.text ?? stem ?? "unnamed", colors: colors)
    }
}
