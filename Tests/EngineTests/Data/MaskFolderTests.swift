import Datasets
import Raster
import Testing

@Suite struct MaskFolderTests {
    private let scratch = ScratchFolder()

    @Test
    func
        `coloured masks and labels count, pictures are skipped with the reason`()
        throws
    {
        var wanted = Mask(width: 12, height: 8)
        for x in 3..<9 { wanted[x, 4] = true }
        var red = Bitmap(width: 12, height: 8, channels: 3, filledWith: 0)
        for x in 3..<9 { red[x, 4, 0] = 255 }
        try PNG.write(red, to: scratch.path("a.png"))
        try PNG.write(
            Bitmap(width: 12, height: 8, channels: 1, pixels: wanted.bitmap.pixels.map { $0 / 255 }),
            to: scratch.path("b.png"))
        let photo: [UInt8] = (0..<288).map { (i: Int) -> UInt8 in UInt8(60 + i * 37 % 120) }
        try PNG.write(Bitmap(width: 12, height: 8, channels: 3, pixels: photo), to: scratch.path("c.png"))
        let folder = try MaskFolder(scratch.path)
        #expect(folder.masks == [wanted, wanted])
        #expect(folder.skipped.map(\.file) == ["c.png"])
        #expect(folder.skipped[0].reason.hasPrefix("it is a picture, not a mask"))
    }
}
