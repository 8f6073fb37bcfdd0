// Terminal descriptions as part of the program, compiled and in base64. The direct-colour entries of distributions are in a package
// that few machines have, and treat the RGB values 0 to 7 as the eight ANSI colours.
//
// The source, and the two commands that made the strings below from it:
//
//     tessera-direct|terminal with direct colour,
//         RGB,
//         colors#0x1000000, pairs#0x10000,
//         setaf=\E[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm,
//         setab=\E[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm,
//         initc@, oc@, ccc@, setf@, setb@,
//         use=xterm-256color,
//     tessera-tmux|direct colour inside tmux,
//         RGB,
//         colors#0x1000000, pairs#0x10000,
//         setaf=\E[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm,
//         setab=\E[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm,
//         initc@, oc@, ccc@, setf@, setb@,
//         use=tmux-256color,
//
//     tic -x -o ti tessera.ti
//     for entry in tessera-direct tessera-tmux; do TERMINFO=$PWD/ti infocmp -x -0 -Q2 -q $entry; done

/// An entry for `newterm`, passed in the variable TERMINFO.
struct Terminfo {
    /// The value of TERM for the description.
    let name: String
    /// The value of TERMINFO: `b64:` and the compiled entry.
    let description: String

    /// 24-bit colour for terminals like xterm.
    static let direct = Terminfo(
        name: "tessera-direct",
        description: """
            b64:HgIrACYADwCdAe4FdGVzc2VyYS1kaXJlY3R8dGVybWluYWwgd2l0aCBkaXJlY3QgY29sb3VyAAABAAABAAAAAQAAAAABAQAAAAAAAAABAA\
            ABAAABAAAAAAAAAAABAFAAAAAIAAAAGAAAAP____________________________________________________8AAAABAAABAAAABAAGAAgA\
            GQAeACYAKgAuAP__OQBKAEwAUABXAP__WQBmAP__agBuAHgAfAD_____gACEAIkAjgD__6AApQCqAP__rwC0ALkAvgDHAMsA0gD__-QA6QDvAP\
            UA________BwH_______8ZAf__HQH_______8fAf__JAH__________ygBLAEyATYBOgE-AUQBSgFQAVYBXAFgAf__ZQH__2kBbgFzAXcBfgH_\
            _4UBiQGRAf____________________________-ZAaIBqwH__64BtwHAAckB0gHbAeQB7QH2Af8B________CAIMAhECFgIqAjMC_____0UCSA\
            JTAlYCWAJbArgC__-7Av__________vQLBAsUCyQLNAv_____RAv__BgP_____CgMQA_____________8WA_____________8aAx4D________\
            __________________________________________________________8iA_____8pA___________MAM3Az4D_____0UD__9MA________1\
            MD_____________1oDYANmA20DdAN7A4IDigOSA5oDogOqA7IDugPCA8kD0APXA94D5gPuA_YD_gMGBA4EFgQeBCUELAQzBDoEQgRKBFIEWgRi\
            BGoEcgR6BIEEiASPBJYEngSmBK4EtgS-BMYEzgTWBN0E5ATrBPAE__________________________________________________________\
            _3BAIFBwUaBR4F_v_-_______-__7___________________8nBf_______________________ywF________________________________\
            _____________________zIFQwX_____________________________VQX_______9ZBZUF___________________RBf________________\
            _______________________________________________________________________________________________-gF6wUbW1oABwAN\
            ABtbJWklcDElZDslcDIlZHIAG1szZwAbW0gbWzJKABtbSwAbW0oAG1slaSVwMSVkRwAbWyVpJXAxJWQ7JXAyJWRIAAoAG1tIABtbPzI1bAAIAB\
            tbPzEybBtbPzI1aAAbW0MAG1tBABtbPzEyOzI1aAAbW1AAG1tNABsoMAAbWzVtABtbMW0AG1s_MTA0OWgbWzIyOzA7MHQAG1sybQAbWzRoABtb\
            OG0AG1s3bQAbWzdtABtbNG0AG1slcDElZFgAGyhCABsoQhtbbQAbWz8xMDQ5bBtbMjM7MDswdAAbWzRsABtbMjdtABtbMjRtABtbPzVoJDwxMD\
            AvPhtbPzVsABtbIXAbWz8zOzRsG1s0bBs-ABtbTAB_ABtbM34AG09CABtPUAAbWzIxfgAbT1EAG09SABtPUwAbWzE1fgAbWzE3fgAbWzE4fgAb\
            WzE5fgAbWzIwfgAbT0gAG1syfgAbT0QAG1s2fgAbWzV-ABtPQwAbWzE7MkIAG1sxOzJBABtPQQAbWz8xbBs-ABtbPzFoGz0AG1s_MTAzNGwAG1\
            s_MTAzNGgAG0UAG1slcDElZFAAG1slcDElZE0AG1slcDElZEIAG1slcDElZEAAG1slcDElZFMAG1slcDElZEwAG1slcDElZEQAG1slcDElZEMA\
            G1slcDElZFQAG1slcDElZEEAG1tpABtbNGkAG1s1aQAlcDElYxtbJXAyJXsxfSUtJWRiABtjG10xMDQHABtbIXAbWz8zOzRsG1s0bBs-ABs4AB\
            tbJWklcDElZGQAGzcACgAbTQAlPyVwOSV0GygwJWUbKEIlOxtbMCU_JXA2JXQ7MSU7JT8lcDUldDsyJTslPyVwMiV0OzQlOyU_JXAxJXAzJXwl\
            dDs3JTslPyVwNCV0OzUlOyU_JXA3JXQ7OCU7bQAbSAAJABtPdwAbT3kAG091ABtPcQAbT3MAYGBhYWZmZ2dpaWpqa2tsbG1tbm5vb3BwcXFycn\
            NzdHR1dXZ2d3d4eHl5enp7e3x8fX1-fgAbW1oAG1s_N2gAG1s_N2wAG09FABtPRgAbT00AG1szOzJ-ABtbMTsyRgAbWzE7MkgAG1syOzJ-ABtb\
            MTsyRAAbWzY7Mn4AG1s1OzJ-ABtbMTsyQwAbWzIzfgAbWzI0fgAbWzE7MlAAG1sxOzJRABtbMTsyUgAbWzE7MlMAG1sxNTsyfgAbWzE3OzJ-AB\
            tbMTg7Mn4AG1sxOTsyfgAbWzIwOzJ-ABtbMjE7Mn4AG1syMzsyfgAbWzI0OzJ-ABtbMTs1UAAbWzE7NVEAG1sxOzVSABtbMTs1UwAbWzE1OzV-\
            ABtbMTc7NX4AG1sxODs1fgAbWzE5OzV-ABtbMjA7NX4AG1syMTs1fgAbWzIzOzV-ABtbMjQ7NX4AG1sxOzZQABtbMTs2UQAbWzE7NlIAG1sxOz\
            ZTABtbMTU7Nn4AG1sxNzs2fgAbWzE4OzZ-ABtbMTk7Nn4AG1syMDs2fgAbWzIxOzZ-ABtbMjM7Nn4AG1syNDs2fgAbWzE7M1AAG1sxOzNRABtb\
            MTszUgAbWzE7M1MAG1sxNTszfgAbWzE3OzN-ABtbMTg7M34AG1sxOTszfgAbWzIwOzN-ABtbMjE7M34AG1syMzszfgAbWzI0OzN-ABtbMTs0UA\
            AbWzE7NFEAG1sxOzRSABtbMUsAG1s_NjlsABtbJWklZDslZFIAG1s2bgAbWz8lWzswMTIzNDU2Nzg5XWMAG1tjABtbMzk7NDltABtbM20AG1sy\
            M20AG1s_NjloG1slaSVwMSVkcwAbWz82OWgbWyVpOyVwMSVkcwAbWzwAG1szODsyOyVwMSV7NjU1MzZ9JS8lZDslcDElezI1Nn0lLyV7MjU1fS\
            UmJWQ7JXAxJXsyNTV9JSYlZG0AG1s0ODsyOyVwMSV7NjU1MzZ9JS8lZDslcDElezI1Nn0lLyV7MjU1fSUmJWQ7JXAxJXsyNTV9JSYlZG0AG1s_\
            NjloG1slaSVwMSVkOyVwMiVkcwAbbAAbbQADAAAATgCfANwDAQEBAAAACQASABkAJQAqADwAQwBKAFAAWgB6AIEAiACPAJYAnQCkAKsAsgC5AM\
            AAxwDOANUA3ADjAOoA8QD4AP8ABgENARQBGwEiASkBMAE3AT4BRQFMAVMBWgFhAWgBbwF2AX0BhAGLAZIBmQGgAacBrgG1AbwBwwHKAdEB2AHf\
            AeYB6gHuAfIB9gH6Af4BAgIGAgoCDgISAhYCHAIhAgAAAwAHAAoADQAQABMAFgAZABwAHwAiACUAKAArADAANQA6AD8ARABIAE0AUgBXAFwAYQ\
            BnAG0AcwB5AH8AhQCLAJEAlwCdAKIApwCsALEAtgC8AMIAyADOANQA2gDgAOYA7ADyAPgA_gAEAQoBEAEWARwBIgEoAS4BMgE3ATwBQQFGAUsB\
            TwFTAVcBWwFfAWUBawFxAXcBfQGDAYkBjgGTARtbPzIwMDRsABtbPzIwMDRoABtdMTEyBwAbXTEyOyVwMSVzBwAbWzNKABtdNTI7JXAxJXM7JX\
            AyJXMHABtbMjAxfgAbWzIwMH4AG1syIHEAG1slcDElZCBxABtbPzEwMDY7MTAwMCU_JXAxJXsxfSU9JXRoJWVsJTsAG1szOzN-ABtbMzs0fgAb\
            WzM7NX4AG1szOzZ-ABtbMzs3fgAbWzE7MkIAG1sxOzNCABtbMTs0QgAbWzE7NUIAG1sxOzZCABtbMTs3QgAbWzE7M0YAG1sxOzRGABtbMTs1Rg\
            AbWzE7NkYAG1sxOzdGABtbMTszSAAbWzE7NEgAG1sxOzVIABtbMTs2SAAbWzE7N0gAG1syOzN-ABtbMjs0fgAbWzI7NX4AG1syOzZ-ABtbMjs3\
            fgAbWzE7M0QAG1sxOzREABtbMTs1RAAbWzE7NkQAG1sxOzdEABtbNjszfgAbWzY7NH4AG1s2OzV-ABtbNjs2fgAbWzY7N34AG1s1OzN-ABtbNT\
            s0fgAbWzU7NX4AG1s1OzZ-ABtbNTs3fgAbWzE7M0MAG1sxOzRDABtbMTs1QwAbWzE7NkMAG1sxOzdDABtbMTsyQQAbWzE7M0EAG1sxOzRBABtb\
            MTs1QQAbWzE7NkEAG1sxOzdBABtPeAAbT3QAG092ABtPcgAbT0UAG09rABtPbAAbT28AG09uABtPagAbT20AG09wABtbMjltABtbOW0AG1s8JW\
            klcDMlZDslcDElZDslcDIlZDslPyVwNCV0TSVlbSU7AEFYAFJHQgBYVABCRABCRQBDcgBDcwBFMwBNcwBQRQBQUwBTZQBTcwBYTQBrREMzAGtE\
            QzQAa0RDNQBrREM2AGtEQzcAa0ROAGtETjMAa0RONABrRE41AGtETjYAa0RONwBrRU5EMwBrRU5ENABrRU5ENQBrRU5ENgBrRU5ENwBrSE9NMw\
            BrSE9NNABrSE9NNQBrSE9NNgBrSE9NNwBrSUMzAGtJQzQAa0lDNQBrSUM2AGtJQzcAa0xGVDMAa0xGVDQAa0xGVDUAa0xGVDYAa0xGVDcAa05Y\
            VDMAa05YVDQAa05YVDUAa05YVDYAa05YVDcAa1BSVjMAa1BSVjQAa1BSVjUAa1BSVjYAa1BSVjcAa1JJVDMAa1JJVDQAa1JJVDUAa1JJVDYAa1\
            JJVDcAa1VQAGtVUDMAa1VQNABrVVA1AGtVUDYAa1VQNwBrYTIAa2IxAGtiMwBrYzIAa3A1AGtwQUREAGtwQ01BAGtwRElWAGtwRE9UAGtwTVVM\
            AGtwU1VCAGtwWlJPAHJteHgAc214eAB4bQA=
            """)

