import Foundation
import Runs
import Testing

@Suite struct ScalarStreamTests {
    private let scratch = ScratchFolder()

    private func streamed() throws -> [String: [[Float]]] {
        var points: [String: [[Float]]] = [:]
        try ScalarStream.read(scratch.path) { tag, point in
            points[tag, default: []].append([Float(point.step), point.value])
        }
        return points
    }

    /// What a reader that holds all points finds.
    private func held() throws -> [String: [[Float]]] {
        try EventReader.readScalars(scratch.path).mapValues { $0.map { [Float($0.step), $0.value] } }
    }

    @Test func `the points of several sessions and rollbacks are those of a reader that holds all of them`() throws {
        for session in 0..<4 {
            let log = try EventLog(folder: scratch.path, resumingAfter: session == 0 ? nil : 20 * session)
            for step in 20 * session..<20 * session + 40 {
                try log.scalars(["loss/a": Float(100 * session + step), "b": 1], step: step)
                if step % 7 == 0 { try log.text("log", "step \(step)", step: step) }
                if step % 9 == 0 {
                    try log.image("samples", png: [1, 2, 3], width: 1, height: 1, channels: 1, step: step)
                }
                if session == 2, step == 70 { try log.discard(after: 50) }
            }
            try log.flush()
        }
        #expect(try streamed() == held())
        let steps = try #require(try streamed()["loss/a"]).map { Int($0[0]) }
        #expect(steps.last == 99 && !steps.contains(55))
    }

    @Test func `a record that is longer than a block is read, one that is still being written is not`() throws {
        let log = try EventLog(folder: scratch.path)
        try log.scalar("a", 1, step: 1)
        let large = [UInt8](repeating: 7, count: 3 << 20)
        try log.image("samples", png: large, width: 1, height: 1, channels: 1, step: 1)
        try log.scalar("a", 2, step: 2)
        try log.scalar("a", 3, step: 3)
        try log.flush()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log.path))
        try file.truncate(atOffset: try file.seekToEnd() - 3)
        #expect(try streamed()["a"] == [[1, 1], [2, 2]])
        #expect(try streamed() == held())
    }

    @Test func `a folder without a log has no points`() throws {
        #expect(try streamed().isEmpty)
        #expect(throws: RunError.self) { try ScalarStream.read(scratch.path("missing")) { _, _ in } }
    }

    @Test func `session starts are found without decoding the other events`() throws {
        let log = try EventLog(folder: scratch.path, resumingAfter: 4)
        try log.scalars(["a": 1, "b": 2], step: 7)
        try log.text("log", "words", step: 8)
        try log.flush()
        var rest = try [UInt8](Data(contentsOf: URL(fileURLWithPath: log.path)))[...], found: [Bool] = []
        while rest.count > 16 {
            let length = (0..<8).reduce(0) { $0 | Int(rest[rest.startIndex + $1]) << (8 * $1) }
            let payload = rest.dropFirst(12).prefix(length)
            found.append(SessionStart.isIn(payload))
            for cut in 0..<min(length, 20) { _ = SessionStart.isIn(payload.prefix(cut)) }
            rest = rest.dropFirst(16 + length)
        }
        #expect(found == [false, true, false, false])
    }
}
