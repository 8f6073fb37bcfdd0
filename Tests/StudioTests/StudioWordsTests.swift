import Studio
import Testing

/// Messages of the engine as the studio shows them.
@Suite struct StudioWordsTests {
    @Test(arguments: [
        (
            "channels: the images are in colour; give --set channels=3",
            "channels: the images are in colour; set the field channels to 3"
        ),
        (
            "a batch of 64 is larger; give --set batch_size=20 or less, or more images",
            "a batch of 64 is larger; set the field batch_size to 20 or less, or more images"
        ),
        (
            "classes; use data with labels or a folder for each class, or --preset modern",
            "classes; use data with labels or a folder for each class, or the preset modern"
        ),
        (
            "free some space, then resume with `tessera train --resume --run runs/a`",
            "free some space, then resume it with r on the Runs screen"
        ),
        (
            "x: this file exists; give --force to replace it, or another --out",
            "x: this file exists; save it under another name"
        ),
        ("mark less, or use --invert-mask if black marks the damage", "mark less, or invert the mask with !"),
        (
            "leave out --text, --audio and --image, or train with --preset multimodal",
            "clear the prompt with delete, or train with the preset multimodal"
        ),
        ("a -- b is no flag", "a -- b is no flag"),
    ]) func `a flag is named as the field, the key or the screen that has its place`(line: String, shown: String) {
        var model = AppModel(size: .init(width: 80, height: 24))
        _ = update(&model, .notice(line))
        #expect(model.shared.notice?.text == shown)
    }

    @Test func `no error of the engine that the studio may show is left with a flag`() throws {
        let files = try SourceFiles.read("Engine/").files + SourceFiles.read("Raster/").files
        let lines = files.flatMap { $0.text.replacing(/\/\/.*/, with: "").split(separator: "\n") }
        var flags: [String] = []
        // `option:` names the flag that an error of a command is about; the comment in run.toml is for files.
        for line in lines where line.contains(/"[^"]*--[a-z]/) && !line.contains("option") && !line.contains("# `") {
            var model = AppModel(size: .init(width: 80, height: 24))
            let quoted = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            let words = quoted.filter { $0.offset % 2 == 1 }.map { String($0.element) }.joined(separator: " ")
            _ = update(&model, .notice(words))
            if let shown = model.shared.notice?.text, shown.contains(/--[a-z]/) { flags.append(shown) }
        }
        #expect(flags.isEmpty, "\(flags)")
    }
}
