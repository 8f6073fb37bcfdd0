/// An image file that was left out, and why.
package struct SkippedFile: Sendable, Equatable {
    /// The path below the data's folder.
    package var file: String
    package var reason: String

    package init(file: String, reason: String) { (self.file, self.reason) = (file, reason) }
}
