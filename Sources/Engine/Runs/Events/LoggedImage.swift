import FoundationEssentials
import Raster

/// One image of an event log: where its file is. Images stay on the disk, however many there are.
package struct LoggedImage: Hashable, Sendable {
    package var step: Int
    /// Its number among the images of one value, from 0, and how many there are.
    package var index, count: Int
    /// How often the steps of its tag had gone back before it.
    package var pass = 0
    /// The record, and the number of the value in it.
    let file: ExactPath
    let offset, length, value: Int

    /// The image file, as it was logged: PNG, JPEG, GIF or WebP.
    /// - Throws: `RunError` where the event file has changed since.
    package func read() throws(RunError) -> [UInt8] {
        let reason: String
        do throws(ReadableFile.Failure) {
            let file = try ReadableFile(file)
            if offset + length <= file.size,
                case .whole(let payload, length) = TFRecord.parse(
                    try file.read(UInt8.self, at: offset, count: length)[...]),
                let event = try? Tensorboard_Event(serializedBytes: Array(payload)),
                event.summary.value.indices.contains(value)
            {
                let images = event.summary.value[value].images
                if images.indices.contains(index) { return Array(images[index]) }
            }
            reason = "the file has changed since"
        } catch {
            reason = error.reason
        }
        throw .system(doing: "read an image", path: file.shown, reason: reason)
    }
}

/// Where a record is.
struct LoggedRecord {
    var file: ExactPath
    var offset, length: Int

    /// An image of a value of the record.
    func image(step: Int, index: Int, of count: Int, value: Int) -> LoggedImage {
        LoggedImage(step: step, index: index, count: count, file: file, offset: offset, length: length, value: value)
    }
}

extension Tensorboard_Summary.Value {
    /// The image files of an image summary: one in the format of TensorFlow 1, any number as TensorFlow 2's tensor of width, height and
    /// files.
    var images: [Data] {
        switch value {
        case .image(let image): [image.encodedImageString]
        case .tensor(let tensor): Array(tensor.stringVal.dropFirst(2))
        default: []
        }
    }
}
