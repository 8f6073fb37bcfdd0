import Raster
import Testing

@Suite struct FreeMemoryTests {
    private static let machine =
        "MemTotal:       24732484 kB\nMemFree:         100000 kB\nMemAvailable:    2097152 kB\n"
    private static let reserve = 96 << 20

    @Test func `free memory is the machine's available memory less a reserve`() {
        let free = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: nil, cores: 2)
        #expect(free.bytes == (2 << 30) - Self.reserve && free.limit == .machine)
    }

    @Test func `a limit on the process is less what it uses already and what its threads will use`() {
        // 100 MB of addresses taken.
        let narrow = FreeMemory(
            machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: 900 << 20, cores: 2)
        #expect(narrow.bytes == (800 << 20) - Self.reserve - (384 << 20) && narrow.limit == .process)
        let wide = FreeMemory(
            machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: 9 << 30, cores: 2)
        #expect(wide.bytes == (2 << 30) - Self.reserve && wide.limit == .machine)
        #expect(FreeMemory(machine: "", process: "25600", page: 4096, limit: 1, cores: 2).bytes == 0)
    }

    @Test func `a system without information has no limit, and this one has free memory`() {
        #expect(FreeMemory(machine: "", process: "", page: 4096, limit: nil, cores: 2).bytes > 1 << 60)
        #expect((1 << 20..<1 << 50).contains(FreeMemory.now.bytes))
    }

    @Test func `the error has the purpose, the amount and a suggestion`() throws {
        let free = FreeMemory(machine: Self.machine, process: "25600", page: 4096, limit: 900 << 20, cores: 2)
        #expect(throws: Never.self) { try MemoryError.check(free.bytes, for: "a fit", advice: "", free: free) }
        let error = try #require(throws: MemoryError.self) {
            try MemoryError.check(1_440_000_000, for: "a fit", advice: "give less", free: free)
        }
        #expect(
            "\(error)"
                == "a fit: needs about 1.4 GB of memory, 336 MB are free, with 403 MB reserved for threads; give less, or raise the limit of this process (ulimit -v)"
        )
        #expect(!error.isUsage)
        let contained = FreeMemory(
            machine: Self.machine, process: "25600", page: 4096, limit: nil, cores: 2, group: 400 << 20)
        let other = try #require(throws: MemoryError.self) {
            try MemoryError.check(1_440_000_000, for: "a fit", advice: "", free: contained)
        }
        #expect(
            "\(other)"
                == "a fit: needs about 1.4 GB of memory, 319 MB are free; raise the memory limit of its control group, e.g. of the container"
        )
    }

    @Test func `the least memory of the control groups of a process applies, without reclaimable caches`() {
        let files = [
            "/sys/fs/cgroup/jobs/memory.max": "1000000\n", "/sys/fs/cgroup/jobs/memory.current": "400000\n",
            "/sys/fs/cgroup/jobs/memory.stat": "anon 300000\ninactive_file 50000\nactive_file 50000\n",
            "/sys/fs/cgroup/jobs/mine/memory.max": "max\n", "/sys/fs/cgroup/jobs/mine/memory.current": "400000\n",
        ]
        #expect(ControlGroup.available(groups: "0::/jobs/mine\n") { files[$0] } == 650_000)
        #expect(ControlGroup.available(groups: "0::/\n") { files[$0] } == nil)
    }

    @Test func `control groups of version 1 apply too, in a container with its group at the root`() {
        let files = [
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000\n",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes": "2500000\n",
            "/sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 100\n",
        ]
        #expect(ControlGroup.available(groups: "5:devices:/\n4:cpu,memory:/docker/ab\n") { files[$0] } == 0)
        let unlimited = [
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes": "25\n",
        ]
        #expect(ControlGroup.available(groups: "4:memory:/") { unlimited[$0] } == nil)
    }
}
