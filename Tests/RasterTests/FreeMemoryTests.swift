import Raster
import Testing

@Suite struct FreeMemoryTests {
    private static let machine = "MemTotal:       24732484 kB\nMemFree:         100000 kB\nMemAvailable:    2097152 kB\n"
    private static let reserve = 96 << 20

    @Test func `what is free is what the machine can spare, less a reserve`() {
        let free = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: nil, cores: 2)
        #expect(free.bytes == (2 << 30) - Self.reserve && free.bound == .machine)
    }

    @Test func `a limit on the process counts from what it has already, and for what its threads will take`() {
        // 100 MB of addresses taken.
        let narrow = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: 900 << 20, cores: 2)
        #expect(narrow.bytes == (800 << 20) - Self.reserve - (384 << 20) && narrow.bound == .process)
        let wide = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: 9 << 30, cores: 2)
        #expect(wide.bytes == (2 << 30) - Self.reserve && wide.bound == .machine)
        #expect(FreeMemory(machine: "", process: "25600", page: 4096, limit: 1, cores: 2).bytes == 0)
    }

    @Test func `a system that says nothing refuses nothing, and this one has something to spare`() {
        #expect(FreeMemory(machine: "", process: "", page: 4096, limit: nil, cores: 2).bytes > 1 << 60)
        #expect((1 << 20..<1 << 50).contains(FreeMemory.now.bytes))
    }

    @Test func `the error says what for, how much, and what to do`() throws {
        let free = FreeMemory(machine: Self.machine, process: "25600", page: 4096, limit: 900 << 20, cores: 2)
        #expect(throws: Never.self) { try MemoryError.check(free.bytes, for: "a fit", less: "", free: free) }
        let error = try #require(throws: MemoryError.self) { try MemoryError.check(1_440_000_000, for: "a fit", less: "give less", free: free) }
        #expect("\(error)" == "a fit: needs about 1.4 GB of memory, 336 MB are free beside 403 MB for threads; give less, or raise the limit of this process (ulimit -v)")
        #expect(!error.isUsage)
        let contained = FreeMemory(machine: Self.machine, process: "25600", page: 4096, limit: nil, cores: 2, group: 400 << 20)
        let other = try #require(throws: MemoryError.self) { try MemoryError.check(1_440_000_000, for: "a fit", less: "", free: contained) }
        #expect("\(other)" == "a fit: needs about 1.4 GB of memory, 319 MB are free; raise the limit of its control group, a container's memory for example")
    }

    @Test func `the narrowest of the control groups around a process counts, less what it has taken and cannot give back`() {
        let files = [
            "/sys/fs/cgroup/jobs/memory.max": "1000000\n", "/sys/fs/cgroup/jobs/memory.current": "400000\n",
            "/sys/fs/cgroup/jobs/memory.stat": "anon 300000\ninactive_file 50000\nactive_file 50000\n",
            "/sys/fs/cgroup/jobs/mine/memory.max": "max\n", "/sys/fs/cgroup/jobs/mine/memory.current": "400000\n",
        ]
        #expect(ControlGroup.left(groups: "0::/jobs/mine\n") { files[$0] } == 650_000)
        #expect(ControlGroup.left(groups: "0::/\n") { files[$0] } == nil)
    }

    @Test func `the older control groups count too, in a container that sees its own at the root`() {
        let files = [
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000\n", "/sys/fs/cgroup/memory/memory.usage_in_bytes": "2500000\n",
            "/sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 100\n",
        ]
        #expect(ControlGroup.left(groups: "5:devices:/\n4:cpu,memory:/docker/ab\n") { files[$0] } == 0)
        let unlimited = ["/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n", "/sys/fs/cgroup/memory/memory.usage_in_bytes": "25\n"]
        #expect(ControlGroup.left(groups: "4:memory:/") { unlimited[$0] } == nil)
    }
}
