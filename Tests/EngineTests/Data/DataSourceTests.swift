import Datasets
import FoundationEssentials
import Testing

@Suite struct `Datasets by name` {
    let scratch = ScratchFolder()

    private func failure(_ name: String, size: ImageSizing = nil, channels: Int? = nil) -> DataError? {
        #expect(throws: DataError.self) { try DataSource.open(name, size: size, channels: channels) }
    }

    static let hasFashion = FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")

    @Test(.enabled(if: hasFashion)) func `fashion-mnist has 60,000 grey images in ten classes`() throws {
        let images = try DataSource.open("fashion-mnist")
        #expect(images.count == 60_000 && images.height == 28 && images.width == 28 && images.channels == 1)
        #expect(images.labels?.first == 9 && images.className(at: 0) == "Ankle boot")
        #expect(images.classNames?.count == 10)
        #expect(Set(images.labels ?? []).count == 10)
    }

    @Test(.enabled(if: hasFashion)) func `its test split has another 10,000 images`() throws {
        let images = try DataSource.open("fashion-mnist:test")
        #expect(images.count == 10_000 && images.labels?.first == 9)
        #expect(images.name == "fashion-mnist:test")
    }

    @Test(.enabled(if: hasFashion)) func `the folder with the same files has the same images`() throws {
        let images = try DataSource.open("/usr/share/datasets/fashion-mnist:test")
        #expect(images.fingerprint == (try DataSource.open("fashion-mnist:test").fingerprint))
        #expect(images.labels?.count == 10_000)
    }

    @Test func `the error for an unknown name has all names and the nearest`() {
        let error = failure("fashion-minst")
        #expect(error == .unknownName("fashion-minst", nearest: "fashion-mnist"))
        #expect(error?.description.contains("shapes") == true)
        #expect(failure("qqqqqqqqqqqqqqqqqqqqqqq") == .unknownName("qqqqqqqqqqqqqqqqqqqqqqq", nearest: nil))
    }

    @Test func `a missing path is not reported as an unknown name`() {
        #expect(failure("/no/such/folder") == .unreadable(path: "/no/such/folder", reason: "no such file or folder"))
    }

    @Test func `invalid sizes and channels are rejected before reading`() {
        #expect(failure("shapes", size: 3) == .impossibleSize(3, of: "shapes"))
        #expect(failure("shapes", channels: 2) == .impossibleChannels(2, of: "shapes"))
    }

    @Test func `a folder of IDX files gives images with their labels`() throws {
        try scratch.write(IDXFixture.images, "train-images-idx3-ubyte")
        try scratch.write(IDXFixture.gzip(IDXFixture.labels), "train-labels-idx1-ubyte.gz")
        try scratch.write(IDXFixture.bytes([1, 2, 2], [9, 9, 9, 9]), "t10k-images-idx3-ubyte")
        let train = try DataSource.open(scratch.path)
        #expect(train.count == 3 && train.labels == [2, 0, 1])
        let test = try DataSource.open(scratch.path + ":test")
        #expect(test.count == 1 && test.labels == nil && test.pixels == [9, 9, 9, 9])
    }

    @Test func `a number of labels other than the number of images is rejected`() throws {
        try scratch.write(IDXFixture.images, "train-images-idx3-ubyte")
        let labels = try scratch.write(IDXFixture.bytes([2], [0, 1]), "train-labels-idx1-ubyte")
        #expect(failure(scratch.path) == .labelCount(path: labels, labels: 2, images: 3))
    }

    @Test func `labels alone and folders without data have different errors`() throws {
        try scratch.write([1], "notes.txt")
        #expect(failure(scratch.path) == .noData(path: scratch.path))
        try scratch.write(IDXFixture.labels, "train-labels-idx1-ubyte")
        #expect(failure(scratch.path) == .labelsMissing(path: scratch.path))
    }

    @Test func `a folder without a test split is reported`() throws {
        try scratch.write(IDXFixture.images, "train-images-idx3-ubyte")
        #expect(failure(scratch.path + ":test") == .noTestSplit(scratch.path + ":test"))
    }

    @Test func `images of IDX files are converted to the given size and channels`() throws {
        let bytes = IDXFixture.bytes([2, 8, 8], [UInt8](repeating: 40, count: 128))
        let path = try scratch.write(bytes, "images-idx3-ubyte")
        let images = try DataSource.open(path, size: 4, channels: 3)
        #expect(images.count == 2 && images.width == 4 && images.height == 4 && images.channels == 3)
        #expect(images.pixels.allSatisfy { $0 == 40 })
    }

    @Test func `CIFAR-10 batches are read as RGB with labels`() throws {
        var record = [UInt8](repeating: 1, count: 3073)
        record[0] = 3
        record.replaceSubrange(1 + 1024..<1 + 2048, with: repeatElement(2, count: 1024))
        record.replaceSubrange(1 + 2048..<3073, with: repeatElement(3, count: 1024))
        try scratch.write(record, "data_batch_1.bin")
        try scratch.write(record + record, "data_batch_2.bin")
        try scratch.write(record, "test_batch.bin")
        let images = try DataSource.open(scratch.path)
        #expect(images.count == 3 && images.channels == 3 && images.width == 32 && images.className(at: 2) == "cat")
        #expect(Array(images.pixels.prefix(6)) == [1, 2, 3, 1, 2, 3])
        #expect(try DataSource.open(scratch.path + ":test").count == 1)
    }

    @Test func `a CIFAR-10 batch that ends inside a record is rejected`() throws {
        let path = try scratch.write([UInt8](repeating: 1, count: 4000), "data_batch_1.bin")
        #expect(failure(scratch.path) == .recordLength(path: path, bytes: 4000, record: 3073))
        try scratch.write([UInt8](repeating: 77, count: 3073), "data_batch_1.bin")
        #expect(failure(scratch.path) == .labelRange(path: path, label: 77, record: 0))
    }
}
