import Glibc

/// The memory available to this process. Swift ends the program when an allocation fails, so check large allocations first.
package struct FreeMemory: Sendable, Hashable {
    /// Bytes, less a reserve for small allocations.
    package let bytes: Int
    /// The limit that applies.
    package let limit: Limit
    /// Bytes reserved for worker threads, under a limit on the process's address space.
    package let reserved: Int

    package enum Limit: Sendable {
        case machine
        /// `ulimit -v`.
        case process
        /// A control group, e.g. of a container.
        case group
    }

    /// The current value; unlimited where the system has no information.
    package static var now: FreeMemory {
        var limit = rlimit()
        let isLimited =
            getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 && limit.rlim_cur < rlim_t(Int.max)
        return FreeMemory(
            machine: text("/proc/meminfo") ?? "", process: text("/proc/self/statm") ?? "",
            page: sysconf(Int32(_SC_PAGESIZE)),
            limit: isLimited ? Int(limit.rlim_cur) : nil, cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            group: ControlGroup.available(groups: text("/proc/self/cgroup") ?? "", read: text))
    }

    /// - Parameters:
    ///   - machine, process: the texts of /proc/meminfo and /proc/self/statm.
    ///   - page: bytes of a memory page, the unit of `process`.
    ///   - limit: of the process's address space, in bytes.
    ///   - cores: the number of worker threads.
    ///   - group: bytes available to the control group.
    package init(machine: String, process: String, page: Int, limit: Int?, cores: Int, group: Int? = nil) {
        let line = machine.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let machineBytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 } ?? .max
        let used = process.split(separator: " ").first.flatMap { Int($0) }.map { $0 * page } ?? 0
        let processBytes = limit.map { $0 - used - cores * Self.threadBytes } ?? .max
        let least = min(machineBytes, processBytes, group ?? .max)
        bytes = max(0, least - Self.reserve)
        self.limit = least == machineBytes ? .machine : least == processBytes ? .process : .group
        reserved = self.limit == .process ? cores * Self.threadBytes : 0
    }

    /// Bytes for small allocations.
    private static let reserve = 96 << 20
    /// Address space of a worker thread: stack, heap and a buffer of OpenBLAS, which retries forever where the allocation fails.
    private static let threadBytes = 192 << 20

    private static func text(_ path: String) -> String? {
        (try? AtomicFile.read(path)).map { String(decoding: $0, as: UTF8.self) }
    }
}
