import Studio

extension Question {
    /// The question before quitting while a run trains and nothing else is unsaved.
    static var stopping: Question {
        guard let question = UnsavedWork([.training]).question(before: .program) else {
            preconditionFailure("a training is asked about")
        }
        return question
    }
}
