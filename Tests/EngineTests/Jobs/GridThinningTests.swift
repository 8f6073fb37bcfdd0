import Foundation
import Jobs
import Runs
import Testing

@Suite struct GridThinningTests {
    /// The steps that stay after a run with a grid at each of `steps`.
    private static func kept(_ steps: [Int]) -> [Int] {
        steps.reduce(into: [Int]()) { kept, step in
            kept.append(step)
            let surplus = Set(RunFolder.surplus(kept))
            kept.removeAll { surplus.contains($0) }
        }
    }

    @Test func `few grids all stay`() {
        let steps = (0..<256).map { $0 * 50 }
        #expect(Self.kept(steps) == steps)
    }

    @Test(arguments: [1, 50, 333])
    func `many grids are thinned evenly: the first, the newest and the stretches between`(
        interval: Int
    ) throws {
        let steps = (0..<5000).map { $0 * interval }, kept = Self.kept(steps)
        #expect(kept.count <= 256 && kept.count >= 160)
        #expect(kept.first == 0 && Array(kept.suffix(64)) == Array(steps.suffix(64)))
        let gaps = zip(kept, kept.dropFirst()).map { $1 - $0 }
        #expect(try #require(gaps.max()) <= 2 * 5000 * interval / 192 + 2 * interval)
    }

    @Test func `what is kept is thinned again only where more come`() {
        let kept = Self.kept((0..<2000).map { $0 * 30 })
        #expect(RunFolder.surplus(kept).isEmpty)
        let all = (0..<2000).map { $0 * 30 }, surplus = Set(RunFolder.surplus(all))
        #expect(Set(Self.kept(all)).isSuperset(of: all.filter { !surplus.contains($0) }))
    }

    @Test func `files with other names and write-protected grids stay`() throws {
        let path = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("".utf8).write(to: URL(fileURLWithPath: path + "/run.toml"))
        let folder = try RunFolder.open(path)
        try FileManager.default.createDirectory(atPath: folder.samplesPath, withIntermediateDirectories: true)
        func write(_ file: String) throws { try Data([1]).write(to: URL(fileURLWithPath: file)) }
        for step in 0..<700 { try write(folder.samplesPath(step: step)) }
        try write(folder.samplesPath + "/favorite.png")
        let protected = try #require(RunFolder.surplus(folder.gridSteps()).first)
        chmod(folder.samplesPath(step: protected), 0o444)
        #expect(!folder.thinGrids().contains(protected))
        #expect(folder.gridSteps().count <= 257 && folder.gridSteps().contains(protected))
        #expect(FileManager.default.fileExists(atPath: folder.samplesPath + "/favorite.png"))
        #expect(folder.thinGrids().isEmpty)
    }
}
