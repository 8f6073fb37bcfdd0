import Raster

extension RepairState {
    /// Reads a mask for the open image.
    /// - Parameter isStored: whether it is of the photograph before EXIF turned it.
    func loadMask(_ path: String, isStored: Bool = false) -> [ScreenAction] {
        guard let session else { return [] }
        let image = session.editor.image, orientation = session.original.metadata.orientation
        return [
            .backgroundTask(
                .loadMask(path, width: image.width, height: image.height, orientation, isStored: isStored))
        ]
    }

    /// A mask that was read, at the size of the image that it was read for.
    mutating func received(mask contents: MaskFile.Contents, from path: String, _ shared: inout SharedState)
        -> [ScreenAction]
    {
        guard let image = session?.editor.image, contents.mask.width == image.width,
            contents.mask.height == image.height
        else { return [] }
        session?.editor.load(contents.mask)
        session?.updateReadout()
        shared.notify(contents.notice(path))
        return []
    }

    /// Asks whether a mask is turned as EXIF turned the photograph and not the mask.
    func askToTurn(_ path: String, width: Int, height: Int) -> [ScreenAction] {
        guard let image = session?.editor.image else { return [] }
        return [
            .ask(
                Question(
                    title: "mask", text: "turn the mask as EXIF turned the photo?",
                    detail: "\(path) is \(width)x\(height), the photo \(image.width)x\(image.height)",
                    yes: "turn it", no: "do not load it", action: .turnMask(path: path)))
        ]
    }
}
