import Datasets

/// A trait of a scene that a prompt can ask for.
enum SceneAspect: String, CaseIterable {
    case shape, colour, size, position

    /// Whether two scenes have the same trait.
    func agrees(_ found: SceneTraits, _ truth: SceneTraits) -> Bool {
        switch self {
        case .shape: found.shape == truth.shape
        case .colour: found.colour == truth.colour
        case .size: found.size == truth.size
        case .position: found.position == truth.position
        }
    }

    /// Whether the scene has this trait: grey scenes have no color.
    func exists(in truth: SceneTraits) -> Bool { self != .colour || truth.colour != nil }

    /// Whether `caption` contains a name of the scene's trait.
    func isNamed(in caption: String, _ truth: SceneTraits) -> Bool {
        let names: Synonyms? =
            switch self {
            case .shape: truth.shape.names
            case .colour: truth.colour?.names
            case .size: truth.size.names
            case .position: truth.position.names
            }
        return names.map { ($0.trained + $0.heldOut).contains(where: caption.contains) } ?? false
    }
}
