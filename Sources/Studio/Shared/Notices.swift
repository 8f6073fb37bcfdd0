/// The studio's own messages: the newest are visible for a few seconds, all can be listed.
package struct Notices: Sendable, Equatable {
    package struct Notice: Sendable, Equatable {
        package var text: String
        /// On the loop's clock.
        package var until: Double
    }

    /// Visible notices, oldest first.
    package private(set) var visible: [Notice] = []
    /// All messages, oldest first; at most `messageLimit`.
    package private(set) var messages: [String] = []

    /// Seconds that a notice is visible.
    private static let duration = 3.0
    private static let visibleLimit = 3, messageLimit = 200

    package init() {}

    mutating func add(_ text: String, now: Double) {
        visible = (visible + [Notice(text: text, until: now + Self.duration)]).suffix(Self.visibleLimit)
        messages = (messages + [text]).suffix(Self.messageLimit)
    }

    /// Hides notices whose time is over.
    mutating func expire(now: Double) { visible.removeAll { $0.until <= now } }
}
