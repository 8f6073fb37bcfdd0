import Render
import Studio
import Testing

@Suite struct KeyTableTests {
    @Test func `no key has two commands in one context`() {
        #expect(KeyTable.standard.conflicts.map { "\($0): \($1)" } == [])
    }

    @Test func `a conflict is found`() {
        var table = KeyTable.standard
        table.bindings[1].keys.append(.character(" "))
        #expect(table.conflicts.count == 1)
    }

    @Test func `every command has a description, and a key or a word to type`() {
        for command in Command.allCases {
            let bindings = KeyTable.standard.bindings.filter { $0.command == command }
            #expect(!bindings.isEmpty, "\(command)")
            for binding in bindings {
                #expect(!binding.keys.isEmpty || binding.argument != nil, "\(command)")
                #expect(!binding.contexts.isEmpty && !binding.description.isEmpty && !binding.name.isEmpty)
            }
        }
    }

    @Test func `letters are text where text is typed`() {
        for position in KeyContext.typing {
            for binding in KeyTable.standard.bindings(in: position) {
                for case .character(let letter) in binding.keys { Issue.record("\(letter) at \(position)") }
            }
        }
    }

    @Test(arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 160, height: 50)])
    func `the help mentions every key, page by page`(size: Size) {
        var model = AppModel(size: size), images = ImageCache(), words: Set<String> = []
        _ = update(&model, .input(.key(.character("?"))))
        for _ in 0..<40 {
            let text = AppView.draw(model, &images).text
            words.formUnion(text.split { $0.isWhitespace || $0 == "│" || $0 == "┃" }.map(String.init))
            _ = update(&model, .input(.key(.pageDown)))
        }
        let positions = Set(Tab.all.flatMap(\.contexts)).union(Set(KeyContext.allCases).subtracting(KeyContext.screens))
        for binding in KeyTable.standard.bindings where !binding.contexts.isDisjoint(with: positions) {
            for key in binding.keys {
                for word in key.label.split(separator: " ") {
                    #expect(words.contains(String(word)), "\(key.label) at \(size)")
                }
            }
        }
    }

    @Test(arguments: [
        (KeyContext.training, Overlay.none), (.settings, .settings(Adjustment())),
        (.question, .question(.stopping)), (.quitting, .quitting), (.themes, .themes(before: 0)),
        (.palette, .palette(CommandPalette())),
    ])
    func `the hint bar shows only keys of its context`(position: KeyContext, overlay: Overlay) {
        var model = AppModel(size: Size(width: 200, height: 24)), images = ImageCache()
        model.overlay = overlay
        let hints = AppView.draw(model, &images).text.split(separator: "\n").last ?? ""
        let mine = KeyTable.standard.bindings(in: position).filter { $0.isHint && !$0.keys.isEmpty }.map {
            $0.keys[0].label + " " + $0.name
        }
        #expect(hints.trimmingSpaces == mine.joined(separator: "  "))
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}
