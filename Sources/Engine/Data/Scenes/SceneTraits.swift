/// What a drawn picture shows: the truth that its caption and its sound tell, and that a generated one is measured by.
public struct SceneTraits: Sendable, Hashable {
    public var shape: Outline
    /// Nil in grey pictures.
    public var colour: Colour?
    public var extent: Extent
    public var place: Place

    public init(shape: Outline, colour: Colour?, extent: Extent, place: Place) {
        (self.shape, self.colour, self.extent, self.place) = (shape, colour, extent, place)
    }

    public enum Colour: Int, Sendable, CaseIterable {
        case red, orange, yellow, green, cyan, blue, purple, pink

        /// The middle of the hues drawn, in turns of the hue circle.
        var hue: Float { [0, 0.08, 0.16, 0.34, 0.5, 0.62, 0.76, 0.9][rawValue] }
        /// How far a hue is from the middle at most.
        static let spread: Float = 0.015
    }

    public enum Extent: Int, Sendable, CaseIterable {
        case small, medium, large

        /// Radii drawn, as parts of the picture's side.
        var radii: ClosedRange<Float> { [0.17...0.19, 0.225...0.245, 0.285...0.31][rawValue] }
    }

    /// Where the middle of the shape is, row by row from the top left.
    public enum Place: Int, Sendable, CaseIterable {
        case topLeft, top, topRight, left, middle, right, bottomLeft, bottom, bottomRight

        /// -1 left, 0 middle, 1 right.
        var column: Int { rawValue % 3 - 1 }
        /// -1 top, 0 middle, 1 bottom.
        var row: Int { rawValue / 3 - 1 }

        init(column: Int, row: Int) {
            guard let place = Place(rawValue: 3 * (row + 1) + column + 1), abs(column) <= 1 else {
                preconditionFailure("column \(column), row \(row)")
            }
            self = place
        }
    }

    /// Traits chosen by chance, each of them as likely as the others.
    init(shape: Outline, isColoured: Bool, _ random: inout SeededMixing.Sequence) {
        func one<Trait: CaseIterable & RawRepresentable<Int>>(_: Trait.Type) -> Trait {
            guard let trait = Trait(rawValue: Int(random.next() % UInt64(Trait.allCases.count))) else {
                preconditionFailure("\(Trait.self) is numbered from 0")
            }
            return trait
        }
        // The colour is drawn in any case, so that a picture has its place and extent in grey as in colour.
        let colour = one(Colour.self)
        self.init(shape: shape, colour: isColoured ? colour : nil, extent: one(Extent.self), place: one(Place.self))
    }
}
