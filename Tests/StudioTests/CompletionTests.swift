import Foundation
import Glibc
import Studio
import Testing

/// The scripts of `tessera completions`, run by their shells.
@Suite(.serialized) struct CompletionTests {
    private static func has(_ shell: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            access("\($0)/\(shell)", X_OK) == 0
        }
    }

    /// Runs `script` in `shell`, with the tested program first in the PATH as `tessera`, in an empty folder with a folder `photos`.
    private static func output(_ shell: [String], _ script: String) throws -> String {
        let folder = NSTemporaryDirectory() + "tessera-completion-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/photos", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/tessera", withDestinationPath: TestedProgram.path)
        let lines = "cd '\(folder)'\nexport PATH='\(folder)':$PATH\n" + script
        return try Spawned.output(shell + ["-c", lines])
    }

    /// What bash would offer for each line: the words are split at `=` and `:` as bash does.
    private static let bash = #"""
        source <(tessera completions bash)
        offer() {
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() COMPREPLY=()
            local word rest
            for word in $1 ${2-}; do
                rest=$word
                while [[ $rest == *[=:]* ]]; do
                    [[ -n ${rest%%[=:]*} ]] && COMP_WORDS+=("${rest%%[=:]*}")
                    local before=${rest%%[=:]*}
                    COMP_WORDS+=("${rest:${#before}:1}")
                    rest=${rest#*[=:]}
                done
                [[ -n $rest ]] && COMP_WORDS+=("$rest")
            done
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            local last=${COMP_WORDS[COMP_CWORD]}
            [[ $last == [=:] ]] && last=
            _tessera_words tessera "$last" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[*]}"
        }

        """#

    @Test func `bash completes commands, presets, data, paths, settings and their values`() throws {
        let cases = [
            ("tessera trai", "train"), ("tessera data ins", "inspect"), ("tessera train --preset mod", "modern"),
            ("tessera train --set augm", "augment="), ("tessera train --set augment=", "true false"),
            ("tessera train --set augment=f", "false"), ("tessera train --set channels=", "1 3 4"),
            ("tessera train --preset article --set base_ch", ""), ("tessera train --data fashion-mnist:", "test"),
            ("tessera train --data pho", "photos/"), ("tessera generate r --checkpoint be", "best"),
            ("tessera control r stat", "status"), ("tessera train --fit c", "crop"), ("tessera completions z", "zsh"),
        ]
        let calls = cases.map { "offer '\($0.0)'" }.joined(separator: "\n")
        let lines = try Self.output(["bash", "--norc"], Self.bash + calls).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, (line, expected)) in cases.enumerated() {
            #expect(lines.indices.contains(index) && lines[index] == expected, "\(line): \(lines)")
        }
    }

    @Test(.enabled(if: has("zsh"), "zsh is not installed")) func `zsh completes in a terminal of its own`() throws {
        let script = #"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            say() { local text all; while zpty -r -t shell text; do all+=$text; done; print -rn -- "$all" }
            expect() {
                local all i
                for i in {1..1000}; do all+=$(say); [[ $all == *$1* ]] && { print -r -- "found $1"; return }; sleep 0.02; done
                print -r -- "no $1 in ${(V)all}"
            }
            zpty -w shell 'PS1=; source <(tessera completions zsh); print rea''dy'
            expect ready
            for pair in 'trai:tessera train' 'train --set augm:augment=' 'train --set augment=t:augment=true' 'train --data pho:photos/'; do
                zpty -w -n shell "tessera ${pair%%:*}"$'\t'
                expect "${pair#*:}"
                zpty -w -n shell $'\x15'
            done
            zpty -d shell
            """#
        let output = try Self.output(["zsh", "-f"], script)
        #expect(!output.contains("no ") && output.split(separator: "\n").count == 5, "\(output)")
    }

    @Test(.enabled(if: has("fish"), "fish is not installed")) func `fish completes commands and choices`() throws {
        let output = try Self.output(
            ["fish", "--no-config"],
            """
            tessera completions fish | source
            for line in 'tessera trai' 'tessera train --fit c' 'tessera control r stat'
                complete -C "$line" | string split -f 1 \\t
            end
            """)
        #expect(output == "train\ncrop\nstatus\n")
    }

    @Test func `settings of the preset are completed, and the values of those that have few`() {
        #expect(SettingCompletions.completions("").contains("batch_size="))
        #expect(!SettingCompletions.completions("", after: ["--preset", "article"]).contains("base_channels="))
        #expect(SettingCompletions.completions("use_audio=") == ["use_audio=true", "use_audio=false"])
        #expect(SettingCompletions.completions("nothing=").isEmpty)
    }

    @Test func `another shell is refused with the nearest name`() throws {
        #expect(throws: (any Error).self) { try HelpPage.check(["completions", "fsh"]) }
        for shell in ShellCompletions.shells { #expect(ShellCompletions.script(for: shell).contains("tessera")) }
    }
}
