import Foundation
import Raster
import Testing

@Suite struct `Files that are not valid images` {
    private func error(_ bytes: [UInt8]) -> ImageError? {
        do throws(ImageError) {
            _ = try ImageFile.decode(bytes, name: "x")
            return nil
        } catch {
            return error
        }
    }

    @Test(
        arguments: [
            ("PNM", Array("P6\n1 1\n255\n...".utf8)), ("JPEG XL", [0xFF, 0x0A, 0, 0]), ("PDF", Array("%PDF-1.7".utf8)),
            ("QOI", Array("qoif....".utf8)),
        ] as [(String, [UInt8])])
    func `the error has the name of another format`(format: String, file: [UInt8]) {
        #expect(error(file) == .otherFormat(name: "x", format: format))
    }

    @Test(
        arguments: [
            (.gif, Array("GIF89a....".utf8)), (.webp, Array("RIFF....WEBPVP8 ".utf8)),
            (.bmp, Array("BM............".utf8)), (.tiff, [0x49, 0x49, 0x2A, 0, 8, 0]),
            (.tiff, [0x4D, 0x4D, 0, 0x2A, 0, 8]), (.avif, [0, 0, 0, 32] + Array("ftypavif".utf8)),
            (.heif, [0, 0, 0, 32] + Array("ftypheic".utf8)),
        ] as [(ImageFormat, [UInt8])])
    func `the error has the name of the format`(format: ImageFormat, file: [UInt8]) {
        switch error(file) {
        case .truncated(_, format, _), .corrupt(_, format, _), .otherKind(_, format, _): break
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    private func isTruncated(_ file: [UInt8], _ format: ImageFormat = .png) -> Bool {
        if case .truncated(_, format, _) = error(file) { true } else { false }
    }

    @Test func `text, a few bytes and an empty file have different errors`() {
        #expect(error([]) == .empty(name: "x"))
        #expect(error([1]) == .notAImage(name: "x"))
        #expect(error(Array("hello, world".utf8)) == .notAImage(name: "x"))
        #expect(isTruncated(Array(PNGSamples.rgb8.prefix(6))))
    }

    @Test func `the format depends on the first bytes, not on the name`() throws {
        #expect(try ImageFile.decode(JPEGSamples.grey, name: "photo.png").bitmap.channels == 1)
    }

    @Test func `a PNG truncated anywhere is reported as truncated`() {
        for (name, file) in PNGSamples.all {
            for count in 4..<file.count {
                #expect(isTruncated(Array(file[..<count])), "\(name) cut at \(count)")
            }
        }
    }

    @Test func `a wrong checksum is reported as corruption`() {
        var file = PNGSamples.rgb8
        file[file.count - 13] ^= 1
        guard case .corrupt(_, .png, let reason) = error(file) else {
            Issue.record("\(String(describing: error(file)))")
            return
        }
        #expect(reason.contains("CRC"))
    }

    @Test func `a PNG transferred in text mode is detected`() {
        let withoutReturns = Array(PNGSamples.rgb8.prefix(4)) + Array(PNGSamples.rgb8.dropFirst(5))
        #expect(error(withoutReturns) == .copiedAsText(name: "x"))
    }

    @Test func `too many pixels are rejected before allocation`() {
        #expect(
            error(Checksums.header(width: 2_000_000_000, height: 2_000_000_000))
                == .tooLarge(name: "x", width: 2_000_000_000, height: 2_000_000_000))
        #expect(
            error(Checksums.header(width: 16385, height: 16384)) == .tooLarge(name: "x", width: 16385, height: 16384))
        var jpeg = JPEGSamples.rgb
        if let frame = jpeg.indices.first(where: { jpeg[$0...].starts(with: [0xFF, 0xC0]) }) {
            jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0x00, 0xFF, 0x00])
        }
        #expect(error(jpeg) == .tooLarge(name: "x", width: 0xFF00, height: 0xFF00))
    }

    @Test func `a PNG too short for its size is rejected before allocation`() {
        #expect(error(Checksums.header(width: 16384, height: 16384)) == .truncated(name: "x", format: .png))
    }

    @Test func `a chunk longer than the file is rejected before allocation`() {
        var file = PNGSamples.texts
        file.replaceSubrange(33..<37, with: [0x7F, 0xFF, 0xFF, 0xFF])
        #expect(error(file) == .truncated(name: "x", format: .png))
    }

    @Test func `each error is one line with location and suggestion`() {
        #expect(
            ImageError.truncated(name: "a.png", format: .png).description
                == "a.png: the PNG ends early, a part of it is missing; copy or download it again")
        #expect(
            ImageError.otherFormat(name: "b", format: "PDF").description
                == "b: it looks like PDF; only PNG, JPEG, WebP, TIFF, GIF, BMP, HEIF or AVIF are read; convert it to PNG first"
        )
        #expect(
            ImageError.file(.missing(path: "c.png")).description
                == "c.png: there is no such file; check the name")
    }
}
