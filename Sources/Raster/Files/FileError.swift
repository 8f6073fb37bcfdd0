import Glibc

/// What can go wrong with a file as a whole: said in one line, where, what, what to do.
public enum FileError: UserError, Hashable {
    case missing(path: String)
    case folderMissing(path: String, folder: String)
    case isFolder(path: String)
    case notPermitted(path: String, writing: Bool)
    case readOnlyDisk(path: String)
    case diskFull(path: String)
    case quotaReached(path: String)
    case tooLarge(path: String, limit: Int)
    /// Anything else, with the system's error number.
    case system(path: String, writing: Bool, code: Int32)
}

extension FileError {
    public var what: String {
        switch self {
        case .missing: "there is no such file"
        case .folderMissing(_, let folder): "cannot be written, there is no folder \(folder)"
        case .isFolder: "it is a folder, not a file"
        case .notPermitted(_, let writing): "you may not \(writing ? "write" : "read") it"
        case .readOnlyDisk: "cannot be written, the disk is mounted read-only"
        case .diskFull: "cannot be written, the disk is full"
        case .quotaReached: "cannot be written, your disk quota is used up"
        case .tooLarge(_, let limit): "it has more than the \(limit / 1_000_000) MB that are read"
        case .system(_, let writing, let code):
            "cannot be \(writing ? "written" : "read"), the system says: \(String(cString: strerror(code)))"
        }
    }

    public var place: String? {
        switch self {
        case .missing(let path), .folderMissing(let path, _), .isFolder(let path), .notPermitted(let path, _),
             .readOnlyDisk(let path), .diskFull(let path), .quotaReached(let path), .tooLarge(let path, _),
             .system(let path, _, _): path
        }
    }

    public var remedy: String {
        switch self {
        case .missing: "check the name"
        case .folderMissing: "make the folder, or name another"
        case .isFolder: "name a file in it"
        case .notPermitted(_, let writing):
            writing ? "choose another place, or change the permissions" : "change its permissions"
        case .readOnlyDisk: "choose another place"
        case .diskFull, .quotaReached: "free some space and try again; what was there before is unchanged"
        case .tooLarge: "check that it is the right file"
        case .system: "check the path and the disk"
        }
    }

    /// True for a full disk and for a used-up quota.
    public var isOutOfRoom: Bool {
        switch self {
        case .diskFull, .quotaReached: true
        default: false
        }
    }

    /// Sorts the error number that a failed call left behind.
    init(_ code: Int32, path: String, writing: Bool) {
        self = switch code {
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
