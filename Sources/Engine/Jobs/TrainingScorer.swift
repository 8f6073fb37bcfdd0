import Dispatch
import Synchronization

/// Scores a run's samples while it trains.
///
/// What a score needs is made on a queue of its own: in a second where the classifier is in the cache, in a minute or two
/// where it has to be trained. Training waits meanwhile, for two that share the cores are slower than one after the other;
/// the run can still be asked for things, and says how far it is.
final class TrainingScorer: Sendable {
    /// What it says of its preparation.
    enum News: Sendable {
        case note(String)
        case progress(String, Double)
        /// Nothing more will come; the words are for the log.
        case end(String?)
    }

    /// Held while it is made.
    private let scorer = Mutex<Scorer?>(nil)
    private let settled = Atomic<Bool>(false)

    /// Begins to prepare.
    init(_ images: ImageSet, cache: FeatureCache?, lanes: Int, tell: @escaping @Sendable (News) -> Void) {
        DispatchQueue(label: "tessera.score", qos: .userInitiated).async { [self] in
            defer { settled.store(true, ordering: .releasing) }
            do {
                let data = try EvaluationData.around(images), isPrepared = Scorer.isPrepared(data, cache: cache)
                if !isPrepared { tell(.note("scores need a classifier, trained once for this data: training waits for it")) }
                let accuracy = try scorer.withLock { scorer in
                    let made = try Scorer(data, cache: cache, lanes: lanes) { tell(.progress($0, $1)) }
                    scorer = made
                    return (made.source.accuracy.value * 1000).rounded() / 10
                }
                tell(.end(isPrepared ? nil : "training goes on: the classifier is right about \(accuracy) % of held-out pictures"))
            } catch {
                tell(.end("there will be no scores: \(error)"))
            }
        }
    }

    /// Whether preparations are over, whatever became of them.
    var isSettled: Bool { settled.load(ordering: .acquiring) }

    /// The score of `samples`; nil where scores cannot be taken of this data.
    func score(_ samples: ImageSet, _ measures: Set<Score.Measure>) -> Score? {
        precondition(isSettled, "a score before the preparations are over")
        return scorer.withLock { scorer in try? scorer?.score(samples, measures: measures) }
    }
}
