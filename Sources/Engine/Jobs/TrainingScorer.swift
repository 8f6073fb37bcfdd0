import Dispatch
import Synchronization

/// Scores a run's samples while it trains.
///
/// What a score needs is made in the background. A classifier that is in the cache is there in a second; one that has to be
/// trained first takes a minute or two on a thread of its own, while training goes on, and is then kept.
final class TrainingScorer: Sendable {
    /// What it says of its preparation: words for the log, or a share of the classifier's training for the screen.
    enum News: Sendable {
        case note(String)
        case progress(String, Double)
        /// Nothing more will come.
        case end(String?)
    }

    /// Held while it is made.
    private let scorer = Mutex<Scorer?>(nil)
    /// Left when the scorer is there, or is known to take longer.
    private let looked = DispatchGroup()

    /// Begins to prepare.
    init(_ images: ImageSet, cache: FeatureCache?, lanes: Int, tell: @escaping @Sendable (News) -> Void) {
        looked.enter()
        DispatchQueue(label: "tessera.score", qos: .utility).async { [self] in
            var isWaitedFor = true
            defer { if isWaitedFor { looked.leave() } }
            do {
                let data = try EvaluationData.around(images)
                guard !Scorer.isPrepared(data, cache: cache) else {
                    try scorer.withLock { $0 = try Scorer(data, cache: cache, lanes: lanes) }
                    return tell(.end(nil))
                }
                looked.leave()
                isWaitedFor = false
                tell(.note("scores need a classifier, trained once for this data: it is made beside the training, on one thread"))
                // One thread: training is what the user waits for.
                let accuracy = try scorer.withLock { scorer in
                    let slow = try Scorer(data, cache: cache, lanes: 1) { tell(.progress($0, $1)) }
                    let accuracy = slow.source.accuracy.value
                    scorer = slow.source.isKept ? try Scorer(data, cache: cache, lanes: lanes) : slow
                    return (accuracy * 1000).rounded() / 10
                }
                tell(.end("scores can be taken from now on: the classifier is right about \(accuracy) % of held-out pictures"))
            } catch {
                tell(.end("there will be no scores: \(error)"))
            }
        }
    }

    /// The score of `samples`, or nil while it cannot be taken. Waits for preparations only where they take a second.
    func score(_ samples: ImageSet, _ measures: Set<Score.Measure>) -> Score? {
        looked.wait()
        let score = scorer.withLockIfAvailable { scorer in try? scorer?.score(samples, measures: measures) }
        return score ?? nil
    }
}
