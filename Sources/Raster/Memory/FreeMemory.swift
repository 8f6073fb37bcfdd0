import Glibc

/// Memory that this process may still take: arrays end the program where there is none, so what is large is compared with this first.
public struct FreeMemory: Sendable, Hashable {
    /// Bytes, less some for small things.
    public let bytes: Int
    /// What leaves so little.
    public let bound: Bound
    /// Bytes kept back for the threads that will compute, under a limit on this process's addresses.
    public let keptBack: Int

    public enum Bound: Sendable {
        case machine
        /// `ulimit -v`.
        case process
        /// A control group's, as containers have.
        case group
    }

    /// What there is at this moment; everything where the system says nothing.
    public static var now: FreeMemory {
        var limit = rlimit()
        let isLimited = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 && limit.rlim_cur < rlim_t(Int.max)
        return FreeMemory(machine: text("/proc/meminfo") ?? "", process: text("/proc/self/statm") ?? "", page: sysconf(Int32(_SC_PAGESIZE)),
                          limit: isLimited ? Int(limit.rlim_cur) : nil, cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
                          group: ControlGroup.left(groups: text("/proc/self/cgroup") ?? "", read: text))
    }

    /// - Parameters:
    ///   - machine, process: as Linux writes /proc/meminfo and /proc/self/statm.
    ///   - page: bytes that `process` counts in.
    ///   - limit: of the process's addresses, bytes.
    ///   - cores: as many threads will compute.
    ///   - group: what a control group leaves, bytes.
    package init(machine: String, process: String, page: Int, limit: Int?, cores: Int, group: Int? = nil) {
        let line = machine.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let there = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 } ?? .max
        let taken = process.split(separator: " ").first.flatMap { Int($0) }.map { $0 * page } ?? 0
        let left = limit.map { $0 - taken - cores * Self.addresses } ?? .max
        let least = min(there, left, group ?? .max)
        bytes = max(0, least - Self.reserve)
        bound = least == there ? .machine : least == left ? .process : .group
        keptBack = bound == .process ? cores * Self.addresses : 0
    }

    /// Small things.
    private static let reserve = 96 << 20
    /// Of each thread that computes: its stack and heap, and a buffer of OpenBLAS, which where it does not get it asks again for ever.
    private static let addresses = 192 << 20

    private static func text(_ path: String) -> String? {
        (try? WholeFile.read(path)).map { String(decoding: $0, as: UTF8.self) }
    }
}
