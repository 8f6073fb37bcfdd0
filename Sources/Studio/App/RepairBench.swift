import Dispatch
import Engine
import Synchronization

/// Runs repairs one after the other, away from the main thread, and tells how they go.
final class RepairBench: Sendable {
    private let queue = DispatchQueue(label: "tessera.repair", qos: .userInitiated)
    private let stopped = Mutex<Set<Int>>([])

    /// From any thread; a repair that has ended is not troubled.
    func stop(_ id: Int) { _ = stopped.withLock { $0.insert(id) } }

    func start(_ order: RepairOrder, lanes: Int, answer: @escaping @Sendable (ErrandResult) -> Void) {
        queue.async { @Sendable [self] in
            answer(.repair(result(of: order, lanes: lanes, answer)))
            _ = stopped.withLock { $0.remove(order.id) }
        }
    }

    private func result(of order: RepairOrder, lanes: Int, _ answer: @escaping @Sendable (ErrandResult) -> Void) -> RepairAnswer {
        let told = Pace(0.05), shown = Pace(0.3)
        let watch = RepairWatch(
            progress: { stage, share in
                if told.isDue(stage) { answer(.repair(.progress(order.id, stage: stage, share: share))) }
            },
            preview: { picture in
                if shown.isDue("") { answer(.repair(.looks(order.id, PicturePyramid(picture)))) }
            },
            moment: { answer(.repair(.moment(order.id, $0))) },
            isStopped: { [self] in stopped.withLock { $0.contains(order.id) } })
        do {
            return .done(order.id, RepairResult(try Repair.run(order.picture, mask: order.mask, method: order.method, lanes: lanes,
                                                               maskName: order.name, watch: watch)))
        } catch is RepairStopped {
            return .ended(order.id, nil)
        } catch {
            return .ended(order.id, "\(error)")
        }
    }
}

/// Lets through what is new, and otherwise no more than one thing in a period.
private final class Pace: Sendable {
    private let last = Mutex<(name: String, at: UInt64)?>(nil)
    private let period: Double

    /// - Parameter period: in seconds.
    init(_ period: Double) { self.period = period }

    func isDue(_ name: String) -> Bool {
        let now = DispatchTime.now().uptimeNanoseconds
        return last.withLock { last in
            if let last, last.name == name, Double(now - last.at) < period * 1e9 { return false }
            last = (name, now)
            return true
        }
    }
}
