package import Runs

/// The size that images are read in, and how those of other proportions are brought to it.
package struct ImageSizing: Sendable, Equatable {
    /// nil keeps the data's own; a folder of images of several sizes gets a square.
    package var size: ImageSize?
    package var fit: ImageFit

    package init(_ size: ImageSize?, fit: ImageFit = .crop) { (self.size, self.fit) = (size, fit) }
}

extension ImageSizing: ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral side: Int) { self.init(ImageSize(side)) }
    package init(nilLiteral: ()) { self.init(nil) }
}
