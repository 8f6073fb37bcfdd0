/// What the networks of a run are conditioned on, for the images of its dataset.
package protocol ConditionSource {
    /// Length E of a condition.
    var size: Int { get }
    /// Writes the conditions (indices.count, E) of the images `indices` in step `step`, from 0.
    func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>)
}
