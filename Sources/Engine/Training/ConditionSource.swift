/// What the networks of a run are told about the pictures of its data.
protocol ConditionSource {
    /// Writes the conditions that step `step`, counted from 0, gives the pictures `indices`: (indices.count, E).
    func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>)
}

/// Which condition each picture of the endless sequence is drawn for, where nobody asks for one.
public struct ConditionSequence: Sendable {
    /// Numbers of a condition; 0 where the networks are told nothing.
    public let extent: Int
    /// (count, extent), taken in turn.
    private let vectors: [Float]
    /// Columns of a grid in which each column has a condition of its own; nil where a grid has no such order.
    public let columns: Int?

    /// For networks that are told nothing.
    static let none = ConditionSequence(extent: 0, vectors: [], columns: nil)

    /// The classes in turn.
    static func classes(_ count: Int) -> ConditionSequence {
        ConditionSequence(extent: count, vectors: (0..<count).flatMap { ClassConditions.vector($0, of: count) }, columns: count <= 16 ? count : nil)
    }

    /// The given vectors in turn; grids show the first few.
    static func vectors(_ vectors: [Float], extent: Int) -> ConditionSequence {
        ConditionSequence(extent: extent, vectors: vectors, columns: min(shown, vectors.count / extent))
    }

    private static let shown = 10

    /// The sequence of an architecture's networks; `read` gives the values of a variable.
    init(_ architecture: Architecture, reading read: (String) -> [Float]) {
        switch architecture.condition {
        case nil: self = .none
        case .classes(let count): self = .classes(count)
        // A network that repairs is told nothing unless somebody asks for something.
        case .joint(let extent) where architecture.repairs: self = .vectors([Float](repeating: 0, count: extent), extent: extent)
        case .joint(let extent): self = .vectors(read(JointTraining.samplesName), extent: extent)
        }
    }

    private init(extent: Int, vectors: [Float], columns: Int?) { (self.extent, self.vectors, self.columns) = (extent, vectors, columns) }

    private var count: Int { vectors.count / extent }

    /// Conditions of the pictures `range`, (range.count, extent).
    public func callAsFunction(_ range: Range<Int>) -> [Float] {
        extent == 0 ? [] : range.flatMap { row($0 % count) }
    }

    /// Conditions of `count` pictures of a grid: one for each column.
    public func grid(_ count: Int) -> [Float] {
        guard extent > 0 else { return [] }
        return (0..<count).flatMap { row($0 % (columns.map { min($0, count) } ?? self.count)) }
    }

    private func row(_ index: Int) -> ArraySlice<Float> { vectors[index * extent..<(index + 1) * extent] }
}
