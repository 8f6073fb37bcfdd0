/// What the doctor knows of a run: everything measured up to some step, in bounded memory, and nothing else.
///
/// Put together from a run's event log it is the same as while the run trained.
public struct RunHistory: Sendable, Equatable {
    /// A measure of the samples and when it was taken.
    public struct Measure: Sendable, Equatable {
        public var step: Int
        public var value: Double

        public init(step: Int, value: Double) { (self.step, self.value) = (step, value) }
    }

    /// In rising order of steps; the older half is thinned out when there are too many.
    public private(set) var vitals: [Vitals] = []
    /// How much samples differ among each other, as a share of how much pictures of the data do.
    public var diversity: [Measure] = []
    /// Fréchet distances, all of equally many samples; less is better.
    public var scores: [Measure] = []
    /// Share of samples closer to training pictures than all but 1 % of held-out pictures are; its 95 % interval's lower end.
    public var copies: [Measure] = []

    static let capacity = 4096

    public init() {}

    /// Adds what was measured up to a later step.
    public mutating func append(_ next: Vitals) {
        if vitals.count == Self.capacity {
            let old = vitals.count / 2
            vitals = (0..<old).filter { $0 % 2 == 0 }.map { vitals[$0] } + vitals[old...]
        }
        vitals.append(next)
    }

    /// Forgets what came after `step` steps: the run was taken back.
    public mutating func forget(after step: Int) {
        vitals.removeAll { $0.step > step }
        diversity.removeAll { $0.step > step }
        scores.removeAll { $0.step > step }
        copies.removeAll { $0.step > step }
    }

    /// The vitals of the last `steps` steps; empty where the run has not come that far, or fewer than `least` were taken.
    func recent(_ steps: Int, least: Int) -> ArraySlice<Vitals> {
        guard let last = vitals.last, last.step >= steps else { return [] }
        let start = vitals.firstIndex { $0.step > last.step - steps } ?? vitals.endIndex
        return vitals.count - start >= least ? vitals[start...] : []
    }

    /// The score with the least distance; the earlier of equal ones.
    public var best: Measure? { scores.min { $0.value < $1.value } }
}
