import Raster
import Repair
import Synchronization
import Testing

@Suite struct RepairForecastTests {
    /// A method whose work is its damaged pixels, which notes the problems that it is given.
    private final class Noting: RepairMethod {
        let name = "noting", summary = "", suits = ""
        let seen = Mutex<[Int]>([])
        func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
            seen.withLock { $0.append(problem.mask.count) }
            if watch.isStopped() { throw RepairStopped() }
            return problem.image
        }
    }

    private static func problem(_ side: Int, _ hole: Range<Int>) -> RepairProblem {
        var mask = Mask(width: side, height: side)
        for y in hole { for x in hole { mask[x, y] = true } }
        return RepairProblem(
            image: Bitmap(width: side, height: side, channels: 1, filledWith: 9), mask: mask, threads: 1)
    }

    @Test func `a forecast is the time of a small part, times the ratio of the work`() throws {
        let method = Noting(), problem = Self.problem(400, 100..<300)
        let times = Mutex([10.0, 10.5])
        let seconds = try RepairForecast.seconds(
            method, problem, RepairSettings(of: method), clock: { times.withLock { $0.removeFirst() } })
        let part = method.seen.withLock { $0 }
        #expect(part.count == 1)
        // The part has known and damaged pixels.
        #expect((1..<RepairForecast.side * RepairForecast.side).contains(part[0]))
        #expect(seconds == 0.5 * 40_000 / Double(part[0]))
    }

    @Test func `a short repair has no forecast, and costs nothing for one`() throws {
        let method = Noting()
        #expect(try RepairForecast.seconds(method, Self.problem(40, 10..<20), RepairSettings(of: method)) == nil)
        #expect(method.seen.withLock { $0.isEmpty })
    }

    @Test func `a forecast can be stopped`() throws {
        let method = Noting()
        #expect(throws: RepairStopped.self) {
            try RepairForecast.seconds(
                method, Self.problem(400, 100..<300), RepairSettings(of: method),
                watch: RepairWatch(isStopped: { true }))
        }
    }

    @Test func `a repair reports its forecast before its progress`() throws {
        let events = Mutex<[String]>([]), problem = Self.problem(400, 100..<300)
        _ = try Repair.run(
            problem.image, mask: problem.mask, method: "laplace", threads: 1,
            watch: RepairWatch(
                progress: { stage, _ in events.withLock { $0.append(stage) } },
                forecast: { _ in events.withLock { $0.append("forecast") } }))
        #expect(events.withLock { Array($0.prefix(3)) } == ["measuring the damage", "forecast", "laplace"])
    }
}
