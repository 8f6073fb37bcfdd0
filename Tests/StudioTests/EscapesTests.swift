import Datasets
import Foundation
import Raster
import Runs
import Testing

/// Escape sequences in every field that commands print, and output that no terminal reads.
@Suite(.serialized, .enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
final class EscapesTests {
    /// ESC, CSI, OSC with its end, C1 alone, DEL, and an override of the order of writing.
    private static let evil = "x\u{1B}[31my\u{1B}]0;title\u{7}z\u{9B}2J\u{9D}0;t\u{9C}\u{7F}\u{8}\u{202E}"

    private let home = NSTemporaryDirectory() + "tessera-escapes-\(UUID().uuidString)"

    /// A folder with pictures, classes, captions, a run and a checkpoint that are all named after `evil`.
    init() throws {
        let evil = Self.evil,
            image = Bitmap(width: 28, height: 28, channels: 1, pixels: (0..<784).map { UInt8($0 % 251) })
        for name in ["\(evil)a", "\(evil)b"] {
            try FileManager.default.createDirectory(
                atPath: "\(home)/\(evil)data/\(name)", withIntermediateDirectories: true)
            for number in 0..<10 { try PNG.write(image, to: "\(home)/\(evil)data/\(name)/\(evil)\(number).png") }
        }
        try Data("not a picture".utf8).write(to: URL(fileURLWithPath: "\(home)/\(evil)data/\(evil)a/\(evil)bad.png"))
        try FileManager.default.createDirectory(atPath: "\(home)/pairs", withIntermediateDirectories: true)
        for number in 0..<4 { try PNG.write(image, to: "\(home)/pairs/\(number).png") }
        let rows = (0..<4).map { "\($0).png,\"\(evil)\(String(repeating: "\n", count: $0))\(evil)\"" }
        try Data((["file_name,text"] + rows + ["\(evil).png,none"]).joined(separator: "\n").utf8).write(
            to: URL(fileURLWithPath: home + "/pairs/metadata.csv"))
        try PNG.write(image, text: [PNG.Text(key: "Comment", value: evil)], to: "\(home)/\(evil).png")
        try FileManager.default.createDirectory(atPath: "\(home)/runs/\(evil)", withIntermediateDirectories: true)
        let toml =
            "version = '1'\npreset = \(TOMLValue.quoted(evil))\ndata = \(TOMLValue.quoted(evil))\nseed = 1\ncreated = 'x'\n[settings]\n"
        try Data((toml + "batch_size = \(TOMLValue.quoted(evil))\n").utf8).write(
            to: URL(fileURLWithPath: "\(home)/runs/\(evil)/run.toml"))
        // Control characters are not allowed in TOML: the parser quotes them in its error.
        try FileManager.default.createDirectory(atPath: home + "/raw", withIntermediateDirectories: true)
        try Data("version = '\(evil)'\n\(evil) = 3\n".utf8).write(to: URL(fileURLWithPath: home + "/raw/run.toml"))
        try Safetensors.write(
            [NamedTensor(name: evil, shape: [1], values: [1])],
            metadata: ["preset": evil, "tessera.preset": evil, "tessera.version": evil, evil: evil],
            to: home + "/c.safetensors")
    }

    deinit { try? FileManager.default.removeItem(atPath: home) }

    /// Runs commands in one shell: what they write to both outputs.
    private func output(_ commands: [String]) throws -> String {
        let lines = commands.map { "'\(TestedProgram.path)' \($0) 2>&1 </dev/null" }
        let output = try Spawned.output([
            "sh", "-c", "cd '\(home)'; export XDG_CACHE_HOME='\(home)'; " + lines.joined(separator: "; "),
        ])
        #expect(output.split(separator: "\n").count >= commands.count)
        return output
    }

    private func raw(_ output: String) -> [Unicode.Scalar] {
        output.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A: false
            case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E: true
            default: false
            }
        }
    }

    @Test func `no command writes an escape of a name, an option, a file's contents or its metadata`() throws {
        let evil = Self.evil
        let output = try output([
            "show '\(evil).png'", "show '\(evil)none.png'", "show '\(evil)data/\(evil)a/\(evil)bad.png'",
            "show --color '\(evil)' a.png",
            "repair '\(evil)none.png' --mask '\(evil)' -o x.png", "repair '\(evil).png' --method '\(evil)' -o x.png",
            "repair '\(evil).png' --mask '\(evil).png' --method laplace -o '\(evil)out.png'",
            "data inspect '\(evil)data'", "data inspect pairs", "data inspect '\(evil)'",
            "generate '\(evil)'", "generate c.safetensors", "generate 'runs/\(evil)'", "evaluate '\(evil)'",
            "evaluate 'runs/\(evil)'",
            "search 'runs/\(evil)' --text '\(evil)'", "control '\(evil)' pause", "control 'runs/\(evil)' status",
            "control 'runs/\(evil)' set '\(evil)' 1", "train --preset '\(evil)'", "train --set '\(evil)=1'",
            "train --set 'batch_size=\(evil)'",
            "train --data '\(evil)'", "train --resume --run 'runs/\(evil)'", "train --resume --run raw",
            "train '--\(evil)'",
            "explain --preset '\(evil)'", "'\(evil)'", "watch '\(evil)'", "--theme '\(evil)'",
            "train --preset article --data '\(evil)data' --set batch_size=4 --set sample.count=4 --steps 1 --threads 1 --run 'runs/\(evil)new'",
            "control 'runs/\(evil)new' status", "generate 'runs/\(evil)new' --count 2 --out '\(evil)g.png'",
        ])
        #expect(raw(output).isEmpty, "\(output.debugDescription)")
        #expect(output.contains(#"x\x1b[31my\x1b]0;title\x07z\x9b2J"#))
    }

    @Test func `JSON with such fields is valid and has no raw escapes`() throws {
        for arguments in ["data inspect '\(Self.evil)data' --json", "data inspect pairs --json"] {
            let output = try output([arguments]), start = try #require(output.firstIndex(of: "{"))
            #expect(raw(output).isEmpty, "\(output.debugDescription)")
            _ = try JSONSerialization.jsonObject(with: Data(output[start...].utf8))
            #expect(output.contains(#"x\u001b[31my"#) && output.contains(#"\u009b2J"#) && output.contains(#"\u202e"#))
        }
    }

    @Test(arguments: ["dumb", ""]) func `a terminal without escapes gets none`(term: String) throws {
        let evil = Self.evil
        let train = [
            "train", "--preset", "article", "--data", "\(evil)data", "--set", "batch_size=4", "--set", "sample.count=4",
            "--steps", "1",
        ]
        for arguments in [["show", "\(evil).png"], ["data", "inspect", "\(evil)data"], []]
            + (term.isEmpty ? [] : [train])
        {
            let terminal = try PseudoTerminal(arguments, in: home, term: term)
            try terminal.wait("its end", seconds: 60) { terminal.exitCode != nil }
            terminal.receive(milliseconds: 20)
            #expect(
                terminal.received > 0 && terminal.escapes == 0,
                "\(arguments.first ?? ""): \(String(decoding: terminal.tail, as: UTF8.self).debugDescription)")
        }
    }

    @Test func `a process ends without exit handlers, in success and in errors`() throws {
        for arguments in ["--version", "show none.png", "train --bogus"] {
            // The dynamic linker writes a line for each library whose handler it calls.
            let log = home + "/linker"
            _ = try Spawned.output([
                "sh", "-c",
                "cd '\(home)'; LD_DEBUG=files LD_DEBUG_OUTPUT='\(log)' '\(TestedProgram.path)' \(arguments) 2>&1",
            ])
            let files = try FileManager.default.contentsOfDirectory(atPath: home).filter { $0.hasPrefix("linker") }
            #expect(!files.isEmpty)
            for file in files {
                #expect(
                    try !String(contentsOfFile: "\(home)/\(file)", encoding: .utf8).contains("calling fini"),
                    "\(arguments)")
                try FileManager.default.removeItem(atPath: "\(home)/\(file)")
            }
        }
    }

    @Test func `lists draw names with their accents and their escapes, through ncurses`() throws {
        try PNG.write(Bitmap(width: 2, height: 2, channels: 1, pixels: [0, 0, 0, 0]), to: home + "/cafe\u{301}.png")
        let terminal = try PseudoTerminal(["studio", "--browse"], in: home)
        try terminal.wait("the screen") { terminal.modes.contains(1049) && terminal.received > 2_000 }
        try terminal.send("4")
        for text in ["cafe\u{301}.png", #"x\x1b[31my"#] {
            try terminal.wait("the name \(text)") {
                String(decoding: terminal.tail, as: UTF8.self).unicodeScalars.contains(text.unicodeScalars)
            }
        }
        try terminal.send("q")
        try terminal.wait("its end") { terminal.exitCode != nil }
        #expect(terminal.exitCode == 0 && terminal.isRestored)
    }
}
