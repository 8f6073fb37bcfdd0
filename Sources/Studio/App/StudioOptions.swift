package import Render

/// What the command line decides about the studio; nil leaves it to the settings file, and that to the environment.
package struct StudioOptions: Sendable {
    /// A theme's name: a file `NAME.toml` in one of the theme folders, or the compiled-in `mosaic`.
    package var theme: String?
    package var color: ColorMode?
    package var marker: Chart.Marker?
    /// Only ASCII on the screen.
    package var ascii: Bool?
    package var mouse: Bool?

    package init() {}

    /// These, and what they leave open from `other`.
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
