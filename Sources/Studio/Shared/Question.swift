/// A yes-or-no question; enter answers no.
package struct Question: Sendable, Equatable {
    /// What a yes does.
    package enum ConfirmedAction: Sendable, Equatable {
        case quit
        case delete(run: String)
        /// Replaces a file with the repaired image.
        case replace(path: String)
        /// Loads a mask of the stored photograph, turned as EXIF turns that.
        case turnMask(path: String)
        /// Repairs a folder again, and replaces what is there.
        case replaceRepairs
        /// Opens another image and discards the current repair.
        case open(image: String)
    }

    package var title: String
    package var text: String
    /// The consequence of a yes.
    package var detail: String
    /// The labels of the answers.
    package var yes: String, no: String
    package var action: ConfirmedAction
    /// The first visible line of a text that is longer than the screen.
    package var top = 0

    package static let quit = Question(
        title: "quit", text: "stop training and quit?",
        detail: "the last checkpoint will be written", yes: "stop and quit",
        no: "keep training", action: .quit)

    package init(title: String, text: String, detail: String, yes: String, no: String, action: ConfirmedAction) {
        (self.title, self.text, self.detail) = (title, text, detail)
        (self.yes, self.no, self.action) = (yes, no, action)
    }
}
