package import Raster

/// An option that changes nothing beside the other options of a command: whoever gives it expects that it does.
package struct IneffectiveOption: UserError, Equatable {
    let option: String
    /// Why, e.g. "there is no prompt".
    let reason: String

    package var isUsage: Bool { true }
    package var location: String? { option }
    package var what: String { "it has no effect here, \(reason)" }
    package var suggestion: Suggestion { "leave it out" }

    /// One row of a command's table.
    struct Row {
        let option: String
        /// Whether it is given, and changes nothing.
        let isIdle: Bool
        let reason: String

        init(_ option: String, _ isGiven: Bool, if hasNoEffect: Bool, _ reason: String) {
            (self.option, isIdle, self.reason) = (option, isGiven && hasNoEffect, reason)
        }
    }

    /// Throws the first option of a table that is given and changes nothing.
    static func check(_ rows: [Row]) throws(IneffectiveOption) {
        guard let row = rows.first(where: \.isIdle) else { return }
        throw IneffectiveOption(option: row.option, reason: row.reason)
    }
}
