import Render
import Repair

/// The report of a repair as text.
enum RepairLines {
    static func of(_ report: RepairReport, _ out: String) -> [String] {
        var lines = [
            "\(report.method) (\(report.reason)), \(Numbers.fixed(report.seconds, 2)) s -> \(out)",
            "\(Numbers.grouped(report.damagedPixels)) of \(Numbers.grouped(report.width * report.height)) pixels repaired, "
                + "\(Numbers.grouped(report.knownSamplesChanged)) of \(Numbers.grouped(report.knownSamples)) known samples changed",
        ]
        if let enlarged = report.enlarged {
            lines[1] =
                "\(report.width) x \(report.height) pixels to \(enlarged.width) x \(enlarged.height); downscaled, the result differs from the "
                + "input by \(Numbers.fixed(enlarged.rootMeanSquare, 2)) levels, \(Numbers.fixed(enlarged.largest, 1)) at most"
        }
        lines += Self.measures(seam: report.seamError, report.insideHole, report.wholeImage)
        if let run = report.run {
            lines.append("\(run.checkpoint), step \(Numbers.grouped(run.step)), fnv1a \(run.hash)")
        }
        for other in report.baselines {
            lines.append("baseline \(other.method) (\(other.reason)), \(Numbers.fixed(other.seconds, 2)) s")
            lines += Self.measures(seam: other.seamError, other.insideHole, other.wholeImage).map { "  " + $0 }
        }
        if let reading = report.maskReading { lines.append("mask read \(reading)") }
        if report.feather > 0 {
            lines.append("known pixels up to \(report.feather) around the mask were blended with the repair")
        }
        return lines + report.notes.map { "note: \($0)" }
    }

    private static func measures(seam: Double?, _ inside: RepairReport.Measures?, _ whole: RepairReport.Measures?)
        -> [String]
    {
        (seam.map { ["seam \(Numbers.fixed($0, 2)): steps across the hole's border, those around it are 1"] } ?? [])
            + [("inside the hole", inside), ("whole image", whole)].compactMap { name, measures in
                measures.map {
                    "\(name): PSNR \($0.psnr.map { Numbers.fixed($0, 2) } ?? "infinite"), "
                        + "SSIM \($0.ssim.map { Numbers.fixed($0, 4) } ?? "-"), L1 \(Numbers.fixed($0.l1, 2))"
                }
            }
    }
}
