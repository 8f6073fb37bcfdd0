/// What the user can ask the studio for. Keys and clicks become commands; `KeyTable` says which.
package enum Command: String, Sendable, CaseIterable {
    case pause, checkpoint, sample
    case logScale = "log-scale", smoothing, largerTiles = "larger-tiles", smallerTiles = "smaller-tiles"
    case theme, mouse, events, settings, help, redraw, suspend, quit
    /// In overlays.
    case close, scrollUp = "scroll-up", scrollDown = "scroll-down", pageUp = "page-up", pageDown = "page-down"
    case scrollTop = "scroll-top", scrollBottom = "scroll-bottom"
    /// In the settings panel.
    case raise, lower, type, erase, apply
    /// In the question before leaving.
    case confirm, refuse
    case abandon
}
