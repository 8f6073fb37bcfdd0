import Conditioning
import Dispatch
import Repair
import Synchronization

/// Runs repairs one after the other on its own queue, those of folders on a second one, and reports their progress.
final class RepairService: Sendable {
    private let queue = DispatchQueue(label: "tessera.repair", qos: .userInitiated)
    private let folders = DispatchQueue(label: "tessera.repair.folders", qos: .utility)
    /// The repairs to stop, and whether each keeps its last complete image.
    private let stopped = Mutex<[Int: Bool]>([:])

    /// Stops a repair, from any thread; a finished repair is not affected.
    /// - Parameter keeps: whether its result is the last complete image.
    func stop(_ id: Int, keeps: Bool = false) { stopped.withLock { $0[id] = keeps } }

    func start(_ request: RepairRequest, threads: Int, completion: @escaping @Sendable (TaskResult) -> Void) {
        queue.async { @Sendable [self] in
            completion(.repair(result(of: request, threads: threads, completion)))
            stopped.withLock { $0[request.id] = nil }
        }
    }

    func start(
        _ request: FolderRepairRequest, threads: Int, completion: @escaping @Sendable (TaskResult) -> Void
    ) {
        folders.async { @Sendable [self] in
            let progress = RateLimit(seconds: 0.1)
            do {
                let result = try request.run(
                    threads: threads, isStopped: { [self] in stopped.withLock { $0[request.id] != nil } },
                    progress: { tally in
                        if progress.allows("") { completion(.repair(.folderProgress(request.id, tally))) }
                    },
                    forecast: { completion(.repair(.folderForecast(request.id, seconds: $0))) },
                    failure: { completion(.repair(.folderFailure(request.id, $0))) })
                completion(.repair(result))
            } catch {
                completion(.repair(.folderRefused(request.id, error.inStudio)))
            }
            stopped.withLock { $0[request.id] = nil }
        }
    }

    /// The embedding of the prompt, empty for none, and the words of it that the run's captions do not contain.
    /// - Throws: `ModalityError.notConditional` for a method that is not conditional.
    private static func condition(_ request: RepairRequest, threads: Int) throws -> (vector: [Float], unknown: [String])
    {
        guard !request.prompt.isEmpty else { return ([], []) }
        guard let run = try RepairMethods.named(request.method) as? LearnedRepair else {
            throw ModalityError.notConditional(preset: request.method)
        }
        var embeddings = EmbeddingService()
        return try embeddings.vector(request.prompt, run.checkpoint, threads: threads)
    }

    private func result(of request: RepairRequest, threads: Int, _ completion: @escaping @Sendable (TaskResult) -> Void)
        -> RepairTaskResult
    {
        let progress = RateLimit(seconds: 0.05), preview = RateLimit(seconds: 0.3)
        let watch = RepairWatch(
            progress: { stage, fraction in
                if progress.allows(stage) {
                    completion(.repair(.progress(request.id, stage: stage, fraction: fraction)))
                }
            },
            preview: { image in
                if preview.allows("") { completion(.repair(.intermediate(request.id, ImagePyramid(image)))) }
            },
            fitPoint: { completion(.repair(.fitPoint(request.id, $0))) },
            forecast: { completion(.repair(.forecast(request.id, seconds: $0))) },
            isStopped: { [self] in stopped.withLock { $0[request.id] != nil } },
            keepsStopped: { [self] in stopped.withLock { $0[request.id] == true } })
        do {
            let (condition, unknown) = try Self.condition(request, threads: threads)
            let truth = try request.truth.map { try RepairedImage.read($0).bitmap }
            let outcome = try Repair.run(
                request.image, mask: request.mask, method: request.method, threads: threads,
                maskName: request.name, feather: request.feather, condition: condition, truth: truth,
                focus: request.focus, watch: watch)
            return .finished(request.id, FinishedRepair(outcome, prompt: request.prompt, unknown: unknown))
        } catch is RepairStopped {
            return .ended(request.id, nil)
        } catch {
            return .ended(request.id, error.inStudio)
        }
    }
}

/// Allows a new name at once, and the same name once in a period.
private final class RateLimit: Sendable {
    private let last = Mutex<(name: String, time: UInt64)?>(nil)
    private let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    func allows(_ name: String) -> Bool {
        let now = DispatchTime.now().uptimeNanoseconds
        return last.withLock { last in
            if let last, last.name == name, Double(now - last.time) < seconds * 1e9 { return false }
            last = (name, now)
            return true
        }
    }
}
