import Datasets
import Foundation
import Testing

/// `tessera evaluate` from end to end, on data that a classifier learns in seconds.
@Suite(.serialized) struct EvaluateCommandTests {
    /// A folder with a small data set of both halves, samples as an IDX file and as PNGs, and a cache of its own.
    private final class Bench {
        let path = NSTemporaryDirectory() + "tessera-evaluate-\(UUID().uuidString)"

        init() throws {
            for name in ["data", "images"] {
                try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
            }
            let training = try DataSource.open("shapes", size: 12), test = try DataSource.open("shapes:test", size: 12)
            try Self.write(training.subset(0..<1_000), "\(path)/data/train")
            try Self.write(test.subset(0..<300), "\(path)/data/t10k")
            try IDX.write(training.subset(5_000..<5_400), to: "\(path)/samples-ubyte")
            try IDX.write(training.subset(0..<100), to: "\(path)/few-ubyte")
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        private static func write(_ images: ImageSet, _ stem: String) throws {
            try IDX.write(images, to: stem + "-images-idx3-ubyte")
            try IDX.write(
                IDX.Contents(sizes: [images.count], bytes: images.labels ?? []), to: stem + "-labels-idx1-ubyte")
        }

        /// Standard output alone, or what was said on standard error, and the exit code.
        func evaluate(_ arguments: String, errors: Bool = false) throws -> (output: String, code: Int?) {
            let target = errors ? "2>&1 >/dev/null" : "2>/dev/null"
            let cache = "XDG_CACHE_HOME='\(path)/cache'"
            let script =
                "cd '\(path)'; \(cache) '\(TestedProgram.path)' evaluate \(arguments) \(target) < /dev/null; "
                + "echo EXIT=$?"
            let parts = try Spawned.output(["sh", "-c", script]).components(separatedBy: "EXIT=")
            return (parts[0], parts.last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
        }

        func report(_ arguments: String) throws -> [String: Any] {
            let (output, code) = try evaluate(arguments + " --json")
            #expect(code == 0)
            return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        }
    }

    private static func number(_ object: Any?, _ keys: String...) -> Double? {
        (keys.reduce(object) { ($0 as? [String: Any])?[$1] } as? NSNumber)?.doubleValue
    }

    @Test func `an IDX file gets a report with every value, the same one again from the cache`() throws {
        let bench = try Bench()
        let first = try bench.report("samples-ubyte --data data --seed 4")
        for part in ["frechet", "kernel", "precision", "recall"] {
            let value = try #require(Self.number(first, "score", part, "value"), "\(part)")
            #expect(
                try #require(Self.number(first, "score", part, "low")) <= value
                    && value <= #require(Self.number(first, "score", part, "high")))
            #expect(Self.number(first, "trainingScore", part, "value") != nil)
        }
        #expect(
            Self.number(first, "score", "samples") == 400 && Self.number(first, "score", "heldOut") == 300
                && Self.number(first, "seed") == 4)
        #expect(try #require(Self.number(first, "classifier", "accuracy", "value")) > 0.3)
        #expect(((first["data"] as? [String: Any])?["fingerprint"] as? String)?.count == 8)
        #expect(Self.number(first, "score", "memorization", "closer", "samples") == 400)
        #expect((first["warnings"] as? [String])?.contains { $0.contains("only 400 samples") } == true)

        let again = try bench.report("samples-ubyte --data data --seed 4")
        #expect((first["score"] as? NSDictionary) == (again["score"] as? NSDictionary))
        #expect((again["classifier"] as? [String: Any])?["wasCached"] as? Bool == true)
    }

    @Test func `a folder of images of another size is resized, and a run is scored on its own data`() throws {
        let bench = try Bench()
        let folder = "\(bench.path)/images"
        let images = try DataSource.open("shapes", size: 24, channels: 3).subset(0..<300)
        try IDX.write(images, to: bench.path + "/large-ubyte")
        let settings = "--set image_size=12 --set batch_size=8 --set sample.count=4",
            program = "'\(TestedProgram.path)'"
        let script =
            "cd '\(bench.path)'; \(program) train --preset article --data data \(settings) --steps 3 --run r > /dev/null 2>&1; "
            + "\(program) generate r --count 300 --out '\(folder)' > /dev/null; echo $?"
        #expect(try Spawned.output(["sh", "-c", script]) == "0\n")
        let large = try bench.evaluate("large-ubyte --data data")
        #expect(large.code == 0 && large.output.contains("24x24x3 resized to 12x12x1"), "\(large)")
        let folderScore = try bench.evaluate("images --data data")
        #expect(
            folderScore.code == 0 && folderScore.output.contains("300 samples instead of 10000"), "\(folderScore)"
        )
        let run = try bench.report("r --count 300")
        #expect(
            Self.number(run, "run", "step") == 3 && (run["run"] as? [String: Any])?["preset"] as? String == "article")
        #expect((run["data"] as? [String: Any])?["name"] as? String == "data")
    }

    @Test func `a repair run is evaluated on any number of images`() throws {
        let bench = try Bench()
        let settings = "--set image_size=12 --set batch_size=8 --set sample.count=4",
            program = "'\(TestedProgram.path)'"
        let script =
            "cd '\(bench.path)'; \(program) train --preset article-repair --data data \(settings) --steps 2 --run r > /dev/null 2>&1; echo $?"
        #expect(try Spawned.output(["sh", "-c", script]) == "0\n")
        let report = try bench.report("r --count 5 --corruption box4")
        #expect(((report["trials"] as? [[String: Any]])?.first?["images"] as? NSNumber)?.intValue == 5)
        #expect(try bench.evaluate("r --count 0", errors: true).code == 2)
    }

    @Test func `samples that cannot be scored are one line with an exit code`() throws {
        let bench = try Bench()
        for (arguments, code, hint) in [
            ("few-ubyte --data data", 1, "needs at least 256"), ("nowhere/at/all --data data", 1, "nowhere/at/all"),
            ("samples-ubyte --count 10", 2, "40 to"), ("samples-ubyte --data shapse", 1, "shapes"), ("", 2, "--help"),
        ] {
            let (output, found) = try bench.evaluate(arguments, errors: true)
            let lines = output.split(separator: "\n").filter { $0.hasPrefix("tessera: ") }
            #expect(found == code && lines.count == 1 && lines[0].contains(hint), "\(arguments): \(output)")
        }
        #expect(!FileManager.default.fileExists(atPath: bench.path + "/cache"))
    }
}
