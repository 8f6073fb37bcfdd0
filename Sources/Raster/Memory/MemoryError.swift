/// Work that was not begun, or given up, because there is not enough memory for it.
public enum MemoryError: UserError, Hashable {
    /// - `work`: what it is for; `less`: what would need less, as an advice.
    case tooLittle(work: String, needed: Int, free: Int, isLimited: Bool, less: String)

    /// - Throws: `MemoryError` where `work` needs more bytes than are free.
    public static func check(_ needed: Int, for work: String, less: String, free: FreeMemory = .now) throws(MemoryError) {
        guard needed > free.bytes else { return }
        throw .tooLittle(work: work, needed: needed, free: free.bytes, isLimited: free.isLimited, less: less)
    }
}

extension MemoryError {
    public var place: String? {
        switch self { case .tooLittle(let work, _, _, _, _): work }
    }

    public var what: String {
        switch self {
        case .tooLittle(_, let needed, let free, _, _): "needs about \(Self.text(needed)) of memory, \(Self.text(free)) are free"
        }
    }

    public var remedy: String {
        switch self {
        case .tooLittle(_, _, _, let isLimited, let less):
            (less.isEmpty ? "" : "\(less), or ") + (isLimited ? "raise the limit of this process (ulimit -v)" : "close other programs")
        }
    }

    /// 312 MB, 1.4 GB.
    private static func text(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000_000) / 100_000_000
        return tenths < 10 ? "\((bytes + 500_000) / 1_000_000) MB" : "\(tenths / 10).\(tenths % 10) GB"
    }
}
