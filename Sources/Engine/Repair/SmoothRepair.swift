import Numerics
package import Raster
import Tensors

/// Fills a hole with the solution of Laplace's equation: the smallest squared gradient, as a membrane.
package struct LaplaceRepair: RepairMethod {
    package init() {}
    package let name = "laplace"
    package let aliases = ["harmonic"]
    package let summary = "makes each missing pixel the mean of its neighbors (Laplace's equation)"
    package let suits = "specks, hairlines and flat areas; the fastest method"

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try SmoothRepair(order: .laplace).repair(problem, stage: name, watch: watch)
    }

    package func work(of problem: RepairProblem) -> Double { SmoothRepair.work(of: problem) }
}

/// Fills a hole with the solution of the biharmonic equation: the smallest squared Laplacian, as a thin plate.
package struct BiharmonicRepair: RepairMethod {
    package init() {}
    package let name = "biharmonic"
    package let summary = "continues values and gradients smoothly over the hole (biharmonic equation)"
    package let suits = "thin damage in smooth images"

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try SmoothRepair(order: .biharmonic).repair(problem, stage: name, watch: watch)
    }

    package func work(of problem: RepairProblem) -> Double { SmoothRepair.work(of: problem) }
}

/// Solves either equation area by area and channel by channel.
struct SmoothRepair {
    let order: MembraneKernel.Order
    /// See `MembraneKernel`.
    var tolerance = MembraneKernel.exact
    /// Known pixels around a hole that its values depend on: the stencil of the biharmonic operator has radius 2.
    private static let margin = 2

    /// Pixels of all areas: known ones cost as much as damaged ones.
    static func work(of problem: RepairProblem) -> Double {
        Double(RepairArea.areas(of: problem.mask, margin: margin).reduce(0) { $0 + $1.count })
    }

    func repair(_ problem: RepairProblem, stage: String, watch: RepairWatch) throws -> Bitmap {
        try problem.showFirstResult(watch)
        var result = problem.image
        let areas = RepairArea.areas(of: problem.mask, margin: Self.margin)
        for (index, area) in areas.enumerated() {
            try watch.report(stage, Double(index) / Double(areas.count))
            try area.checkSize(for: stage)
            let filled = try fill(
                Planes(problem.image, area), problem.mask.values(area), threads: problem.threads, watch: watch)
            filled.write(area, origin: area, to: &result, where: problem.mask)
        }
        watch.progress(stage, 1)
        return result
    }

    /// The planes with solved values where `damage` is 1.
    func fill(_ planes: Planes, _ damage: [Float], threads: Int, watch: RepairWatch) throws -> Planes {
        let parts = ThreadPool(threads).map(planes.channels) { c in
            MembraneKernel(
                width: planes.width, height: planes.height, damage: damage, order: order, tolerance: tolerance
            )
            .solve(Array(planes.values[c * planes.area..<(c + 1) * planes.area]), isStopped: watch.isStopped)
        }
        try watch.check()
        return Planes(
            width: planes.width, height: planes.height, channels: planes.channels, values: parts.flatMap { $0 })
    }
}
