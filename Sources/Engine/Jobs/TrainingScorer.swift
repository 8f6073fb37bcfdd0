package import Datasets
import Dispatch
package import Evaluation
import Synchronization

/// Scores a run's samples while it trains.
///
/// It is prepared on its own queue: within a second where the classifier is in the cache, else in a minute or two of training it. The run waits
/// meanwhile, because sharing the cores would take longer in total; it still handles requests and reports the progress.
package final class TrainingScorer: Sendable {
    /// An event of the preparation.
    package enum Event: Sendable {
        case note(String)
        case progress(String, Double)
        /// The last event, with a line for the log.
        case end(String?)
    }

    /// Locked during the preparation; nil where it failed.
    private let scorer = Mutex<Scorer?>(nil)
    private let ready = Atomic<Bool>(false)

    /// Starts the preparation.
    /// - Parameters:
    ///   - report: receives the events, on the preparation's queue.
    ///   - completion: called after the last event, when `isReady` is true.
    package init(
        _ images: ImageSet, cache: FeatureCache?, threads: Int, report: @escaping @Sendable (Event) -> Void,
        completion: @escaping @Sendable () -> Void
    ) {
        DispatchQueue(label: "tessera.score", qos: .userInitiated).async { [self] in
            do {
                let data = try EvaluationData.around(images, forScores: true, threads: threads)
                let isPrepared = Scorer.isPrepared(data, cache: cache, threads: threads)
                if !isPrepared {
                    report(.note("training waits: scores need a classifier, which is trained once for this data"))
                }
                let accuracy = try scorer.withLock { scorer in
                    let prepared = try Scorer(data, cache: cache, threads: threads) { report(.progress($0, $1)) }
                    scorer = prepared
                    return (prepared.source.accuracy.value * 1000).rounded() / 10
                }
                report(
                    .end(
                        isPrepared
                            ? nil
                            : "training continues: the classifier has an accuracy of \(accuracy) % on held-out images"))
            } catch {
                report(.end("no scores for this run: \(error)"))
            }
            ready.store(true, ordering: .releasing)
            completion()
        }
    }

    /// Whether the preparation has ended, with or without success.
    package var isReady: Bool { ready.load(ordering: .acquiring) }

    /// Whether the score is a kernel distance, because there are few images; false where the preparation failed.
    package var isSmall: Bool {
        precondition(isReady, "a score before the preparation has ended")
        return scorer.withLock { $0?.isSmall ?? false }
    }

    /// The score of `samples`; nil where the preparation failed.
    /// - Throws: `EvaluationError` where there are too few samples.
    package func score(_ samples: ImageSet, _ measures: Set<Score.Measure>) throws(EvaluationError) -> Score? {
        precondition(isReady, "a score before the preparation has ended")
        return try scorer.withLock { scorer throws(EvaluationError) in try scorer?.score(samples, measures: measures) }
    }
}
