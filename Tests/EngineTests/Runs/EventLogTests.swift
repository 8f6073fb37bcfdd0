import FoundationEssentials
import Runs
import Synchronization
import Testing

/// A clock that is advanced by the test.
private final class ManualClock: Sendable {
    private let seconds = Mutex(1_700_000_000.0)
    func advance(_ interval: Double) { seconds.withLock { $0 += interval } }
    var reading: @Sendable () -> Double { { self.seconds.withLock { $0 } } }
}

@Suite struct `Event logs` {
    let scratch = ScratchFolder()
    private let clock = ManualClock()

    private func newLog(resumingAfter step: Int? = nil) throws -> EventLog {
        try EventLog(folder: scratch.path, resumingAfter: step, clock: clock.reading)
    }

    private func history(_ tag: String) throws -> [Int: Float] {
        let points = try EventReader.readScalars(scratch.path)[tag] ?? []
        return Dictionary(points.map { ($0.step, $0.value) }, uniquingKeysWith: { _, _ in .nan })
    }

    @Test func `scalars are read back by tag and step`() throws {
        let log = try newLog()
        for step in 0..<100 {
            try log.scalars(["loss/generator": Float(step), "loss/discriminator": -Float(step)], step: step)
        }
        try log.flush(durably: true)
        let scalars = try EventReader.readScalars(scratch.path)
        #expect(scalars.keys.sorted() == ["loss/discriminator", "loss/generator"])
        #expect(scalars["loss/generator"]?.map(\.step) == Array(0..<100))
        #expect(scalars["loss/discriminator"]?.map(\.value) == (0..<100).map { -Float($0) })
    }

    @Test func `scalars are buffered for two seconds at most`() throws {
        let log = try newLog()
        try log.scalar("a", 1, step: 1)
        #expect(try history("a").isEmpty)
        clock.advance(2)
        try log.scalar("a", 2, step: 2)
        #expect(try history("a") == [1: 1, 2: 2])
    }

    @Test func `an image or a text flushes the buffer`() throws {
        let log = try newLog()
        try log.scalar("a", 1, step: 1)
        try log.text("log", "checkpoint written", step: 1)
        #expect(try history("a") == [1: 1])
        try log.scalar("a", 2, step: 2)
        try log.image("samples", png: [1, 2, 3], width: 1, height: 1, channels: 3, step: 2)
        #expect(try history("a") == [1: 1, 2: 2])
    }

    @Test func `a deallocated log writes its buffer`() throws {
        var log: EventLog? = try newLog()
        try log?.scalar("a", 1, step: 1)
        log = nil
        #expect(try history("a") == [1: 1])
    }

    @Test func `a resumed run discards the steps that it trains again`() throws {
        let first = try newLog()
        for step in 1...10 { try first.scalar("a", 1, step: step) }
        try first.flush()
        let second = try newLog(resumingAfter: 6)
        for step in 7...8 { try second.scalar("a", 2, step: step) }
        try second.flush()
        #expect(try history("a") == [1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 2, 8: 2])
        // Both sessions began within the same second, and still the second sorts behind the first.
        #expect(second.path > first.path)
    }

    @Test func `an incomplete record at the end is read later`() throws {
        let log = try newLog()
        try log.scalar("a", 1, step: 1)
        try log.flush()
        let name = URL(filePath: log.path).lastPathComponent
        let short = try scratch.read(name)
        try log.scalar("a", 2, step: 2)
        try log.flush()
        let whole = try scratch.read(name)
        for length in short.count..<whole.count {
            try scratch.write(Array(whole.prefix(length)), name)
            #expect(try history("a") == [1: 1])
        }
        var reader = EventReader(folder: scratch.path)
        #expect(try reader.refresh())
        #expect(try !reader.refresh())
        try scratch.write(whole, name)
        #expect(try reader.refresh())
        #expect(reader.scalars["a"]?.map(\.step) == [1, 2])
        #expect(reader.damaged.isEmpty)
    }

    @Test func `a corrupt record is skipped, a corrupt length ends the file`() throws {
        let log = try newLog()
        try log.flush()
        let start = try scratch.read(URL(filePath: log.path).lastPathComponent).count
        for step in 1...3 { try log.scalar("a", 1, step: step) }
        try log.flush()
        let name = URL(filePath: log.path).lastPathComponent
        let whole = try scratch.read(name)
        let record = (whole.count - start) / 3

        var bytes = whole
        bytes[start + record + 14] ^= 1
        try scratch.write(bytes, name)
        #expect(try history("a").keys.sorted() == [1, 3])

        bytes = whole
        bytes[start + record] ^= 1
        try scratch.write(bytes, name)
        #expect(try history("a").keys.sorted() == [1])
        var reader = EventReader(folder: scratch.path)
        try reader.refresh()
        #expect(reader.damaged == [name])
    }

    @Test func `a record larger than the reading window is read`() throws {
        let log = try newLog()
        try log.image("samples", png: [UInt8](repeating: 5, count: 3 << 20), width: 9, height: 9, channels: 1, step: 1)
        try log.scalar("a", 1, step: 2)
        try log.flush()
        #expect(try history("a") == [2: 1])
    }

    @Test func `no corruption crashes the reader`() throws {
        let log = try newLog()
        for step in 1...5 { try log.scalar("a", 1, step: step) }
        try log.text("log", "words", step: 5)
        let name = URL(filePath: log.path).lastPathComponent
        let whole = try scratch.read(name)
        var corruption = ByteCorruption(seed: 5)
        for _ in 0..<2000 {
            try scratch.write(corruption.applied(to: whole, head: 100), name)
            #expect((try EventReader.readScalars(scratch.path)["a"] ?? []).count <= 20)
        }
    }

    @Test func `the checksum is CRC-32C`() {
        #expect(CRC32C.checksum(Array("123456789".utf8)[...]) == 0xE306_9283)
        #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)[...]) == 0x8A91_36AA)
    }
}
