/// Work that was not begun, or given up, because there is not enough memory for it.
public enum MemoryError: UserError, Hashable {
    /// - `work`: what it is for; `less`: what would need less, as an advice.
    case tooLittle(work: String, needed: Int, free: FreeMemory, less: String)

    /// - Throws: `MemoryError` where `work` needs more bytes than are free.
    public static func check(_ needed: Int, for work: String, less: String, free: FreeMemory = .now) throws(MemoryError) {
        guard needed > free.bytes else { return }
        throw .tooLittle(work: work, needed: needed, free: free, less: less)
    }
}

extension MemoryError {
    public var place: String? {
        switch self { case .tooLittle(let work, _, _, _): work }
    }

    public var what: String {
        switch self {
        case .tooLittle(_, let needed, let free, _):
            "needs about \(Self.text(needed)) of memory, \(Self.text(free.bytes)) are free"
                + (free.keptBack > 0 ? " beside \(Self.text(free.keptBack)) for threads" : "")
        }
    }

    public var remedy: String {
        switch self {
        case .tooLittle(_, _, let free, let less):
            (less.isEmpty ? "" : "\(less), or ") + free.bound.remedy
        }
    }

    /// 312 MB, 1.4 GB.
    private static func text(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000_000) / 100_000_000
        return tenths < 10 ? "\((bytes + 500_000) / 1_000_000) MB" : "\(tenths / 10).\(tenths % 10) GB"
    }
}

extension FreeMemory.Bound {
    fileprivate var remedy: String {
        switch self {
        case .machine: "close other programs"
        case .process: "raise the limit of this process (ulimit -v)"
        case .group: "raise the limit of its control group, a container's memory for example"
        }
    }
}
