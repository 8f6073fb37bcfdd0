import Foundation

/// Files of 12 x 12 pixels of the kinds that are not simply 8-bit images, as other programs write them.
enum UnusualImages {
    static let all: [(name: String, base64: String)] = [
        (
            "deep.png",
            """
            iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMEAIAAACJhxfzAAADd0lEQVR42gFsA5P8AAAAAwkGEgTSB9sK5AmkDK0Ptg52EX8UiBNIFlEZWhgaGyMeLBzsH/Ui/iG+JMcn0C\
            aQKZksoitiLmsxdDA0Mz02RjUGOA87GAAJKQwyDzsN+xEEFA0SzRXWGN8XnxqoHbEccR96IoMhQyRMJ1UmFSkeLCcq5y3wMPkvuTLCNcs0izeUOp05XTxmP28+L0E4REEA\
            ElIVWxhkFyQaLR02G/Ye/yIIIMgj0SbaJZoooyusKmwtdTB+Lz4yRzVQNBA3GToiOOI76z70PbRAvUPGQoZFj0iYR1hKYU1qABt7HoQhjSBNI1YmXyUfKCgrMSnxLPowAy\
            7DMcw01TOVNp45pzhnO3A+eT05QEJDS0ILRRRIHUbdSeZM70uvTrhRwVCBU4pWkwAkpCetKrYpdix/L4guSDFRNFozGjYjOSw37Dr1Pf48vj/HQtBBkESZR6JGYklrTHRL\
            NE49UUZQBlMPVhhU2FfhWupZqlyzX7wALc0w1jPfMp81qDixN3E6ej2DPEM/TEJVQRVEHkcnRedI8Ev5SrlNwlDLT4tSlFWdVF1XZlpvWS9cOF9BXgFhCmQTYtNl3GjlAD\
            b2Of89CDvIPtFB2kCaQ6NGrEVsSHVLfko+TUdQUE8QUhlVIlPiVutZ9Fi0W71exl2GYI9jmGJYZWFoamcqajNtPGv8bwVyDgBAH0MoRjFE8Uf6SwNJw0zMT9VOlVGeVKdT\
            Z1ZwWXlYOVtCXktdC2AUYx1h3WTmZ+9mr2m4bMFrgW6KcZNwU3NcdmV1JXguezcASUhMUU9aThpRI1QsUuxV9Vj+V75ax13QXJBfmWKiYWJka2d0ZjRpPWxGawZuD3EYb9\
            hy4XXqdKp3s3q8eXx8hX+Ofk6BV4RgAFJxVXpYg1dDWkxdVVwVXx5iJ2DnY/Bm+WW5aMJry2qLbZRwnW9dcmZ1b3Qvdzh6QXkBfAp/E33TgNyD5YKlha6It4d3ioCNiQBb\
            ml6jYaxgbGN1Zn5lPmhHa1BqEG0ZcCJu4nHrdPRztHa9ecZ4hnuPfph9WIBhg2qCKoUziDyG/IoFjQ6Lzo7XkeCQoJOplrIAZMNnzGrVaZVsnm+nbmdxcHR5czl2QnlLeA\
            t7FH4dfN1/5oLvga+EuIfBhoGJioyTi1OOXJFlkCWTLpY3lPeYAJsJmcmc0p/bYsFc4qI66OAAAAAASUVORK5CYII=
            """
        ),
        (
            "palette.png",
            """
            iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMBAMAAACkW0HUAAAAGFBMVEXm5h6+vh6Xlx55eR5cXB43Nx4bGx4EBB5FrQfNAAAAQUlEQVR42gXBsQ0CQRAEQZgz9s0XYZDcGk\
            jEjDedQVN1vu/XfT1CBSLVSQU2VKcRWFKdGmAhOtXz5POjcaqEhfoHr+A30meqMtIAAAAASUVORK5CYII=
            """
        ),
        (
            "animated.png",
            """
            iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAAMAAAADAAAAAAAAAAAAAEACgAAkVrS4wAAABZJRE\
            FUeJxj1NDQYCAEmAiqGFU0AIoA5bwAkN2UTesAAAAaZmNUTAAAAAEAAAAMAAAADAAAAAAAAAAAAAEACgAACik4NwAAABtmZEFUAAAAAnicYzxx4gQDIcBEUMWoogFQBAAi\
            uAJwu6FIdwAAAABJRU5ErkJggg==
            """
        ),
        (
            "inks.jpg",
            """
            /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgADAAMBE\
            MRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHw\
            JDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxs\
            fIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9OK+PK+s6/QOiiiiiiiiiiiiv/9k=
            """
        ),
    ]

    static func write(to folder: String) throws {
        for (name, base64) in all {
            try Data(base64Encoded: base64)?.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
    }
}
