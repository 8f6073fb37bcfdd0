import Datasets
import Testing

@Suite struct `IDX files` {
    let scratch = ScratchFolder()

    /// The failure of reading `bytes` as images.
    private func failure(_ bytes: [UInt8]) throws -> DataError? {
        let path = try scratch.write(bytes, "file")
        return #expect(throws: DataError.self) { try IDX.read(path, dimensions: [3, 4]) }
    }

    private var path: String { scratch.path("file") }

    @Test func `sizes and bytes are read in order`() throws {
        let path = try scratch.write(IDXFixture.images, "file")
        #expect(try IDX.read(path, dimensions: [3]) == IDX.Contents(sizes: [3, 2, 2], bytes: Array(0..<12)))
    }

    @Test func `a gzip file reads as the file inside`() throws {
        let path = try scratch.write(IDXFixture.gzip(IDXFixture.images), "file")
        #expect(try IDX.read(path, dimensions: [3]).bytes == Array(0..<12))
    }

    @Test func `a gzip file of several members and padding reads as one`() throws {
        let images = IDXFixture.images
        let members = IDXFixture.gzip(Array(images[..<17])) + IDXFixture.gzip(Array(images[17...]))
        let path = try scratch.write(members + [0, 0, 0], "file")
        #expect(try IDX.read(path, dimensions: [3]).bytes == Array(0..<12))
    }

    @Test func `a gzip member may begin anywhere in the reading buffer`() throws {
        // The first member's end is moved byte by byte over the border of the 65,536 byte buffer.
        for length in 65_480..<65_540 {
            let bytes = IDXFixture.bytes([UInt32(length), 1, 1], [UInt8](repeating: 7, count: length))
            let whole = IDXFixture.gzip(Array(bytes.dropLast())) + IDXFixture.gzip([9])
            let path = try scratch.write(whole, "file")
            #expect(try IDX.read(path, dimensions: [3]).bytes.suffix(2) == [7, 9], "length \(length)")
        }
    }

    @Test func `a wrong magic number is reported in hexadecimal`() throws {
        let error = try failure([0x89, 0x50, 0x4E, 0x47, 1, 2, 3])
        #expect(error == .magicNumber(path: path, found: [0x89, 0x50, 0x4E, 0x47]))
        #expect(error?.description.contains("0x89504e47") == true)
    }

    @Test func `element types other than bytes are named`() throws {
        let error = try failure(IDXFixture.bytes([1, 1, 1], [0, 0, 0, 0], type: 0x0D))
        #expect(error == .elementType(path: path, code: 0x0D))
        #expect(error?.description.contains("32-bit floats") == true)
    }

    @Test func `a wrong number of dimensions is reported`() throws {
        #expect(try failure(IDXFixture.labels) == .dimensionCount(path: path, expected: "3 or 4", found: 1))
    }

    @Test func `an empty file and a file without images are reported as empty`() throws {
        #expect(try failure([]) == .empty(path: path))
        #expect(try failure(IDXFixture.bytes([0, 28, 28], [])) == .empty(path: path))
    }

    @Test func `a short file is reported with its byte counts`() throws {
        let short = Array(IDXFixture.images.dropLast(5))
        #expect(try failure(IDXFixture.gzip(short)) == .truncated(path: path, expected: 28, found: 23))
        #expect(try failure(Array(short.prefix(9))) == .truncated(path: path, expected: 16, found: 9))
    }

    @Test func `a file longer than its header describes is rejected`() throws {
        #expect(try failure(IDXFixture.images + [0]) == .trailing(path: path, expected: 28))
    }

    @Test func `an uncompressed file must have the bytes that its header describes`() throws {
        let short = Array(IDXFixture.images.dropLast(5))
        #expect(try failure(short) == .truncated(path: path, expected: 28, found: 23))
    }

    @Test func `a header larger than the file allocates no memory`() throws {
        let sizes: [UInt32] = [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF]
        let error = try failure(IDXFixture.bytes(sizes, [1, 2, 3]))
        #expect(error == .impossibleHeader(path: path, sizes: sizes.map(Int.init)))
        #expect(try failure(IDXFixture.gzip(IDXFixture.bytes([60_000, 28, 28], [1]))) != nil)
    }

    @Test func `corruption inside gzip is detected by its checksum`() throws {
        var packed = IDXFixture.gzip(IDXFixture.images)
        packed[33] ^= 1
        #expect(try failure(packed) == .gzip(path: path, reason: "incorrect data check"))
        #expect(
            try failure(Array(IDXFixture.gzip(IDXFixture.images).dropLast(3)))
                == .gzip(path: path, reason: "the file ends in the middle"))
    }

    @Test func `a missing file and a folder are reported as unreadable`() throws {
        for name in ["missing", ""] {
            let error = #expect(throws: DataError.self) { try IDX.read(scratch.path(name), dimensions: [3]) }
            #expect(error?.description.contains("cannot be read") == true)
        }
    }

    @Test(arguments: [1, 3]) func `written images read back`(channels: Int) throws {
        let pixels = (0..<5 * 3 * 4 * channels).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let images = ImageSet(name: "x", height: 3, width: 4, channels: channels, pixels: pixels)
        try IDX.write(images, to: scratch.path("out-ubyte"))
        let back = try DataSource.open(scratch.path("out-ubyte"))
        #expect(back.pixels == pixels && back.height == 3 && back.width == 4 && back.channels == channels)
    }

    @Test(arguments: [false, true]) func `no corruption crashes the reader`(packed: Bool) throws {
        let whole = packed ? IDXFixture.gzip(IDXFixture.images) : IDXFixture.images
        var corruption = ByteCorruption(seed: packed ? 1 : 2)
        var refused = 0
        for _ in 0..<3000 {
            let path = try scratch.write(corruption.applied(to: whole, head: 32), "file")
            do throws(DataError) {
                let contents = try IDX.read(path, dimensions: [1, 3, 4])
                #expect(contents.sizes.reduce(1, *) == contents.bytes.count)
            } catch {
                #expect(!error.description.contains("\n"))
                refused += 1
            }
        }
        #expect(refused > 1500)
    }

    @Test func `no corruption of deflated data crashes the reader`() throws {
        let source = "/usr/share/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz"
        guard let whole = try? ScratchFolder.bytes(ofFile: source) else { return }
        var corruption = ByteCorruption(seed: 3)
        for _ in 0..<300 {
            let path = try scratch.write(corruption.applied(to: whole, head: 64), "file")
            do throws(DataError) { _ = try IDX.read(path, dimensions: [1]) } catch { #expect(error.location == path) }
        }
    }
}
