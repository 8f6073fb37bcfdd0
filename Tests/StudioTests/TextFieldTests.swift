import Render
import Studio
import Testing

/// Text of every script in the field, with graphemes that merge.
@Suite struct TextFieldTests {
    @Test func `a combining mark joins the letter before it, and the cursor stays in the text`() {
        var field = TextField()
        for scalar in "e\u{301}x".unicodeScalars { field.handle(.character(Character(scalar))) }
        #expect(field.text == "e\u{301}x" && field.cursor == 2)
        field.handle(.left)
        field.handle(.backspace)
        #expect(field.text == "x" && field.cursor == 0)
    }

    @Test func `a letter before a mark takes it, and the cursor moves behind both`() {
        var field = TextField("\u{301}x")
        field.handle(.home)
        field.handle(.character("e"))
        #expect(field.text.unicodeScalars.map(\.value) == [0x65, 0x301, 0x78] && field.cursor == 1)
        field.handle(.character("y"))
        #expect(field.text == "e\u{301}yx")
    }

    @Test(arguments: [
        ("cafe\u{301}", 4), ("👩\u{200D}🚀", 1), ("🇩🇪🇫🇷", 2), ("\u{1112}\u{1161}\u{11AB}", 1), ("שלום", 4), ("日本", 2),
        ("👍🏽", 1), ("❤\u{FE0F}", 1), ("क्षि", 1),
    ])
    func `the keys move and delete by grapheme`(text: String, count: Int) {
        var field = TextField()
        field.insert(text)
        #expect(field.text.unicodeScalars.elementsEqual(text.unicodeScalars) && field.cursor == count)
        for left in (0..<count).reversed() {
            field.handle(.left)
            #expect(field.cursor == left)
        }
        for _ in 0..<count { field.handle(.delete) }
        #expect(field.text.isEmpty)
    }

    @Test func `a paste of several lines says that they became one, in every place where text is typed`() {
        for keys: [Key] in [
            [.character(":")], [.control("p")], [.character("3"), .character("/")],
            [.character("3"), .control("n"), .down],
        ] {
            for (text, isSaid) in [("a\nb\r\n\r\nc\n", true), ("a b c\n", false)] {
                var model = AppModel(size: Size(width: 80, height: 24))
                for key in keys { _ = update(&model, .input(.key(key))) }
                _ = update(&model, .input(.paste(text)))
                let notices = model.shared.notices.visible.map(\.text)
                #expect(notices.contains("3 lines were pasted as one, with spaces between them") == isSaid, "\(keys)")
                var images = ImageCache()
                #expect(AppView.draw(model, &images).text.contains("a b c"), "\(keys)")
            }
        }
    }

    @Test func `a paste keeps no control characters, and line ends between lines as spaces`() {
        var field = TextField()
        let inserted = field.insert("\na\tb\r\nc\u{1B}[2J\u{9B}d\u{2028}e\0\n")
        #expect(field.text == "a b c[2Jd e" && inserted == .init(isWhole: true, lines: 3))
        field.insert(String(repeating: "e" + String(repeating: "\u{301}", count: 5_000), count: 3))
        #expect(field.text.utf8.count <= TextField.byteLimit)
        field.insert(String(repeating: "x", count: 1_000_000))
        #expect(field.text.count <= TextField.limit)
    }

    /// The field as letters before and behind the cursor, joined and split again after each change.
    private struct Reference {
        var before: [Character] = [], after: [Character] = []

        mutating func set(_ before: [Character], _ after: [Character]) {
            let place = String(before).unicodeScalars.count
            var letters = Array(String(before) + String(after)), passed = 0
            self.before = []
            while passed < place {
                let letter = letters.removeFirst()
                passed += letter.unicodeScalars.count
                self.before.append(letter)
            }
            self.after = letters
        }
    }

    @Test func `random edits give what a slow model gives`() {
        let pieces = [
            "e", "\u{301}", "\u{200D}", "👩", "🚀", "🏽", "🇩", "🇪", "\u{1112}", "\u{1161}", "\u{11AB}", "ש", "日", " ",
            "\u{FE0F}", "क", "\u{94D}",
            "\u{200B}", "\u{202E}", "e\u{301}\u{302}",
        ]
        var random = SplitMix(seed: 18)
        for _ in 0..<60 {
            var field = TextField(), model = Reference()
            for _ in 0..<120 {
                switch random.below(12) {
                case 0...4:
                    let piece = pieces[random.below(pieces.count)]
                    field.insert(piece)
                    model.set(model.before + Array(piece), model.after)
                case 5:
                    field.handle(.backspace)
                    model.set(Array(model.before.dropLast()), model.after)
                case 6:
                    field.handle(.delete)
                    model.set(model.before, Array(model.after.dropFirst()))
                case 7:
                    field.handle(.left)
                    if let last = model.before.popLast() { model.after.insert(last, at: 0) }
                case 8:
                    field.handle(.right)
                    if !model.after.isEmpty { model.before.append(model.after.removeFirst()) }
                case 9:
                    field.handle(.home)
                    (model.before, model.after) = ([], model.before + model.after)
                case 10:
                    field.handle(.end)
                    (model.before, model.after) = (model.before + model.after, [])
                default:
                    field.handle(.control("w"))
                    var rest = model.before
                    while rest.last == " " { rest.removeLast() }
                    while let last = rest.last, last != " " { rest.removeLast() }
                    model.set(rest, model.after)
                }
                #expect(field.text.unicodeScalars.elementsEqual(String(model.before + model.after).unicodeScalars))
                #expect(field.cursor == model.before.count)
            }
        }
    }

    @Test func `random text is drawn on the command line, in every list and in the form`() {
        var random = SplitMix(seed: 7)
        for openKey: Key in [.character(":"), .character("/"), .control("p"), .control("n")] {
            var model = AppModel(size: Size(width: 80, height: 24)), images = ImageCache()
            _ = update(&model, .input(.key(.character("1"))))
            _ = update(&model, .input(.key(openKey)))
            for _ in 0..<40 {
                let text = String(
                    String.UnicodeScalarView(
                        (0..<random.below(30)).compactMap { _ in
                            Unicode.Scalar(
                                UInt32(
                                    [0x300, 0x80, 0x1F1E6, 0x1100, 0x200B, 0x1F600, 0xE0000][random.below(7)]
                                        + random.below(90)))
                        }))
                _ = update(&model, random.below(2) == 0 ? .input(.paste(text)) : .input(.key(.left)))
                let grid = AppView.draw(model, &images)
                #expect(grid.cells.allSatisfy { !$0.scalar.isEscaped || $0.scalar == Cell.continuation })
            }
        }
    }
}

/// Random numbers for tests (Steele, Lea and Flood 2014).
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ word >> 31) >> 33) % max(limit, 1)
    }
}
