package import Datasets
package import Evaluation
import Numerics
import Synchronization

/// Scores a run's samples while it trains.
///
/// It is prepared on a thread of its own: within a second where the classifier is in the cache, else in some minutes of training it on one
/// thread of low priority. The run trains on meanwhile, and keeps the samples that become due.
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
    ///   - awaitTurn: called on the preparation's thread before anything else.
    ///   - report: receives the events, on the preparation's queue.
    ///   - completion: called after the last event, when `isReady` is true.
    package init(
        _ images: ImageSet, cache: FeatureCache?, threads: Int, awaitTurn: @escaping @Sendable () -> Void = {},
        report: @escaping @Sendable (Event) -> Void,
        completion: @escaping @Sendable () -> Void
    ) {
        BackgroundThread.run("tessera.score") { [self] in
            awaitTurn()
            do {
                let data = try EvaluationData.around(images, forScores: true, threads: threads)
                let isPrepared = Scorer.isPrepared(data, cache: cache, threads: threads)
                if !isPrepared {
                    report(
                        .note(
                            "scores need a classifier, which is trained once for this data, at low priority beside the run; "
                                + "scores that are due before are computed then"))
                }
                let accuracy = try scorer.withLock { scorer in
                    // One thread: the threads of a loop would not share the low priority of this one.
                    let prepared = try Scorer(data, cache: cache, threads: threads, trainingThreads: 1) {
                        report(.progress($0, $1))
                    }
                    scorer = prepared
                    return (prepared.source.accuracy.value * 1000).rounded() / 10
                }
                report(
                    .end(
                        isPrepared
                            ? nil
                            : "the classifier for scores is ready: its accuracy is \(accuracy) % on held-out images"))
            } catch {
                report(.end("no scores for this run: \(error)"))
            }
            ready.store(true, ordering: .releasing)
            completion()
        }
    }

    /// Whether the preparation has ended, with or without success.
    package var isReady: Bool { ready.load(ordering: .acquiring) }

    /// The score of `samples`; nil where the preparation failed.
    /// - Throws: `EvaluationError` where there are too few samples.
    package func score(_ samples: ImageSet, _ measures: Set<Score.Measure>) throws(EvaluationError) -> Score? {
        precondition(isReady, "a score before the preparation has ended")
        return try scorer.withLock { scorer throws(EvaluationError) in try scorer?.score(samples, measures: measures) }
    }
}
