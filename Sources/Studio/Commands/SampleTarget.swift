package import Raster

/// What the path of `generate --out` means, by its ending.
package enum SampleTarget: String, Equatable {
    /// One image with all samples in a grid, in the format of its ending.
    case grid
    /// An IDX file.
    case idx
    /// A folder of PNG files.
    case folder

    package static let idxEnding = "-ubyte"

    /// A name without an ending, or with `/` at the end, is a folder, and so is one that exists.
    /// - Throws: `ImageError.unknownEnding` for an image that cannot be written, `SampleTargetError` for any other ending.
    package init(_ path: String) throws {
        if path.hasPrefix("/dev/") {
            self = .grid
        } else if path.hasSuffix("/") || FileState(path) == .folder {
            self = .folder
        } else if ImageFormat.isImage(path) {
            _ = try ImageFormat(writing: path)
            self = .grid
        } else if path.hasSuffix(Self.idxEnding) {
            self = .idx
        } else if let ending = ImageFormat.ending(of: path), ending.contains(where: \.isLetter), ending.count <= 5,
            ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        {
            throw SampleTargetError(path: path, ending: ending)
        } else {
            self = .folder
        }
    }
}

/// An ending of a file that samples are not written as; without this, a folder would get the name.
package struct SampleTargetError: UserError, Equatable {
    let path: String, ending: String

    package var isUsage: Bool { true }
    package var location: String? { path }
    package var what: String { "samples cannot be written as .\(ending)" }
    package var suggestion: Suggestion {
        "give one of \(ImageFormat.writableEndings) for a grid, a name in \(SampleTarget.idxEnding) for an IDX file, or \(path)/ for a folder"
    }
}
