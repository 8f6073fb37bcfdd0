/// What is not saved: the one list that every way out of the studio, of an image and of a run goes through.
///
/// The rule: work is what no short line makes again. A training's steps since its checkpoint, a repair, a mask and the frames of an
/// interpolation are work: whatever replaces or ends them asks first, another seed, checkpoint or prompt too. The samples of a seed, with or
/// without a prompt, are not work: the same seed and prompt make them again in a second. Nothing asks for them; a line says how they are made
/// again where others replace a prompt's. The favorites' latents are in a file.
package struct UnsavedWork: Sendable, Equatable {
    package enum Item: Sendable, Equatable {
        /// A training of this process that runs or is paused.
        case training
        /// A stage of this process's training that is being prepared.
        case preparation
        /// A repair that has not ended, of an image.
        case runningRepair(of: String)
        /// A repair that has ended, of an image.
        case repair(of: String)
        /// Repairs of an image by several methods, of which none is taken.
        case comparedRepairs(of: String, count: Int)
        /// The mask of an image; `isKept` where an autosave keeps it.
        case mask(of: String, isKept: Bool)
        case folderRepair(of: String)
        /// An interpolation, by what it is.
        case samples(String)
    }

    /// A way out.
    package enum Exit: Sendable, Equatable {
        case program
        /// Opens another image.
        case image(String)
        /// Shows another run, by the task that opens, resumes or starts it.
        case run(BackgroundTask)
        /// Shows other samples in place of an interpolation, by a command of the samples screen.
        case samples(Invocation)
        /// Repairs the image again, takes another repair, or returns to an earlier one, by a command of the repair screen.
        case repair(Invocation)
    }

    package var items: [Item]

    package init(_ items: [Item]) { self.items = items }

    /// The part of the list that a way out loses.
    package func lost(by exit: Exit) -> UnsavedWork {
        UnsavedWork(
            items.filter { item in
                switch (exit, item) {
                case (.program, _): true
                case (.image, .runningRepair), (.image, .repair), (.image, .comparedRepairs), (.image, .mask): true
                case (.run, .samples), (.samples, .samples): true
                case (.repair(let invocation), .repair): invocation.command != .undoRepair
                case (.repair(let invocation), .mask): invocation.command == .undoRepair
                default: false
                }
            })
    }

    /// Whether a training could go on without the studio.
    private var isTraining: Bool { items.contains(.training) || items.contains(.preparation) }

    /// The question before a way out, which names all that it loses; nil where it loses nothing.
    package func question(before exit: Exit) -> Question? {
        let lost = lost(by: exit), isTraining = lost.isTraining
        guard !lost.items.isEmpty else { return nil }
        let detail = lost.items.map(Self.line).joined(separator: "; ")
        switch exit {
        case .program:
            return Question(
                title: "quit", text: isTraining ? "stop training and quit?" : "quit without saving?", detail: detail,
                yes: isTraining ? "stop and quit" : "quit", no: isTraining ? "keep training" : "stay",
                action: .leave(exit), background: isTraining ? "leave it training in the background" : nil)
        case .image:
            return Question(
                title: "open", text: "open another image?", detail: detail, yes: "open it", no: "stay",
                action: .leave(exit))
        case .run(.start):
            return Question(
                title: "new run", text: "start the run and show it?", detail: detail, yes: "start it", no: "stay",
                action: .leave(exit))
        case .run:
            return Question(
                title: "open", text: "show another run?", detail: detail, yes: "show it", no: "stay",
                action: .leave(exit))
        case .samples:
            return Question(
                title: "samples", text: "show other samples?", detail: detail, yes: "show them", no: "stay",
                action: .leave(exit))
        case .repair(let invocation):
            let (text, yes) =
                switch invocation.command {
                case .undoRepair: ("undo the repair?", "undo it")
                case .accept: ("take this repair instead?", "take it")
                default: ("repair again?", "repair again")
                }
            return Question(
                title: "repair", text: text, detail: detail, yes: yes, no: "stay", action: .leave(exit))
        }
    }

    private static func line(_ item: Item) -> String {
        switch item {
        case .training: "the last checkpoint will be written"
        case .preparation: "a stage is being prepared and begins again when the run is resumed"
        case .runningRepair(let image): "the repair of \(image) has not ended"
        case .repair(let image): "the repair of \(image) is not saved and will be lost"
        case .comparedRepairs(let image, let count):
            (count == 1 ? "1 repair" : "\(count) repairs")
                + " of \(image) side by side \(count == 1 ? "is" : "are") not saved and will be lost"
        case .mask(let image, let isKept):
            "the mask of \(image) is not saved" + (isKept ? ", an autosave keeps it" : " and will be lost")
        case .folderRepair(let folder): "the repair of the folder \(folder) has not ended, finished images are kept"
        case .samples(let samples): "\(samples) is not saved and will be lost"
        }
    }
}
