/// A command of the studio. Keys, clicks, the command line and the palette become commands; `KeyTable` says which.
///
/// The raw value is the command's name on the command line and in `studio.toml`.
package enum Command: String, Sendable, CaseIterable {
    case pause, checkpoint, sample
    case logScale = "log-scale", smoothing, axis, largerTiles = "larger-tiles", smallerTiles = "smaller-tiles"
    case theme, mouse, frames, events, settings, help, redraw, suspend, quit
    // On every screen.
    case tab, nextTab = "next-tab", previousTab = "previous-tab", commandLine = "command-line", palette, themes,
        messages, filter, set
    case fullName = "full-name", info
    // In overlays and lists.
    case close, scrollUp = "scroll-up", scrollDown = "scroll-down", pageUp = "page-up", pageDown = "page-down"
    case scrollTop = "scroll-top", scrollBottom = "scroll-bottom"
    // Where text is typed.
    case accept, complete
    // In the settings panel.
    case raise, lower, type, erase, apply
    // In a question, and while the studio quits.
    case confirm, refuse, leaveTraining = "leave-training"
    case abandon
    // On curves.
    case curves, cursorLeft = "cursor-left", cursorRight = "cursor-right", zoomIn = "zoom-in", zoomOut = "zoom-out"
    case history, olderGrid = "older-grid", newerGrid = "newer-grid", nextTile = "next-tile", previousTile =
        "previous-tile"
    case panLeft = "pan-left", panRight = "pan-right", whole, goTo = "go-to"
    // On the runs of watched logs.
    case previousRun = "previous-run", nextRun = "next-run", toggleRun = "toggle-run", onlyRun = "only-run"
    case allRuns = "all-runs", showRuns = "show-runs"
    // In the list of runs.
    case newRun = "new-run", open, resume, duplicate, delete, mark, pauseRun = "pause-run", stopRun = "stop-run",
        evaluate, sort, sortOrder = "sort-order"
    // In the form of a new run.
    case next, previous, start, fillIn = "fill-in"
    // On samples.
    case seed, nextSeed = "next-seed", previousSeed = "previous-seed", left, right, single, interpolate, favorite,
        favorites, compare
    case nearest, save, older, newer
    // Conditions of the samples.
    case prompt, audioPrompt = "audio-prompt", imagePrompt = "image-prompt", promptWeights = "prompt-weights",
        clearPrompt = "clear-prompt", ablate,
        search
    case embeddingMap = "embedding-map"
    // On images to repair.
    case parent, back, repair, stopRepair = "stop-repair", nextMethod = "next-method", previousMethod =
        "previous-method"
    case method, toggleBefore = "toggle-before", wipe, wipeLeft = "wipe-left", wipeRight = "wipe-right"
    case undoRepair = "undo-repair", continueRepair = "continue-repair", saveMask = "save-mask", saveRepair =
        "save-repair", files
    case loadMask = "load-mask", paint, truth
    case repairAll = "repair-all", stopRepairAll = "stop-repair-all"

    /// Whether its path is written to, and need not exist.
    var writesPath: Bool { [.save, .saveMask, .saveRepair, .repairAll].contains(self) }
}