    /// 24-bit colour inside tmux, whose Home and End differ from xterm's.
    static let tmux = Terminfo(
        name: "tessera-tmux",
        description: """
            b64:HgInACsADwBpAQ8FdGVzc2VyYS10bXV4fGRpcmVjdCBjb2xvdXIgaW5zaWRlIHRtdXgAAAEAAAEAAAABAQAAAAEBAAAAAAAAAAAAAAAAAA\
            AAAAAAAAAAAAEAAAAAAVAAAAAIAAAAGAAAAP____________________________________________________8AAAABAAABAAAABAAGAAgA\
            GQAeACUAKQAtAP__OABJAEsATwBWAP__WABkAP__aABrAHEAdQB5AP__fwCBAIYAiwD__5QAmQCeAP__owCoAK0A__-yALQAuQD__8IAxwDNAN\
            MA___WAP__2AD________cAP__4AD________iAP__5wD__________-sA7wD1APkA_QABAQcBDQETARkBHwEkAf__KQH__y0BMgE3ATsBQgH_\
            _0kBTQFVAf__________________________________XQH__2ABaQFyAXsBhAGNAZYBnwGoAbEB_____________________7oB_____8sBzg\
            HZAdwB3gHhAToC__89Aj8C__________________________9EAv__hQL_______________-JAv____________________-QAv__________\
            __________________________________________________________-VAv____-cAv__________owKqArEC_____7gC__-_Av_______8\
            YC_____________80C0wLZAuAC5wLuAvUC_QIFAw0DFQMdAyUDLQM1AzwDQwNKA1EDWQNhA2kDcQN5A4EDiQORA5gDnwOmA60DtQO9A8UDzQPV\
            A90D5QPtA_QD-wMCBAkEEQQZBCEEKQQxBDkEQQRJBFAEVwReBP____________________________________________________________\
            9jBG4EcwR7BH8E_v_-_______-__7___________________-IBP_______________________40E________________________________\
            ________________________________________________________kwT_______-XBNMEG1taAAcADQAbWyVpJXAxJWQ7JXAyJWRyABtbM2\
            cAG1tIG1tKABtbSwAbW0oAG1slaSVwMSVkRwAbWyVpJXAxJWQ7JXAyJWRIAAoAG1tIABtbPzI1bAAIABtbMzRoG1s_MjVoABtbQwAbTQAbWzM0\
            bAAbW1AAG1tNABtdMDsHAA4AG1s1bQAbWzFtABtbPzEwNDloABtbMm0AG1s0aAAbWzhtABtbN20AG1s3bQAbWzRtAA8AG1ttDwAbWz8xMDQ5bA\
            AbWzRsABtbMjdtABtbMjRtABtnAAcAGykwABtbTAB_ABtbM34AG09CABtPUAAbWzIxfgAbT1EAG09SABtPUwAbWzE1fgAbWzE3fgAbWzE4fgAb\
            WzE5fgAbWzIwfgAbWzF-ABtbMn4AG09EABtbNn4AG1s1fgAbT0MAG1sxOzJCABtbMTsyQQAbT0EAG1s_MWwbPgAbWz8xaBs9ABtFABtbJXAxJW\
            RQABtbJXAxJWRNABtbJXAxJWRCABtbJXAxJWRAABtbJXAxJWRTABtbJXAxJWRMABtbJXAxJWREABtbJXAxJWRDABtbJXAxJWRUABtbJXAxJWRB\
            ABtjG1s_MTAwMGwbWz8yNWgAGzgAG1slaSVwMSVkZAAbNwAKABtNABtbMCU_JXA2JXQ7MSU7JT8lcDIldDs0JTslPyVwMSVwMyV8JXQ7NyU7JT\
            8lcDQldDs1JTslPyVwNSV0OzIlOyU_JXA3JXQ7OCU7bSU_JXA5JXQOJWUPJTsAG0gACQAbXTA7ACsrLCwtLS4uMDBgYGFhZmZnZ2hoaWlqamtr\
            bGxtbW5ub29wcHFxcnJzc3R0dXV2dnd3eHh5eXp6e3t8fH19fn4AG1taABsoQhspMAAbWzR-ABtbMzsyfgAbWzE7MkYAG1sxOzJIABtbMjsyfg\
            AbWzE7MkQAG1s2OzJ-ABtbNTsyfgAbWzE7MkMAG1syM34AG1syNH4AG1sxOzJQABtbMTsyUQAbWzE7MlIAG1sxOzJTABtbMTU7Mn4AG1sxNzsy\
            fgAbWzE4OzJ-ABtbMTk7Mn4AG1syMDsyfgAbWzIxOzJ-ABtbMjM7Mn4AG1syNDsyfgAbWzE7NVAAG1sxOzVRABtbMTs1UgAbWzE7NVMAG1sxNT\
            s1fgAbWzE3OzV-ABtbMTg7NX4AG1sxOTs1fgAbWzIwOzV-ABtbMjE7NX4AG1syMzs1fgAbWzI0OzV-ABtbMTs2UAAbWzE7NlEAG1sxOzZSABtb\
            MTs2UwAbWzE1OzZ-ABtbMTc7Nn4AG1sxODs2fgAbWzE5OzZ-ABtbMjA7Nn4AG1syMTs2fgAbWzIzOzZ-ABtbMjQ7Nn4AG1sxOzNQABtbMTszUQ\
            AbWzE7M1IAG1sxOzNTABtbMTU7M34AG1sxNzszfgAbWzE4OzN-ABtbMTk7M34AG1syMDszfgAbWzIxOzN-ABtbMjM7M34AG1syNDszfgAbWzE7\
            NFAAG1sxOzRRABtbMTs0UgAbWzFLABtbJWklZDslZFIAG1s2bgAbWz8xOzJjABtbYwAbWzM5OzQ5bQAbWzNtABtbMjNtABtbTQAbWzM4OzI7JX\
            AxJXs2NTUzNn0lLyVkOyVwMSV7MjU2fSUvJXsyNTV9JSYlZDslcDElezI1NX0lJiVkbQAbWzQ4OzI7JXAxJXs2NTUzNn0lLyVkOyVwMSV7MjU2\
            fSUvJXsyNTV9JSYlZDslcDElezI1NX0lJiVkbQAAAwABAEQAjABRAwEBAQABAAAAAAAJABIAGQAlACkALgBAAEcATgBWAFwAZwBxAHYAfQCEAI\
            sAkgCZAKAApwCuALUAvADDAMoA0QDYAN8A5gDtAPQA-wACAQkBEAEXAR4BJQEsATMBOgFBAUgBTwFWAV0BZAFrAXIBeQGAAYcBjgGVAZwBowGq\
            AbEBuAG_AcYBzQHUAdsB4gHoAQAAAwAGAAoADQAQABMAFgAZABwAHwAiACUAKAArAC4ANAA3ADoAPwBEAEkATgBTAFcAXABhAGYAawBwAHYAfA\
            CCAIgAjgCUAJoAoACmAKwAsQC2ALsAwADFAMsA0QDXAN0A4wDpAO8A9QD7AAEBBwENARMBGQEfASUBKwExATcBPQFBAUYBSwFQAVUBWgFfARtb\
            PzIwMDRsABtbPzIwMDRoABtdMTEyBwAbXTEyOyVwMSVzBwAbKEIAG1szSgAbXTUyOyVwMSVzOyVwMiVzBwAbWzIwMX4AG1syMDB-ABsoJXAxJW\
            MAG1syIHEAG1s0OiVwMSVkbQAbWyVwMSVkIHEAG10wOwAbWzM7M34AG1szOzR-ABtbMzs1fgAbWzM7Nn4AG1szOzd-ABtbMTsyQgAbWzE7M0IA\
            G1sxOzRCABtbMTs1QgAbWzE7NkIAG1sxOzdCABtbMTszRgAbWzE7NEYAG1sxOzVGABtbMTs2RgAbWzE7N0YAG1sxOzNIABtbMTs0SAAbWzE7NU\
            gAG1sxOzZIABtbMTs3SAAbWzI7M34AG1syOzR-ABtbMjs1fgAbWzI7Nn4AG1syOzd-ABtbMTszRAAbWzE7NEQAG1sxOzVEABtbMTs2RAAbWzE7\
            N0QAG1s2OzN-ABtbNjs0fgAbWzY7NX4AG1s2OzZ-ABtbNjs3fgAbWzU7M34AG1s1OzR-ABtbNTs1fgAbWzU7Nn4AG1s1Ozd-ABtbMTszQwAbWz\
            E7NEMAG1sxOzVDABtbMTs2QwAbWzE7N0MAG1sxOzJBABtbMTszQQAbWzE7NEEAG1sxOzVBABtbMTs2QQAbWzE7N0EAG1syOW0AG1s5bQBBWABH\
            MABSR0IAVTgAQkQAQkUAQ3IAQ3MARTAARTMATXMAUEUAUFMAUzAAU2UAU211bHgAU3MAVFMAa0RDMwBrREM0AGtEQzUAa0RDNgBrREM3AGtETg\
            BrRE4zAGtETjQAa0RONQBrRE42AGtETjcAa0VORDMAa0VORDQAa0VORDUAa0VORDYAa0VORDcAa0hPTTMAa0hPTTQAa0hPTTUAa0hPTTYAa0hP\
            TTcAa0lDMwBrSUM0AGtJQzUAa0lDNgBrSUM3AGtMRlQzAGtMRlQ0AGtMRlQ1AGtMRlQ2AGtMRlQ3AGtOWFQzAGtOWFQ0AGtOWFQ1AGtOWFQ2AG\
            tOWFQ3AGtQUlYzAGtQUlY0AGtQUlY1AGtQUlY2AGtQUlY3AGtSSVQzAGtSSVQ0AGtSSVQ1AGtSSVQ2AGtSSVQ3AGtVUABrVVAzAGtVUDQAa1VQ\
            NQBrVVA2AGtVUDcAcm14eABzbXh4AA==
            """)
}
