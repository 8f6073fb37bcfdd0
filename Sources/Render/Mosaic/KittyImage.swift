import Foundation
package import Raster

/// An image for terminals with Kitty's graphics protocol, with Unicode placeholders: the pixels are sent first under a number; the cells
/// that show them are text, which can be scrolled and erased, in tmux too.
package struct KittyImage: Sendable {
    /// Pixels sent for the width of a cell; twice as many for its height. Terminals scale them.
    package static let cellPixels = 12

    package let size: Size
    /// 1...0xFFFFFF, encoded in the foreground colour of the placeholders.
    package let identifier: UInt32
    private let bitmap: Bitmap

    /// - Precondition: `identifier` fits into a colour and is not 0.
    package init(_ bitmap: Bitmap, size: Size, identifier: UInt32) {
        precondition((1...0xFFFFFF).contains(identifier), "image number \(identifier)")
        (self.size, self.identifier) = (Size(width: size.width, height: min(size.height, Self.marks.count)), identifier)
        let width = min(bitmap.width, size.width * Self.cellPixels),
            height = min(bitmap.height, 2 * size.height * Self.cellPixels)
        self.bitmap = bitmap.resampled(width: width, height: height).converted(toChannels: 3)
    }

    /// True where the environment's terminal supports placeholders: Kitty since 0.28, and Ghostty. False inside tmux and screen, which
    /// pass images through only where configured.
    package static func isKnown(environment: [String: String]) -> Bool {
        guard environment["TMUX"] == nil, environment["STY"] == nil else { return false }
        let term = environment["TERM"] ?? ""
        return term == "xterm-kitty" || term == "xterm-ghostty" || environment["TERM_PROGRAM"] == "ghostty"
    }

    /// The pixels, then a line of placeholders for each row.
    package func text(insideTmux: Bool) -> [UInt8] { transmission(insideTmux: insideTmux) + Array(placeholders.utf8) }

    /// The pixels as RGB in chunks of at most 4096 characters, without a reply from the terminal.
    package func transmission(insideTmux: Bool) -> [UInt8] {
        let letters = Array(Data(bitmap.pixels).base64EncodedData())
        var text: [UInt8] = []
        for start in stride(from: 0, to: letters.count, by: 4096) {
            let end = min(start + 4096, letters.count), more = end < letters.count ? 1 : 0
            let keys =
                start > 0
                ? "m=\(more)"
                : "q=2,a=T,U=1,i=\(identifier),f=24,s=\(bitmap.width),v=\(bitmap.height),c=\(size.width),r=\(size.height),m=\(more)"
            // tmux passes through sequences that are wrapped like this, with escapes doubled.
            text += (insideTmux ? "\u{1b}Ptmux;\u{1b}\u{1b}_G\(keys);" : "\u{1b}_G\(keys);").utf8
            text += letters[start..<end]
            text += (insideTmux ? "\u{1b}\u{1b}\\\u{1b}\\" : "\u{1b}\\").utf8
        }
        return text
    }

    /// The cells: the first of a line has the row number, and the others continue it.
    package var placeholders: String {
        let color = "\u{1b}[38;2;\(identifier >> 16);\(identifier >> 8 & 255);\(identifier & 255)m"
        var text = ""
        for row in 0..<size.height {
            text += color
            text.unicodeScalars.append(contentsOf: [Self.placeholder, Self.marks[row], Self.marks[0]])
            for _ in 1..<max(size.width, 1) { text.unicodeScalars.append(Self.placeholder) }
            text += "\u{1b}[0m\n"
        }
        return text
    }

    static let placeholder: Unicode.Scalar = "\u{10EEEE}"

    /// The combining marks for row and column numbers, in the protocol's order; the first 109.
    static let marks: [Unicode.Scalar] = [
        0x0305, 0x030D, 0x030E, 0x0310, 0x0312, 0x033D, 0x033E, 0x033F, 0x0346, 0x034A, 0x034B, 0x034C, 0x0350, 0x0351,
        0x0352, 0x0357, 0x035B, 0x0363, 0x0364, 0x0365, 0x0366, 0x0367, 0x0368, 0x0369, 0x036A, 0x036B, 0x036C, 0x036D,
        0x036E, 0x036F, 0x0483, 0x0484, 0x0485, 0x0486, 0x0487, 0x0592, 0x0593, 0x0594, 0x0595, 0x0597, 0x0598, 0x0599,
        0x059C, 0x059D, 0x059E, 0x059F, 0x05A0, 0x05A1, 0x05A8, 0x05A9, 0x05AB, 0x05AC, 0x05AF, 0x05C4, 0x0610, 0x0611,
        0x0612, 0x0613, 0x0614, 0x0615, 0x0616, 0x0617, 0x0657, 0x0658, 0x0659, 0x065A, 0x065B, 0x065D, 0x065E, 0x06D6,
        0x06D7, 0x06D8, 0x06D9, 0x06DA, 0x06DB, 0x06DC, 0x06DF, 0x06E0, 0x06E1, 0x06E2, 0x06E4, 0x06E7, 0x06E8, 0x06EB,
        0x06EC, 0x0730, 0x0732, 0x0733, 0x0735, 0x0736, 0x073A, 0x073D, 0x073F, 0x0740, 0x0741, 0x0743, 0x0745, 0x0747,
        0x0749, 0x074A, 0x07EB, 0x07EC, 0x07ED, 0x07EE, 0x07EF, 0x07F0, 0x07F1, 0x07F3, 0x0816,
    ].compactMap { Unicode.Scalar(UInt32($0)) }
}
