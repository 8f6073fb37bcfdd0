import ArgumentParser

/// The completions of the program as the script of a shell.
package enum ShellCompletions {
    package static let shells = ["bash", "zsh", "fish"]

    /// The parser's script, and what it lacks: values behind `name=`, which some shells take for words of their own.
    /// - Precondition: `shell` is one of `shells`.
    package static func script(for shell: String) -> String {
        switch shell {
        case "bash": TesseraCommand.completionScript(for: .bash) + "\n" + bash
        case "zsh":
            TesseraCommand.completionScript(for: .zsh).replacing(
                "#compdef tessera",
                with: "#compdef tessera\n(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }",
                maxReplacements: 1) + "\n" + zsh
        case "fish": TesseraCommand.completionScript(for: .fish)
        default: preconditionFailure("no completions for \(shell)")
        }
    }

    /// Bash breaks words at `=` and `:` and passes only the last part.
    private static let bash = #"""
        _tessera_words() {
            local -a joined=()
            local -i i at=0
            for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
                if ((i > 1)) && [[ ${COMP_WORDS[i]} == [=:]* || ${COMP_WORDS[i - 1]} == *[=:] ]]; then
                    joined[${#joined[@]} - 1]+=${COMP_WORDS[i]}
                else
                    joined+=("${COMP_WORDS[i]}")
                fi
                ((i == COMP_CWORD)) && at=$((${#joined[@]} - 1))
            done
            local word=${joined[at]} last=${2} previous=${joined[at - 1]}
            local -a COMP_WORDS=("${joined[@]}")
            local -i COMP_CWORD=at
            _tessera "${1}" "${word}" "${previous}"
            # The shell replaces only what is behind the last `=` or `:`.
            local head=${word%"${last}"}
            [[ ${head} == *[=:] ]] && COMPREPLY=("${COMPREPLY[@]#"${head}"}")
            [[ ${COMPREPLY[*]} == *[=:]* ]] && compopt +o filenames 2> /dev/null
            [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
            return 0
        }
        complete -o filenames -F _tessera_words tessera
        """#

    /// Without a space behind `name=` and folders, and with names that have a colon.
    private static let zsh = #"""
        __tessera_complete() {
            local -a open=("${(M)@:#*[=/]}") closed=("${@:#*[=/]}")
            local -i found=1
            if (( ${#open} )); then compadd -S '' -a open && found=0; fi
            if (( ${#closed} )); then compadd -a closed && found=0; fi
            return "${found}"
        }
        """#
}
