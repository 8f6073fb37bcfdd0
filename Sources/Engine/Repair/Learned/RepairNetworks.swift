import Models
import Synchronization

/// The networks of a learned repair: its checkpoint is read once, however many images it repairs, and each repair at the same time has a
/// network of its own.
final class RepairNetworks: Sendable {
    /// A network, opened when it is first needed.
    private final class Slot: Sendable {
        let model = Mutex<(model: RepairModel, condition: [Float], threads: Int)?>(nil)
    }

    private let path: String
    private let checkpoint = Mutex<OpenedCheckpoint?>(nil)
    private let free = Mutex<[Slot]>([])
    /// How often the checkpoint's tensors were read.
    private let reads = Atomic(0)

    init(_ path: String) { self.path = path }

    var readCount: Int { reads.load(ordering: .relaxed) }

    /// The result of `body` for a network that nothing else uses meanwhile.
    /// - Throws: as `RepairModel.init`, and what `body` throws.
    func use<Value: Sendable>(
        condition: [Float], threads: Int, _ body: (RepairModel) throws -> Value
    ) throws -> Value {
        let slot = free.withLock { $0.popLast() } ?? Slot()
        defer { free.withLock { $0.append(slot) } }
        return try slot.model.withLock { open in
            if let open, open.threads == threads, open.condition == condition { return try body(open.model) }
            let model = try RepairModel(opened(), condition: condition, threads: threads)
            open = (model, condition, threads)
            return try body(model)
        }
    }

    private func opened() throws -> OpenedCheckpoint {
        try checkpoint.withLock { checkpoint in
            if let checkpoint { return checkpoint }
            let opened = try OpenedCheckpoint(path)
            reads.add(1, ordering: .relaxed)
            checkpoint = opened
            return opened
        }
    }
}
