import Raster

extension RepairState {
    /// A mask that was read; where EXIF turned the photograph and not the mask, a question.
    mutating func received(mask contents: MaskFile.Contents, from path: String, _ shared: inout SharedState)
        -> [ScreenAction]
    {
        guard let session else { return [] }
        let image = session.editor.image, orientation = session.original.metadata.orientation
        var mask = contents.mask
        if turnedMask == path, mask.width == image.height, mask.height == image.width {
            let values = orientation.applied(to: mask.values, width: mask.width, height: mask.height, channels: 1)
            mask = MaskPlane(width: image.width, height: image.height, values: values, feather: mask.feather)
        } else if let size = contents.scaledFrom,
            MaskReading.isStored(size.width, size.height, turnedTo: image.width, image.height, by: orientation)
        {
            return [
                .ask(
                    Question(
                        title: "mask", text: "turn the mask as EXIF turned the photo?",
                        detail: "\(path) is \(size.width)x\(size.height), the photo \(image.width)x\(image.height)",
                        yes: "turn it", no: "do not load it", action: .turnMask(path: path)))
            ]
        }
        turnedMask = nil
        guard mask.width == image.width, mask.height == image.height else { return [] }
        self.session?.editor.load(mask)
        self.session?.updateReadout()
        shared.notify(contents.notice(path))
        return []
    }

    /// Reads a mask at the size of the stored photograph, to turn it.
    mutating func turnMask(_ path: String) -> [ScreenAction] {
        guard let image = session?.editor.image else { return [] }
        turnedMask = path
        return [.backgroundTask(.loadMask(path, width: image.height, height: image.width))]
    }
}
