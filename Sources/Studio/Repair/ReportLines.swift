import Render
import Repair

/// What came of a repair, in words.
struct ReportLines {
    private let report: RepairReport

    init(_ report: RepairReport) { self.report = report }

    /// "repaired 3.52 % by laplace in 0.01 s  not saved" in at most `width` columns: the name of a run is shortened.
    /// - Parameter isStopped: whether the repair was stopped before its end.
    func head(isSaved: Bool, isStopped: Bool = false, width: Int) -> String {
        let start = "repaired \(isStopped ? "in part " : "")\(Numbers.fixed(report.damagedFraction * 100, 2)) % by "
        let end = " in \(Numbers.fixed(report.seconds, 2)) s  " + (isSaved ? "saved" : "not saved")
        return start + Cut.middle(report.method, width: max(width - start.count - end.count, 1)) + end
    }

    /// Whether the known pixels are those of the image; blended ones are meant to differ.
    var isGood: Bool { isUnchanged || report.feather > 0 }

    private var isUnchanged: Bool {
        report.knownSamplesChanged == 0 && report.knownHashBefore == report.knownHashAfter
    }

    /// "known pixels identical".
    var known: String {
        if isUnchanged { return "known pixels identical" }
        return "\(Numbers.grouped(report.knownSamplesChanged)) known samples "
            + (report.feather > 0 ? "blended" : "changed")
    }

    /// "PSNR 31.2 dB · ", inside the mask where there is one; empty where no undamaged image is known.
    private var measure: String {
        guard let measures = report.insideHole ?? report.wholeImage else { return "" }
        return (measures.psnr.map { "PSNR \(Numbers.fixed($0, 1)) dB" } ?? "equal to the undamaged image") + " · "
    }

    /// The known pixels, the seam, and why this method.
    var result: String {
        let seam = report.seamError.map { "seam \(Numbers.fixed($0, 2)) (1: as around it)" } ?? "no seam"
        return "\(known) · \(seam) · \(measure)\(report.reason)"
    }
}
