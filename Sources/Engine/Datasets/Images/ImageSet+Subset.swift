extension ImageSet {
    /// The images `indices`, in this order.
    package func subset(_ indices: some Sequence<Int>) -> ImageSet {
        let indices = Array(indices)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(indices.count * stride)
        for index in indices { bytes += pixels.bytes(index * stride..<(index + 1) * stride) }
        // Which of the images were fitted is not known.
        var set = ImageSet(
            name: name, height: height, width: width, channels: channels, pixels: bytes,
            labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames, skipped: skipped)
        (set.notes, set.leftOut, set.files) = (notes, leftOut, files.map { files in indices.map { files[$0] } })
        return set
    }
}
