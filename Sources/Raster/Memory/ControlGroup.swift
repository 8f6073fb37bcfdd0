/// Linux control groups: the memory limit of a container, a service or a batch job.
package enum ControlGroup {
    /// File names of a version of the kernel interface.
    private struct Interface {
        let root: String, limit: String, usage: String, stale: String

        static let unified = Interface(
            root: "/sys/fs/cgroup", limit: "memory.max", usage: "memory.current", stale: "inactive_file")
        static let legacy = Interface(
            root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes", usage: "memory.usage_in_bytes",
            stale: "total_inactive_file")
    }

    /// Bytes available under the limits of all groups of a process; nil where there is no limit.
    /// - Parameters:
    ///   - groups: the text of /proc/self/cgroup.
    ///   - read: reads a file; nil where it does not exist.
    package static func available(groups: String, read: (String) -> String?) -> Int? {
        groups.split(separator: "\n").flatMap { line -> [Int] in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let interface: Interface? =
                parts[1].isEmpty ? .unified : parts[1].split(separator: ",").contains("memory") ? .legacy : nil
            // In a container, the group may be at the root instead of its path outside; missing folders are skipped.
            return interface.map { interface in
                paths(parts[2]).compactMap { available(in: interface.root + $0, interface, read) }
            } ?? []
        }.min()
    }

    /// "/a/b", "/a" and "": the limits of parent groups hold too.
    private static func paths(_ path: Substring) -> [String] {
        let names = path.split(separator: "/")
        return (0...names.count).map { count in names.prefix(count).map { "/" + $0 }.joined() }
    }

    private static func available(in folder: String, _ interface: Interface, _ read: (String) -> String?) -> Int? {
        func number(_ name: String) -> Int? { read("\(folder)/\(name)").flatMap { Int($0.prefix { $0 != "\n" }) } }
        // Without a limit the file has "max" or a very large number.
        guard let limit = number(interface.limit), limit < 1 << 60, let usage = number(interface.usage) else {
            return nil
        }
        // Cached files that were not read recently can be reclaimed.
        let stale =
            read("\(folder)/memory.stat")?.split(separator: "\n").first { $0.hasPrefix(interface.stale + " ") }
            .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
        return max(0, limit - usage + stale)
    }
}
