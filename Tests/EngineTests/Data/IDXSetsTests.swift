import Datasets
import Raster
import Testing

@Suite struct `Variants of MNIST and CIFAR` {
    private let scratch = ScratchFolder()

    private func failure(_ name: String) -> DataError? {
        #expect(throws: DataError.self) { try DataSource.open(scratch.path(name)) }
    }

    /// Three labels in rows of `columns`, the class first.
    private func labels(_ values: [Int], type: UInt8, width: Int, columns: Int?) -> [UInt8] {
        let bytes = values.flatMap { value in
            [value] + [Int](repeating: 77, count: (columns ?? 1) - 1)
        }.flatMap { value in (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        return IDXFixture.bytes([UInt32(values.count)] + (columns.map { [UInt32($0)] } ?? []), bytes, type: type)
    }

    @Test(arguments: [(8, 1), (9, 1), (0x0B, 2), (0x0C, 4)] as [(UInt8, Int)], [nil, 1, 8] as [Int?])
    func `labels have any integer type and one or two dimensions`(type: (code: UInt8, width: Int), columns: Int?) throws
    {
        try scratch.write(IDXFixture.images, "qmnist-train-images-idx3-ubyte")
        try scratch.write(
            labels([2, 0, 127], type: type.code, width: type.width, columns: columns),
            columns == nil ? "qmnist-train-labels-idx1-ubyte" : "qmnist-train-labels-idx2-int")
        let images = try DataSource.open(scratch.path)
        #expect(images.labels == [2, 0, 127] && images.leftOut.isEmpty)
    }

    @Test func `labels that are no classes are refused with their place`() throws {
        try scratch.write(IDXFixture.images, "train-images-idx3-ubyte")
        let path = try scratch.write(labels([1, -1, 0], type: 0x0C, width: 4, columns: nil), "train-labels-idx1-int")
        #expect(failure("") == .labelValue(path: scratch.path("/train-labels-idx1-int"), label: -1, index: 1))
        try scratch.write(labels([1, 2, 300], type: 0x0B, width: 2, columns: nil), "train-labels-idx1-int")
        #expect(failure("")?.description.contains("label 2 is 300") == true)
        try scratch.write(labels([1, 2, 3], type: 0x0D, width: 4, columns: nil), "train-labels-idx1-int")
        #expect(failure("")?.description.contains("32-bit floats (code 0x0d), only integers") == true)
        #expect(path.hasSuffix("int"))
    }

    @Test func `sets side by side are asked about by name, and opened by it`() throws {
        for (i, set) in ["emnist-letters", "emnist-digits"].enumerated() {
            let value = UInt8(i)
            try scratch.write(
                IDXFixture.gzip(IDXFixture.bytes([1, 2, 2], [value, value, value, value])),
                "\(set)-train-images-idx3-ubyte.gz")
            try scratch.write(IDXFixture.bytes([1], [value + 5]), "\(set)-train-labels-idx1-ubyte")
            try scratch.write(
                IDXFixture.bytes([2, 2, 2], [UInt8](repeating: value, count: 8)), "\(set)-test-images-idx3-ubyte")
        }
        let error = failure("")
        #expect(
            error == .severalSets(path: scratch.path(""), names: ["emnist-digits", "emnist-letters"]))
        #expect(
            error?.description.contains("/emnist-digits") == true
                && error?.description.contains("emnist-letters") == true)
        let letters = try DataSource.open(scratch.path("emnist-letters"))
        #expect(
            letters.labels == [5] && letters.pixels == [0, 0, 0, 0]
                && letters.leftOut.text == "2 files without an ending, 1 .gz")
        let digits = try DataSource.open(scratch.path("emnist-digits:test"))
        #expect(digits.count == 2 && digits.pixels[0] == 1)
        #expect(
            failure("emnist-mnist") == .unreadable(path: scratch.path("emnist-mnist"), reason: "no such file or folder")
        )
        #expect(DataState.of(scratch.path("emnist-letters")) != DataState.of(scratch.path("emnist-digits")))
    }

    @Test func `MNIST's own names are read whatever lies beside them`() throws {
        try scratch.write(IDXFixture.images, "train-images-idx3-ubyte")
        try scratch.write(IDXFixture.images, "other-train-images-idx3-ubyte")
        try scratch.write(IDXFixture.images, "more-train-images-idx3-ubyte")
        #expect(try DataSource.open(scratch.path).count == 3)
    }

    @Test func `CIFAR-100 is read with its fine labels`() throws {
        let record: [UInt8] = [19, 99] + [UInt8](repeating: 3, count: 3072)
        try scratch.write(record + record, "train.bin")
        try scratch.write(record, "test.bin")
        let images = try DataSource.open(scratch.path)
        #expect(images.count == 2 && images.labels == [99, 99] && images.className(at: 0) == "worm")
        #expect(images.classNames?.count == 100 && Set(images.classNames ?? []).count == 100)
        #expect(images.notes.first?.contains("20 coarse labels are not used (aquatic mammals, fish, flowers") == true)
        #expect(try DataSource.open(scratch.path + ":test").count == 1)
        #expect(try DataSource.open(scratch.path, size: 16).notes == images.notes)
        try scratch.write([0, 100] + [UInt8](repeating: 3, count: 3072), "train.bin")
        #expect(failure("")?.description.contains("CIFAR-100 labels are 0...99") == true)
    }

    @Test(arguments: ["data_batch_1", "test_batch", "train", "images.pkl"])
    func `Python pickles are refused with what to do`(name: String) throws {
        try scratch.write([0x80, 2, 0x7D] + [UInt8](repeating: 0x71, count: 40), name)
        for path in ["", name] {
            let text = failure(path)?.description ?? ""
            #expect(text.contains("a Python pickle") && text.contains("cifar-10-binary.tar.gz"))
        }
    }

    @Test func `a tar archive is refused with what to do`() throws {
        try scratch.write([0x1F, 0x8B, 8], "cifar-10-binary.tar.gz")
        #expect(failure("cifar-10-binary.tar.gz")?.description.contains("tar xf") == true)
    }
}
