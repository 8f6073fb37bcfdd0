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

    @Test func `every command has a key and a description`() {
        for command in Command.allCases {
            let rows = KeyTable.standard.rows.filter { $0.command == command }
            #expect(!rows.isEmpty, "\(command)")
            for row in rows {
                #expect(!row.keys.isEmpty && !row.places.isEmpty)
                #expect(!row.description.isEmpty && !row.name.isEmpty)
            }
        }
    }

    @Test(arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50)])
    func `the help mentions every key`(size: Size) {
        var model = Model(size: size), pictures = PictureMemo()
        model.overlay = .help
        let text = Screen.draw(model, size, model.theme, &pictures).text
        let words = Set(text.split { $0.isWhitespace || $0 == "│" }.map(String.init))
        for row in KeyTable.standard.rows {
            for key in row.keys {
                for word in key.label.split(separator: " ") {
                    #expect(words.contains(String(word)), "\(key.label) at \(size)")
                }
            }
        }
    }

    @Test(arguments: [(KeyTable.Place.training, Model.Overlay.none), (.settings, .settings(Adjustment())), (.question, .question), (.leaving, .leaving)])
    func `the hint bar shows keys of its place only`(place: KeyTable.Place, overlay: Model.Overlay) {
        var model = Model(size: Size(width: 200, height: 24)), pictures = PictureMemo()
        model.overlay = overlay
        let hints = Screen.draw(model, model.size, model.theme, &pictures).text.split(separator: "\n").last ?? ""
        for row in KeyTable.standard.rows where row.isHint {
            let hint = row.keys[0].label + " " + row.name
            #expect(hints.contains(hint) == row.places.contains(place), "\(hint)")
        }
    }
}
