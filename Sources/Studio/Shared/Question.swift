package import Jobs

/// A yes-or-no question, with a third answer where a training could go on without the studio; enter answers no.
package struct Question: Sendable, Equatable {
    /// What a yes does.
    package enum ConfirmedAction: Sendable, Equatable {
        /// Takes a way out, and loses what is not saved.
        case leave(UnsavedWork.Exit)
        case delete(run: String)
        /// Stops a run after a checkpoint; an empty path is the run of this process that has no folder yet.
        case stop(run: String)
        /// Loads a mask of the stored photograph, turned as EXIF turns that.
        case turnMask(path: String)
        /// Writes a file in place of another one.
        case replace(BackgroundTask)
        /// Repairs a folder again, and replaces what is there.
        case replaceRepairs
    }

    package var title: String
    package var text: String
    /// The consequence of a yes.
    package var detail: String
    /// The labels of the answers.
    package var yes: String, no: String
    package var action: ConfirmedAction
    /// The label of the answer that quits and leaves the training in the background; nil where there is none.
    package var background: String?
    /// The first visible line of a text that is longer than the screen.
    package var top = 0

    package init(
        title: String, text: String, detail: String, yes: String, no: String, action: ConfirmedAction,
        background: String? = nil
    ) {
        (self.title, self.text, self.detail) = (title, text, detail)
        (self.yes, self.no, self.action, self.background) = (yes, no, action, background)
    }

    /// Before a run is stopped.
    package static func stop(_ run: RunSummary) -> Question {
        Question(
            title: "stop", text: "stop training \(run.name)?",
            detail: run.path.isEmpty
                ? "it is being prepared and has no steps to lose"
                : "it stops after a checkpoint; r continues it from there", yes: "stop it", no: "keep training",
            action: .stop(run: run.path))
    }

    /// Before a file is replaced.
    static func replace(_ path: String, by task: BackgroundTask) -> Question {
        Question(
            title: "save", text: "the file exists; replace it?", detail: path, yes: "replace it", no: "keep it",
            action: .replace(task))
    }
}
