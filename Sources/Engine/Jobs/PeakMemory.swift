import Datasets
import Evaluation
import Glibc
import Training

/// The peak memory of a training process.
package enum PeakMemory {
    /// The peak resident memory of this process so far, bytes (VmHWM of Linux); nil on other systems.
    package static var soFar: Int? { value("VmHWM") }

    private static var now: Int? { value("VmRSS") }

    /// Estimate of the peak in bytes at the end of the run: the resident memory before the first step, with everything read, compiled and
    /// allocated, plus what later stages prepare, plus a copy of the state while a checkpoint is written, plus the scorer.
    static func estimate(for trainer: Trainer, images: ImageSet, scores: Bool) -> Int {
        let state = trainer.plan.layout.variables.reduce(0) { $0 + $1.shape.count * MemoryLayout<Float>.stride }
        let resident = now ?? trainer.memory + bare
        return max(
            soFar ?? 0,
            resident + trainer.memoryOfPreparations + state
                + (scores ? Scorer.memory(for: images, samples: trainer.settings.evaluationSamples) : 0))
    }

    /// Approximate memory of an idle process with its libraries.
    private static let bare = 40 << 20

    private static func value(_ key: String) -> Int? {
        guard let file = fopen("/proc/self/status", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let words = text.split { $0 == " " || $0 == "\t" || $0 == ":" || $0 == "\n" }
            if words.first.map(String.init) == key, words.count > 1 { return Int(words[1]).map { $0 << 10 } }
        }
        return nil
    }
}
