public import Raster

/// A picture as cells.
///
/// Detail is averaged in linear light, so that a fine chequerboard keeps its brightness, and edges stay nearest (see
/// `AreaMeans`); an enlarged picture keeps its pixels as blocks. Where colours are few, dithering makes up for them.
public struct Mosaic: Sendable, Hashable {
    public enum Style: Sendable, Hashable {
        /// Two colours a cell, or one and a pattern: see `DotGlyphs`.
        case dots(DotGlyphs)
        /// Brightness as characters.
        case ascii
    }

    public var style: Style
    public var mode: ColorMode
    public var dithering: Dithering
    /// Behind dots and characters that are not lit, and what they are lit with where there are no colours.
    public var background: Color, ink: Color

    public init(style: Style = .dots(.halves), mode: ColorMode = .truecolor, dithering: Dithering = .automatic,
                background: Color = .black, ink: Color = .white) {
        (self.style, self.mode, self.dithering) = (style, mode, dithering)
        (self.background, self.ink) = (background, ink)
    }

    /// Pixels that a cell of this style shows, across and down.
    public var pixelsPerCell: (columns: Int, rows: Int) {
        switch style {
        case .dots(let glyphs): (glyphs.columns, glyphs.rows)
        case .ascii: (1, 1)
        }
    }

    /// All of `bitmap` in `size` cells; whoever calls keeps the proportions (a cell is twice as high as wide).
    /// - Complexity: O(pixels of the bitmap + pixels shown).
    public func cells(of bitmap: Bitmap, size: Size) -> CellGrid {
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
