import Foundation
import Runs
import Testing

@Suite struct ScalarStreamTests {
    private let scratch = ScratchFolder()

    private func streamed() throws -> [String: [[Float]]] { try readings().points }

    /// The points, and how often the reading began anew.
    private func readings() throws -> (points: [String: [[Float]]], restarts: Int) {
        var points: [String: [[Float]]] = [:], restarts = 0
        try ScalarStream.read(scratch.path) {
            (points, restarts) = ([:], restarts + 1)
        } visit: { tag, point in
            points[tag, default: []].append([Float(point.step), point.value])
        }
        return (points, restarts)
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
        #expect(throws: RunError.self) {
            try ScalarStream.read(scratch.path("missing")) {
            } visit: { _, _ in
            }
        }
    }

    @Test func `a log is read once, and again only where a session trained steps a second time`() throws {
        for start in [0, 20, 40] {
            let log = try EventLog(folder: scratch.path, resumingAfter: start == 0 ? nil : start)
            for step in start + 1...start + 20 { try log.scalar("a", Float(start), step: step) }
            try log.flush()
        }
        var read = try readings()
        #expect(read.restarts == 0 && read.points["a"]?.count == 60)
        let log = try EventLog(folder: scratch.path, resumingAfter: 30)
        try log.scalar("a", 7, step: 31)
        try log.flush()
        read = try readings()
        #expect(read.restarts == 1 && read.points["a"]?.count == 31)
        #expect(try read.points == held())
    }
}
