package import Raster
import Runs

/// An image of an event log, decoded off the main thread.
package enum DecodedImage: Sendable {
    case bitmap(Bitmap)
    /// Why it is not shown.
    case failed(String)

    /// Largest side in pixels, more than the cells of a screen show.
    private static let side = 1024

    /// Reads an image from its event file; transparent pixels become black.
    static func read(_ image: LoggedImage) -> DecodedImage {
        do {
            let contents = try ImageFile.decode(try image.read(), name: "image", displaySize: (side, side))
            let bitmap =
                contents.alpha.map { contents.bitmap.composited(alpha: $0, over: (0, 0, 0)) } ?? contents.bitmap
            let longest = max(bitmap.width, bitmap.height)
            guard longest > side else { return .bitmap(bitmap) }
            return .bitmap(
                bitmap.resampled(
                    width: max(bitmap.width * side / longest, 1), height: max(bitmap.height * side / longest, 1)))
        } catch let error as any UserError {
            return .failed(error.what)
        } catch {
            return .failed(error.inStudio)
        }
    }
}
