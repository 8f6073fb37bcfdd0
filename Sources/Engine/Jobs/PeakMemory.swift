import Glibc

/// What a run takes of the machine's memory.
public enum PeakMemory {
    /// The most this process has had in memory so far, bytes (VmHWM of Linux); nil where the system does not say.
    public static var soFar: Int? { value("VmHWM") }

    private static var now: Int? { value("VmRSS") }

    /// Bytes that the process will have had at most when the run ends: what it has before the first step, with everything read,
    /// compiled and allocated, and what comes on top of it then: a copy of the state while a checkpoint is written, and a scorer.
    static func estimate(for trainer: Trainer, images: ImageSet, scores: Bool) -> Int {
        let state = trainer.plan.layout.variables.reduce(0) { $0 + $1.shape.count * MemoryLayout<Float>.stride }
        let settled = now ?? trainer.memory + bare
        return max(soFar ?? 0, settled + state + (scores ? Scorer.memory(for: images, samples: trainer.settings.int("score.samples")) : 0))
    }

    /// A process that does nothing, libraries and all, about.
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
