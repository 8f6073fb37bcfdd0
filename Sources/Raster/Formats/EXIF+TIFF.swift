/// EXIF data inside TIFF files, where its directories are among those of the image.
extension EXIF {
    /// The tags of a photograph: make, model, software, date, artist, copyright, and the directories of EXIF and GPS. The others are
    /// those of the image, which its format has in its own way.
    private static let tags: Set<Int> = [0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298, 0x8769, 0x8825]
    private static let header: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]

    /// The EXIF data of a TIFF file as a block of its own; nil for none.
    static func block(ofTIFF file: [UInt8]) -> [UInt8]? {
        guard var directory = TIFFDirectory(file: file) else { return nil }
        directory.entries.removeAll { !tags.contains($0.tag) }
        return directory.entries.isEmpty ? nil : header + directory.written(at: header.count)
    }

    /// The TIFF file with the EXIF data of `block`.
    ///
    /// A new first directory at the end of the file has the entries of both; the values of the image stay where they are.
    /// - Returns: nil where one of them is no TIFF file that this can change: big-endian, or near 4 GB.
    static func added(_ block: [UInt8], toTIFF file: [UInt8]) -> [UInt8]? {
        guard let exif = EXIF(block), var directory = TIFFDirectory(file: exif.bytes),
            TIFFDirectory.isLittle(file) == true, file.count + block.count < 1 << 31,
            let old = TIFFDirectory.number(file, 4, 4, true), let count = TIFFDirectory.number(file, old, 2, true),
            let next = TIFFDirectory.number(file, old + 2 + 12 * count, 4, true)
        else { return nil }
        directory.entries.removeAll { !tags.contains($0.tag) }
        if directory.entries.isEmpty { return file }
        var stored = TIFFDirectory()
        for index in 0..<count {
            let start = old + 2 + 12 * index
            guard let tag = TIFFDirectory.number(file, start, 2, true),
                let type = TIFFDirectory.number(file, start + 2, 2, true),
                let values = TIFFDirectory.number(file, start + 4, 4, true)
            else { return nil }
            directory.entries.removeAll { $0.tag == tag }
            // The four bytes are the value, or where it is.
            stored.entries.append(
                .init(tag: tag, type: type, count: values, bytes: Array(file[start + 8..<start + 12])))
        }
        stored.entries += directory.entries
        var result = file + (file.count % 2 == 0 ? [] : [0])
        let place = result.count
        result += stored.written(at: place, next: next)
        result.replaceSubrange(4..<8, with: (0..<4).map { UInt8(truncatingIfNeeded: place >> (8 * $0)) })
        return result
    }
}
