/// PNG files of 7 x 5 pixels, made with pypng; what is in them is in `Pattern`.
enum PNGSamples {
    static let all: [(name: String, file: [UInt8])] = [
        ("grey1", grey1), ("grey2", grey2), ("grey4", grey4), ("grey8", grey8), ("grey16", grey16),
        ("grey8interlaced", grey8interlaced), ("rgb8", rgb8), ("rgb8interlaced", rgb8interlaced),
        ("rgb16", rgb16), ("rgba8", rgba8), ("rgba16interlaced", rgba16interlaced),
        ("greyAlpha8", greyAlpha8), ("palette1", palette1), ("palette2", palette2), ("palette4", palette4),
        ("palette8", palette8), ("palette4transparent", palette4transparent), ("grey8key", grey8key),
        ("rgb8key", rgb8key), ("grey8gamma1", grey8gamma1), ("grey16gamma1", grey16gamma1),
        ("grey8gamma22", grey8gamma22), ("grey8gamma1sRGB", grey8gamma1sRGB),
        ("grey8gammaAbsurd", grey8gammaAbsurd), ("grey8profile", grey8profile), ("texts", texts),
        ("textAfterPixels", textAfterPixels),
    ]

    static let grey1 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFAQAAAACh4ct1AAAAC0lEQVR4nGNggAEAAAoAAX+AdF4AAAAASUVORK5CYII=
        """)
    static let grey2 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFAgAAAADmQbGlAAAAEUlEQVR4nGNgzGAAIlYIWgEADusCWrdlmYIAAAAASUVORK5CYII=
        """)
    static let grey4 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFBAAAAABpAUQFAAAAHklEQVR4nGNgcus6wMDk1n2BgSl89gUGYTARseYBAGJDCMZ8fE0nAAAA
        AElFTkSuQmCC
        """)
    static let grey8 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAM0lEQVR4nAEoANf/AAAkSGyQtNgABytPc5e73wAOMlZ6nsLmABU5XYGl
        ye0AHEBkiKzQ9CrPEK8mLjviAAAAAElFTkSuQmCC
        """)
    static let grey16 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFEAAAAAD8YXVHAAAAVklEQVR4nAFLALT/AAAAJAFIAmwDkAS0BdgGAAcAKwFPAnMDlwS7Bd8G
        AA4AMgFWAnoDngTCBeYGABUAOQFdAoEDpQTJBe0GABwAQAFkAogDrATQBfQGRDwRGGu24p8AAAAASUVORK5CYII=
        """)
    static let grey8interlaced = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAAHb9pmSAAAAOUlEQVR4nAEuANH/AAAAkAAcrABI2ABk9AAOVp7mACRstAAyesIAQIjQ
        AAcrT3OXu98AFTldgaXJ7U/VEK/BaIjPAAAAAElFTkSuQmCC
        """)
    static let rgb8 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAIAAAAG+GGPAAAAd0lEQVR4nAXBsQbCcRQF4PMKPUE03TFar4j2rvb40x5tZ4hoj/bIbY+W
        O0U0/oieIHqCOE+Qvg8ADP3AmFgkNg1H4QZ4z3wYPqOv0vfNL/InwIFxEuzIbfLUeBffQI2s5lFr1iHr2uql+gKampahHXVOPZo+0u8P
        g+wyLg//4bMAAAAASUVORK5CYII=
        """)
    static let rgb8interlaced = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAIAAAFx/1EZAAAAeUlEQVR4nA3BsQYCYBQF4PMKPUE03TFar4j2fu0R7dF2hoj2aI/c9mi5
        U0TjJXqC6AniPEHq+4C/wBrQOHRHw1C4omkrfQH2GufBo/iCoUvMCgcYR+SmeINpQZ1Kb8A75v3mE/oyfFd+lj+AHFhOW66Y+8hL5VP5
        +QFMfDIuVBrl3QAAAABJRU5ErkJggg==
        """)
    static let rgb16 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFEAIAAABWaL3MAAAAnElEQVR4nB3EO2oCQBgA4f91AU8QsNpSsBUhYJ/FXhDsBbstAgH7QPqA
        bHrBxkoQLBeEnEDICYQ9gThkYD6R/xK/SMapFFxIxXdp+C0dT6wTHWjCkWZ804JrrfipDffa8aoiVmxoCV8t45KLfVjFnTU8W8ebifjR
        x55w7hk3XvDLKx684a93vLtI9JhFwlVk3EbBn6h4iYZ/3OMRT+0HMwCLZSKDAAAAAElFTkSuQmCC
        """)
    static let rgba8 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAYAAACJmvbYAAAAnElEQVR4nAGRAG7/AAAAAP8oAB/rUAA+13gAXcOgAHyvyACbm/AAuocA
        ADwR9Cg8MOBQPE/MeDxuuKA8jaTIPKyQ8DzLfAAAeCLpKHhB1VB4YMF4eH+toHiemch4vYXweNxxAAC0M94otFLKULRxtni0kKKgtK+O
        yLTOevC07WYAAPBE0yjwY79Q8IKrePChl6DwwIPI8N9v8PD+W2PkSdX01W4AAAAAAElFTkSuQmCC
        """)
    static let rgba16interlaced = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFEAYAAAGuDRoNAAAA9klEQVR4nB3Mv0tCURwF8HN//AP9BUHTG4PWCIL2Lq4SBIFj8raLPAgS
        cUreJvIgbuJm8pYQCcLE5WLSIuIi5ioi3ME5O3SWz3C+3wP853CAIwnyHNBBX+nZzNFPXa3CsLnAYhHoO+p1GDaPutsN9FcXi4C08kRu
        NobeytHI0WfZagW6lHGMiK/H2G4tvcF47GmGLEPEi0s5n1v6IHs9Tz9krYaI23d6OLT0RTebnv7ochkQ5+JI7PcRPRXrtaHXYjq19F4M
        Bo4+iU7H01eRpoF+iSQB1Js6U6tVRAtqMjE0Vv2+palqtx3NVaPh6beqVALdqVLpD9SPYk4DQyhnAAAAAElFTkSuQmCC
        """)
    static let greyAlpha8 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAQAAAAjkz5TAAAAVklEQVR4nAFLALT/AAD/JOtI12zDkK+0m9iHAAf0K+BPzHO4l6S7kN98
        AA7pMtVWwXqtnpnCheZxABXeOcpdtoGipY7Jeu1mABzTQL9kq4iXrIPQb/Rb5HUoVkY3tJEAAAAASUVORK5CYII=
        """)
    static let palette1 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFAQMAAACzVGSbAAAABlBMVEUA/wAP8AEH5OhVAAAADklEQVR4nGMIYVjFAMYAC5oCUTZBSiQA
        AAAASUVORK5CYII=
        """)
    static let palette2 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFAgMAAAD09B5LAAAADFBMVEUA/wAP8AEe4QQt0gnwOqRKAAAAF0lEQVR4nGOQlmA4doRh4waG
        nBwGaQkAIV0EKvnAZ+8AAAAASUVORK5CYII=
        """)
    static let palette4 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFBAMAAAB7tOvrAAAAMFBMVEUA/wAP8AEe4QQt0gk8wxBLtBlapSRpljF4h0CHeFGWaWSlWnm0
        S5DDPKnSLcThHuHvpLYbAAAAIklEQVR4nGNgVHZNYDAJq5jAkN65+gDDrD33PjCcfc+oAABl/gm4dbeDrgAAAABJRU5ErkJggg==
        """)
    static let palette8 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAMAAAC+RAbqAAAAMFBMVEUA/wAP8AEe4QQt0gk8wxBLtBlapSRpljF4h0CHeFGWaWSlWnm0
        S5DDPKnSLcThHuHvpLYbAAAAJUlEQVR4nGNgYGRiZmFlYwAR7BycDCCCi5uHAUTw8vEzgAlGJgARSAEMCOTIuAAAAABJRU5ErkJggg==
        """)
    static let palette4transparent = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFBAMAAAB7tOvrAAAAMFBMVEUA/wAP8AEe4QQt0gk8wxBLtBlapSRpljF4h0CHeFGWaWSlWnm0
        S5DDPKnSLcThHuHvpLYbAAAAEHRSTlMAESIzRFVmd4iZqrvM3e7/dpUBFQAAACJJREFUeJxjYFR2TWAwCauYwJDeufoAw6w99z4wnH3P
        qAAAZf4JuHW3g64AAAAASUVORK5CYII=
        """)
    static let grey8key = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAAnRSTlMAJEqQKekAAAAzSURBVHicASgA1/8AACRIbJC02AAHK09zl7vf
        AA4yVnqewuYAFTldgaXJ7QAcQGSIrND0Ks8QryYuO+IAAAAASUVORK5CYII=
        """)
    static let rgb8key = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAIAAAAG+GGPAAAABnRSTlMAeAB4AH89XPnaAAAAd0lEQVR4nAXBsQbCcRQF4PMKPUE03TFa
        r4j2rvb40x5tZ4hoj/bIbY+WO0U0/oieIHqCOE+Qvg8ADP3AmFgkNg1H4QZ4z3wYPqOv0vfNL/InwIFxEuzIbfLUeBffQI2s5lFr1iHr
        2uql+gKampahHXVOPZo+0u8Pg+wyLg//4bMAAAAASUVORK5CYII=
        """)
    static let grey8gamma1 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAABGdBTUEAAYagMeiWXwAAADNJREFUeJwBKADX/wAAJEhskLTYAAcrT3OX
        u98ADjJWep7C5gAVOV2BpcntABxAZIis0PQqzxCvJi474gAAAABJRU5ErkJggg==
        """)
    static let grey16gamma1 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFEAAAAAD8YXVHAAAABGdBTUEAAYagMeiWXwAAAFZJREFUeJwBSwC0/wAAACQBSAJsA5AEtAXY
        BgAHACsBTwJzA5cEuwXfBgAOADIBVgJ6A54EwgXmBgAVADkBXQKBA6UEyQXtBgAcAEABZAKIA6wE0AX0BkQ8ERhrtuKfAAAAAElFTkSu
        QmCC
        """)
    static let grey8gamma22 = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAABGdBTUEAALGPC/xhBQAAADNJREFUeJwBKADX/wAAJEhskLTYAAcrT3OX
        u98ADjJWep7C5gAVOV2BpcntABxAZIis0PQqzxCvJi474gAAAABJRU5ErkJggg==
        """)
    static let grey8gamma1sRGB = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAAXNSR0IArs4c6QAAAARnQU1BAAGGoDHoll8AAAAzSURBVHicASgA1/8A
        ACRIbJC02AAHK09zl7vfAA4yVnqewuYAFTldgaXJ7QAcQGSIrND0Ks8QryYuO+IAAAAASUVORK5CYII=
        """)
    static let grey8gammaAbsurd = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAABGdBTUEAAAAUkf+0MAAAADNJREFUeJwBKADX/wAAJEhskLTYAAcrT3OX
        u98ADjJWep7C5gAVOV2BpcntABxAZIis0PQqzxCvJi474gAAAABJRU5ErkJggg==
        """)
    static let grey8profile = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAGmlDQ1BvZGQAAHicy8svUUhUKCjKT8vMSQUAIXME5I63FoMAAAAzSURB
        VHicASgA1/8AACRIbJC02AAHK09zl7vfAA4yVnqewuYAFTldgaXJ7QAcQGSIrND0Ks8QryYuO+IAAAAASUVORK5CYII=
        """)
    static let texts = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAACnRFWHRUaXRsZQBDYWbpoJmcRAAAACZ6VFh0Q29tbWVudAAAeJwrSS0u
        Ti1KVCgZpUfpUXqUHqVHaRJoAMejahfCBePjAAAAFmlUWHRBdXRob3IAAAAAAFpvw6sg5ryi5a2X0tMdjwAAACRpVFh0U291cmNlAAEA
        ZW4AUXVlbGxlAHicezZ96bM5a54hkQB8NQzxG2SHbwAAAAZ0RVh0RW1wdHkA7sSdGwAAADNJREFUeJwBKADX/wAAJEhskLTYAAcrT3OX
        u98ADjJWep7C5gAVOV2BpcntABxAZIis0PQqzxCvJi474gAAAABJRU5ErkJggg==
        """)
    static let textAfterPixels = bytes(
        """
        iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAM0lEQVR4nAEoANf/AAAkSGyQtNgABytPc5e73wAOMlZ6nsLmABU5XYGl
        ye0AHEBkiKzQ9CrPEK8mLjviAAAACnRFWHRUaXRsZQBsYXRlxDKc9AAAAABJRU5ErkJggg==
        """)
}
