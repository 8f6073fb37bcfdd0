/// The question for how many steps more a run that has all its steps is trained.
package struct MoreSteps: Sendable, Equatable {
    /// The run's folder and its name.
    package var run: String, name: String
    /// Steps done.
    package var step: Int
    package var field: TextField

    /// - Parameter steps: the steps of the whole run so far, which the answer begins with.
    package init(run: String, name: String, step: Int, steps: Int?) {
        (self.run, self.name, self.step) = (run, name, step)
        field = TextField(String(max(steps ?? step, 1)), isSelected: true)
    }

    /// The last step of the continued run; nil for a text that is not a number of steps.
    var total: Int? {
        let digits = field.text.filter { $0 != " " && $0 != "," && $0 != "_" }
        guard let more = Int(digits), more > 0, case let (total, false) = step.addingReportingOverflow(more) else {
            return nil
        }
        return total
    }
}
