package import Datasets

/// The classes of a dataset's images as conditions: one-hot vectors.
package struct ClassConditions: ConditionSource, Sendable {
    package let classes: Int
    private let labels: [UInt8]

    package var size: Int { classes }

    /// - Throws: `ConditionError` for images without classes, or with a number of classes other than `classes`.
    package init(_ images: ImageSet, classes: Int) throws(ConditionError) {
        guard let labels = images.labels else { throw .noClasses(data: images.name) }
        let found = Int(labels.max() ?? 0) + 1
        guard found == classes else { throw .otherClasses(data: images.name, found: found, expected: classes) }
        (self.classes, self.labels) = (classes, labels)
    }

    /// Writes the conditions of the images `indices`: (indices.count, classes).
    package func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>) {
        for index in 0..<target.count { target[index] = 0 }
        for (row, index) in indices.enumerated() { target[row * classes + Int(labels[index])] = 1 }
    }

    /// The one-hot vector of one class.
    package static func vector(_ index: Int, of classes: Int) -> [Float] {
        precondition(index >= 0 && index < classes, "class \(index) of \(classes)")
        return (0..<classes).map { $0 == index ? 1 : 0 }
    }
}
