import Studio
import Testing

@Suite struct FrameLogTests {
    @Test func `it counts the last second and sorts latencies`() {
        var log = FrameLog()
        for i in 0..<60 {
            log.add(
                FrameReport(
                    time: Double(i) / 32, cells: i, bytes: 100, drawing: 0.001, sending: 0.002,
                    latency: i % 2 == 0 ? Double(i) / 1000 : nil))
        }
        #expect(log.perSecond == 32)
        #expect(log.bytesPerSecond == 3200)
        #expect(log.latency?.median == 0.030)
        #expect(log.latency?.percentile99 == 0.058)
        #expect(log.last?.cells == 59)
    }

    @MainActor @Test func `F12 shows and hides the cost of frames`() {
        let session = LoopTests.Session()
        session.turn(3)
        #expect(!session.terminal.text.contains("bytes per second"))
        session.press(.function(12))
        session.press(.character("L"))
        session.turn(2)
        let text = session.terminal.text
        #expect(text.contains("frames") && text.contains("cells changed") && text.contains("input to screen"))
        #expect(
            session.loop.model.frames?.last?.bytes
                == session.loop.model.frames.flatMap { $0.last.map { 10 * $0.cells } })
        session.press(.function(12))
        #expect(!session.terminal.text.contains("bytes per second"))
    }
}
