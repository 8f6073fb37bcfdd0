import Studio
import Testing

@Suite struct StudioSettingsTests {
    private func read(_ toml: String) -> StudioSettings { StudioSettings(toml: toml, file: "studio.toml") }

    @Test func `options of the screen and keys are read`() {
        let settings = read(
            """
            theme = "paper"
            mouse = false
            color = "256"
            marker = "block"
            [keys.training]
            pause = ["p", "F5"]
            [keys.runs]
            open = "o"
            """)
        #expect(settings.problems == [])
        #expect(settings.options.theme == "paper" && settings.options.mouse == false)
        #expect(settings.options.color == .palette256 && settings.options.marker == .block)
        #expect(settings.keys.command(.character("p"), in: .training) == .pause)
        #expect(settings.keys.command(.function(5), in: .training) == .pause)
        #expect(settings.keys.command(.character(" "), in: .training) == nil)
        #expect(settings.keys.command(.character("o"), in: .runs) == .open)
        #expect(settings.keys.conflicts.isEmpty)
    }

    @Test func `a key of several contexts changes in one`() {
        let settings = read("[keys.training]\nquit = \"Q\"")
        #expect(settings.problems == [])
        #expect(settings.keys.command(.character("Q"), in: .training) == .quit)
        #expect(settings.keys.command(.character("q"), in: .runs) == .quit)
    }

    @Test func `every error is reported, and the rest is used`() {
        let settings = read(
            """
            theme = 3
            ascii = true
            colour = "256"
            [keys.trainign]
            pause = "p"
            [keys.training]
            puase = "p"
            pause = "hyper-x"
            checkpoint = "s"
            events = "k"
            """)
        #expect(settings.options.ascii == true)
        #expect(settings.keys.command(.character("k"), in: .training) == .events)
        #expect(settings.problems.count == 6)
        for words in [
            "`theme` must be a name", "`colour`", "`keys.trainign` is no context; the nearest is `training`",
            "training has no command `puase`; the nearest is `pause`", "`hyper-x` is not a key",
            "s is already the key of sample",
        ] {
            #expect(settings.problems.contains { $0.contains(words) }, "\(words) in \(settings.problems)")
        }
    }

    @Test func `a file that is not TOML is ignored and reported in one line`() {
        let settings = read("[keys\n=")
        #expect(settings.problems.count == 1 && !settings.problems[0].contains("\n"))
        #expect(settings.keys.bindings.count == KeyTable.standard.bindings.count)
    }

    @Test func `the label of every key is read back`() {
        for key in KeyTable.standard.bindings.flatMap(\.keys) { #expect(Key(label: key.label) == key, "\(key.label)") }
    }
}
