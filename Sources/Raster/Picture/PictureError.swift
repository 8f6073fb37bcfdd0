/// A picture that cannot be read or written: said in one line, what, where, what to do.
public enum PictureError: UserError, Hashable {
    /// The two formats that are read.
    public enum Format: String, Sendable, Hashable {
        case png = "PNG", jpeg = "JPEG"
    }

    case file(FileError)
    case empty(name: String)
    case notAPicture(name: String)
    /// A format that is not read, e.g. "GIF".
    case otherFormat(name: String, format: String)
    /// A rare kind of a format that is read, e.g. 12 bits.
    case otherKind(name: String, format: Format, reason: String)
    case truncated(name: String, format: Format)
    /// A PNG that lost bytes because it was copied as if it were text.
    case copiedAsText(name: String)
    case corrupt(name: String, format: Format, reason: String)
    case tooLarge(name: String, width: Int, height: Int)
    case outOfMemory(name: String, width: Int, height: Int)

    case nothingToWrite(width: Int, height: Int)
    case unwritable(reason: String)
    /// A text key that PNG does not allow.
    case textKey(String)
    /// A text with a zero byte, where PNG would end it.
    case textValue(key: String)
}

extension PictureError {
    public var what: String {
        switch self {
        case .file(let error): error.what
        case .empty: "the file is empty"
        case .notAPicture: "it is not a picture"
        case .otherFormat(_, let format): "it looks like \(format); only PNG and JPEG are read"
        case .otherKind(_, let format, let reason): "a kind of \(format.rawValue) that is not read (\(reason))"
        case .truncated(_, let format): "the \(format.rawValue) ends early, a part of it is missing"
        case .copiedAsText: "the PNG was damaged by a transfer that took it for text"
        case .corrupt(_, let format, let reason): "the \(format.rawValue) is damaged (\(reason))"
        case .tooLarge(_, let width, let height):
            "\(width) x \(height) pixels are more than the 268 million (16384 x 16384) that are read"
        case .outOfMemory(_, let width, let height): "there is not enough memory for \(width) x \(height) pixels"
        case .nothingToWrite(let width, let height): "a picture of \(width) x \(height) has no pixels to write"
        case .unwritable(let reason): "the picture cannot be written as PNG (\(reason))"
        case .textKey(let key): "'\(key)' cannot be the key of a text in a PNG"
        case .textValue: "the text holds a zero byte, which a PNG cannot keep"
        }
    }

    public var place: String? {
        switch self {
        case .file(let error): error.place
        case .empty(let name), .notAPicture(let name), .otherFormat(let name, _), .otherKind(let name, _, _),
             .truncated(let name, _), .copiedAsText(let name), .corrupt(let name, _, _), .tooLarge(let name, _, _),
             .outOfMemory(let name, _, _): name
        case .nothingToWrite, .unwritable, .textKey: nil
        case .textValue(let key): key
        }
    }

    public var remedy: String {
        switch self {
        case .file(let error): error.remedy
        case .empty, .truncated, .corrupt: "copy or download it again"
        case .notAPicture: "name a PNG or JPEG file"
        case .otherFormat: "convert it to PNG first"
        case .otherKind: "save it as an ordinary 8-bit picture first"
        case .copiedAsText: "copy it again in binary mode"
        case .tooLarge: "make it smaller first"
        case .outOfMemory: "close other programs, or make the picture smaller first"
        case .nothingToWrite: "give it a size of at least 1 x 1"
        case .unwritable: "try a smaller picture"
        case .textKey: "use 1 to 79 Latin-1 characters, single spaces only between words"
        case .textValue: "remove it"
        }
    }
}
