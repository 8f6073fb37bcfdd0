/// Messages as the studio shows them: with fields, keys and screens in the place of the command line's flags.
enum StudioWords {
    /// What a message of the engine says, and what the studio says for it; the longest come first.
    private static let replacements: [(pattern: String, words: String)] = [
        (#"resume (it|the run): tessera train --resume --run \S+"#, "r on the Runs screen resumes it"),
        (
            #"then resume( it)?( with `|: )tessera train --resume --run [^\s`]+`?"#,
            "then resume it with r on the Runs screen"
        ),
        (
            #"tessera train --resume --run \S+ continues from the newest one"#,
            "r on the Runs screen continues from the newest one"
        ),
        (#"continue the run with `tessera train --resume`"#, "resume the run with r on the Runs screen"),
        (
            #"continue it with --resume or name another folder"#,
            "resume it with r on the Runs screen, or name another folder"
        ),
        (
            #"resume from the checkpoint of step (\S+) with lower learning rates \([^)]*\)"#,
            "resume from the checkpoint of step $1 with r on the Runs screen, and lower the learning rates with a"
        ),
        (#"to change it, resume with --set [^;]*"#, "a changes it while the run trains"),
        (#"give --set ([\w.]+)=(\S+?)(?=[,;]| or |$)"#, "set the field $1 to $2"),
        (#"give a smaller --set ([\w.]+)="#, "set a smaller $1"),
        (#"--set ([\w.]+)=([^\s,;)]+)"#, "$1 = $2 in the form"),
        (#"use (data with labels.*?), or --preset (\S+)"#, "use $1, or the preset $2"),
        (#"leave out --preset, or give --preset (\S+)"#, "choose the preset $1"),
        (#"(give|train with|with|train a run with) --preset (\S+)"#, "$1 the preset $2"),
        (
            #"give the (new path|path of the same images) with --(data|masks)"#,
            "put them back, or type their path into the field data of a new run"
        ),
        (#"give --masks FOLDER when the run begins"#, "masks are given by the command train"),
        (#"give a new or empty folder, or --force to write into it"#, "name a new or empty folder"),
        (#"give another --out"#, "name another file"), (#"give --turn-mask to turn"#, "load-mask offers to turn"),
        (#"use it with `tessera repair IMAGE --method RUN`"#, "use it on the Repair screen"),
        (#"give --force to replace it, or another --out"#, "save it under another name"),
        (#"give --force to replace it"#, "save it under another name"),
        (#"give another folder as --out"#, "name another folder"),
        (#"mark less, or use --invert-mask if black marks the damage"#, "mark less, or invert the mask with !"),
        (#"give --invert-mask"#, "invert it with !"), (#"leave --invert-mask out"#, "it is inverted"),
        (
            #"give --mask PNG, or a method for whole images such as denoise"#,
            "paint a mask, or choose a method for whole images such as denoise"
        ),
        (#"give --mask, or leave --feather out"#, "paint a mask, or set no feather"),
        (#"--mask or load-mask loads it"#, "load-mask loads it"),
        (#"(use|try) --method (\w+)"#, "$1 the method $2"),
        (#"leave out --text, --audio and --image"#, "clear the prompt with delete"),
        (#"give --text, --audio or --image"#, "type a prompt with /"),
        (#"leave out --class"#, "leave out the class"), (#"write it like --weights (\S+)"#, "write it like $1"),
        (#"use --crop-center or --pad"#, "choose another fit"),
        (#"--fit"#, "the field fit"), (#"--data"#, "the field data"), (#"--preset"#, "the preset"),
        (#"--masks"#, "masks"),
        (#"--feather"#, "feather"), (#"--truth"#, "the reference"), (#"--run"#, "the folder"), (#"--seed"#, "the seed"),
    ]

    /// `line` without flags; it is unchanged where it has none, which costs nothing.
    static func withoutFlags(_ line: String) -> String {
        guard line.contains("--") else { return line }
        return replacements.reduce(line) { text, rule in
            guard let regex = try? Regex(rule.pattern) else { preconditionFailure("a wrong pattern: \(rule.pattern)") }
            return text.replacing(regex) { match in
                (1..<match.output.count).reduce(rule.words) { words, group in
                    words.replacing("$\(group)", with: match.output[group].substring.map { String($0) } ?? "")
                }
            }
        }
    }
}
