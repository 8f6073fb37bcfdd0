package import Render

/// What the command line decides about the studio.
package struct StudioOptions: Sendable {
    /// A theme's name: a file `NAME.toml` in one of the theme folders, or the compiled-in `mosaic`.
    package var theme = "mosaic"
    /// nil: what the environment says.
    package var color: ColorMode?
    package var marker = Chart.Marker.braille
    /// Only ASCII on the screen.
    package var ascii = false
    package var mouse = true

    package init() {}
}
