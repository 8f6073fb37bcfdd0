/// Names for one thing: those that captions for training use, and others kept for testing.
///
/// The others are inflections and compounds of the first: a reader of word pieces can be expected to understand them, as
/// it cannot a word of which it has seen no part.
package struct Names: Sendable {
    package var trained: [String]
    package var heldOut: [String]

    init(_ trained: String..., heldOut: String...) { (self.trained, self.heldOut) = (trained, heldOut) }

    /// For a class of which only the name is known, e.g. a folder's: "T-shirt/top" gives two names, "ankle_boot" one of two words.
    package init(className: String) {
        let names = className.lowercased().split(separator: "/").map { name in
            name.map { $0 == "_" || $0 == "-" ? " " : $0 }.split(separator: " ").map { String($0) }.joined(separator: " ")
        }.filter { !$0.isEmpty }
        trained = names.isEmpty ? [className] : names
        heldOut = trained.map { Self.otherNumber($0) }
    }

    /// The plural of a singular and the other way round, by the common rules of English.
    private static func otherNumber(_ name: String) -> String {
        let hissing = ["s", "x", "sh", "ch"]
        guard isPlural(name) else { return name + (hissing.contains { name.hasSuffix($0) } ? "es" : "s") }
        return String(name.dropLast(hissing.contains { name.hasSuffix($0 + "es") && $0 != "s" } || name.hasSuffix("sses") ? 2 : 1))
    }

    /// English says "a dress" and "trousers".
    static func isPlural(_ name: String) -> Bool { name.hasSuffix("s") && !name.hasSuffix("ss") && !name.hasPrefix("pair of") }

    /// The name behind its article: "a coat", "an ankle boot", "trousers".
    package static func withArticle(_ name: String) -> String {
        guard let first = name.first, first.isLetter, !isPlural(name) else { return name }
        return ("aeiou".contains(first.lowercased()) ? "an " : "a ") + name
    }
}

extension FashionMNIST {
    /// By class, in the order of `classNames`.
    package static let names = [
        Names("t-shirt", "tee shirt", "tee", "short-sleeved top", heldOut: "tshirt", "t shirts", "short sleeve tee"),
        Names("trousers", "pants", "pair of trousers", "slacks", heldOut: "trouser", "pair of pants", "long trousers"),
        Names("pullover", "jumper", "sweater", "knitted pullover", heldOut: "pullovers", "knit sweater", "woollen jumper"),
        Names("dress", "gown", "frock", "summer dress", heldOut: "dresses", "evening gown", "long dress"),
        Names("coat", "overcoat", "winter coat", "jacket", heldOut: "coats", "warm overcoat", "winter jacket"),
        Names("sandal", "open sandal", "strappy sandal", "flip-flop", heldOut: "sandals", "strap sandal", "flipflop"),
        Names("shirt", "collared shirt", "button-up shirt", "blouse", heldOut: "shirts", "buttoned shirt", "blouses"),
        Names("sneaker", "trainer", "running shoe", "sports shoe", heldOut: "sneakers", "running sneaker", "sport shoes"),
        Names("bag", "handbag", "purse", "shoulder bag", heldOut: "bags", "hand bag", "leather handbag"),
        Names("ankle boot", "boot", "bootie", "leather boot", heldOut: "boots", "ankle-high boot", "leather booties"),
    ]
}

extension Outline {
    package var names: Names {
        switch self {
        case .disc: Names("disc", "circle", "dot", heldOut: "round disc", "circle shape")
        case .ring: Names("ring", "hoop", "annulus", heldOut: "round hoop", "ring shape")
        case .crescent: Names("crescent", "crescent moon", "sickle", heldOut: "sickle moon", "crescent shape")
        case .triangle: Names("triangle", "three-cornered shape", heldOut: "triangular shape", "pointed triangle")
        case .square: Names("square", "box", heldOut: "square box", "square shape")
        case .hexagon: Names("hexagon", "six-sided shape", heldOut: "hexagonal shape", "six-sided hexagon")
        case .cross: Names("cross", "plus sign", heldOut: "plus", "cross shape")
        case .star: Names("star", "five-pointed star", heldOut: "pointed star", "star shape")
        }
    }
}

extension SceneTraits.Colour {
    package var names: Names {
        switch self {
        case .red: Names("red", "crimson", heldOut: "reddish")
        case .orange: Names("orange", "tangerine", heldOut: "orange-coloured")
        case .yellow: Names("yellow", "golden", heldOut: "yellowish")
        case .green: Names("green", "emerald", heldOut: "greenish")
        case .cyan: Names("cyan", "turquoise", heldOut: "cyan-coloured")
        case .blue: Names("blue", "azure", heldOut: "bluish")
        case .purple: Names("purple", "violet", heldOut: "purplish")
        case .pink: Names("pink", "rose", heldOut: "pinkish")
        }
    }
}

extension SceneTraits.Extent {
    package var names: Names {
        switch self {
        case .small: Names("small", "little", "tiny", heldOut: "smallish")
        case .medium: Names("medium", "medium-sized", "middling", heldOut: "medium-size")
        case .large: Names("large", "big", "huge", heldOut: "largish")
        }
    }
}

extension SceneTraits.Place {
    /// Said of where it is: "at the top left".
    package var names: Names {
        switch self {
        case .topLeft: Names("at the top left", "in the upper left corner", heldOut: "in the top left corner")
        case .top: Names("at the top", "above the middle", heldOut: "near the top")
        case .topRight: Names("at the top right", "in the upper right corner", heldOut: "in the top right corner")
        case .left: Names("on the left", "to the left of the middle", heldOut: "on the left side")
        case .middle: Names("in the middle", "in the centre", heldOut: "right in the centre")
        case .right: Names("on the right", "to the right of the middle", heldOut: "on the right side")
        case .bottomLeft: Names("at the bottom left", "in the lower left corner", heldOut: "in the bottom left corner")
        case .bottom: Names("at the bottom", "below the middle", heldOut: "near the bottom")
        case .bottomRight: Names("at the bottom right", "in the lower right corner", heldOut: "in the bottom right corner")
        }
    }
}
