extension Outline {
    package var names: Synonyms {
        switch self {
        case .disc: Synonyms("disc", "circle", "dot", heldOut: "round disc", "circle shape")
        case .ring: Synonyms("ring", "hoop", "annulus", heldOut: "round hoop", "ring shape")
        case .crescent: Synonyms("crescent", "crescent moon", "sickle", heldOut: "sickle moon", "crescent shape")
        case .triangle: Synonyms("triangle", "three-cornered shape", heldOut: "triangular shape", "pointed triangle")
        case .square: Synonyms("square", "box", heldOut: "square box", "square shape")
        case .hexagon: Synonyms("hexagon", "six-sided shape", heldOut: "hexagonal shape", "six-sided hexagon")
        case .cross: Synonyms("cross", "plus sign", heldOut: "plus", "cross shape")
        case .star: Synonyms("star", "five-pointed star", heldOut: "pointed star", "star shape")
        }
    }
}

extension SceneTraits.Colour {
    package var names: Synonyms {
        switch self {
        case .red: Synonyms("red", "crimson", heldOut: "reddish")
        case .orange: Synonyms("orange", "tangerine", heldOut: "orange-coloured")
        case .yellow: Synonyms("yellow", "golden", heldOut: "yellowish")
        case .green: Synonyms("green", "emerald", heldOut: "greenish")
        case .cyan: Synonyms("cyan", "turquoise", heldOut: "cyan-coloured")
        case .blue: Synonyms("blue", "azure", heldOut: "bluish")
        case .purple: Synonyms("purple", "violet", heldOut: "purplish")
        case .pink: Synonyms("pink", "rose", heldOut: "pinkish")
        }
    }
}

extension SceneTraits.Size {
    package var names: Synonyms {
        switch self {
        case .small: Synonyms("small", "little", "tiny", heldOut: "smallish")
        case .medium: Synonyms("medium", "medium-sized", "middling", heldOut: "medium-size")
        case .large: Synonyms("large", "big", "huge", heldOut: "largish")
        }
    }
}

extension SceneTraits.Position {
    /// A phrase for the position, e.g. "at the top left".
    package var names: Synonyms {
        switch self {
        case .topLeft: Synonyms("at the top left", "in the upper left corner", heldOut: "in the top left corner")
        case .top: Synonyms("at the top", "above the middle", heldOut: "near the top")
        case .topRight: Synonyms("at the top right", "in the upper right corner", heldOut: "in the top right corner")
        case .left: Synonyms("on the left", "to the left of the middle", heldOut: "on the left side")
        case .middle: Synonyms("in the middle", "in the centre", heldOut: "right in the centre")
        case .right: Synonyms("on the right", "to the right of the middle", heldOut: "on the right side")
        case .bottomLeft:
            Synonyms("at the bottom left", "in the lower left corner", heldOut: "in the bottom left corner")
        case .bottom: Synonyms("at the bottom", "below the middle", heldOut: "near the bottom")
        case .bottomRight:
            Synonyms("at the bottom right", "in the lower right corner", heldOut: "in the bottom right corner")
        }
    }
}
