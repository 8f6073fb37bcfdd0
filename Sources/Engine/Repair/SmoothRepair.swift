import Dispatch
public import Raster
import Synchronization

/// Fills a hole like a soap film: the smallest squared gradient.
public struct HarmonicRepair: RepairMethod {
    public init() {}
    public let name = "harmonic"
    public let line = "each missing pixel is the mean of its neighbours"
    public let suits = "specks and hairlines, flat areas, anything of any size in a hurry"

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try SmoothRepair(order: .harmonic).repair(problem, stage: name, watch: watch)
    }
}

/// Fills a hole like a bent sheet of metal: the smallest squared Laplacian.
public struct BiharmonicRepair: RepairMethod {
    public init() {}
    public let name = "biharmonic"
    public let line = "smooth values and slopes over the hole, like a thin plate"
    public let suits = "thin damage in smooth pictures"

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try SmoothRepair(order: .biharmonic).repair(problem, stage: name, watch: watch)
    }
}

/// What the two have in common: area by area, channel by channel.
struct SmoothRepair {
    let order: MembraneKernel.Order
    /// Known pixels around a hole that its values depend on: the neighbours of neighbours.
    private static let margin = 2

    func repair(_ problem: RepairProblem, stage: String, watch: RepairWatch) throws -> Bitmap {
        var result = problem.picture
        let areas = RepairArea.areas(of: problem.mask, margin: Self.margin)
        for (number, area) in areas.enumerated() {
            try watch.report(stage, Double(number) / Double(areas.count))
            try area.checkSize(for: stage)
            let filled = try fill(Planes(problem.picture, area), problem.mask.numbers(area), lanes: problem.lanes, watch: watch)
            filled.write(area, origin: area, to: &result, where: problem.mask)
        }
        watch.progress(stage, 1)
        return result
    }

    /// The planes with solved values where `damage` is 1.
    func fill(_ planes: Planes, _ damage: [Float], lanes: Int, watch: RepairWatch) throws -> Planes {
        let parts = Parallel.map(planes.channels, lanes: lanes) { c in
            MembraneKernel(width: planes.width, height: planes.height, damage: damage, order: order)
                .solve(Array(planes.values[c * planes.area..<(c + 1) * planes.area]), isStopped: watch.isStopped)
        }
        if watch.isStopped() { throw RepairStopped() }
        return Planes(width: planes.width, height: planes.height, channels: planes.channels, values: parts.flatMap { $0 })
    }
}

/// Independent pieces of work on several threads.
enum Parallel {
    /// `body(i)` of each i below `count`, in their order.
    static func map<Result: Sendable>(_ count: Int, lanes: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        if lanes == 1 || count < 2 { return (0..<count).map(body) }
        let results = Mutex([Result?](repeating: nil, count: count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(lanes, count)) { _ in
            while true {
                let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard i < count else { return }
                let result = body(i)
                results.withLock { $0[i] = result }
            }
        }
        return results.withLock { $0.map { result in
            guard let result else { preconditionFailure("a piece of work gave no result") }
            return result
        } }
    }
}
