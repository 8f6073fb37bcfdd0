import Glibc

/// Why a file cannot be read or written: where, what, what to do, in one line.
package enum FileError: UserError, Hashable {
    case missing(path: String)
    case folderMissing(path: String, folder: String)
    case isFolder(path: String)
    /// A FIFO, a socket or a device, where a file is read.
    case special(path: String, kind: String)
    case notPermitted(path: String, writing: Bool)
    case readOnlyDisk(path: String)
    case diskFull(path: String)
    case quotaReached(path: String)
    case tooLarge(path: String, limit: Int)
    /// Any other error, with the number from errno.
    case system(path: String, writing: Bool, code: Int32)
}

extension FileError {
    package var what: String {
        switch self {
        case .missing: "there is no such file"
        case .folderMissing(_, let folder): "cannot be written, there is no folder \(folder)"
        case .isFolder: "it is a folder, not a file"
        case .special(_, let kind): "it is a \(kind), not a file"
        case .notPermitted(_, let writing): "you may not \(writing ? "write" : "read") it"
        case .readOnlyDisk: "cannot be written, the disk is mounted read-only"
        case .diskFull: "cannot be written, the disk is full"
        case .quotaReached: "cannot be written, your disk quota is used up"
        case .tooLarge(_, let limit): "it is larger than the limit of \(limit / 1_000_000) MB"
        case .system(_, let writing, let code):
            "cannot be \(writing ? "written" : "read"): \(String(cString: strerror(code)))"
        }
    }

    package var location: String? {
        switch self {
        case .missing(let path), .folderMissing(let path, _), .isFolder(let path), .special(let path, _),
            .notPermitted(let path, _),
            .readOnlyDisk(let path), .diskFull(let path), .quotaReached(let path), .tooLarge(let path, _),
            .system(let path, _, _):
            path
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .missing: "check the name"
        case .folderMissing: "create the folder, or name another"
        case .isFolder: "name a file in it"
        case .special: "name a file"
        case .notPermitted(_, let writing):
            writing ? "choose another folder, or change the permissions" : "change its permissions"
        case .readOnlyDisk: "choose another folder"
        case .diskFull, .quotaReached: "free some space and try again; the old file is unchanged"
        case .tooLarge: "check that it is the right file"
        case .system: "check the path and the disk"
        }
    }

    /// True for a full disk or an exhausted quota.
    package var isOutOfRoom: Bool {
        switch self {
        case .diskFull, .quotaReached: true
        default: false
        }
    }

    /// The error for an error number of a failed system call.
    init(_ code: Int32, path: String, writing: Bool) {
        self =
            switch code {
            case ENOENT: writing ? .folderMissing(path: path, folder: Path.folder(of: path)) : .missing(path: path)
            case EISDIR: .isFolder(path: path)
            case EACCES, EPERM: .notPermitted(path: path, writing: writing)
            case EROFS: .readOnlyDisk(path: path)
            case ENOSPC: .diskFull(path: path)
            case EDQUOT: .quotaReached(path: path)
            default: .system(path: path, writing: writing, code: code)
            }
    }
}
