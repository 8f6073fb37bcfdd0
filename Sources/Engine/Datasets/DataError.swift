package import Raster
package import Runs

/// Why data cannot be read: what, where, what to do, in one line.
package enum DataError: UserError, Equatable {
    case unknownName(String, nearest: String?)
    case packageMissing(path: String)
    case noTestSplit(String)
    /// A test split without a training split.
    case noTrainingSplit(path: String, has: String)
    case noData(path: String)
    case unreadable(path: String, reason: String)
    /// A run's data or masks are no longer at their path; not near the run either.
    case moved(String, run: String, UserAction.RunInput)
    case unwritable(path: String)
    case folderNotEmpty(path: String)
    case impossibleSize(ImageSize, of: String)
    case impossibleChannels(Int, of: String)
    case tooLarge(path: String, bytes: Int, limit: Int)

    case magicNumber(path: String, found: [UInt8])
    case elementType(path: String, code: UInt8, labels: Bool = false)
    case dimensionCount(path: String, expected: String, found: Int)
    case empty(path: String)
    case truncated(path: String, expected: Int, found: Int)
    case trailing(path: String, expected: Int)
    case impossibleHeader(path: String, sizes: [Int])
    case gzip(path: String, reason: String)
    case labelCount(path: String, labels: Int, images: Int)
    case labelsMissing(path: String)
    case labelRange(path: String, label: Int, record: Int, limit: Int = 10)
    case labelValue(path: String, label: Int, index: Int)
    /// Several sets of IDX files side by side.
    case severalSets(path: String, names: [String])
    case pickle(path: String)
    case archive(path: String, reason: String)
    case tar(path: String)
    case recordLength(path: String, bytes: Int, record: Int)

    case noImages(path: String)
    case noGoodImage(path: String, skipped: Int, first: SkippedFile)
}

extension DataError {
    package var what: String {
        switch self {
        case .unknownName: "no data has this name"
        case .packageMissing: "Fashion-MNIST is not installed here"
        case .noTestSplit: "this data has no test split"
        case .noTrainingSplit(_, let split): "it has the split \(split) and no training split"
        case .noData: "neither IDX files, CIFAR-10 batches nor images in this folder"
        case .unreadable(_, let reason): "cannot be read: \(reason)"
        case .moved(_, let run, let input): "the \(input.rawValue) of \(run) are not here, nor near the run"
        case .unwritable: "this folder cannot be created"
        case .folderNotEmpty: "the folder is not empty"
        case .impossibleSize(let size, _): "size \(size.text) is outside \(DataSource.sizes)"
        case .impossibleChannels(let count, _): "\(count) channels; images have 1 (grey), 3 (RGB) or 4 (RGB and alpha)"
        case .tooLarge(_, let bytes, let limit):
            "its images need \(Self.megabytes(bytes)) MB of memory, \(Self.megabytes(limit)) MB are available"
        case .magicNumber(_, let found):
            "not an IDX file: it starts with 0x\(Self.hex(found)), IDX starts with 0x000008"
        case .elementType(_, let code, let labels):
            "its elements are \(Self.elementName(code)) (code 0x\(Self.hex([code]))), only \(labels ? "integers" : "unsigned bytes") are supported"
        case .dimensionCount(_, let expected, let found): "it has \(found) dimensions where \(expected) are needed"
        case .empty: "it is empty"
        case .truncated(_, let expected, let found): "it ends early: \(expected) bytes expected, \(found) found"
        case .trailing(_, let expected): "it is longer than the \(expected) bytes that its header describes"
        case .impossibleHeader(_, let sizes):
            "its header claims \(sizes.map(String.init).joined(separator: " x ")) bytes, more than the file can hold"
        case .gzip(_, let reason): "corrupt gzip data: \(reason)"
        case .labelCount(_, let labels, let images): "\(labels) labels for \(images) images"
        case .labelsMissing: "labels without images"
        case .labelRange(_, let label, let record, let limit):
            "record \(record) has label \(label), CIFAR-\(limit) labels are 0...\(limit - 1)"
        case .labelValue(_, let label, let index): "label \(index) is \(label), classes are 0...255"
        case .severalSets(_, let names): "it has several sets of IDX files: \(names.joined(separator: ", "))"
        case .pickle: "a Python pickle, which is not read because it can run any program"
        case .archive(_, let reason): reason
        case .tar: "a tar archive"
        case .recordLength(_, let bytes, let record): "\(bytes) bytes are not a whole number of records of \(record)"
        case .noImages: "no PNG or JPEG images in this folder"
        case .noGoodImage(_, let skipped, let first):
            "none of its \(skipped) images can be read, the first, \(first.file): \(first.reason)"
        }
    }

