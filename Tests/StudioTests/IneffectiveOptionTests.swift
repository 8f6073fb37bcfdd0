import Foundation
import Raster
import Studio
import Testing

/// Options that change nothing, in the program.
@Suite struct IneffectiveOptionTests {
    private static let cases: [(line: String, option: String, reason: String)] = [
        ("generate R --weights text=1", "--weights", "there is no prompt"),
        ("generate R --to-weights text=1 --interpolate 1-2", "--to-weights", "there is no prompt at the end"),
        ("generate R --latents z.safetensors --seed 3", "--seed", "the noise is that of --latents"),
        ("generate R --interpolate 1:3-2:8 --seed 3", "--seed", "both samples of --interpolate have a seed"),
        ("generate R --out folder --columns 3", "--columns", "folder is no grid"),
        ("search R --map map.png --weights text=1", "--weights", "there is no prompt"),
        ("search R --map map.png --count 3", "--count", "the map shows all images"),
        ("search R --map map.png --out out.png", "--out", "without a prompt there are no results"),
        ("repair a.png --weights text=1", "--weights", "there is no prompt"),
        ("repair a.png --invert-mask", "--invert-mask", "there is no --mask"),
        ("repair a.png --turn-mask", "--turn-mask", "there is no --mask"),
        ("repair a.png --mask m.png --method laplace --compare", "--compare", "the method is no trained run"),
        ("repair a.png --mask m.png --method laplace --seed 3", "--seed", "laplace uses no random numbers"),
        ("repair a.png --mask m.png --quality 80", "--quality", "only JPEG and WebP have a quality"),
        ("data pair shapes --out d --seed 3", "--seed", "all images are written without --count"),
        ("data import shapes --out d --seed 3", "--seed", "all images are written without --count"),
        ("data pair shapes --out d --silent --voices en", "--voices", "--silent writes no speech"),
        ("data inspect shapes --json --images 3", "--images", "--json shows no images"),
        ("paint a.png --turn-mask", "--turn-mask", "there is no --mask"),
        ("show a.png --info --stretch", "--stretch", "the image is not shown"),
        ("studio --browse --preset dcgan", "--preset", "--browse trains nothing"),
        ("train --resume --run R --class-depth 2", "--class-depth", "the run reads its data as it began"),
    ]

    @Test func `an option without effect is an error that names it and says why`() throws {
        // What is not refused must not write into the project.
        let folder = NSTemporaryDirectory() + "tessera-idle-\(UUID().uuidString)"
        try FolderNames.make(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let lines = Self.cases.map { "'\(TestedProgram.path)' \($0.line) 2>&1; echo \"CODE=$?\"" }
        let output = try Spawned.output(["sh", "-c", "cd '\(folder)'; " + lines.joined(separator: "; ")])
        let answers = output.components(separatedBy: "CODE=")
        try #require(answers.count == Self.cases.count + 1)
        for (index, expected) in Self.cases.enumerated() {
            #expect(
                answers[index].contains("\(expected.option): it has no effect here, \(expected.reason)"),
                "\(answers[index])")
            #expect(answers[index + 1].hasPrefix("2\n"))
        }
    }

    @Test func `an empty value is named with its option`() {
        #expect(throws: EmptyValue(option: "--run")) { try EmptyValue.check(["train", "--run", ""]) }
        #expect(throws: EmptyValue(option: "-o")) { try EmptyValue.check(["repair", "a.png", "-o", ""]) }
        #expect(throws: EmptyValue(option: "--data")) { try EmptyValue.check(["train", "--data="]) }
        #expect(throws: EmptyValue(option: nil)) { try EmptyValue.check(["generate", ""]) }
        #expect(throws: Never.self) { try EmptyValue.check(["train", "--set", "a=1", "--", "x"]) }
        #expect("\(EmptyValue(option: "--out"))" == "--out: its value is empty; give a value, or leave the option out")
    }
}
