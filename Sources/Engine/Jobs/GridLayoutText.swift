import Raster

/// The arrangement of a sample grid, as a text chunk of its PNG: "8x8, gap 1".
struct GridLayoutText {
    var columns, rows: Int
    /// Pixels between two images.
    var gap: Int

    private static let key = "tessera.grid"

    init(columns: Int, rows: Int, gap: Int) { (self.columns, self.rows, self.gap) = (columns, rows, gap) }

    /// Reads the chunk among those of a PNG; nil where there is none.
    init?(_ text: [PNG.Text]) {
        guard let value = text.first(where: { $0.key == Self.key })?.value else { return nil }
        let numbers = value.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 3, numbers[0] > 0, numbers[1] > 0 else { return nil }
        self.init(columns: numbers[0], rows: numbers[1], gap: numbers[2])
    }

    var chunk: PNG.Text { PNG.Text(key: Self.key, value: "\(columns)x\(rows), gap \(gap)") }

    /// Whether an image is such a grid of images with at least a pixel.
    func fits(_ image: Bitmap) -> Bool {
        let (width, height) = (image.width + gap, image.height + gap)
        return width % columns == 0 && height % rows == 0 && width / columns > gap && height / rows > gap
    }
}
