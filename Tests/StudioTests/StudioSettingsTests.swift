import Render
import Studio
import Testing

@Suite struct StudioSettingsTests {
    private func read(_ toml: String) -> StudioSettings { StudioSettings(toml: toml, file: "studio.toml") }

    @Test func `how the screen looks, and keys`() {
        let settings = read("""
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
        #expect(settings.keys.command(.character("p"), at: .training) == .pause)
        #expect(settings.keys.command(.function(5), at: .training) == .pause)
        #expect(settings.keys.command(.character(" "), at: .training) == nil)
        #expect(settings.keys.command(.character("o"), at: .runs) == .open)
        #expect(settings.keys.conflicts.isEmpty)
    }

    @Test func `a key that holds in several places changes in one`() {
        let settings = read("[keys.training]\nquit = \"Q\"")
        #expect(settings.problems == [])
        #expect(settings.keys.command(.character("Q"), at: .training) == .quit)
        #expect(settings.keys.command(.character("q"), at: .runs) == .quit)
    }

    @Test func `every mistake is named, and the rest is used`() {
        let settings = read("""
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
        #expect(settings.keys.command(.character("k"), at: .training) == .events)
        #expect(settings.problems.count == 6)
        for words in ["`theme` must be a name", "`colour`", "`keys.trainign` is no place; the nearest is `training`",
                      "training has no command `puase`; the nearest is `pause`", "`hyper-x` is no key", "s is taken by sample"] {
            #expect(settings.problems.contains { $0.contains(words) }, "\(words) in \(settings.problems)")
        }
    }

    @Test func `what is not TOML is left alone, in one line`() {
        let settings = read("[keys\n=")
        #expect(settings.problems.count == 1 && !settings.problems[0].contains("\n"))
        #expect(settings.keys.rows.count == KeyTable.standard.rows.count)
    }

    @Test func `every key's label reads back`() {
        for key in KeyTable.standard.rows.flatMap(\.keys) { #expect(Key(label: key.label) == key, "\(key.label)") }
    }
}
