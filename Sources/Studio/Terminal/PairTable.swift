/// Numbers for pairs of colours: ncurses colours cells by pair, and has room for a limited number of them.
///
/// ncurses' own allocator fails for good after 65,537 pairs (fixed in 6.5-20250809), so the table is kept here. It only
/// grows; when there is no room left its owner forgets all pairs, on both sides, and draws the whole screen anew.
package struct PairTable {
    package struct Colors: Hashable, Sendable {
        /// Numbers of the terminal's colours, -1 for its own.
        package var foreground, background: Int32

        package init(foreground: Int32, background: Int32) {
            (self.foreground, self.background) = (foreground, background)
        }
    }

    private var numbers: [Colors: Int32] = [:]
    /// Pairs that can be numbered, the 0th not counted.
    private let capacity: Int

    /// - Parameter pairs: how many pairs the terminal's description allows, the 0th included.
    package init(pairs: Int) { capacity = max(0, min(pairs, 60_000) - 1) }

    /// Pairs that can still be numbered.
    package var room: Int { capacity - numbers.count }

    /// Whether all of `colors` would fit beside what is numbered already.
    package func hasRoom(for colors: some Sequence<Colors>) -> Bool {
        var free = room
        var new: Set<Colors> = []
        for pair in colors where numbers[pair] == nil && new.insert(pair).inserted {
            free -= 1
            if free < 0 { return false }
        }
        return true
    }

    /// The number of `colors` and whether it is new and must be defined; 0, the terminal's own colours, when full.
    package mutating func number(_ colors: Colors) -> (number: Int32, isNew: Bool) {
        if let known = numbers[colors] { return (known, false) }
        guard numbers.count < capacity else { return (0, false) }
        let number = Int32(numbers.count + 1)
        numbers[colors] = number
        return (number, true)
    }
}
