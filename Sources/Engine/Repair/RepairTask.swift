/// What a repair does, as `--task` names it. Without a task, the mask and the method decide.
package enum RepairTask: String, CaseIterable, Sendable {
    case inpaint, denoise, restore, upscale

    /// The methods for this task, the default one first.
    package var methods: [String] {
        let suitable = RepairMethods.all.filter { $0.tasks.contains(self) }
        // Methods of which this is the main task come first.
        let ordered = suitable.filter { $0.tasks.first == self } + suitable.filter { $0.tasks.first != self }
        return (self == .inpaint ? [RepairMethods.auto] : []) + ordered.map(\.name)
    }

    /// The method name for a task and the user's method, which may be an alias, a run or `auto`.
    /// - Throws: `RepairError` for an unknown task, a task without a method, and a method for another task.
    package static func method(for task: String?, _ method: String) throws -> String {
        let method = RepairMethods.canonical(method)
        guard let task else { return method }
        guard let known = RepairTask(rawValue: task) else { throw RepairError.unknownTask(task) }
        if method != RepairMethods.auto, let run = try RepairMethods.named(method) as? LearnedRepair {
            guard run.tasks.contains(known) else {
                throw RepairError.runForOtherTask(method, task: task, trained: run.suits)
            }
            return method
        }
        guard let standard = known.methods.first else { throw RepairError.taskWithoutMethod(task) }
        if method == RepairMethods.auto { return standard }
        guard known.methods.contains(method) else {
            throw RepairError.methodForOtherTask(method, task: task, methods: known.methods)
        }
        return method
    }

    /// The tasks with at least one method.
    package static var available: [String] { allCases.filter { !$0.methods.isEmpty }.map(\.rawValue) }
}
