import Render

/// Undo and redo without limit: of every edit only the tiles it changed are kept, as they were.
package struct MaskHistory: Sendable {
    /// Pixels of a tile's side.
    package static let tile = 64

    struct Edit: Sendable {
        var name: String
        /// What stood in each tile before, by the tile's number.
        var tiles: [Int: [UInt8]] = [:]
    }

    private var done: [Edit] = [], undone: [Edit] = []
    private var open: Edit?

    package init() {}

    package var canUndo: Bool { !done.isEmpty || open != nil }
    package var canRedo: Bool { !undone.isEmpty }
    /// What undo would take back.
    package var last: String? { done.last?.name }
    /// Bytes held.
    package var size: Int { (done + undone).reduce(0) { $0 + $1.tiles.values.reduce(0) { $0 + $1.count } } }

    /// Begins an edit; one that is under way ends first.
    mutating func begin(_ name: String, _ mask: MaskPlane) {
        commit(mask)
        open = Edit(name: name)
    }

    /// Keeps what stands in `area`; to be called before it is written to.
    mutating func keep(_ area: Rect, of mask: MaskPlane) {
        let part = area.intersection(mask.bounds)
        guard part.width > 0, part.height > 0, open != nil else { return }
        let across = Self.tilesAcross(mask)
        for row in part.y / Self.tile...(part.bottom - 1) / Self.tile {
            for column in part.x / Self.tile...(part.right - 1) / Self.tile {
                let number = row * across + column
                if open?.tiles[number] == nil { open?.tiles[number] = Self.read(number, mask) }
            }
        }
    }

    /// Ends the edit under way; one that changed nothing is forgotten.
    mutating func commit(_ mask: MaskPlane) {
        guard var edit = open else { return }
        open = nil
        edit.tiles = edit.tiles.filter { Self.read($0.key, mask) != $0.value }
        guard !edit.tiles.isEmpty else { return }
        done.append(edit)
        undone = []
    }

    /// Takes back the edit under way as if it had never begun; returns what changed, nil where there is none.
    mutating func abandon(_ mask: inout MaskPlane) -> Rect? {
        guard let edit = open else { return nil }
        open = nil
        return Self.exchange(edit, &mask).1
    }

    /// Takes the last edit back; returns its name and what changed, nil where there is none.
    mutating func undo(_ mask: inout MaskPlane) -> (name: String, area: Rect)? {
        commit(mask)
        guard let edit = done.popLast() else { return nil }
        let (swapped, area) = Self.exchange(edit, &mask)
        undone.append(swapped)
        return (edit.name, area)
    }

    mutating func redo(_ mask: inout MaskPlane) -> (name: String, area: Rect)? {
        commit(mask)
        guard let edit = undone.popLast() else { return nil }
        let (swapped, area) = Self.exchange(edit, &mask)
        done.append(swapped)
        return (edit.name, area)
    }

    private static func exchange(_ edit: Edit, _ mask: inout MaskPlane) -> (Edit, Rect) {
        var swapped = Edit(name: edit.name), area = Rect(x: 0, y: 0, width: 0, height: 0)
        for (number, values) in edit.tiles {
            swapped.tiles[number] = read(number, mask)
            let place = rect(number, mask)
            for row in 0..<place.height {
                let start = (place.y + row) * mask.width + place.x
                mask.values.replaceSubrange(start..<start + place.width,
                                            with: values[row * place.width..<(row + 1) * place.width])
            }
            area = area.union(place)
        }
        return (swapped, area)
    }

    private static func tilesAcross(_ mask: MaskPlane) -> Int { (mask.width + tile - 1) / tile }

    private static func rect(_ number: Int, _ mask: MaskPlane) -> Rect {
        let across = tilesAcross(mask)
        return Rect(x: number % across * tile, y: number / across * tile, width: tile, height: tile).intersection(mask.bounds)
    }

    private static func read(_ number: Int, _ mask: MaskPlane) -> [UInt8] {
        let place = rect(number, mask)
        var values: [UInt8] = []
        values.reserveCapacity(place.width * place.height)
        for y in place.y..<place.bottom { values += mask.values[y * mask.width + place.x..<y * mask.width + place.right] }
        return values
    }
}
