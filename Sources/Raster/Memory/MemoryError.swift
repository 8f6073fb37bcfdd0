/// Work that cannot start because there is not enough memory.
package enum MemoryError: UserError, Hashable {
    /// - `advice`: how to need less memory; may be empty.
    case insufficient(work: String, needed: Int, free: FreeMemory, advice: Suggestion)

    /// - Throws: `MemoryError` where `work` needs more bytes than are free.
    package static func check(_ needed: Int, for work: String, advice: Suggestion, free: FreeMemory = .now)
        throws(MemoryError)
    {
        guard needed > free.bytes else { return }
        throw .insufficient(work: work, needed: needed, free: free, advice: advice)
    }
}

extension MemoryError {
    package var location: String? {
        switch self {
        case .insufficient(let work, _, _, _): work
        }
    }

    package var what: String {
        switch self {
        case .insufficient(_, let needed, let free, _):
            "needs about \(Self.text(needed)) of memory, \(Self.text(free.bytes)) are free"
                + (free.reserved > 0 ? ", with \(Self.text(free.reserved)) reserved for threads" : "")
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .insufficient(_, _, let free, let advice):
            advice.isEmpty ? free.limit.suggestion : advice + ", or " + free.limit.suggestion
        }
    }

    /// E.g. "312 MB", "1.4 GB".
    package static func text(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000_000) / 100_000_000
        return tenths < 10 ? "\((bytes + 500_000) / 1_000_000) MB" : "\(tenths / 10).\(tenths % 10) GB"
    }
}

extension FreeMemory.Limit {
    fileprivate var suggestion: Suggestion {
        switch self {
        case .machine: "close other programs"
        case .process: "raise the limit of this process (ulimit -v)"
        case .group: "raise the memory limit of its control group, e.g. of the container"
        }
    }
}
