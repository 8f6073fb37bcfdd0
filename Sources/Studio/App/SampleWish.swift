package import Engine
package import Raster

/// What samples are asked for by: words, a sound, a picture, any of them.
package struct SampleWish: Sendable, Equatable {
    package var text: String?
    /// The path of a sound file.
    package var sound: String?
    package var picture: Likeness?

    /// A picture that samples are to be like.
    package enum Likeness: Sendable, Equatable {
        case file(String)
        case sample(Bitmap, number: Int)
    }

    package init() {}

    package var isEmpty: Bool { parts.isEmpty }

    /// The kinds of information that are given.
    package var parts: [Modality] {
        [(Modality.text, text != nil), (.audio, sound != nil), (.image, picture != nil)].filter(\.1).map(\.0)
    }

    /// The same without one kind.
    package func muting(_ part: Modality) -> SampleWish {
        var wish = self
        switch part {
        case .text: wish.text = nil
        case .audio: wish.sound = nil
        case .image: wish.picture = nil
        }
        return wish
    }

    /// Everything, then everything but each part: what a part brought is what goes with it.
    package var muted: [SampleWish] { [self] + parts.map(muting) }

    /// What one part is called on the screen.
    package func name(_ part: Modality) -> String {
        switch part {
        case .text: text ?? ""
        case .audio: sound.map(Self.file) ?? ""
        case .image:
            switch picture {
            case .file(let path): Self.file(path)
            case .sample(_, let number): "sample \(number)"
            case nil: ""
            }
        }
    }

    private static func file(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// As the engine takes it; reads the files.
    /// - Throws: `SoundError`, `PictureError`.
    func query(side: Int) throws -> Query {
        var query = Query()
        query.text = text
        if let sound { (query.sound, query.soundName) = (try SoundClip.read(sound, seconds: Query.mostSeconds).clip, sound) }
        switch picture {
        case .file(let path):
            let contents = try Picture.read(path, enough: (side, side))
            query.picture = contents.alpha.map { contents.bitmap.composited(alpha: $0, over: (0, 0, 0)) } ?? contents.bitmap
        case .sample(let bitmap, _): query.picture = bitmap
        case nil: break
        }
        return query
    }
}
