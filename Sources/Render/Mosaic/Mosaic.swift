package import Raster

/// Renders an image as character cells.
///
/// A smaller image is averaged so that fine detail keeps its brightness and edges their colours (see `AreaMeans`); an enlarged image
/// keeps its pixels as blocks. Few colours are dithered.
package struct Mosaic: Sendable, Hashable {
    package enum Style: Sendable, Hashable {
        /// Two colours for each cell, or one colour with a pattern: see `DotGlyphs`.
        case dots(DotGlyphs)
        /// Brightness as characters.
        case ascii
    }

    package var style: Style
    package var mode: ColorMode
    package var dithering: Dithering
    /// The background of cells with one colour, and the foreground where there are no colours.
    package var background: Color, ink: Color

    package init(
        style: Style = .dots(.halves), mode: ColorMode = .truecolor, dithering: Dithering = .automatic,
        background: Color = .black, ink: Color = .white
    ) {
        (self.style, self.mode, self.dithering) = (style, mode, dithering)
        (self.background, self.ink) = (background, ink)
    }

    /// Pixels of a cell in this style.
    package var pixelsPerCell: (columns: Int, rows: Int) {
        switch style {
        case .dots(let glyphs): (glyphs.columns, glyphs.rows)
        case .ascii: (1, 1)
        }
    }

    /// The whole bitmap in `size` cells; the caller keeps the aspect ratio (a cell is twice as high as wide).
    /// - Complexity: O(pixels of the bitmap + pixels shown).
    package func cells(of bitmap: Bitmap, size: Size) -> CellGrid {
        let blank = Cell(" ", foreground: background, background: background)
        var grid = CellGrid(size, filledWith: blank)
        guard size.width > 0, size.height > 0, bitmap.width > 0, bitmap.height > 0 else { return grid }
        let (columns, rows) = pixelsPerCell
        let plane = PixelPlane(of: bitmap, width: size.width * columns, height: size.height * rows)
        switch (style, mode) {
        case (.ascii, _): drawCharacters(plane, into: &grid)
        case (.dots(let glyphs), .none): drawDots(plane, glyphs, into: &grid)
        case (.dots(.braille), _): drawDots(plane, .braille, into: &grid)
        case (.dots(.halves), _): drawHalves(plane.dithered(dithering, for: mode), into: &grid)
        case (.dots(let glyphs), _): drawPatterns(plane.dithered(dithering, for: mode), glyphs, into: &grid)
        }
        return grid
    }
}
