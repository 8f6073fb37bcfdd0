/// Why an image cannot be read or written: what, where, what to do, in one line.
package enum ImageError: UserError, Hashable {
    package typealias Format = ImageFormat

    case file(FileError)
    case empty(name: String)
    case notAImage(name: String)
    /// An unsupported format, e.g. "PDF".
    case otherFormat(name: String, format: String)
    /// An unsupported variant of a supported format, e.g. 12 bits.
    case otherKind(name: String, format: Format, reason: String)
    /// A file that ends early; `missing` is what it lacks, where that is known.
    case truncated(name: String, format: Format, missing: MissingPart? = nil)
    /// A PNG that was corrupted by a transfer in text mode.
    case copiedAsText(name: String)
    case corrupt(name: String, format: Format, reason: String)
    case tooLarge(name: String, width: Int, height: Int)
    case outOfMemory(name: String, width: Int, height: Int)

    /// The ending of a file to write is not that of a format that is written; empty for none.
    case unknownEnding(path: String, ending: String)
    /// A mask to write to a name that is not that of a PNG.
    case maskEnding(path: String)
    case nothingToWrite(width: Int, height: Int)
    case unwritable(reason: String)
    /// A text key that PNG does not allow.
    case textKey(String)
    /// A text with a zero byte, which PNG does not allow.
    case textValue(key: String)
}

extension ImageError {
    package var what: String {
        switch self {
        case .file(let error): error.what
        case .empty: "the file is empty"
        case .notAImage: "it is not an image"
        case .otherFormat(_, let format): "it looks like \(format); only \(ImageFormat.names) are read"
        case .otherKind(_, let format, let reason): "a kind of \(format.rawValue) that is not supported (\(reason))"
        case .truncated(_, let format, let missing):
            "the \(format.rawValue) ends early"
                + (missing.map { ": \($0.text) missing" } ?? ", a part of it is missing")
        case .copiedAsText: "the PNG was corrupted by a transfer in text mode"
        case .corrupt(_, let format, let reason): "the \(format.rawValue) is corrupt (\(reason))"
        case .tooLarge(_, let width, let height):
            "\(width) x \(height) pixels are more than the limit of 268 million (16384 x 16384)"
        case .outOfMemory(_, let width, let height): "there is not enough memory for \(width) x \(height) pixels"
        case .unknownEnding(_, let ending):
            ending.isEmpty
                ? "the name has no ending that says the format" : ".\(ending) is not a format that is written"
        case .maskEnding: "masks are written as PNG"
        case .nothingToWrite(let width, let height): "an image of \(width) x \(height) has no pixels to write"
        case .unwritable(let reason): "the image cannot be written (\(reason))"
        case .textKey(let key): "'\(key)' cannot be the key of a text in a PNG"
        case .textValue: "the text has a zero byte, which PNG does not allow"
        }
    }

    package var location: String? {
        switch self {
        case .file(let error): error.location
        case .empty(let name), .notAImage(let name), .otherFormat(let name, _), .otherKind(let name, _, _),
            .truncated(let name, _, _), .copiedAsText(let name), .corrupt(let name, _, _), .tooLarge(let name, _, _),
            .outOfMemory(let name, _, _), .unknownEnding(let name, _), .maskEnding(let name):
            name
        case .nothingToWrite, .unwritable, .textKey: nil
        case .textValue(let key): key
        }
    }

    package var isUsage: Bool {
        switch self {
        case .unknownEnding, .maskEnding: true
        default: false
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .file(let error): error.suggestion
        case .empty, .truncated, .corrupt: "copy or download it again"
        case .notAImage: "name a file of \(ImageFormat.names)"
        case .otherFormat: "convert it to PNG first"
        case .otherKind: "save it as an ordinary 8-bit image first"
        case .copiedAsText: "copy it again in binary mode"
        case .tooLarge: "make it smaller first"
        case .outOfMemory: "close other programs, or make the image smaller first"
        case .unknownEnding: "give one of \(ImageFormat.writableEndings)"
        case .maskEnding: "give a name that ends in .png"
        case .nothingToWrite: "give it a size of at least 1 x 1"
        case .unwritable: "try a smaller image"
        case .textKey: "use 1 to 79 Latin-1 characters, single spaces only between words"
        case .textValue: "remove it"
        }
    }
}
