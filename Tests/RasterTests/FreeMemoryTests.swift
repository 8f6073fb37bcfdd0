import Raster
import Testing

@Suite struct FreeMemoryTests {
    private static let machine = "MemTotal:       24732484 kB\nMemFree:         100000 kB\nMemAvailable:    2097152 kB\n"
    private static let reserve = 96 << 20

    @Test func `what is free is what the machine can spare, less a reserve`() {
        let free = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: nil, cores: 2)
        #expect(free.bytes == (2 << 30) - Self.reserve && !free.isLimited)
    }

    @Test func `a limit on the process counts from what it has already, and for what its threads will take`() {
        // 100 MB of addresses taken.
        let narrow = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: 900 << 20, cores: 2)
        #expect(narrow.bytes == (800 << 20) - Self.reserve - (384 << 20) && narrow.isLimited)
        let wide = FreeMemory(machine: Self.machine, process: "25600 900 1 1 0 1 0", page: 4096, limit: 9 << 30, cores: 2)
        #expect(wide.bytes == (2 << 30) - Self.reserve && !wide.isLimited)
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
        #expect("\(error)" == "a fit: needs about 1.4 GB of memory, 336 MB are free; give less, or raise the limit of this process (ulimit -v)")
        #expect(!error.isUsage)
    }
}
