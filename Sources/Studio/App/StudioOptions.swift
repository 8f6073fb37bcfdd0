package import Render

/// Options of the screen; nil is decided by the settings file, else by the environment.
package struct StudioOptions: Sendable {
    /// A theme's name: a file `NAME.toml` in one of the theme folders, or the compiled-in `mosaic`.
    package var theme: String?
    package var color: ColorMode?
    package var marker: Chart.Marker?
    /// Whether only ASCII characters are drawn.
    package var ascii: Bool?
    package var mouse: Bool?

    package init() {}

    /// These options, with those of `other` where these are nil.
    package func over(_ other: StudioOptions) -> StudioOptions {
        var options = self
        options.theme = theme ?? other.theme
        options.color = color ?? other.color
        options.marker = marker ?? other.marker
        options.ascii = ascii ?? other.ascii
        options.mouse = mouse ?? other.mouse
        return options
    }
}
