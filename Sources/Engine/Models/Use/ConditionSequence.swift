import Conditioning
import Datasets

/// The condition of each image of the endless sample sequence, where the user gives no prompt.
package struct ConditionSequence: Sendable {
    /// Length E of a condition; 0 for unconditional networks.
    package let size: Int
    /// (count, E), repeated in turn.
    private let vectors: [Float]
    /// Columns of a grid with one condition a column; nil where there are too many conditions.
    package let columns: Int?

    /// For unconditional networks.
    static let none = ConditionSequence(size: 0, vectors: [], columns: nil)

    /// The classes in turn.
    static func classes(_ count: Int) -> ConditionSequence {
        ConditionSequence(
            size: count, vectors: (0..<count).flatMap { ClassConditions.vector($0, of: count) },
            columns: count <= 16 ? count : nil)
    }

    /// The given vectors in turn; grids show the first few.
    static func vectors(_ vectors: [Float], size: Int) -> ConditionSequence {
        ConditionSequence(size: size, vectors: vectors, columns: min(shown, vectors.count / size))
    }

    /// Columns of a grid of embeddings.
    private static let shown = 10

    /// The sequence of a generator; `read` gives the values of a variable.
    package init(_ generator: Generator, reading read: (String) -> [Float]) {
        switch generator.condition {
        case nil: self = .none
        case .classes(let count): self = .classes(count)
        // A network that repairs has no condition unless the user gives a prompt.
        case .embedding(let size) where generator.repairs:
            self = .vectors([Float](repeating: 0, count: size), size: size)
        case .embedding(let size): self = .vectors(read(EmbeddingPreparation.Variable.samples), size: size)
        }
    }

    private init(size: Int, vectors: [Float], columns: Int?) {
        (self.size, self.vectors, self.columns) = (size, vectors, columns)
    }

    private var count: Int { vectors.count / size }

    /// Conditions of the images `range`, (range.count, size).
    package func callAsFunction(_ range: Range<Int>) -> [Float] {
        size == 0 ? [] : range.flatMap { row($0 % count) }
    }

    /// Conditions of `count` images of a grid: one for each column.
    package func grid(_ count: Int) -> [Float] {
        guard size > 0 else { return [] }
        return (0..<count).flatMap { row($0 % (columns.map { min($0, count) } ?? self.count)) }
    }

    /// Columns of a grid of `count` images: one for each condition where there are few, else as square as it goes.
    package func gridColumns(_ count: Int) -> Int {
        if let columns, columns <= count { return columns }
        return Pixels.columns(for: count)
    }

    private func row(_ index: Int) -> ArraySlice<Float> { vectors[index * size..<(index + 1) * size] }
}
