/// Indices of colour pairs: ncurses colours cells by pair, and has a limited number of them.
///
/// The allocator of ncurses fails after 65,537 pairs (fixed in 6.5-20250809), so the table is kept here. It only grows; when it is
/// full, its owner deletes all pairs here and in ncurses, and redraws the whole screen.
package struct PairTable {
    package struct Colors: Hashable, Sendable {
        /// Indices of the terminal's colours, -1 for its default.
        package var foreground, background: Int32

        package init(foreground: Int32, background: Int32) {
            (self.foreground, self.background) = (foreground, background)
        }
    }

    private var numbers: [Colors: Int32] = [:]
    /// Most pairs, without pair 0.
    private let capacity: Int

    /// - Parameter pairs: pairs of the terminal's description, pair 0 included.
    package init(pairs: Int) { capacity = max(0, min(pairs, 60_000) - 1) }

    /// Free pairs.
    package var room: Int { capacity - numbers.count }

    /// Whether there are enough free pairs for all of `colors`.
    package func hasRoom(for colors: some Sequence<Colors>) -> Bool {
        var free = room
        var new: Set<Colors> = []
        for pair in colors where numbers[pair] == nil && new.insert(pair).inserted {
            free -= 1
            if free < 0 { return false }
        }
        return true
    }

    /// The index of `colors`, and whether it is new and must be defined; 0, the terminal's default, when the table is full.
    package mutating func number(_ colors: Colors) -> (number: Int32, isNew: Bool) {
        if let known = numbers[colors] { return (known, false) }
        guard numbers.count < capacity else { return (0, false) }
        let number = Int32(numbers.count + 1)
        numbers[colors] = number
        return (number, true)
    }
}
