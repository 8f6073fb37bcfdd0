/// Limits on memory that Linux sets for a group of processes: a container's, a service's, a batch job's.
package enum ControlGroup {
    /// Where a version of the kernel's interface keeps what, and what it calls it.
    private struct Interface {
        let root: String, limit: String, usage: String, stale: String

        static let unified = Interface(root: "/sys/fs/cgroup", limit: "memory.max", usage: "memory.current", stale: "inactive_file")
        static let older = Interface(root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes", usage: "memory.usage_in_bytes", stale: "total_inactive_file")
    }

    /// Bytes that the groups around a process leave it; nil where none of them limits it.
    /// - Parameters:
    ///   - groups: as Linux writes /proc/self/cgroup.
    ///   - read: a file's text, nil where there is none.
    package static func left(groups: String, read: (String) -> String?) -> Int? {
        groups.split(separator: "\n").flatMap { line -> [Int] in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let interface: Interface? = parts[1].isEmpty ? .unified : parts[1].split(separator: ",").contains("memory") ? .older : nil
            // A container may see its own group at the root and not the path that it has outside: what is not there is passed over.
            return interface.map { interface in
                paths(parts[2]).compactMap { left(in: interface.root + $0, interface, read) }
            } ?? []
        }.min()
    }

    /// "/a/b", "/a" and "": a group is also held to what is granted to those around it.
    private static func paths(_ path: Substring) -> [String] {
        let names = path.split(separator: "/")
        return (0...names.count).map { count in names.prefix(count).map { "/" + $0 }.joined() }
    }

    private static func left(in folder: String, _ interface: Interface, _ read: (String) -> String?) -> Int? {
        func number(_ name: String) -> Int? { read("\(folder)/\(name)").flatMap { Int($0.prefix { $0 != "\n" }) } }
        // Without a limit the file says "max", or the largest number there is.
        guard let limit = number(interface.limit), limit < 1 << 60, let usage = number(interface.usage) else { return nil }
        // Of the files that it keeps in memory those not lately read give way.
        let stale = read("\(folder)/memory.stat")?.split(separator: "\n").first { $0.hasPrefix(interface.stale + " ") }
            .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
        return max(0, limit - usage + stale)
    }
}
