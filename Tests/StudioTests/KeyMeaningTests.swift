import Render
import Studio
import Testing

/// One key, one meaning: over the whole table a letter stands for one command, or for commands of plainly the same sense.
@Suite struct KeyMeaningTests {
    /// Commands of the same sense, by what their letter means everywhere.
    private static let senses: [(meaning: String, commands: Set<Command>)] = [
        ("next samples or method", [.nextSeed, .nextMethod, .sample]),
        ("previous samples or method", [.previousSeed, .previousMethod]),
        ("save what is shown", [.save, .saveMask, .saveRepair, .checkpoint]),
        ("compare side by side", [.compare]),
        ("pause a training", [.pause, .pauseRun]),
        ("stop what runs", [.stopRun, .stopRepair, .stopRepairAll]),
        ("undo the last change", [.undoRepair]),
        ("left", [.left, .cursorLeft, .wipeLeft, .parent]),
        ("right", [.right, .cursorRight, .wipeRight, .open]),
        ("close, and at last the program", [.quit, .close, .refuse]),
    ]

    /// Letters with another sense in one place, with the reason.
    private static let permitted: [(context: KeyContext, letters: Set<Character>, reason: String)] = [
        (.paint, Set("beilrgwhx"), "the tools of the mask editor have the letters of painting programs"),
        (.question, Set("ynb"), "the answers of a question, which its box names"),
        (.settings, Set("e"), "typed as a part of a number, 1e-4"),
    ]

    /// What the letter of a binding means: a sense, the tool of the mask editor, or the command itself.
    private func meaning(_ binding: KeyBinding) -> String {
        if binding.command == .paint {
            switch binding.fixedArgument {
            case "undo": return "undo the last change"
            case "1:1": return Command.zoomIn.rawValue
            default: return "paint \(binding.fixedArgument ?? "")"
            }
        }
        return Self.senses.first { $0.commands.contains(binding.command) }?.meaning ?? binding.command.rawValue
    }

    /// Letters with more than one meaning, with the meanings; empty for a valid table.
    private func conflicts(_ table: KeyTable) -> [Character: [String]] {
        var meanings: [Character: Set<String>] = [:]
        for context in KeyContext.allCases {
            let free = Self.permitted.filter { $0.context == context }.reduce(into: Set<Character>()) {
                $0.formUnion($1.letters)
            }
            for binding in table.bindings(in: context) {
                for case .character(let letter) in binding.keys where letter.isLetter && !free.contains(letter) {
                    // The letter that opened a panel closes it.
                    let opens = table.bindings.contains {
                        $0.keys.contains(.character(letter)) && $0.command.rawValue == context.rawValue
                    }
                    if binding.command == .close, opens || letter == "e" && context == .messages { continue }
                    meanings[letter, default: []].insert(meaning(binding))
                }
            }
        }
        return meanings.filter { $1.count > 1 }.mapValues { $0.sorted() }
    }

    @Test func `a letter has one meaning in the whole table`() {
        #expect(conflicts(.standard) == [:])
    }

    @Test func `a letter with two meanings is found`() {
        var table = KeyTable.standard
        for index in table.bindings.indices where table.bindings[index].command == .duplicate {
            table.bindings[index].keys = [.character("n")]
        }
        #expect(conflicts(table) == ["n": ["duplicate", "next samples or method"]])
    }

    @Test func `every permitted letter is used, and for its reason alone`() {
        for entry in Self.permitted {
            let used = KeyTable.standard.bindings(in: entry.context).flatMap(\.keys).compactMap { key -> Character? in
                if case .character(let letter) = key { letter } else { nil }
            }
            #expect(entry.letters.isSubset(of: Set(used)), "\(entry.context)")
        }
    }

    @Test func `a line of hints names each key once, and no name stands for two keys`() {
        for context in KeyContext.allCases {
            let hints = KeyTable.standard.bindings(in: context).filter { $0.isHint && !$0.keys.isEmpty }
            let keys = hints.map { $0.keys[0].label }, names = hints.map(\.name)
            #expect(Set(keys).count == keys.count && Set(names).count == names.count, "\(context): \(names)")
        }
    }
}
