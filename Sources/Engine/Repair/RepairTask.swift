/// What a repair is to bring about, as `--task` takes it; without one the damage and the method say it.
public enum RepairTask: String, CaseIterable, Sendable {
    case inpaint, denoise, restore, upscale

    /// The methods that do it, the standard one first.
    public var methods: [String] {
        let suited = RepairMethods.all.filter { $0.tasks.contains(self) }
        // First those that do nothing else.
        let ordered = suited.filter { $0.tasks.first == self } + suited.filter { $0.tasks.first != self }
        return (self == .inpaint ? [RepairMethods.auto] : []) + ordered.map(\.name)
    }

    /// The method for a task and the method that the user named, `auto` for none.
    /// - Throws: `RepairError` for an unknown task, one that nothing does yet, and a method that does another.
    public static func method(for task: String?, _ method: String) throws -> String {
        guard let task else { return method }
        guard let known = RepairTask(rawValue: task) else { throw RepairError.unknownTask(task) }
        if method != RepairMethods.auto, let run = try RepairMethods.named(method) as? LearnedRepair {
            guard run.tasks.contains(known) else { throw RepairError.runForOtherTask(method, task: task, trained: run.suits) }
            return method
        }
        guard let standard = known.methods.first else { throw RepairError.taskWithoutMethod(task) }
        if method == RepairMethods.auto { return standard }
        guard known.methods.contains(method) else { throw RepairError.methodForOtherTask(method, task: task, methods: known.methods) }
        return method
    }

    /// Those that some method does.
    static var available: [String] { allCases.filter { !$0.methods.isEmpty }.map(\.rawValue) }
}
