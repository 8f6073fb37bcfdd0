import Datasets
import Foundation
import Testing

@Suite struct DataStateTests {
    private let scratch = ScratchFolder()

    private var state: String? { DataState.of(scratch.path("data"), threads: 2) }

    @Test func `every file below a folder counts: images, captions and sounds, new, changed or gone`() throws {
        try scratch.write([1, 2], "data/a/1.png")
        try scratch.write([3], "data/metadata.csv")
        var seen = [try #require(state)]
        #expect(state == seen[0])
        func expectAnother() {
            #expect(state.map { !seen.contains($0) } == true)
            seen += state.map { [$0] } ?? []
        }
        try scratch.write([4, 5], "data/a/1.txt")
        expectAnother()
        usleep(20_000)
        try scratch.write([9], "data/metadata.csv")
        expectAnother()
        try FileManager.default.moveItem(atPath: scratch.path("data/a/1.txt"), toPath: scratch.path("data/a/2.txt"))
        expectAnother()
        try FileManager.default.removeItem(atPath: scratch.path("data/a/1.png"))
        expectAnother()
        #expect(DataState.of(scratch.path("data") + ":test") != state)
    }

    @Test func `links in circles end, and pipes are not opened`() throws {
        try scratch.write([1], "data/a/1.png")
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: scratch.path("data/a/up"), withDestinationPath: "..")
        try manager.createSymbolicLink(atPath: scratch.path("data/b"), withDestinationPath: "a")
        try manager.createSymbolicLink(atPath: scratch.path("data/c"), withDestinationPath: "nowhere")
        mkfifo(scratch.path("data/pipe"), 0o600)
        #expect(state != nil && state == state)
    }

    @Test func `built-in data, a file and missing data`() throws {
        #expect(DataState.of("shapes") != DataState.of("shapes:test"))
        #expect(DataState.of(scratch.path("missing")) == nil)
        try scratch.write([1, 2, 3], "train-images-idx3-ubyte")
        let before = DataState.of(scratch.path("train-images-idx3-ubyte"))
        try scratch.write([1], "train-labels-idx1-ubyte")
        #expect(before != nil && DataState.of(scratch.path("train-images-idx3-ubyte")) != before)
    }
}
