/// What the user can ask the studio for. Keys, clicks, the command line and the palette become commands; `KeyTable` says
/// which. The raw value is the word that the command line takes.
package enum Command: String, Sendable, CaseIterable {
    case pause, checkpoint, sample
    case logScale = "log-scale", smoothing, largerTiles = "larger-tiles", smallerTiles = "smaller-tiles"
    case theme, mouse, frames, events, settings, help, redraw, suspend, quit
    /// Everywhere.
    case tab, nextTab = "next-tab", previousTab = "previous-tab", prompt, palette, themes, messages, filter, set
    /// In overlays and lists.
    case close, scrollUp = "scroll-up", scrollDown = "scroll-down", pageUp = "page-up", pageDown = "page-down"
    case scrollTop = "scroll-top", scrollBottom = "scroll-bottom"
    /// Where text is typed.
    case accept, complete
    /// In the settings panel.
    case raise, lower, type, erase, apply
    /// In a question, and in the one before leaving.
    case confirm, refuse
    case abandon
    /// On curves.
    case curves, cursorLeft = "cursor-left", cursorRight = "cursor-right", zoomIn = "zoom-in", zoomOut = "zoom-out"
    case film, olderGrid = "older-grid", newerGrid = "newer-grid", nextTile = "next-tile", previousTile = "previous-tile"
    case panLeft = "pan-left", panRight = "pan-right", whole, goTo = "go-to"
    /// With runs.
    case newRun = "new-run", open, resume, duplicate, delete, mark, pauseRun = "pause-run", stopRun = "stop-run"
    /// In the form.
    case next, previous, begin
    /// With samples.
    case seed, nextSeed = "next-seed", previousSeed = "previous-seed", left, right, single, walk, pin, pins, compare
    case nearest, save, older, newer
    /// With what samples are asked for by.
    case describe, sound, like, unask, mute, find, map
    /// With pictures to repair.
    case parent, back, repair, stopRepair = "stop-repair", nextMethod = "next-method", previousMethod = "previous-method"
    case method, toggleBefore = "toggle-before", wipe, wipeLeft = "wipe-left", wipeRight = "wipe-right"
    case undoRepair = "undo-repair", goOn = "go-on", saveMask = "save-mask", saveRepair = "save-repair", files
    case loadMask = "load-mask", paint
}
