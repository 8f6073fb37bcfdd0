import Render
import Studio
import Testing

@Suite struct KeyTableTests {
    @Test func `no key means two things in one place`() {
        #expect(KeyTable.standard.conflicts.map { "\($0): \($1)" } == [])
    }

    @Test func `a conflict is found`() {
        var table = KeyTable.standard
        table.rows[1].keys.append(.character(" "))
        #expect(table.conflicts.count == 1)
    }

    @Test func `every command has a description, and a key or a word to type`() {
        for command in Command.allCases {
            let rows = KeyTable.standard.rows.filter { $0.command == command }
            #expect(!rows.isEmpty, "\(command)")
            for row in rows {
                #expect(!row.keys.isEmpty || row.argument != nil, "\(command)")
                #expect(!row.places.isEmpty && !row.description.isEmpty && !row.name.isEmpty)
            }
        }
    }

    @Test func `letters are text where text is typed`() {
        for place in KeyTable.Place.typing {
            for row in KeyTable.standard.rows(at: place) {
                for case .character(let letter) in row.keys { Issue.record("\(letter) at \(place)") }
            }
        }
    }

    @Test(arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50)])
    func `the help mentions every key, page by page`(size: Size) {
        var model = Model(size: size), pictures = PictureMemo(), words: Set<String> = []
        _ = update(&model, .input(.key(.character("?"))))
        for _ in 0..<40 {
            let text = Screen.draw(model, size, model.theme, &pictures).text
            words.formUnion(text.split { $0.isWhitespace || $0 == "│" || $0 == "┃" }.map(String.init))
            _ = update(&model, .input(.key(.pageDown)))
        }
        let places = Set(Tab.all.map(\.place)).union(Set(KeyTable.Place.allCases).subtracting(KeyTable.Place.screens))
        for row in KeyTable.standard.rows where !row.places.isDisjoint(with: places) {
            for key in row.keys {
                for word in key.label.split(separator: " ") {
                    #expect(words.contains(String(word)), "\(key.label) at \(size)")
                }
            }
        }
    }

    @Test(arguments: [(KeyTable.Place.training, Model.Overlay.none), (.settings, .settings(Adjustment())),
                      (.question, .question(.leave)), (.leaving, .leaving), (.themes, .themes(before: 0)),
                      (.palette, .palette(Finder()))])
    func `the hint bar shows keys of its place only`(place: KeyTable.Place, overlay: Model.Overlay) {
        var model = Model(size: Size(width: 200, height: 24)), pictures = PictureMemo()
        model.overlay = overlay
        let hints = Screen.draw(model, model.size, model.theme, &pictures).text.split(separator: "\n").last ?? ""
        let mine = KeyTable.standard.rows(at: place).filter { $0.isHint && !$0.keys.isEmpty }.map { $0.keys[0].label + " " + $0.name }
        #expect(hints.trimmingSpaces == mine.joined(separator: "  "))
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}