    package var location: String? {
        switch self {
        case .unknownName(let name, _): name
        case .noTestSplit(let name), .impossibleSize(_, let name), .impossibleChannels(_, let name): name
        case .noTrainingSplit(let path, _), .packageMissing(let path), .noData(let path), .moved(let path, _, _),
            .unreadable(let path, _),
            .unwritable(let path),
            .folderNotEmpty(let path), .tooLarge(let path, _, _),
            .magicNumber(let path, _), .elementType(let path, _, _), .dimensionCount(let path, _, _), .empty(let path),
            .truncated(let path, _, _), .trailing(let path, _), .impossibleHeader(let path, _), .gzip(let path, _),
            .labelCount(let path, _, _), .labelsMissing(let path), .labelRange(let path, _, _, _),
            .labelValue(let path, _, _), .severalSets(let path, _), .pickle(let path), .archive(let path, _),
            .tar(let path),
            .recordLength(let path, _, _), .noImages(let path), .noGoodImage(let path, _, _):
            path
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unknownName(let name, let nearest):
            Suggestion(
                (Spelling.question([nearest].compactMap(\.self) + NearbyFiles.similar(to: name)) + " there are "
                    + "\(DataSource.names.joined(separator: ", ")), and paths of folders and IDX files; docs/data.md describes them")
                    .trimmingPrefix { $0 == " " }.description)
        case .packageMissing: "run `apt install dataset-fashion-mnist` or scripts/studio, or train on `shapes`"
        case .noTestSplit: "leave out ':test'"
        case .noTrainingSplit(let path, let split): "name \(path)/\(split) itself, or add a folder train"
        case .noData, .noImages: "name a folder with images"
        case .unreadable(let path, _):
            Suggestion(Spelling.question(NearbyFiles.similar(to: path), else: "check the path and its permissions"))
        case .moved(_, _, let input): "\(.locate(input))"
        case .unwritable: "choose another folder"
        case .folderNotEmpty: "name an empty or new folder"
        case .impossibleSize, .impossibleChannels: "leave it out to use the data's own"
        case .tooLarge: "set a smaller size or use fewer images"
        case .magicNumber, .elementType: "name a file of unsigned bytes in the IDX format"
        case .dimensionCount:
            "images have 3 dimensions (count, height, width) or 4 (with 1, 3 or 4 channels), labels have 1 or 2"
        case .empty, .truncated, .trailing, .impossibleHeader, .gzip, .recordLength: "download the file again"
        case .labelCount, .labelsMissing: "put the images and their labels into one folder"
        case .labelRange(_, _, _, let limit): "download the CIFAR-\(limit) binary version again"
        case .labelValue: "name data whose classes are counted from 0"
        case .severalSets(let path, let names): "name one of them: \(path)/\(names.first ?? "")"
        case .pickle:
            "download the binary version of CIFAR (cifar-10-binary.tar.gz, cifar-100-binary.tar.gz), or save the images as PNG"
        case .archive: "check the archive, or unpack it and name the folder"
        case .tar(let path): "unpack it with `tar xf \(path)` and name the folder"
        case .noGoodImage: "save them again as PNG or JPEG"
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }

    private static func elementName(_ code: UInt8) -> String {
        switch code {
        case 0x09: "signed bytes"
        case 0x0B: "16-bit integers"
        case 0x0C: "32-bit integers"
        case 0x0D: "32-bit floats"
        case 0x0E: "64-bit floats"
        default: "of an unknown type"
        }
    }
}
