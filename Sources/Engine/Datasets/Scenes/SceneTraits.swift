import Numerics

/// The ground truth of a shapes image, which its captions and sounds are generated from.
package struct SceneTraits: Sendable, Hashable {
    package var shape: Outline
    /// Nil in grey images.
    package var colour: Colour?
    package var size: Size
    package var position: Position

    package init(shape: Outline, colour: Colour?, size: Size, position: Position) {
        (self.shape, self.colour, self.size, self.position) = (shape, colour, size, position)
    }

    package enum Colour: Int, Sendable, CaseIterable {
        case red, orange, yellow, green, cyan, blue, purple, pink

        /// The mean hue, 0...1 around the hue circle.
        var hue: Float { [0, 0.08, 0.16, 0.34, 0.5, 0.62, 0.76, 0.9][rawValue] }
        /// The largest difference from the mean hue.
        static let hueRange: Float = 0.015
    }

    package enum Size: Int, Sendable, CaseIterable {
        case small, medium, large

        /// Fractions of the image's side.
        var radii: ClosedRange<Float> { [0.17...0.19, 0.225...0.245, 0.285...0.31][rawValue] }
    }

    /// The position of the shape's centre, row by row from the top left.
    package enum Position: Int, Sendable, CaseIterable {
        case topLeft, top, topRight, left, middle, right, bottomLeft, bottom, bottomRight

        /// -1 left, 0 middle, 1 right.
        var column: Int { rawValue % 3 - 1 }
        /// -1 top, 0 middle, 1 bottom.
        var row: Int { rawValue / 3 - 1 }

        init(column: Int, row: Int) {
            guard let position = Position(rawValue: 3 * (row + 1) + column + 1), abs(column) <= 1 else {
                preconditionFailure("column \(column), row \(row)")
            }
            self = position
        }
    }

    /// Random traits, uniformly distributed.
    init(shape: Outline, isColoured: Bool, _ random: inout SplitMix64.Sequence) {
        func one<Trait: CaseIterable & RawRepresentable<Int>>(_: Trait.Type) -> Trait {
            guard let trait = Trait(rawValue: Int(random.next() % UInt64(Trait.allCases.count))) else {
                preconditionFailure("the raw values of \(Trait.self) start at 0")
            }
            return trait
        }
        // The colour is chosen for grey images too, so that size and position are the same as in colour.
        let colour = one(Colour.self)
        self.init(shape: shape, colour: isColoured ? colour : nil, size: one(Size.self), position: one(Position.self))
    }
}
